/**
 * External ids (`uom.product_uom_hour`, `account.1_tva_normale`): the only names of units and taxes that no user and no
 * language changes. A plain invoicing user may not read them; then the snapshot that provisioning left is used.
 */
import { PasserelleError } from '../../src/base/error.ts';
import { searchRead } from './client.ts';
import type { Gathering } from './gather.ts';
import { idOf, isRow, parseAnswer, textOf, type OdooValue } from './value.ts';

/** The attachment of the company in which provisioning keeps `{ model: { id: name } }`. */
export const SNAPSHOT_NAME = 'passerelle-xmlids.json';

type Named = readonly [number, string];

/** The names of each id, those of modules before those that an export made. */
export async function externalIds(reader: Gathering, model: string, ids: readonly number[]): Promise<ReadonlyMap<number, OdooValue>> {
  const found = new Map<number, string[]>();
  if (ids.length === 0) return found;
  for (const [id, name] of await knownNames(reader, model, ids)) found.set(id, [...(found.get(id) ?? []), name]);
  for (const [id, names] of found) found.set(id, names.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1)));
  return found;
}

function rank(name: string): number {
  return name.startsWith('__') ? 1 : 0;
}

/** They never change while Odoo runs; a record without one is asked again. */
async function knownNames(reader: Gathering, model: string, ids: readonly number[]): Promise<readonly Named[]> {
  const known = reader.session.externalIds(model);
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length > 0) {
    const named = await namesOf(reader, model, unknown);
    for (const id of unknown) {
      const names = named.filter(([of]) => of === id).map(([, name]) => name);
      if (names.length > 0) known.set(id, names);
    }
  }
  return ids.flatMap((id) => (known.get(id) ?? []).map((name) => [id, name] as const));
}

async function namesOf(reader: Gathering, model: string, ids: readonly number[]): Promise<readonly Named[]> {
  try {
    const domain = [['model', '=', model], ['res_id', 'in', ids]];
    const rows = await searchRead(await reader.session.client(), 'ir.model.data', { domain, fields: ['res_id', 'module', 'name'] });
    return rows.map((row) => [idOf(row['res_id']) ?? 0, `${textOf(row['module']) ?? ''}.${textOf(row['name']) ?? ''}`]);
  } catch (error) {
    if (error instanceof PasserelleError && error.code === 'CONNECTOR_UNAUTHORIZED') return fromSnapshot(reader, model, ids);
    throw error;
  }
}

async function fromSnapshot(reader: Gathering, model: string, ids: readonly number[]): Promise<readonly Named[]> {
  const [row] = await searchRead(await reader.session.client(), 'ir.attachment', {
    domain: [['name', '=', SNAPSHOT_NAME], ['res_model', '=', 'res.company']], fields: ['datas'], order: 'id desc', limit: 1,
    context: reader.context,
  });
  const content = textOf(row?.['datas']);
  const names = content === null ? undefined : snapshotOf(content)?.[model];
  if (!isRow(names)) return [];
  return ids.flatMap((id) => {
    const name = textOf(names[String(id)]);
    return name === null ? [] : [[id, name] as const];
  });
}

function snapshotOf(base64: string): Readonly<Record<string, OdooValue>> | null {
  try {
    const value = parseAnswer(Buffer.from(base64, 'base64').toString('utf8'));
    return isRow(value) ? value : null;
  } catch {
    return null; // somebody edited the attachment: units are then told by their names
  }
}
