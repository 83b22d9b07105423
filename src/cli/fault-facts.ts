/** What a finding says of itself beyond its sentences: the terms it is about and the values it compared. */
import type { Fault } from '../model/fault.ts';
import { patternOf } from '../model/path.ts';
import { termAt } from '../model/terms.ts';

/** BT and BG ids of its places, each once. */
export function termsOf({ at }: Fault): readonly string[] {
  return [...new Set(at.flatMap((path) => termAt(patternOf(path))?.id ?? []))];
}

/** Values by the names that the sentences use; `kind` only chooses the sentence. */
export function comparedIn({ values }: Fault): readonly (readonly [string, string])[] {
  return Object.entries(values).filter(([name]) => name !== 'kind');
}
