/** Search domains in Odoo's prefix notation, over rows and through relations (`partner_id.country_id.code`). */
import { compare, parseDecimal } from '../../model/decimal.ts';
import { pythonError } from './python-error.ts';
import { isFloat, type Cell, type Row } from './row.ts';
import { SCHEMA } from './schema.ts';

/** Rows of a model by id. */
export type Lookup = (model: string, id: number) => Row | undefined;
type Test = (row: Row) => boolean;

export function matcher(model: string, domain: readonly unknown[], lookup: Lookup): Test {
  const tests: Test[] = [];
  // prefix notation read from its end: operands are on the stack when their operator comes
  for (const term of [...domain].reverse()) {
    if (term === '&' || term === '|') {
      const [a, b] = [tests.pop(), tests.pop()];
      if (a === undefined || b === undefined) throw pythonError('ValueError', 'Domain is not well-formed');
      tests.push(term === '&' ? (row) => a(row) && b(row) : (row) => a(row) || b(row));
    } else if (term === '!') {
      const a = tests.pop();
      if (a === undefined) throw pythonError('ValueError', 'Domain is not well-formed');
      tests.push((row) => !a(row));
    } else tests.push(leaf(model, term, lookup));
  }
  return (row) => tests.every((test) => test(row));
}

function leaf(model: string, term: unknown, lookup: Lookup): Test {
  if (!Array.isArray(term) || term.length !== 3) throw pythonError('ValueError', 'Domain is not well-formed');
  const [path, operator, value] = term as [string, string, unknown];
  const steps = path.split('.');
  checkPath(model, steps);
  const negated = operator === 'not in' || operator === '!=';
  const holds = holder(operator === 'not in' ? 'in' : operator === '!=' ? '=' : operator, value);
  return (row) => values(model, row, steps, lookup).some(holds) !== negated;
}

function checkPath(model: string, steps: readonly string[]): void {
  let at = model;
  for (const step of steps) {
    const field = SCHEMA[at]?.[step];
    if (field === undefined) throw pythonError('ValueError', `Invalid field ${at}.${step} in condition`);
    at = field.relation ?? at;
  }
}

function values(model: string, row: Row, [step = '', ...rest]: readonly string[], lookup: Lookup): readonly Cell[] {
  const field = SCHEMA[model]?.[step];
  const cell = row[step] ?? false;
  if (rest.length === 0)
    return field?.type === 'one2many' && Array.isArray(cell) ? (cell.length === 0 ? [false] : (cell as readonly number[])) : [cell];
  const ids = typeof cell === 'number' ? [cell] : Array.isArray(cell) ? (cell as readonly number[]) : [];
  return ids.flatMap((id) => {
    const next = lookup(field?.relation ?? '', id);
    return next === undefined ? [] : values(field?.relation ?? '', next, rest, lookup);
  });
}

/** What a term asks of a cell, worked out once for all rows. */
function holder(operator: string, value: unknown): (cell: Cell) => boolean {
  switch (operator) {
    case '=':
      return (cell) => same(cell, value);
    case 'in':
      return (cell) => Array.isArray(value) && value.some((item) => same(cell, item));
    case '>':
    case '>=':
    case '<':
    case '<=':
      return ordered(operator, String(value));
    case 'ilike':
    case '=like':
    case '=ilike':
    case 'like': {
      const pattern = like(operator === 'ilike' ? `%${String(value)}%` : String(value));
      return (cell) => typeof cell === 'string' && pattern.test(cell);
    }
    default:
      throw pythonError('ValueError', `Invalid operator ${operator}`);
  }
}

function same(cell: Cell, value: unknown): boolean {
  if (typeof cell === 'number') return String(cell) === String(value);
  return cell === value || (cell === false && (value === null || value === undefined));
}

function ordered(operator: string, b: string): (cell: Cell) => boolean {
  const y = parseDecimal(b);
  return (cell) => {
    if (cell === false) return false;
    const a = String(cell);
    const x = y === null ? null : parseDecimal(a);
    // seconds are all that an Odoo 19 compares: `>` leaves out the whole second, `>=` takes it in
    const sign = x !== null && y !== null ? compare(x, y) : a < b ? -1 : a > b ? 1 : 0;
    return operator === '>' ? sign > 0 : operator === '>=' ? sign >= 0 : operator === '<' ? sign < 0 : sign <= 0;
  };
}

/** SQL's ILIKE: `%` any text, `_` any character, a backslash takes the next one as it is. */
function like(pattern: string): RegExp {
  const source = pattern.replace(/\\(.)|[%_]|[.*+?^${}()|[\]]/gs, (token, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return token === '%' ? '.*' : token === '_' ? '.' : `\\${token}`;
  });
  return new RegExp(`^${source}$`, 'is');
}

/** `write_date desc, id`. */
export function comparator(model: string, order: string): (a: Row, b: Row) => number {
  const keys = order
    .split(',')
    .map((part) => part.trim().split(/\s+/))
    .filter(([name]) => name !== '' && name !== undefined);
  return (a, b) => {
    for (const [name = 'id', direction] of keys) {
      const sign = compareCells(a[name] ?? false, b[name] ?? false, isFloat(SCHEMA[model]?.[name]));
      if (sign !== 0) return direction?.toLowerCase() === 'desc' ? -sign : sign;
    }
    return 0;
  };
}

function compareCells(a: Cell, b: Cell, decimal: boolean): number {
  if (decimal) {
    const [x, y] = [parseDecimal(String(a)), parseDecimal(String(b))];
    return x === null || y === null ? 0 : compare(x, y);
  }
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [x, y] = [String(a), String(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}
