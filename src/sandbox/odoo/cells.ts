/** Values as `create` and `write` take them, as the cells that the database keeps. */
import { modelOf } from './database.ts';
import { pythonError } from './python-error.ts';
import { isFloat, type Cell, type Row } from './row.ts';

export function cellsOf(model: string, vals: Readonly<Record<string, unknown>>): Row {
  const cells: Row = {};
  for (const [name, value] of Object.entries(vals)) {
    const field = modelOf(model)[name];
    if (field === undefined) throw pythonError('ValueError', `Invalid field '${name}' in '${model}'`);
    cells[name] =
      field.type === 'json' && typeof value === 'object' && value !== null
        ? JSON.stringify(value)
        : isFloat(field)
          ? String(value)
          : Array.isArray(value)
            ? commands(value)
            : ((value ?? false) as Cell);
  }
  return cells;
}

/** Ids of `[[6, 0, ids]]` and of `[4, id]` commands. */
function commands(value: readonly unknown[]): readonly number[] {
  return value.flatMap((item) => {
    if (typeof item === 'number') return [item];
    if (!Array.isArray(item)) return [];
    if (item[0] === 6) return item[2] as readonly number[];
    return item[0] === 4 ? [item[1] as number] : [];
  });
}
