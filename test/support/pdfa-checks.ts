// What PDF/A-3b (ISO 19005-3) and Factur-X 1.0.07 ask of a file, one row each, with what spoils it. Not in the list, as only a
// renderer sees it: shapes of glyphs, colours of the pixels of pictures, simple fonts glyph by glyph.
import { CONTENT_CHECKS } from './pdfa-content.ts';
import { FILE_CHECKS } from './pdfa-file.ts';
import { FONT_CHECKS } from './pdfa-fonts.ts';
import { ATTACHMENT_CHECKS, METADATA_CHECKS } from './pdfa-metadata.ts';
import { openForChecks, type PdfaCheck } from './pdfa-seen.ts';

export const PDFA_CHECKS: readonly PdfaCheck[] = [
  ...FILE_CHECKS,
  ...CONTENT_CHECKS,
  ...FONT_CHECKS,
  ...METADATA_CHECKS,
  ...ATTACHMENT_CHECKS,
];

/** `id: half a sentence` for everything that the file breaches. */
export function breachesOf(bytes: Uint8Array): readonly string[] {
  const seen = openForChecks(bytes);
  return PDFA_CHECKS.flatMap(({ id, breaches }) => [...new Set(breaches(seen))].map((breach) => `${id}: ${breach}`));
}
