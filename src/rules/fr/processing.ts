/** The kind of exchange that an invoice declares in a note (BT-21 BAR): B2B, B2BINT, B2C, ARCHIVEONLY, OUTOFSCOPE. */
import type { Invoice } from '../../model/invoice.ts';

/** The text of the BAR note, when there is one. */
export function processingOf(invoice: Invoice): string | undefined {
  return invoice.notes?.find((note) => note.subject === 'BAR')?.text?.trim();
}
