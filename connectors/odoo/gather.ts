/**
 * Fetches what a tree of fields needs, level by level: one request per model and level, whatever the number of records
 * and of paths that lead to them. Rows are kept as Odoo told them; assemble.ts makes the record.
 */
import { PasserelleError } from '../../src/base/error.ts';
import { readRows } from './client.ts';
import { mergeTrees, treeOf, type FieldTree } from './field-tree.ts';
import { PSEUDO_FIELDS } from './pseudo-fields.ts';
import { SLOW_MODELS } from './slow-models.ts';
import type { Context, Fields, Session } from './session.ts';
import { idOf, idsOf, type OdooRow, type OdooValue } from './value.ts';

/** Rows by model and id. */
export type Rows = Map<string, Map<number, OdooRow>>;

export interface Gathering {
  readonly session: Session;
  readonly context: Context;
  readonly rows: Rows;
}

interface Want {
  readonly ids: Set<number>;
  tree: FieldTree;
}

/** @throws CONNECTOR_NOT_FOUND when a record that another refers to is not there */
export async function gather(
  session: Session,
  context: Context,
  model: string,
  ids: readonly number[],
  tree: FieldTree,
): Promise<Gathering> {
  const gathering: Gathering = { session, context, rows: new Map() };
  let level = new Map<string, Want>([[model, { ids: new Set(ids), tree: await complete(session, model, tree) }]]);
  while (level.size > 0) {
    await Promise.all([...level].map(([name, want]) => fetchModel(gathering, name, want)));
    level = await below(gathering, level);
  }
  return gathering;
}

/** The tree with what its pseudo-fields are computed from, without what this database lacks. */
async function complete(session: Session, model: string, tree: FieldTree): Promise<FieldTree> {
  const pseudo = PSEUDO_FIELDS[model] ?? {};
  const needs = Object.keys(tree).flatMap((name) => pseudo[name]?.needs ?? []);
  const fields = (await session.fields(model)) ?? {};
  const whole = mergeTrees(tree, treeOf(needs));
  return Object.fromEntries(Object.entries(whole).filter(([name]) => fields[name] !== undefined));
}

async function fetchModel({ session, context, rows }: Gathering, model: string, { ids, tree }: Want): Promise<void> {
  const wanted = [...ids].sort((a, b) => a - b);
  const fields = [
    'id',
    ...Object.keys(tree).filter((name) => name !== 'id'),
    ...(ORDERED.has(model) && tree['sequence'] === undefined ? ['sequence'] : []),
  ];
  const ask = (asked: readonly number[]): Promise<readonly OdooRow[]> =>
    session.client().then((client) => readRows(client, model, asked, fields, context));
  const found = SLOW_MODELS.has(model) ? await session.remember(model, wanted, fields, ask) : await ask(wanted);
  if (found.length !== wanted.length) throw absent(session, model, wanted, found);
  const known = rows.get(model) ?? new Map<number, OdooRow>();
  for (const row of found) {
    const id = idOf(row['id']) ?? 0;
    known.set(id, { ...known.get(id), ...row });
  }
  rows.set(model, known);
}

/** Lines are told in the order in which a person sees them. */
export const ORDERED: ReadonlySet<string> = new Set(['account.move.line']);

/** What the relations of this level lead to. */
async function below({ session, rows }: Gathering, level: ReadonlyMap<string, Want>): Promise<Map<string, Want>> {
  const next = new Map<string, Want>();
  for (const [model, { ids, tree }] of level) {
    const fields: Fields = (await session.fields(model)) ?? {};
    for (const [name, subtree] of Object.entries(tree)) {
      const relation = fields[name]?.relation;
      if (relation === undefined || Object.keys(subtree).length === 0) continue;
      const related = [...ids].flatMap((id) => relatedIds(rows.get(model)?.get(id)?.[name]));
      if (related.length === 0) continue;
      const completed = await complete(session, relation, subtree);
      const want = next.get(relation);
      if (want === undefined) next.set(relation, { ids: new Set(related), tree: completed });
      else {
        for (const id of related) want.ids.add(id);
        want.tree = mergeTrees(want.tree, completed);
      }
    }
  }
  return next;
}

/** A many2one pair has a name in second place; a list of ids has numbers only. */
export function relatedIds(value: OdooValue | undefined): readonly number[] {
  if (!Array.isArray(value)) {
    const id = idOf(value);
    return id === null ? [] : [id];
  }
  const list = value as readonly OdooValue[];
  if (list.length === 2 && typeof list[1] === 'string') return idsOf(list.slice(0, 1));
  return idsOf(list);
}

function absent(session: Session, model: string, ids: readonly number[], found: readonly OdooRow[]): PasserelleError {
  const there = new Set(found.map((row) => idOf(row['id'])));
  const missing = ids.filter((id) => !there.has(id)).join(', ');
  return new PasserelleError('CONNECTOR_NOT_FOUND', `${model} ${missing} is not in Odoo`, {
    where: { connection: session.connection, field: model },
  });
}
