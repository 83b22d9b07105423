/** What this database is and can: discovered at connect time, never assumed. */
import { PasserelleError } from '../../src/base/error.ts';
import type { ErpDescription, ErpField } from '../../src/ports/connector.ts';
import { searchRead } from './client.ts';
import { STATUS_FIELD } from './provision/fields.ts';
import type { Session } from './session.ts';
import { textOf } from './value.ts';

/** Models that mappings read or that we write to. */
export const MODELS = [
  'account.move', 'account.move.line', 'account.tax', 'account.tax.group', 'account.fiscal.position', 'account.journal',
  'account.payment.term', 'account.account', 'account.partial.reconcile', 'res.company', 'res.partner', 'res.partner.bank',
  'res.bank', 'res.country', 'res.country.state', 'res.currency', 'product.product', 'uom.uom', 'ir.attachment',
  'mail.message', 'mail.activity',
] as const;

export async function describe(session: Session): Promise<ErpDescription> {
  const client = await session.client();
  const version = await session.version();
  const models: Record<string, Readonly<Record<string, ErpField>>> = {};
  for (const model of MODELS) {
    const fields = await session.fields(model);
    if (fields !== null) models[model] = fields;
  }
  const uuid = await databaseUuid(session);
  return {
    product: 'Odoo',
    version: version.text,
    modules: await modules(session),
    models,
    limits: { pageSize: 500, ...(client.transport === 'json2' ? { requestBytes: 128 * 1024 * 1024 } : {}) },
    fingerprints: {
      url: session.settings.url,
      database: session.settings.database,
      ...(uuid === null ? {} : { uuid }),
    },
    provisioned: models['account.move']?.[STATUS_FIELD] !== undefined,
  };
}

async function modules(session: Session): Promise<readonly string[]> {
  const query = { domain: [['state', '=', 'installed']], fields: ['name'], order: 'name' };
  try {
    const rows = await searchRead(await session.client(), 'ir.module.module', query);
    return rows.flatMap((row) => textOf(row['name']) ?? []);
  } catch (error) {
    if (unreadable(error)) return [];
    throw error;
  }
}

/** Only settings administrators may read it: without it, name and address of the database must tell a copy. */
async function databaseUuid(session: Session): Promise<string | null> {
  const query = { domain: [['key', '=', 'database.uuid']], fields: ['value'], limit: 1 };
  try {
    const [row] = await searchRead(await session.client(), 'ir.config_parameter', query);
    return textOf(row?.['value']);
  } catch (error) {
    if (unreadable(error)) return null;
    throw error;
  }
}

function unreadable(error: unknown): boolean {
  return error instanceof PasserelleError && error.code === 'CONNECTOR_UNAUTHORIZED';
}
