import type { CatalogEntry } from './entry.ts';

export const PDF_ERRORS = {
  PDF_INVALID: { kind: 'data', hint: 'Ask the sender for the PDF again: it is damaged or cut off.' },
  PDF_ENCRYPTED: { kind: 'data', hint: 'Ask the sender for a PDF without a password or protection; a Factur-X file must have none.' },
  PDF_TOO_LARGE: { kind: 'data', hint: 'The PDF is larger, or unfolds to more, than any invoice needs: ask the sender for another.' },
  PDF_AMBIGUOUS: { kind: 'data', hint: 'Ask the sender for a PDF with one invoice in it: this one holds several that differ.' },
  PDF_FONT: { kind: 'config', hint: 'Give a TrueType font (.ttf) with outlines, such as those of the package dejavu-fonts-ttf.' },
  PDF_NOT_CONFORMING: {
    kind: 'data',
    hint: 'Make the PDF again as PDF/A-3 where it comes from, or leave it out: the page is then drawn from the invoice.',
  },
} as const satisfies Readonly<Record<string, CatalogEntry>>;
