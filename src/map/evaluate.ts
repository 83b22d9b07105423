/** Evaluates one value entry on one record: source, `as`, `lookup`, `default`; a fault instead of a guess. */
import { isCalendarDate } from '../base/calendar-date.ts';
import { parseDecimal } from '../model/decimal.ts';
import type { Fault } from '../model/fault.ts';
import type { FieldRef, InstancePath } from '../model/path.ts';
import { CelDecimal } from './expression-engine.ts';
import { inputsOf } from './expression-values.ts';
import type { Expression } from './expression.ts';
import type { Reads, Source, Table, ValueEntry } from './mapping.ts';
import { ask, type Answers } from './question.ts';
import { isAbsent, resolve, type Hit, type RecordPath, type Scope } from './record-path.ts';
import { digitsOf, isList, isRecord, type Raw } from './record.ts';
import type { LeafType } from './targets.ts';
import { isDecimal, isIdentifier, nameOf, textOfValue, transform, type Transform, type Value } from './transforms.ts';

/** `any`: a field of the ERP, whose type only the connector knows. */
export type WantedType = LeafType | 'any';

export interface Evaluation {
  readonly tables: ReadonlyMap<string, Table>;
  readonly scope: Scope;
  readonly at: InstancePath;
  readonly wanted: WantedType;
  /** Answers `resolve` entries of reverse mappings. */
  readonly answer?: Answers;
}

export interface Outcome {
  readonly value?: Value;
  readonly operation: string;
  readonly from: readonly FieldRef[];
  readonly faults: readonly Fault[];
}

interface Stage extends Outcome {
  /** As found, when nothing read it yet. */
  readonly raw?: Raw;
}

export function evaluate(entry: ValueEntry, context: Evaluation): Outcome {
  if (entry.where !== undefined) {
    const held = holds(entry.where, entry.reads, context);
    if (held !== true)
      return { operation: `where ${entry.where.text}`, from: [], faults: held === false ? [] : [held] };
  }
  const read = entry.source.kind === 'first' ? firstOf(entry, context) : sourceOf(entry, context);
  if (read.faults.some((fault) => fault.severity === 'fatal')) return withoutValue(read);
  const found = lookedUp(entry, context, transformed(entry, context, read));
  if (found.value !== undefined || found.faults.some((fault) => fault.severity === 'fatal'))
    return coerced(found, context);
  if (entry.default === undefined) return found;
  return coerced({ ...found, value: entry.default, operation: `${found.operation}, default` }, context);
}

function withoutValue({ operation, from, faults }: Outcome): Outcome {
  return { operation, from, faults };
}

/** True or false, or the fault of a condition that could not be judged. */
export function holds(where: Expression, reads: Reads, context: Pick<Evaluation, 'scope' | 'at'>): boolean | Fault {
  const result = run(where, reads, context);
  if ('fault' in result) return result.fault;
  return typeof result.value === 'boolean'
    ? result.value
    : fault('PASS-MAP-EXPR', context.at, result.from, {
        expression: where.text,
        why: 'a condition gives true or false',
      });
}

function sourceOf(entry: ValueEntry, context: Evaluation): Stage {
  const { source } = entry;
  switch (source.kind) {
    case 'from':
      return one(source.path, entry, context);
    case 'const':
      return { value: source.text, operation: 'const', from: [], faults: [] };
    case 'expr':
      return computed(source.expression, entry, context);
    case 'resolve':
      return asked(source, context);
    case 'first':
      return { operation: 'first', from: [], faults: [] };
  }
}

function asked({ what, by, optional }: Extract<Source, { readonly kind: 'resolve' }>, context: Evaluation): Stage {
  const { question, from } = ask(what, by, context.scope);
  const operation = `resolve ${what}`;
  if (question === undefined) return { operation, from, faults: [] };
  const answer = context.answer?.(question) ?? null;
  if (answer !== null) return { value: answer, operation, from, faults: [] };
  if (optional) return { operation, from, faults: [] };
  const asked = Object.entries(question.by)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
  return { operation, from, faults: [fault('PASS-MAP-RESOLVE', context.at, from, { what, by: shorten(asked, 120) })] };
}

