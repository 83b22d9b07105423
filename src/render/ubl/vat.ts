/** VAT in UBL: the category of a line, allowance or breakdown row, and the totals in one or two currencies. */
import type { Invoice } from '../../model/invoice.ts';
import type { LineVat } from '../../model/tax.ts';
import { each, group, leaf } from '../../xml/writer.ts';
import { amounts, decimal, isAccountingTold, type Amount } from '../values.ts';

const VAT_SCHEME = '<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>';

export function category(name: string, { category: id, rate, reason, reasonCode }: LineVat): string {
  return group(name, leaf('cbc:ID', id)
    + decimal('cbc:Percent', rate)
    + leaf('cbc:TaxExemptionReasonCode', reasonCode)
    + leaf('cbc:TaxExemptionReason', reason)
    + VAT_SCHEME);
}

/** BT-110 with the breakdown BG-23, then BT-111 in the accounting currency. */
export function taxTotals(invoice: Invoice, amount: Amount): string {
  const rows = each(invoice.vat, (row) => group('cac:TaxSubtotal', amount('cbc:TaxableAmount', row.base)
    + amount('cbc:TaxAmount', row.amount)
    + category('cac:TaxCategory', row)));
  const { vat, vatAccounting } = invoice.totals ?? {};
  const told = isAccountingTold(vat, invoice) ? vatAccounting : undefined;
  return group('cac:TaxTotal', amount('cbc:TaxAmount', vat) + rows)
    + group('cac:TaxTotal', amounts(invoice.vatCurrency)('cbc:TaxAmount', told));
}
