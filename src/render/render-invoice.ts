/** Invoice → bytes of a message; the same invoice always gives the same bytes. Calculates and corrects nothing. */
import type { Invoice, ReadyInvoice, Syntax } from '../model/invoice.ts';
import { CREDIT_NOTE_TYPES } from '../model/credit-note-types.ts';
import { renderCii } from './cii/document.ts';
import { renderUbl } from './ubl/document.ts';

/** For showing and converting: also an invoice with findings. */
export function renderInvoice(invoice: Invoice, syntax: Syntax): Uint8Array {
  if (syntax === 'cii') return renderCii(invoice);
  return renderUbl(invoice, CREDIT_NOTE_TYPES.has((invoice.typeCode ?? '').trim()));
}

/** For a network: only what normalize, calculate and check let pass has this type. */
export function renderForSending(invoice: ReadyInvoice, syntax: Syntax): Uint8Array {
  return renderInvoice(invoice, syntax);
}
