/**
 * What is known of one Odoo database while the daemon runs: its version and client, the user's companies, the fields
 * of its models. Each is asked once, kept for a while and asked again; a failed question is not remembered.
 */
import type { Clock } from '../../src/ports/runtime.ts';
import type { ErpField } from '../../src/ports/connector.ts';
import type { Json } from '../../src/base/json.ts';
import { PasserelleError } from '../../src/base/error.ts';
import { readRows, type OdooClient } from './client.ts';
import type { OdooHttp } from './http-call.ts';
import type { OdooSettings } from './settings.ts';
import { idOf, idsOf, isRow, textOf, type OdooRow } from './value.ts';
import { askVersion, clientFor, type OdooVersion } from './version.ts';

export type Fields = Readonly<Record<string, ErpField>>;
export type Context = Readonly<Record<string, Json>>;

export interface Session {
  readonly settings: OdooSettings;
  readonly connection: string;
  readonly clock: Clock;
  version(): Promise<OdooVersion>;
  client(): Promise<OdooClient>;
  /** Ids of the companies this connection serves. */
  companies(): Promise<readonly number[]>;
  /** Fields of a model; null when the database has no such model or the user may not see it. */
  fields(model: string): Promise<Fields | null>;
  /** The names of `wanted` that the model has in this database. */
  present(model: string, wanted: readonly string[]): Promise<readonly string[]>;
  /** Language and companies of every call; `company` goes first (it decides company-dependent fields). */
  context(company?: number): Promise<Context>;
  /** The server's clock, asked now. */
  freshTime(): Promise<string | null>;
  /** Rows of models that hardly change (slow-models.ts), asked once in a while. */
  remember(
    model: string, ids: readonly number[], fields: readonly string[], ask: (ids: readonly number[]) => Promise<readonly OdooRow[]>,
  ): Promise<readonly OdooRow[]>;
  /** External ids found so far, by id. */
  externalIds(model: string): Map<number, readonly string[]>;
  /** Forget what was discovered: after an answer that speaks of unknown fields. */
  forget(): void;
  close(): void;
}

const KEEP_MS = 10 * 60_000;

export function openSession(settings: OdooSettings, connection: string, clock: Clock, http: OdooHttp): Session {
  const kept = new Map<string, { readonly value: Promise<unknown>; readonly until: number }>();
  const names = new Map<string, Map<number, readonly string[]>>();
  let opened: OdooClient | null = null;

  const fresh = (name: string): boolean => (kept.get(name)?.until ?? 0) > clock.monotonic();

  function keep<T>(name: string, ask: () => Promise<T>): Promise<T> {
    const known = kept.get(name);
    if (known !== undefined && known.until > clock.monotonic()) return known.value as Promise<T>;
    const value = ask();
    kept.set(name, { value, until: clock.monotonic() + KEEP_MS });
    value.catch(() => kept.delete(name));
    return value;
  }

  const version = (): Promise<OdooVersion> => keep('version', () => askVersion(settings, connection, http));

  async function client(): Promise<OdooClient> {
    const known = settings.transport === undefined ? await version() : null;
    opened ??= clientFor(settings, connection, http, known);
    return opened;
  }

  const companies = (): Promise<readonly number[]> => keep('companies', async () => {
    if (settings.companies !== undefined) return settings.companies;
    const odoo = await client();
    const [user] = await readRows(odoo, 'res.users', [await odoo.uid()], ['company_ids']);
    return [...idsOf(user?.['company_ids'])].sort((a, b) => a - b);
  });

  const fields = (model: string): Promise<Fields | null> => keep(`fields ${model}`, async () => {
    const odoo = await client();
    try {
      const args = { allfields: [], attributes: ['type', 'relation', 'readonly', 'store'] };
      return fieldsIn(await odoo.call({ model, method: 'fields_get', args }));
    } catch (error) {
      if (isMissingModel(error)) return null;
      throw error;
    }
  });

  return {
    settings, connection, clock, version, client, companies, fields,
    async present(model, wanted) {
      const known = await fields(model);
      return wanted.filter((name) => known?.[name] !== undefined);
    },
    async context(company) {
      const all = await companies();
      const allowed = company === undefined ? all : [company, ...all.filter((id) => id !== company)];
      return { lang: settings.language, tz: 'UTC', allowed_company_ids: allowed };
    },
    async remember(model, ids, asked, ask) {
      const key = (id: number): string => `row ${model} ${String(id)} ${[...asked].sort().join(' ')}`;
      const missing = ids.filter((id) => !fresh(key(id)));
      const rows = missing.length === 0 ? [] : await ask(missing);
      for (const row of rows) void keep(key(idOf(row['id']) ?? 0), () => Promise.resolve(row));
      const known = await Promise.all(ids.filter((id) => fresh(key(id))).map((id) => kept.get(key(id))?.value as Promise<OdooRow>));
      return known;
    },
    externalIds(model) {
      const known = names.get(model) ?? new Map<number, readonly string[]>();
      names.set(model, known);
      return known;
    },
    freshTime: async () => (await askVersion(settings, connection, http)).at,
    forget() {
      kept.clear();
      names.clear();
    },
    close() {
      http.close();
      if (opened !== null && 'close' in opened && typeof opened.close === 'function') (opened.close as () => void)();
    },
  };
}

function fieldsIn(answer: unknown): Fields {
  const rows = answer as Parameters<typeof isRow>[0];
  if (!isRow(rows)) return {};
  const fields: Record<string, ErpField> = {};
  for (const [name, row] of Object.entries(rows)) {
    if (!isRow(row)) continue;
    const relation = textOf(row['relation']);
    fields[name] = {
      type: textOf(row['type']) ?? 'unknown',
      ...(relation === null ? {} : { relation }),
      writable: row['readonly'] !== true,
    };
  }
  return fields;
}

/** Odoo says so in several ways: JSON-2 404 NotFound, XML-RPC a KeyError or "doesn't exist" fault, or access denied. */
function isMissingModel(error: unknown): boolean {
  if (!(error instanceof PasserelleError)) return false;
  return error.code === 'CONNECTOR_UNSUPPORTED' || (error.code === 'CONNECTOR_REFUSED' && error.kind !== 'transient');
}
