/** What a reverse mapping asks of the ERP's own lists: which tax, account, party is meant by these values. */
import { formatDecimal, trim } from '../model/decimal.ts';
import type { FieldRef } from '../model/path.ts';
import type { Reads, ResolveKind } from './mapping.ts';
import { decimalOf } from './numbers.ts';
import { isAbsent, resolve, type Scope } from './record-path.ts';
import { textOfValue, transform, isDecimal, type Value } from './transforms.ts';

export interface Question {
  readonly what: ResolveKind;
  /** By the names of `by:`: texts, decimals without trailing zeros; absent values are left out. */
  readonly by: Readonly<Record<string, string>>;
}

/** The ERP's own id of what is asked, or null when nobody has bound it yet. */
export type Answers = (question: Question) => string | null;

/** The question of a `resolve` entry; none when every value it goes by is absent. */
export function ask(
  what: ResolveKind,
  by: Reads,
  scope: Scope,
): { readonly question?: Question; readonly from: readonly FieldRef[] } {
  const from: FieldRef[] = [];
  const values: [string, string][] = [];
  for (const [name, { path, as }] of by) {
    const [hit] = resolve(path, scope).filter((one) => !isAbsent(one.raw));
    if (hit === undefined) continue;
    from.push(hit.ref);
    const value: Value | undefined =
      as === undefined ? (decimalOf(hit.raw) ?? transform(hit.raw, { name: 'text' })) : transform(hit.raw, as);
    if (value !== undefined) values.push([name, isDecimal(value) ? formatDecimal(trim(value)) : textOfValue(value)]);
  }
  return values.length === 0 ? { from } : { question: { what, by: Object.fromEntries(values) }, from };
}
