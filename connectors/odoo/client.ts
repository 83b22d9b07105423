/**
 * One way to call Odoo's models, whatever the transport: named arguments, ids apart, one transaction per call. Two
 * implementations: json2.ts (Odoo 19 and later) and xmlrpc.ts (14 to 18, through odoo-await). Neither repeats a call.
 */
import type { Json } from '../../src/base/json.ts';
import type { OdooRow, OdooValue } from './value.ts';
import { rowsOf } from './value.ts';

export interface OdooCall {
  readonly model: string;
  readonly method: string;
  /** Left out for methods of the model as a whole (`search_read`, `fields_get`). */
  readonly ids?: readonly number[];
  readonly args?: Readonly<Record<string, Json>>;
  readonly context?: Readonly<Record<string, Json>>;
  /** The call may change something: a lost answer is then an unclear outcome, never a plain failure. */
  readonly effect?: boolean;
}

export interface OdooClient {
  readonly transport: 'json2' | 'xmlrpc';
  /** @throws CONNECTOR_* and NET_* (errors.ts) */
  call(call: OdooCall): Promise<OdooValue>;
  /** Id of the user of the credentials. */
  uid(): Promise<number>;
  /** The server's own clock, as `YYYY-MM-DD HH:MM:SS` in UTC, from its last answer; null when it told none yet. */
  serverTime(): string | null;
}

export type Domain = readonly Json[];

export interface SearchRead {
  readonly domain: Domain;
  readonly fields: readonly string[];
  readonly order?: string;
  readonly offset?: number;
  readonly limit?: number;
  readonly context?: Readonly<Record<string, Json>>;
}

export async function searchRead(client: OdooClient, model: string, query: SearchRead): Promise<readonly OdooRow[]> {
  const { domain, fields, order, offset, limit, context } = query;
  const args = { domain, fields: ['id', ...fields.filter((field) => field !== 'id')], offset: offset ?? 0,
    limit: limit ?? 0, order: order ?? 'id' };
  return rowsOf(await client.call({ model, method: 'search_read', args, ...(context === undefined ? {} : { context }) }));
}

export async function readRows(
  client: OdooClient, model: string, ids: readonly number[], fields: readonly string[],
  context?: Readonly<Record<string, Json>>,
): Promise<readonly OdooRow[]> {
  if (ids.length === 0) return [];
  const call = { model, method: 'read', ids, args: { fields } };
  return rowsOf(await client.call(context === undefined ? call : { ...call, context }));
}