function one(path: RecordPath, entry: ValueEntry, context: Evaluation): Stage {
  const operation = `from ${path.text}`;
  const hits = resolve(path, context.scope);
  const reads = transformFor(entry, context.wanted)?.name === 'bool' ? hits : hits.filter((hit) => !isAbsent(hit.raw));
  const from = (reads.length > 0 ? reads : hits).map((hit) => hit.ref);
  const [first] = reads;
  if (first === undefined) return { operation, from, faults: [] };
  if (reads.length > 1 && reads.some((hit) => !same(hit, first))) {
    return {
      operation,
      from,
      faults: [fault('PASS-MAP-MANY', context.at, from, { field: path.text, count: String(reads.length) })],
    };
  }
  if (isRecord(first.raw) || isList(first.raw)) {
    const value = isList(first.raw) ? '[…]' : '{…}';
    return {
      operation,
      from,
      faults: [fault('PASS-MAP-TYPE', context.at, from, { value, expected: 'a single value' })],
    };
  }
  return { raw: first.raw, operation, from: from.slice(0, 1), faults: [] };
}

function same(a: Hit, b: Hit): boolean {
  return a.raw === b.raw || (digitsOf(a.raw) !== undefined && digitsOf(a.raw) === digitsOf(b.raw));
}

/** The first try that gives a value; those that failed before it are told as warnings. */
function firstOf(entry: ValueEntry, context: Evaluation): Stage {
  const failed: Fault[] = [];
  const from: FieldRef[] = [];
  for (const attempt of entry.source.kind === 'first' ? entry.source.tries : []) {
    const needsRaw = attempt.as === undefined && attempt.lookup === undefined && attempt.source.kind === 'from';
    const { value, ...rest } =
      needsRaw && attempt.where === undefined
        ? { value: undefined, ...sourceOf(attempt, context) }
        : evaluate(attempt, { ...context, wanted: 'any' });
    const faults = rest.faults;
    from.push(...rest.from);
    if (value !== undefined || ('raw' in rest && rest.raw !== undefined)) {
      const warnings = [...failed, ...faults].map((one): Fault => ({ ...one, severity: 'warning' }));
      return {
        ...rest,
        ...(value === undefined ? {} : { value }),
        operation: `first ${rest.operation}`,
        faults: warnings,
      };
    }
    failed.push(...faults);
  }
  return { operation: 'first', from, faults: failed };
}

function computed(expression: Expression, entry: ValueEntry, context: Evaluation): Stage {
  const operation = `expr ${expression.text}`;
  const result = run(expression, entry.reads, context);
  if ('fault' in result) return { operation, from: result.fault.erp ?? [], faults: [result.fault] };
  const value = valueOf(result.value);
  return { operation, from: result.from, faults: [], ...(value === undefined || value === '' ? {} : { value }) };
}

function valueOf(result: unknown): Value | undefined {
  if (result instanceof CelDecimal) return result.value;
  if (typeof result === 'bigint') return { units: result, scale: 0 };
  if (typeof result === 'string') return result.trim();
  return typeof result === 'boolean' ? result : undefined;
}

type Ran = { readonly value: unknown; readonly from: readonly FieldRef[] } | { readonly fault: Fault };

function run(expression: Expression, reads: Reads, context: Pick<Evaluation, 'scope' | 'at'>): Ran {
  const inputs = inputsOf(expression, reads, context.scope);
  const failed = (why: string): Ran => ({
    fault: fault('PASS-MAP-EXPR', context.at, inputs.from, { expression: expression.text, why }),
  });
  if (inputs.unreadable.length > 0) return failed(`cannot read ${inputs.unreadable.join(', ')}`);
  try {
    return { value: expression.run(inputs.values), from: inputs.from };
  } catch (error) {
    // The engine throws for an absent value where one is needed, a division by zero, a text that is no decimal.
    return failed(error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'it failed');
  }
}

