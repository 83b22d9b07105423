/**
 * Dotted field paths as a tree, and the reading of such a tree: one request per relation, whatever the number of
 * records. Relations become objects and lists of objects; fields that this database lacks are left out; `false` for an
 * empty text, date or relation becomes null; numbers stay the text they came as.
 */
import { PasserelleError } from '../../src/base/error.ts';
import type { ErpField } from '../../src/ports/connector.ts';
import { readRows } from './client.ts';
import { PSEUDO_FIELDS } from './pseudo-fields.ts';
import type { Context, Fields, Session } from './session.ts';
import { idOf, idsOf, isRow, nameOf, type OdooRow, type OdooValue } from './value.ts';

export interface FieldTree {
  readonly [field: string]: FieldTree;
}

const DEPTH_MAX = 8;

/** @throws BASE_BUG for a path deeper than any record needs */
export function treeOf(paths: readonly string[]): FieldTree {
  const root: Record<string, FieldTree> = {};
  for (const path of paths) {
    const segments = path.replace(/\[\d*\]/g, '').split('.').filter((segment) => segment !== '');
    if (segments.length > DEPTH_MAX) throw new PasserelleError('BASE_BUG', `field path too deep: ${path}`);
    let node = root;
    for (const segment of segments) node = (node[segment] ??= {});
  }
  return root;
}

/** Lines are told in the order in which a person sees them. */
const ORDERED = new Set(['account.move.line', 'account.payment.term.line']);

export interface TreeReader {
  readonly session: Session;
  readonly context: Context;
}

/** The records of some ids by id. @throws CONNECTOR_NOT_FOUND when one of them is not there */
export async function readTree(
  reader: TreeReader, model: string, ids: readonly number[], tree: FieldTree,
): Promise<ReadonlyMap<number, OdooRow>> {
  const { session, context } = reader;
  const fields = (await session.fields(model)) ?? {};
  const pseudo = Object.keys(tree).filter((name) => name.startsWith('_') && PSEUDO_FIELDS[model]?.[name] !== undefined);
  const needed = pseudo.flatMap((name) => PSEUDO_FIELDS[model]?.[name]?.needs ?? []);
  const order = ORDERED.has(model) ? ['sequence'] : [];
  const asked = [...new Set([...Object.keys(tree), ...needed, ...order])].filter((name) => fields[name] !== undefined);
  const rows = await readRows(await session.client(), model, ids, ['id', ...asked.filter((name) => name !== 'id')], context);
  if (rows.length !== ids.length) {
    throw new PasserelleError('CONNECTOR_NOT_FOUND', `${model} ${missing(ids, rows)} is not in Odoo`, {
      where: { connection: session.connection, field: model },
    });
  }
  const related = await readRelated(reader, fields, tree, rows);
  const computed = await Promise.all(pseudo.map(async (name) => {
    const values = await (PSEUDO_FIELDS[model]?.[name]?.compute(reader, rows) ?? new Map<number, OdooValue>());
    return [name, values] as const;
  }));
  return new Map(rows.map((row) => {
    const id = idOf(row['id']) ?? 0;
    const record: Record<string, OdooValue> = { _model: model, id: row['id'] ?? null };
    for (const name of Object.keys(tree)) {
      const field = fields[name];
      if (field !== undefined && name !== 'id') record[name] = valueOf(row[name] ?? null, field, related.get(name));
    }
    for (const [name, values] of computed) record[name] = values.get(id) ?? null;
    if (order.length > 0) record['sequence'] = row['sequence'] ?? null;
    return [id, record];
  }));
}

/** For every relation of the tree the records it leads to, by id: read side by side. */
async function readRelated(
  reader: TreeReader, fields: Fields, tree: FieldTree, rows: readonly OdooRow[],
): Promise<ReadonlyMap<string, ReadonlyMap<number, OdooRow>>> {
  const wanted = Object.entries(tree).filter(([name, below]) => Object.keys(below).length > 0 && fields[name]?.relation !== undefined);
  const read = await Promise.all(wanted.map(async ([name, below]) => {
    const ids = new Set<number>();
    for (const row of rows) for (const id of relatedIds(row[name] ?? null, fields[name])) ids.add(id);
    const relation = fields[name]?.relation ?? '';
    return [name, await readTree(reader, relation, [...ids].sort((a, b) => a - b), below)] as const;
  }));
  return new Map(read);
}

function relatedIds(value: OdooValue, field: ErpField | undefined): readonly number[] {
  if (field?.type !== 'many2one') return idsOf(value);
  const id = idOf(value);
  return id === null ? [] : [id];
}

function valueOf(value: OdooValue, field: ErpField, related: ReadonlyMap<number, OdooRow> | undefined): OdooValue {
  if (field.type === 'boolean') return value;
  if (value === false || value === null) return field.type.endsWith('2many') ? [] : null;
  if (field.type === 'many2one') {
    const id = idOf(value);
    if (id === null) return null;
    const own = Array.isArray(value) ? (value as readonly OdooValue[])[0] ?? null : value;
    return { _model: field.relation ?? '', id: own, display_name: nameOf(value), ...related?.get(id) };
  }
  if (!field.type.endsWith('2many')) return value;
  if (related === undefined) return (value as readonly OdooValue[]).map((id) => ({ id }));
  return idsOf(value).flatMap((id) => related.get(id) ?? []).sort(bySequence);
}

function bySequence(a: OdooValue, b: OdooValue): number {
  if (!isRow(a) || !isRow(b)) return 0;
  const difference = (idOf(a['sequence']) ?? 0) - (idOf(b['sequence']) ?? 0);
  // a stable sort keeps the order Odoo gave, except among lines, whose second key is the id
  return difference !== 0 || a['sequence'] === undefined ? difference : (idOf(a['id']) ?? 0) - (idOf(b['id']) ?? 0);
}

function missing(ids: readonly number[], rows: readonly OdooRow[]): string {
  const found = new Set(rows.map((row) => idOf(row['id'])));
  return ids.filter((id) => !found.has(id)).join(', ');
}
