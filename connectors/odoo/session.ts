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
import { createMemory, type Memory } from './memory.ts';
import { recordId } from './record-id.ts';
import type { OdooSettings } from './settings.ts';
import { idsOf, isRow, textOf } from './value.ts';
import { askVersion, clientFor, type OdooVersion } from './version.ts';

export type Fields = Readonly<Record<string, ErpField>>;
export type Context = Readonly<Record<string, Json>>;

export interface Session extends Pick<Memory, 'remember' | 'externalIds' | 'forget'> {
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
  /** Id of a company as the configuration says it; '' is the connection's own, where it serves one. */
  companyOf(text: string): Promise<number>;
  /** Language and companies of every call; `company` goes first (it decides company-dependent fields). */
  context(company?: number): Promise<Context>;
  /** The server's clock, asked now. */
  freshTime(): Promise<string | null>;
  close(): void;
}

export function openSession(settings: OdooSettings, connection: string, clock: Clock, http: OdooHttp): Session {
  const { keep, remember, externalIds, forget } = createMemory(clock);
  let opened: OdooClient | null = null;

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
    settings, connection, clock, version, client, companies, fields, remember, externalIds, forget,
    async present(model, wanted) {
      const known = await fields(model);
      return wanted.filter((name) => known?.[name] !== undefined);
    },
    async companyOf(text) {
      const [only = 0] = await companies();
      return text === '' ? only : recordId({ id: text });
    },
    async context(company) {
      const all = await companies();
      const allowed = company === undefined ? all : [company, ...all.filter((id) => id !== company)];
      return { lang: settings.language, tz: 'UTC', allowed_company_ids: allowed };
    },
    freshTime: async () => (await askVersion(settings, connection, http)).at,
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
