/**
 * Rows by what leads to them, as the indexes of a real database: the lines of a move, the messages of a record. It only
 * narrows a search; whether a row matches is decided by domain.ts. Other searches look at every row.
 */
import type { Row } from './row.ts';

/** Fields that are set by insert, update and remove only, never in the row itself. */
const INDEXED: Readonly<Record<string, string>> = {
  'account.move.line': 'move_id',
  'ir.attachment': 'res_id',
  'ir.model.data': 'name',
  'mail.activity': 'res_id',
  'mail.message': 'res_id',
};

export interface RowIndex {
  add(model: string, row: Row): void;
  drop(model: string, row: Row): void;
  /** Ids among which the rows of a domain are, in rising order; null: anywhere. */
  narrow(model: string, domain: readonly unknown[]): readonly number[] | null;
}

export function createRowIndex(): RowIndex {
  const ids = new Map<string, Set<number>>();

  const listOf = (model: string, row: Row): string | null => {
    const field = INDEXED[model];
    return field === undefined ? null : `${model} ${String(row[field])}`;
  };

  return {
    add(model, row) {
      const list = listOf(model, row);
      if (list === null) return;
      const known = ids.get(list);
      if (known === undefined) ids.set(list, new Set([row['id'] as number]));
      else known.add(row['id'] as number);
    },
    drop(model, row) {
      const list = listOf(model, row);
      if (list !== null) ids.get(list)?.delete(row['id'] as number);
    },
    narrow(model, domain) {
      if (domain.includes('|') || domain.includes('!')) return null;
      for (const term of domain) {
        const wanted = idsNamed(term, INDEXED[model]);
        if (wanted === null) continue;
        const listed = (value: number | string): readonly number[] => [...(ids.get(`${model} ${String(value)}`) ?? [])];
        const found = wanted.field === 'id' ? wanted.values.filter((id) => typeof id === 'number') : wanted.values.flatMap(listed);
        return [...new Set(found)].sort((a, b) => a - b);
      }
      return null;
    },
  };
}

/** `[field, '=', 7]` or `[field, 'in', [7, 8]]` of the id or the indexed field; everything else is not for an index. */
function idsNamed(
  term: unknown,
  indexed: string | undefined,
): { readonly field: string; readonly values: readonly (number | string)[] } | null {
  if (!Array.isArray(term) || term.length !== 3) return null;
  const [field, operator, value] = term as [unknown, unknown, unknown];
  if (field !== 'id' && (indexed === undefined || field !== indexed)) return null;
  const values = operator === '=' ? [value] : operator === 'in' && Array.isArray(value) ? (value as readonly unknown[]) : null;
  return values?.every((one) => typeof one === 'number' || typeof one === 'string') === true ? { field, values } : null;
}