/** What reads a value when the entry does not say: by the type of the target; a table is keyed by text. */
function transformFor(entry: ValueEntry, wanted: WantedType): Transform | undefined {
  if (entry.as !== undefined) return entry.as;
  if (entry.lookup !== undefined) return { name: 'text' };
  if (wanted === 'decimal' || wanted === 'date' || wanted === 'bool') return { name: wanted };
  return wanted === 'any' ? undefined : { name: 'text' };
}

function transformed(entry: ValueEntry, context: Evaluation, stage: Stage): Stage {
  const { raw = rawOf(stage.value) } = stage;
  if (raw === undefined) return stage;
  const by = transformFor(entry, context.wanted) ?? naturalTransform(raw);
  if (stage.value !== undefined && entry.as === undefined) return stage;
  const value = transform(raw, by);
  const operation = entry.as === undefined ? stage.operation : `${stage.operation}, as ${nameOf(by)}`;
  if (value === '') return { ...withoutValue(stage), operation };
  if (value !== undefined) return { ...stage, value, operation };
  const shown = typeof raw === 'boolean' ? String(raw) : typeof raw === 'string' ? raw : (digitsOf(raw) ?? '…');
  const wrong = fault('PASS-MAP-TYPE', context.at, stage.from, { value: shorten(shown, 80), expected: nameOf(by) });
  return { operation, from: stage.from, faults: [...stage.faults, wrong] };
}

function rawOf(value: Value | undefined): Raw | undefined {
  return value === undefined ? undefined : typeof value === 'boolean' ? value : textOfValue(value);
}

function naturalTransform(raw: Raw): Transform {
  return { name: typeof raw === 'boolean' ? 'bool' : digitsOf(raw) === undefined ? 'text' : 'decimal' };
}

function lookedUp(entry: ValueEntry, context: Evaluation, stage: Stage): Stage {
  if (entry.lookup === undefined || stage.value === undefined) return stage;
  const key = isIdentifier(stage.value) ? stage.value.value : textOfValue(stage.value);
  const operation = `${stage.operation}, lookup ${entry.lookup}`;
  const found = context.tables.get(entry.lookup)?.values.get(key)?.text;
  if (found === '') return { operation, from: stage.from, faults: stage.faults };
  if (found !== undefined) return { ...stage, value: found, operation };
  const missing = fault('PASS-MAP-LOOKUP', context.at, stage.from, { value: shorten(key, 80), table: entry.lookup });
  return { operation, from: stage.from, faults: [...stage.faults, missing] };
}

/** The value in the type of its target. */
function coerced(stage: Stage, context: Evaluation): Outcome {
  const { value, operation, from, faults } = stage;
  if (value === undefined) return { operation, from, faults };
  const fitting = fit(value, context.wanted);
  if (fitting !== undefined) return { value: fitting, operation, from, faults };
  const wrong = fault('PASS-MAP-TYPE', context.at, from, {
    value: shorten(textOfValue(value), 80),
    expected: context.wanted,
  });
  return { operation, from, faults: [...faults, wrong] };
}

function fit(value: Value, wanted: WantedType): Value | undefined {
  if (wanted === 'any') return value;
  if (wanted === 'decimal')
    return isDecimal(value) ? value : typeof value === 'string' ? (parseDecimal(value) ?? undefined) : undefined;
  if (wanted === 'bool')
    return typeof value === 'boolean' ? value : value === 'true' ? true : value === 'false' ? false : undefined;
  if (wanted === 'identifier') return isIdentifier(value) ? value : { value: textOfValue(value) };
  const text = isIdentifier(value) ? value.value : textOfValue(value);
  return wanted === 'date' && !isCalendarDate(text) ? undefined : text;
}

function fault(
  rule: string,
  at: InstancePath,
  erp: readonly FieldRef[],
  values: Readonly<Record<string, string>>,
): Fault {
  return { rule, severity: 'fatal', at: [at], ...(erp.length === 0 ? {} : { erp }), values };
}

export function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most)}…`;
}
