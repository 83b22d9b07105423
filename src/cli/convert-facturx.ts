/** An invoice as Factur-X, with what the command line brings: fonts from their package, and a PDF from the disk. */
import { renderFacturx } from '../core/render.ts';
import type { Invoice } from '../model/invoice.ts';
import type { ConvertSpec, Written } from './convert-work.ts';
import { pageFonts } from './page-fonts.ts';
import { readFile } from './read-input.ts';

export function toFacturx(invoice: Invoice, { profile: asked, page, pdf: path }: ConvertSpec): Written {
  const existing = path === undefined ? undefined : readFile(path);
  const source = existing === undefined ? { fonts: pageFonts() } : { pdf: existing };
  const { pdf, profile, notCarried, unshown } = renderFacturx(invoice, {
    locale: page,
    ...source,
    ...(asked === undefined ? {} : { profile: asked }),
  });
  return { bytes: pdf, profile, lost: notCarried, unshown, notes: existing === undefined ? [] : notesOn(existing) };
}

/** What our checks cannot see in a PDF that does not even claim to be an archive is said, not hidden. */
function notesOn(pdf: Uint8Array): readonly string[] {
  return Buffer.from(pdf).includes('pdfaid:part') ? [] : ['command.unarchived'];
}
