/**
 * The clients of one process: one for drizzle and our own statements, one for pg-boss. Two, because drizzle changes
 * the parsers and serializers of the client it is given (drizzle-orm #5789), and pg-boss needs them as they were.
 */
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres, { type Options, type PostgresType, type Sql } from 'postgres';
import { ARRAY_TYPES } from './array-text.ts';
import { guard } from './guard.ts';

export type Database = PostgresJsDatabase;

export interface ConnectOptions {
  readonly url: string;
  /** Role that every session takes at its start; absent: the role of the url. */
  readonly role?: string;
  readonly name: string;
  readonly connections: number;
  /** true: the driver's own handling of dates and JSON, as pg-boss wants it. */
  readonly driverTypes?: boolean;
}

/** Seconds. A transaction does no network input or output but its own, so half a minute idle in one is a defect. */
const IDLE_IN_TRANSACTION = 30;

/** timestamptz, date, time, timestamp and arrays of them; json and jsonb. Text goes in and comes out as it is. */
const DATES = ['1184', '1082', '1083', '1114', '1182', '1185', '1115', '1231'];
const JSONS = ['114', '3802'];

/** What drizzle does to its client, done by us so that a client made anew has it too. */
function withPlainTypes(client: Sql): Sql {
  const same = (value: unknown): unknown => value;
  const { parsers, serializers } = client.options as unknown as Record<'parsers' | 'serializers', Record<string, typeof same>>;
  for (const type of DATES) parsers[type] = serializers[type] = same;
  for (const type of JSONS) serializers[type] = same;
  return client;
}

export function connect(options: ConnectOptions): Sql {
  const settings: Options<Record<string, PostgresType>> & { readonly max_pipeline: number } = {
    max: options.connections,
    // The boundary of this limit is where porsager/postgres #1189 strikes: keep it out of reach
    max_pipeline: 100_000,
    connect_timeout: 5,
    idle_timeout: 60,
    max_lifetime: 60 * 60,
    onnotice: () => undefined,
    fetch_types: false,
    types: ARRAY_TYPES,
    connection: {
      application_name: options.name,
      TimeZone: 'UTC',
      DateStyle: 'ISO',
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION * 1000,
      ...(options.role === undefined ? {} : { role: options.role }),
    },
  };
  return guard(() => {
    const client = postgres(options.url, settings);
    return options.driverTypes === true ? client : withPlainTypes(client);
  });
}

/** drizzle over a client that is used for nothing that needs the driver's own types. */
export function overClient(client: Sql): Database {
  return drizzle(client);
}
