/**
 * Reverse mappings: what the ERP is to be told of an invoice (`from: invoice`, such as a supplier's bill) or of a change
 * of its life (`from: lifecycle`). What only the ERP can name — a tax, an account, a party — is asked by `resolve`
 * entries; the answers are passed in, so that the result can be replayed. An answer that is missing is a fault.
 */
import { nearest } from '../base/text.ts';
import { formatDecimal, type Decimal } from '../model/decimal.ts';
import type { Derivation } from '../model/derivation.ts';
import type { Fault } from '../model/fault.ts';
import { Application, type Built } from './apply-mapping.ts';
import { entriesOf } from './entries.ts';
import type { Mapping } from './mapping.ts';
import type { MappingProblem } from './parse-reader.ts';
import type { Answers, Question } from './question.ts';
import { rootScope } from './record-path.ts';
import { numberText, type Raw, type RawRecord } from './record.ts';

export interface Told {
  /** Targets of the mapping with texts, truth values, exact decimals, lists and groups. */
  readonly values: Readonly<Record<string, Built>>;
  readonly derivations: readonly Derivation[];
  readonly faults: readonly Fault[];
  /** Every question asked, answered or not, once each. */
  readonly questions: readonly Question[];
}

export function applyReverse(mapping: Mapping, source: object, answers: Answers): Told {
  const questions = new Map<string, Question>();
  const work = new Application(mapping.tables, (question) => {
    questions.set(JSON.stringify(question), question);
    return answers(question);
  });
  const values = work.group(mapping.fields, rootScope(rawOfSource(source)), '', null);
  return { values, derivations: work.derivations, faults: work.faults, questions: [...questions.values()] };
}

/** Targets that the connector says it cannot write, with the nearest it can. */
export function checkWritable(mapping: Mapping, writable: readonly string[]): readonly MappingProblem[] {
  return entriesOf(mapping.fields).flatMap(({ pattern, entry }) => {
    const target = pattern.replaceAll('[]', '');
    if (writable.includes(target)) return [];
    const near = nearest(target, writable);
    const { file, line, column } = entry.place;
    return [
      {
        file,
        line,
        column,
        sentence: `\`${target}\` cannot be written here${near === undefined ? '' : `: did you mean \`${near}\`?`}`,
      },
    ];
  });
}

/** Our own values as a record: decimals become digits as written. */
function rawOfSource(source: object): RawRecord {
  return Object.fromEntries(Object.entries(source).map(([name, value]) => [name, rawOf(value)]));
}

function rawOf(value: unknown): Raw {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return numberText(String(value));
  if (Array.isArray(value)) return value.map((item: unknown) => rawOf(item));
  if (typeof value !== 'object' || value === null) return null;
  return isDecimalValue(value) ? numberText(formatDecimal(value)) : rawOfSource(value);
}

function isDecimalValue(value: object): value is Decimal {
  return 'units' in value && typeof value.units === 'bigint' && 'scale' in value;
}
