/**
 * Makes the nested record of rows: relations are objects and lists of objects, `false` for an empty text, date or
 * relation is null, numbers stay the text they came as. Nothing is asked here but what pseudo-fields must ask.
 */
import type { ErpField } from '../../src/ports/connector.ts';
import type { FieldTree } from './field-tree.ts';
import { ORDERED, relatedIds, type Gathering } from './gather.ts';
import { PSEUDO_FIELDS } from './pseudo-fields.ts';
import { idOf, isRow, nameOf, type OdooRow, type OdooValue } from './value.ts';

type Computed = ReadonlyMap<string, ReadonlyMap<number, OdooValue>>;

export async function assemble(gathering: Gathering, model: string, id: number, tree: FieldTree): Promise<OdooRow> {
  const computed = new Map<string, ReadonlyMap<number, OdooValue>>();
  await compute(gathering, model, tree, computed);
  return build(gathering, model, id, tree, computed, await fieldsOf(gathering));
}

type AllFields = ReadonlyMap<string, Readonly<Record<string, ErpField>>>;

async function fieldsOf({ session, rows }: Gathering): Promise<AllFields> {
  return new Map(await Promise.all([...rows.keys()].map(async (model) => [model, (await session.fields(model)) ?? {}] as const)));
}

/** Pseudo-fields of every model of the tree, for all of its rows at once. */
async function compute(
  gathering: Gathering,
  model: string,
  tree: FieldTree,
  into: Map<string, ReadonlyMap<number, OdooValue>>,
): Promise<void> {
  const fields = (await gathering.session.fields(model)) ?? {};
  const rows = [...(gathering.rows.get(model)?.values() ?? [])];
  for (const [name, below] of Object.entries(tree)) {
    const pseudo = PSEUDO_FIELDS[model]?.[name];
    const key = `${model} ${name}`;
    if (pseudo !== undefined && !into.has(key)) into.set(key, await pseudo.compute(gathering, rows));
    const relation = fields[name]?.relation;
    if (relation !== undefined && Object.keys(below).length > 0) await compute(gathering, relation, below, into);
  }
}

function build(gathering: Gathering, model: string, id: number, tree: FieldTree, computed: Computed, all: AllFields): OdooRow {
  const row = gathering.rows.get(model)?.get(id) ?? {};
  const fields = all.get(model) ?? {};
  const record: Record<string, OdooValue> = { _model: model, id: row['id'] ?? null };
  for (const [name, below] of Object.entries(tree)) {
    const pseudo = computed.get(`${model} ${name}`);
    const field = fields[name];
    if (pseudo !== undefined) record[name] = pseudo.get(id) ?? null;
    else if (field !== undefined && name !== 'id') {
      const nested =
        Object.keys(below).length === 0
          ? null
          : (related: number): OdooRow => build(gathering, field.relation ?? '', related, below, computed, all);
      record[name] = valueOf(row[name] ?? null, field, nested);
    }
  }
  if (ORDERED.has(model)) record['sequence'] = row['sequence'] ?? null;
  return record;
}

function valueOf(value: OdooValue, field: ErpField, nested: ((id: number) => OdooRow) | null): OdooValue {
  if (field.type === 'boolean') return value;
  if (value === false || value === null) return field.type.endsWith('2many') ? [] : null;
  if (field.type === 'many2one') {
    const [id] = relatedIds(value);
    if (id === undefined) return null;
    const own = Array.isArray(value) ? ((value as readonly OdooValue[])[0] ?? null) : value;
    return { _model: field.relation ?? '', id: own, display_name: nameOf(value), ...nested?.(id) };
  }
  if (!field.type.endsWith('2many')) return value;
  if (nested === null) return (value as readonly OdooValue[]).map((id) => ({ id }));
  return relatedIds(value)
    .map((id) => nested(id))
    .sort(bySequence);
}

function bySequence(a: OdooValue, b: OdooValue): number {
  if (!isRow(a) || !isRow(b) || a['sequence'] === undefined) return 0;
  const difference = (idOf(a['sequence']) ?? 0) - (idOf(b['sequence']) ?? 0);
  return difference !== 0 ? difference : (idOf(a['id']) ?? 0) - (idOf(b['id']) ?? 0);
}
