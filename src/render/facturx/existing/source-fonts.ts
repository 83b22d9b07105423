/** Whether a font of an existing PDF is what PDF/A-3 asks (ISO 19005-3, 6.2.11), as far as its dictionaries show. */
import { dictOf, nameIn, type SourceDict, type SourcePdf } from './source-pdf.ts';

const SIMPLE = ['Type1', 'MMType1', 'TrueType'];
const COMPOSED = ['CIDFontType0', 'CIDFontType2'];
const SYMBOLIC = 4;

/** Half a sentence, or nothing when the dictionary is no font or a good one. */
export function fontObstacle({ resolve }: SourcePdf, { members }: SourceDict): string | undefined {
  const kind = nameIn(resolve(members.get('Subtype'))) ?? '';
  if (nameIn(resolve(members.get('Type'))) !== 'Font' || ![...SIMPLE, ...COMPOSED].includes(kind)) return undefined;
  const name = (nameIn(resolve(members.get('BaseFont'))) ?? 'without a name').slice(0, 60);
  const descriptor = dictOf(resolve(members.get('FontDescriptor')));
  const program = ['FontFile', 'FontFile2', 'FontFile3'].some((key) => resolve(descriptor?.members.get(key)) !== null);
  if (descriptor === undefined || !program) return `the font ${name} is not embedded`;
  if (kind === 'CIDFontType2' && !members.has('CIDToGIDMap')) return `the font ${name} does not say which glyph a character has`;
  if (kind !== 'TrueType') return undefined;
  const flags = resolve(descriptor.members.get('Flags'));
  const symbolic = typeof flags === 'number' && (flags & SYMBOLIC) !== 0;
  const encoded = members.has('Encoding');
  // 6.2.11.6: a symbolic font has no encoding but its own, any other has one of the two standard ones
  return symbolic === encoded ? `the encoding of the font ${name} is ambiguous` : undefined;
}
