/** Every term of EN 16931-1 and EXTENDED-CTC-FR with its place in the invoice, found by path or by id. */
import { DOCUMENT_TERMS } from './terms-document.ts';
import { EXTENSION_TERMS } from './terms-extension.ts';
import { LINE_TERMS } from './terms-lines.ts';
import { PARTY_TERMS } from './terms-parties.ts';
import type { Term } from './term.ts';

export type { Term, TermKind } from './term.ts';

/** Every term of EN 16931 and of its French extension: BT, BG and EXT-FR-FE. */
export const TERMS: readonly Term[] = [...DOCUMENT_TERMS, ...PARTY_TERMS, ...LINE_TERMS, ...EXTENSION_TERMS];

/** Groups of the norm whose members stand directly in the invoice or the line: they have no path. */
export const INLINE_GROUPS: readonly { readonly id: string; readonly name: string; readonly members: readonly string[] }[] = [
  { id: 'BG-2', name: 'Process control', members: ['BT-23', 'BT-24'] },
  { id: 'BG-29', name: 'Price details', members: ['BT-146', 'BT-147', 'BT-148', 'BT-149', 'BT-150'] },
];

const BY_PATH: ReadonlyMap<string, Term> = new Map(TERMS.map((term) => [term.path, term]));
const BY_ID: ReadonlyMap<string, Term> = new Map(TERMS.map((term) => [term.id, term]));

/** The term of a pattern (`lines[].item.name`); the value of an identifier belongs to the identifier's term. */
export function termAt(pattern: string): Term | undefined {
  const term = BY_PATH.get(pattern);
  if (term !== undefined || !pattern.endsWith('.value')) return term;
  const whole = BY_PATH.get(pattern.slice(0, -'.value'.length));
  return whole?.kind === 'identifier' ? whole : undefined;
}

/** By its id: `BT-1`. */
export function termById(id: string): Term | undefined {
  return BY_ID.get(id);
}
