/**
 * Numbers of a file that are not written as digits with a point among them (`64.`, `+0.10`, `12.50 ` with a space): a
 * decimal does not keep how it was written, and the artefacts look at the text. Judges nothing by itself.
 */
import { parseDecimal, type Decimal } from '../model/decimal.ts';
import type { InstancePath } from '../model/path.ts';
import type { Report } from './rule.ts';
import type { Subject } from './subject.ts';

export interface WrittenNumber {
  readonly value: Decimal;
  readonly text: string;
  readonly at: InstancePath;
}

/** Those at the places that the pattern names; few files have any. */
export function writtenAt({ facts }: Subject, places: RegExp): readonly WrittenNumber[] {
  if (facts === undefined || facts.numbers.length === 0) return [];
  return facts.numbers.flatMap(({ at, text }): readonly WrittenNumber[] => {
    const value = places.test(at) ? parseDecimal(text) : null;
    return value === null ? [] : [{ value, text, at }];
  });
}

/** The artefacts of EN 16931 count all that stands behind the point: a space is a digit too many. */
export function longTails(places: RegExp, digits: number): (subject: Subject, fault: Report) => void {
  return (subject, fault) => {
    for (const { value, text, at } of writtenAt(subject, places)) {
      const tail = text.slice(text.indexOf('.') + 1);
      if (text.includes('.') && tail.length > digits && value.scale <= digits) fault(at, { amount: value, digits: tail.length });
    }
  };
}
