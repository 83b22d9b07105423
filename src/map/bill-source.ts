/**
 * What a mapping of supplier invoices (`from: invoice`) may read beside the terms: the bill to be booked (model/bill.ts) as
 * `bill.…`, and what was learnt from outside (model/reception.ts) as `reception.…`.
 */
import type { Bill } from '../model/bill.ts';
import type { Invoice } from '../model/invoice.ts';
import type { ReceptionEnrichment } from '../model/reception.ts';

/** Leaves, in the form of fields-of.ts: dotted, without indexes. A test holds them against a bill that has everything. */
export const BILL_MEMBERS: readonly string[] = [
  'bill.type',
  'bill.lines.source',
  'bill.lines.line',
  'bill.lines.name',
  'bill.lines.quantity',
  'bill.lines.price',
  'bill.lines.discount',
  'bill.lines.unitCode',
  'bill.lines.net',
  'bill.lines.vat.category',
  'bill.lines.vat.rate',
  'bill.lines.vat.reasonCode',
  'bill.lines.nature',
  'bill.lines.sellerItem',
  'bill.lines.buyerItem',
  'bill.lines.standardItem',
  'bill.lines.accountingReference',
  'bill.taxes.category',
  'bill.taxes.rate',
  'bill.taxes.reasonCode',
  'bill.taxes.base',
  'bill.taxes.amount',
  'bill.withoutVat',
  'bill.vat',
  'bill.withVat',
];

export const RECEPTION_MEMBERS: readonly string[] = [
  'reception.supplier.state',
  'reception.supplier.party',
  'reception.order.number',
  'reception.order.id',
];

/** The source of a vendor-bill mapping, for applyReverse. */
export function billSource(invoice: Invoice, bill: Bill, reception?: ReceptionHints): object {
  return { ...invoice, bill, ...(reception === undefined ? {} : { reception }) };
}

export type ReceptionHints = Pick<ReceptionEnrichment, 'supplier' | 'order'>;
