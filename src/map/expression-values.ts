/** Values of a record as an expression sees them: texts, exact decimals, truth values, lists, and null for what is not there. */
import type { FieldRef } from '../model/path.ts';
import { CelDecimal } from './expression-engine.ts';
import type { Expression } from './expression.ts';
import type { Need } from './expression-needs.ts';
import type { Read, Reads } from './mapping.ts';
import { decimalOf } from './numbers.ts';
import { isAbsent, resolve, type Hit, type Scope } from './record-path.ts';
import { digitsOf, isList, isRecord, member, type Raw } from './record.ts';
import { isDecimal, isIdentifier, transform, type Value } from './transforms.ts';

type CelValue = string | boolean | null | CelDecimal | readonly CelValue[] | { readonly [name: string]: CelValue };

export interface Inputs {
  readonly values: Readonly<Record<string, CelValue>>;
  readonly from: readonly FieldRef[];
  /** Names of reads whose transform could not read what it found. */
  readonly unreadable: readonly string[];
}

/** Gathers what the expression reads: a name of `reads`, else a field of where it stands. */
export function inputsOf(expression: Expression, reads: Reads, scope: Scope): Inputs {
  const values: [string, CelValue][] = [];
  const from: FieldRef[] = [];
  const unreadable: string[] = [];
  for (const [name, need] of expression.needs) {
    const read = reads.get(name);
    const path = read?.path ?? expression.fields.get(name);
    const hits = path === undefined ? [] : resolve(path, scope);
    from.push(...hits.map((hit) => hit.ref));
    const value = read?.as === undefined ? project(joined(hits), need) : readAs(read, hits);
    if (value === undefined) unreadable.push(name);
    values.push([name, value ?? null]);
  }
  return { values: Object.fromEntries(values), from, unreadable };
}

/** A path through a list gives all of its values, as a list. */
function joined(hits: readonly Hit[]): Raw {
  const [only] = hits;
  return only === undefined ? null : hits.length === 1 ? only.raw : hits.map((hit) => hit.raw);
}

function readAs(read: Read, hits: readonly Hit[]): CelValue | undefined {
  const [hit] = hits;
  if (read.as === undefined || hit === undefined || (isAbsent(hit.raw) && read.as.name !== 'bool')) return null;
  if (hits.length > 1) return undefined;
  const value = transform(hit.raw, read.as);
  return value === undefined ? undefined : celOf(value);
}

function celOf(value: Value): CelValue {
  if (isDecimal(value)) return new CelDecimal(value);
  return isIdentifier(value) ? value.value : value;
}

/** Only the members that the expression names, so that a missing one is null instead of a failure. */
function project(raw: Raw, need: Need): CelValue {
  if (isList(raw)) return raw.map((item) => project(item, need));
  if (need.list && isAbsent(raw)) return [];
  if (need.members.size === 0) return whole(raw);
  return Object.fromEntries(
    [...need.members].map(([name, below]) => {
      const value = isRecord(raw) ? member(raw, name) : undefined;
      return [name, project(value ?? null, below)];
    }),
  );
}

function whole(raw: Raw): CelValue {
  if (raw === null || typeof raw === 'string' || typeof raw === 'boolean') return raw;
  if (digitsOf(raw) !== undefined) {
    const value = decimalOf(raw);
    return value === undefined ? null : new CelDecimal(value);
  }
  if (isList(raw)) return raw.map((item) => whole(item));
  return isRecord(raw) ? Object.fromEntries(Object.entries(raw).map(([name, value]) => [name, whole(value)])) : null;
}
