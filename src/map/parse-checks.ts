/** Checks over a whole mapping: tables hold codes of the lists of the terms they fill, sources of reverse mappings exist. */
import { nearest } from '../base/text.ts';
import { BILL_MEMBERS, RECEPTION_MEMBERS } from './bill-source.ts';
import { entriesOf } from './entries.ts';
import { LIFECYCLE_MEMBERS } from './lifecycle-source.ts';
import type { Mapping, Place } from './mapping.ts';
import { judgeLiteral } from './parse-target.ts';
import type { MappingProblem } from './parse-reader.ts';
import { INVOICE_SHAPE, patternsOf, shapeAtPattern } from './targets.ts';
import { fieldReadsOf } from './fields-of.ts';

/** A value of a table that fills a coded term must be a code of its list. */
export function checkTables(mapping: Mapping): readonly MappingProblem[] {
  const problems = new Map<string, MappingProblem>();
  for (const { pattern, entry } of entriesOf(mapping.fields)) {
    const table = entry.lookup === undefined ? undefined : mapping.tables.get(entry.lookup);
    const shape = shapeAtPattern(INVOICE_SHAPE, pattern);
    if (table === undefined || shape === undefined) continue;
    for (const { text, place } of table.values.values()) {
      const sentence = judgeLiteral(shape, text);
      if (sentence !== undefined && text !== '') problems.set(`${place.line}:${place.column}`, at(place, sentence));
    }
  }
  return [...problems.values()];
}

const BESIDE_TERMS: readonly string[] = [...BILL_MEMBERS, ...RECEPTION_MEMBERS].flatMap((member) => prefixesOf(member));

/** What a reverse mapping reads must be terms of the invoice, or members of a lifecycle change. */
export function checkTerms(mapping: Mapping): readonly MappingProblem[] {
  const known =
    mapping.direction === 'from-invoice'
      ? new Set([...patternsOf(INVOICE_SHAPE).flatMap((pattern) => readable(pattern)), ...BESIDE_TERMS])
      : new Set(LIFECYCLE_MEMBERS);
  return fieldReadsOf(mapping)
    .filter(
      ({ field }) => !known.has(field) && !(mapping.direction === 'from-lifecycle' && field.startsWith('tracks.')),
    )
    .map(({ field, place }) => {
      const near = nearest(field, [...known]);
      return at(place, `\`${field}\` is no term to read${near === undefined ? '' : `: did you mean \`${near}\`?`}`);
    });
}

/** A term and the groups above it; of an identifier its value and its scheme, which are read one by one. */
function readable(pattern: string): readonly string[] {
  const path = pattern.replaceAll('[]', '');
  const shape = shapeAtPattern(INVOICE_SHAPE, pattern);
  if (shape?.kind !== 'leaf' || shape.type !== 'identifier') return prefixesOf(path);
  return [...prefixesOf(path).slice(0, -1), `${path}.value`, `${path}.scheme`];
}

function prefixesOf(path: string): readonly string[] {
  const parts = path.split('.');
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'));
}

function at(place: Place, sentence: string): MappingProblem {
  return { file: place.file, line: place.line, column: place.column, sentence };
}
