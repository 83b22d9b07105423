/**
 * Which of the files embedded in a PDF is its invoice: the name decides (Factur-X 1.07, ZUGFeRD 2, XRechnung, Order-X),
 * then the relationship. Two that have the same name and differ are refused: nobody can say which one was meant.
 */
import { PasserelleError } from '../../base/error.ts';
import type { EmbeddedFile } from './attachments.ts';

export interface EmbeddedInvoice {
  readonly name: string;
  readonly xml: Uint8Array;
}

/** Best first. ZUGFeRD 1.0 and 2.0 have their names too: what is in the file is decided by its content. */
const NAMES = ['factur-x.xml', 'xrechnung.xml', 'zugferd-invoice.xml', 'order-x.xml'];
/** What the standard allows for the invoice itself; other files of the invoice are Supplement or Unspecified. */
const RELATIONSHIPS = ['Alternative', 'Data', 'Source'];

/** null when no file has a name of the standard. @throws PasserelleError PDF_AMBIGUOUS, PDF_INVALID, PDF_TOO_LARGE */
export function embeddedInvoice(files: readonly EmbeddedFile[]): EmbeddedInvoice | null {
  const candidates = files.filter(({ name }) => NAMES.includes(name.toLowerCase())).sort((a, b) => rank(a) - rank(b));
  const [best] = candidates;
  if (best === undefined) return null;
  const xml = best.read();
  const same = candidates.filter((other) => other !== best && other.name.toLowerCase() === best.name.toLowerCase());
  for (const other of same) {
    if (equal(xml, other.read())) continue;
    throw new PasserelleError('PDF_AMBIGUOUS', `the PDF holds several files named ${best.name.toLowerCase()} that differ`);
  }
  return { name: best.name, xml };
}

function rank({ name, relationship }: EmbeddedFile): number {
  return (RELATIONSHIPS.includes(relationship ?? '') ? 0 : NAMES.length) + NAMES.indexOf(name.toLowerCase());
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
