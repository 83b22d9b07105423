/**
 * Ties each finding to the ERP fields its terms were made from: through the derivations, or, where a term is missing,
 * through the mapping entry that would have written it. Pure.
 */
import { fieldsByTarget } from '../map/fields-of.ts';
import type { Mapping } from '../map/mapping.ts';
import type { Derivation } from '../model/derivation.ts';
import type { Fault } from '../model/fault.ts';
import { patternOf, type FieldRef } from '../model/path.ts';

/** Calculated terms rest on others: so far back is looked, and so many fields are named. */
const DEPTH_MAX = 6;
const FIELDS_MAX = 8;

export function withFields(faults: readonly Fault[], derivations: readonly Derivation[], mapping: Mapping): readonly Fault[] {
  const stories = new Map<string, Derivation[]>();
  for (const derivation of derivations) stories.set(derivation.at, [...(stories.get(derivation.at) ?? []), derivation]);
  const targets = fieldsByTarget(mapping);

  /** `before`: how many derivations of the path are known at this point; a term rewritten in place names itself. */
  const fieldsOf = (path: string, depth: number, before?: number): readonly FieldRef[] => {
    const story = stories.get(path) ?? [];
    const at = (before ?? story.length) - 1;
    const derivation = story[at];
    if (derivation === undefined || depth > DEPTH_MAX) return [];
    return derivation.from.flatMap((from) => {
      if (typeof from !== 'string') return [from];
      return from === path ? fieldsOf(path, depth + 1, at) : fieldsOf(from, depth + 1);
    });
  };

  const missing = (path: string): readonly FieldRef[] => {
    // `buyer.legalId.value` is written by an entry for `buyer.legalId`
    for (let pattern = patternOf(path); pattern !== ''; pattern = pattern.includes('.') ? pattern.slice(0, pattern.lastIndexOf('.')) : '') {
      const fields = targets.get(pattern);
      if (fields !== undefined) return fields.map((field) => ({ field }));
    }
    return [];
  };

  return faults.map((fault) => {
    if (fault.erp !== undefined) return fault;
    const erp = fault.at.flatMap((path) => {
      const known = fieldsOf(path, 0);
      return known.length === 0 ? missing(path) : known;
    });
    const different = [...new Map(erp.map((ref) => [`${ref.model ?? ''} ${ref.id ?? ''} ${ref.field}`, ref])).values()];
    return different.length === 0 ? fault : { ...fault, erp: different.slice(0, FIELDS_MAX) };
  });
}
