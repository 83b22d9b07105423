/** Invoice → UBL 2.1 Invoice or CreditNote. The schemas fix the order of every element; the credit note's differs in places. */
import type { Invoice } from '../../model/invoice.ts';
import { NAMESPACES } from '../../xml/names.ts';
import { group, leaf, xmlDocument } from '../../xml/writer.ts';
import { amounts, type Amount } from '../values.ts';
import { allowancesAndCharges } from './allowances.ts';
import { delivery } from './delivery.ts';
import { exchangeRate } from './exchange.ts';
import { lines } from './lines.ts';
import { notes } from './note.ts';
import { parties } from './parties.ts';
import { paymentMeans, paymentTerms } from './payment.ts';
import { references } from './references.ts';
import { taxTotals } from './vat.ts';

const { cac, cbc } = NAMESPACES;

export function renderUbl(invoice: Invoice, credit: boolean): Uint8Array {
  const amount = amounts(invoice.currency);
  const rate = exchangeRate(invoice);
  const reductions = allowancesAndCharges(invoice, amount);
  const content = head(invoice, credit)
    + references(invoice, credit)
    + parties(invoice)
    + delivery(invoice.delivery)
    + paymentMeans(invoice, credit)
    + paymentTerms(invoice)
    + (credit ? rate + reductions : reductions + rate)
    + taxTotals(invoice, amount)
    + totals(invoice, amount)
    + lines(invoice, credit);
  return xmlDocument(credit ? 'CreditNote' : 'Invoice', { '': credit ? NAMESPACES.cn : NAMESPACES.ubl, cac, cbc }, content);
}

function head(invoice: Invoice, credit: boolean): string {
  const { start, end } = invoice.period ?? {};
  const vatPoint = leaf('cbc:TaxPointDate', invoice.vatPointDate);
  const kind = credit
    ? vatPoint + leaf('cbc:CreditNoteTypeCode', invoice.typeCode) + notes(invoice.notes)
    : leaf('cbc:DueDate', invoice.dueDate) + leaf('cbc:InvoiceTypeCode', invoice.typeCode) + notes(invoice.notes) + vatPoint;
  return leaf('cbc:CustomizationID', invoice.specification)
    + leaf('cbc:ProfileID', invoice.businessProcess)
    + leaf('cbc:ID', invoice.number)
    + leaf('cbc:IssueDate', invoice.issueDate)
    + kind
    + leaf('cbc:DocumentCurrencyCode', invoice.currency)
    + leaf('cbc:TaxCurrencyCode', invoice.vatCurrency)
    + leaf('cbc:AccountingCost', invoice.buyerAccountingReference)
    + leaf('cbc:BuyerReference', invoice.buyerReference)
    + group('cac:InvoicePeriod', leaf('cbc:StartDate', start)
      + leaf('cbc:EndDate', end)
      + leaf('cbc:DescriptionCode', invoice.vatPointCode));
}

function totals({ totals: sums = {} }: Invoice, amount: Amount): string {
  return group('cac:LegalMonetaryTotal', amount('cbc:LineExtensionAmount', sums.lines)
    + amount('cbc:TaxExclusiveAmount', sums.withoutVat)
    + amount('cbc:TaxInclusiveAmount', sums.withVat)
    + amount('cbc:AllowanceTotalAmount', sums.allowances)
    + amount('cbc:ChargeTotalAmount', sums.charges)
    + amount('cbc:PrepaidAmount', sums.paid)
    + amount('cbc:PayableRoundingAmount', sums.rounding)
    + amount('cbc:PayableAmount', sums.due));
}
