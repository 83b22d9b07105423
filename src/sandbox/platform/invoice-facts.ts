/** Reads a submitted file as the platform does: the few facts it acts on, or why it cannot. */
import { PasserelleError } from '../../base/error.ts';
import { formatDecimal } from '../../model/decimal.ts';
import type { Invoice } from '../../model/invoice.ts';
import type { Party } from '../../model/party.ts';
import { embeddedFiles } from '../../parse/facturx/attachments.ts';
import { embeddedInvoice } from '../../parse/facturx/embedded-invoice.ts';
import { parseInvoice } from '../../parse/parse-invoice.ts';
import type { InvoiceFacts } from './stored-flow.ts';

export type ReadInvoice = { readonly facts: InvoiceFacts } | { readonly fault: string };

export function readInvoice(bytes: Uint8Array): ReadInvoice {
  try {
    return { facts: factsOf(invoiceIn(bytes)) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message.slice(0, 300) : 'unreadable' };
  }
}

/** @throws PasserelleError when the file, or the one embedded in it, is no invoice */
export function invoiceIn(bytes: Uint8Array): Invoice {
  const pdf = Buffer.from(bytes.subarray(0, 4)).toString('latin1') === '%PDF';
  const xml = pdf ? embeddedInvoice(embeddedFiles(bytes).files)?.xml : bytes;
  if (xml === undefined) throw new PasserelleError('XML_UNKNOWN', 'the PDF holds no invoice');
  return parseInvoice(xml).invoice;
}

function factsOf(invoice: Invoice): InvoiceFacts {
  const due = invoice.totals?.due;
  return {
    number: invoice.number ?? '',
    issueDate: invoice.issueDate ?? '',
    typeCode: invoice.typeCode ?? '380',
    seller: sirenOf(invoice.seller),
    sellerName: invoice.seller?.name ?? '',
    sellerAddress: invoice.seller?.endpoint?.value ?? sirenOf(invoice.seller),
    buyer: sirenOf(invoice.buyer),
    buyerName: invoice.buyer?.name ?? '',
    buyerAddress: invoice.buyer?.endpoint?.value ?? '',
    currency: invoice.currency ?? 'EUR',
    due: due === undefined ? '0.00' : formatDecimal(due),
  };
}

/** From the legal id, else from the electronic address, which begins with the SIREN. */
function sirenOf(party: Party | undefined): string {
  const legal = party?.legalId?.value.replaceAll(' ', '') ?? '';
  if (/^\d{9}/.test(legal)) return legal.slice(0, 9);
  const address = party?.endpoint?.value ?? '';
  return /^\d{9}/.test(address) ? address.slice(0, 9) : legal;
}
