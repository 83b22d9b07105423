/**
 * The clients of one process: one for drizzle and our own statements, one for pg-boss. Two, because drizzle changes
 * the parsers and serializers of the client it is given (drizzle-orm #5789), and pg-boss needs them as they were.
 */
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres, { type Options, type PostgresType, type Sql } from 'postgres';
import { guard } from './guard.ts';

export type Database = PostgresJsDatabase;

export interface ConnectOptions {
  readonly url: string;
  /** Role that every session takes at its start; absent: the role of the url. */
  readonly role?: string;
  readonly name: string;
  readonly connections: number;
}

/** Seconds. A transaction does no network input or output but its own, so half a minute idle in one is a defect. */
const IDLE_IN_TRANSACTION = 30;

export function connect(options: ConnectOptions): Sql {
  const settings: Options<Record<string, PostgresType>> & { readonly max_pipeline: number } = {
    max: options.connections,
    // The boundary of this limit is where porsager/postgres #1189 strikes: keep it out of reach
    max_pipeline: 100_000,
    connect_timeout: 10,
    idle_timeout: 60,
    max_lifetime: 60 * 60,
    onnotice: () => undefined,
    connection: {
      application_name: options.name,
      TimeZone: 'UTC',
      DateStyle: 'ISO',
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION * 1000,
      ...(options.role === undefined ? {} : { role: options.role }),
    },
  };
  return guard(postgres(options.url, settings));
}

/** drizzle over a client that is used for nothing that needs the driver's own date handling. */
export function overClient(client: Sql): Database {
  return drizzle(client);
}
