/**
 * Fields that Odoo has not, which mappings may read: their names begin with `_`. Each is computed from fields of the
 * same record or one further question, for all records of a request at once.
 */
import { PasserelleError } from '../../src/base/error.ts';
import { searchRead } from './client.ts';
import type { TreeReader } from './read-tree.ts';
import { idOf, isRow, parseAnswer, textOf, type OdooRow, type OdooValue } from './value.ts';

export interface PseudoField {
  readonly needs: readonly string[];
  compute(reader: TreeReader, rows: readonly OdooRow[]): Promise<ReadonlyMap<number, OdooValue>>;
}

const EXTERNAL_IDS = (model: string): PseudoField => ({
  needs: [],
  compute: (reader, rows) => externalIds(reader, model, rows.map((row) => idOf(row['id']) ?? 0)),
});

/** States in which another module of Odoo has taken this invoice for transmission. */
const TAKEN: Readonly<Record<string, readonly string[]>> = {
  peppol_move_state: ['to_send', 'processing', 'done'],
  pdp_move_state: ['to_send', 'processing', 'done'],
};
/** Fields that are only ever filled once another module has sent the invoice. */
const SENT = ['peppol_message_uuid', 'l10n_fr_pdp_status', 'pdp_ppf_move_state', 'chorus_flow_id'] as const;

const SENT_ELSEWHERE: PseudoField = {
  needs: [...Object.keys(TAKEN), ...SENT],
  compute: (_reader, rows) => Promise.resolve(new Map(rows.map((row) => [idOf(row['id']) ?? 0, sentElsewhere(row)]))),
};

function sentElsewhere(row: OdooRow): OdooValue {
  for (const [field, states] of Object.entries(TAKEN)) {
    const state = textOf(row[field]);
    if (state !== null && states.includes(state)) return `${field}: ${state}`;
  }
  const filled = SENT.find((field) => row[field] !== undefined && row[field] !== false && row[field] !== null);
  return filled === undefined ? null : `${filled}: ${textOf(row[filled]) ?? 'set'}`;
}

export const PSEUDO_FIELDS: Readonly<Record<string, Readonly<Record<string, PseudoField>>>> = {
  'account.move': { _sent_elsewhere: SENT_ELSEWHERE },
  'account.tax': { _xmlids: EXTERNAL_IDS('account.tax') },
  'uom.uom': { _xmlids: EXTERNAL_IDS('uom.uom') },
};

/** The name of the attachment in which provisioning keeps the external ids: a plain user may not read ir.model.data. */
export const SNAPSHOT_NAME = 'passerelle-xmlids.json';

async function externalIds(reader: TreeReader, model: string, ids: readonly number[]): Promise<ReadonlyMap<number, OdooValue>> {
  const found = new Map<number, string[]>();
  for (const [id, name] of await readableIds(reader, model, ids)) found.set(id, [...(found.get(id) ?? []), name]);
  return found;
}

async function readableIds(reader: TreeReader, model: string, ids: readonly number[]): Promise<readonly (readonly [number, string])[]> {
  const client = await reader.session.client();
  try {
    const domain = [['model', '=', model], ['res_id', 'in', ids]];
    const rows = await searchRead(client, 'ir.model.data', { domain, fields: ['res_id', 'complete_name', 'module', 'name'] });
    return rows.map((row) => [idOf(row['res_id']) ?? 0, textOf(row['complete_name']) ?? `${textOf(row['module']) ?? ''}.${textOf(row['name']) ?? ''}`]);
  } catch (error) {
    if (error instanceof PasserelleError && error.code === 'CONNECTOR_UNAUTHORIZED') return snapshotIds(reader, model, ids);
    throw error;
  }
}

async function snapshotIds(reader: TreeReader, model: string, ids: readonly number[]): Promise<readonly (readonly [number, string])[]> {
  const client = await reader.session.client();
  const [row] = await searchRead(client, 'ir.attachment', {
    domain: [['name', '=', SNAPSHOT_NAME], ['res_model', '=', 'res.company']], fields: ['datas'], order: 'id desc', limit: 1,
  });
  const content = textOf(row?.['datas']);
  if (content === null) return [];
  const snapshot = parseAnswer(Buffer.from(content, 'base64').toString('utf8'));
  const names = isRow(snapshot) ? snapshot[model] : undefined;
  if (!isRow(names)) return [];
  return ids.flatMap((id) => {
    const name = textOf(names[String(id)]);
    return name === null ? [] : [[id, name] as const];
  });
}
