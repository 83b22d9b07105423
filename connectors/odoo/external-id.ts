/**
 * External ids that we give: the same key is the same record, whoever loads it and how often. Reading which ids a record
 * has needs no more than the right to read the record (`get_metadata`); reading ir.model.data itself would need more.
 */
import type { Session } from './session.ts';
import { idOf, isRow, rowsOf, textOf, type OdooRow } from './value.ts';

const MODULE = 'passerelle';

/** External ids hold neither dots nor spaces after the module's name. */
export function externalId(key: string): string {
  return `${MODULE}.${key.replace(/[^A-Za-z0-9_-]/g, '_')}`;
}

/** Ids of ours by record; a record that has none of ours is not in it. */
export async function ourIds(session: Session, model: string, ids: readonly number[]): Promise<ReadonlyMap<number, readonly string[]>> {
  if (ids.length === 0) return new Map();
  const answer = await (await session.client()).call({ model, method: 'get_metadata', ids, context: await session.context() });
  const found = rowsOf(answer).map((row) => [idOf(row['id']) ?? 0, namesIn(row).filter((name) => name.startsWith(`${MODULE}.`))] as const);
  return new Map(found.filter(([, names]) => names.length > 0));
}

/** `xmlids` is not there before 15; `xmlid` is then the only one told. */
function namesIn(row: OdooRow): readonly string[] {
  const listed = row['xmlids'];
  const names = Array.isArray(listed) ? listed.filter(isRow).map((one) => textOf(one['xmlid'])) : [];
  return [...names, textOf(row['xmlid'])].filter((name) => name !== null);
}
