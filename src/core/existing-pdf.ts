/** A PDF that a person hands over, opened for the embedding of an invoice with the reader of the road in. */
import { bytesOf, latin1, newStore, resolve } from '../parse/facturx/pdf-store.ts';
import { readTable } from '../parse/facturx/pdf-table.ts';
import { PDF_LIMITS, tooLarge } from '../parse/facturx/pdf-value.ts';
import type { SourcePdf } from '../render/facturx/existing/source-pdf.ts';

/** @throws PasserelleError PDF_INVALID, PDF_TOO_LARGE */
export function existingPdf(bytes: Uint8Array): SourcePdf {
  if (bytes.length > PDF_LIMITS.bytes) throw tooLarge(`the PDF is larger than ${PDF_LIMITS.bytes} bytes`);
  const text = latin1(bytes);
  const file = newStore(bytes, text, { inflated: PDF_LIMITS.inflated, work: PDF_LIMITS.work });
  file.places = readTable(file);
  const { trailer, entries } = file.places;
  const size = trailer.get('Size');
  let highest = typeof size === 'number' ? size - 1 : 0;
  for (const number of entries.keys()) if (number > highest) highest = number;
  return { bytes, text, trailer, highest, resolve: (value) => resolve(file, value), data: (stream) => bytesOf(file, stream) };
}
