/** BG-25 to BG-28, BG-30 and the line terms of EXTENDED-CTC-FR → CII line items. */
import type { Invoice, Note, Period } from '../../model/invoice.ts';
import type { Line } from '../../model/line.ts';
import { each, group, leaf } from '../../xml/writer.ts';
import { amounts, decimal, isAccountingTold, quantity, type Amount, type Currencies } from '../values.ts';
import { allowancesAndCharges } from './allowances.ts';
import { date } from './dates.ts';
import { delivery } from './delivery.ts';
import { prices, product } from './item.ts';
import { party } from './party.ts';
import { documentLine, object, preceding } from './references.ts';
import { category } from './vat.ts';

export function notes(values: readonly Note[] | undefined): string {
  return each(values, ({ subject, text }) => group('ram:IncludedNote', leaf('ram:Content', text) + leaf('ram:SubjectCode', subject)));
}

export function period(value: Period | undefined): string {
  return group('ram:BillingSpecifiedPeriod', date('ram:StartDateTime', value?.start) + date('ram:EndDateTime', value?.end));
}

function head(line: Line): string {
  return group('ram:AssociatedDocumentLineDocument', leaf('ram:LineID', line.id)
    + leaf('ram:ParentLineID', line.parentId)
    + leaf('ram:LineStatusReasonCode', line.status)
    + notes(line.notes));
}

function agreement(line: Line): string {
  const sales = documentLine('ram:SellerOrderReferencedDocument', line.salesOrderReference, line.salesOrderLineReference);
  return group('ram:SpecifiedLineTradeAgreement', sales
    + documentLine('ram:BuyerOrderReferencedDocument', line.orderReference, line.orderLineReference)
    + prices(line)
    + party('ram:ItemSellerTradeParty', line.vendor));
}

function delivered(line: Line): string {
  return group('ram:SpecifiedLineTradeDelivery', quantity('ram:BilledQuantity', line.quantity, line.unitCode)
    + delivery(line.delivery)
    + documentLine('ram:DespatchAdviceReferencedDocument', line.despatchReference, line.despatchLineReference)
    + documentLine('ram:ReceivingAdviceReferencedDocument', line.receiptReference, line.receiptLineReference));
}

/** Written even when empty: the schema asks for it. */
function settlement(line: Line, own: Amount, accounting: Amount, currencies: Currencies): string {
  const told = isAccountingTold(line.vatTotal, currencies) ? line.vatTotalAccounting : undefined;
  const sums = decimal('ram:LineTotalAmount', line.net)
    + own('ram:TaxTotalAmount', line.vatTotal)
    + accounting('ram:TaxTotalAmount', told)
    + decimal('ram:GrandTotalAmount', line.withVat);
  const content = category('ram:ApplicableTradeTax', line.vat)
    + period(line.period)
    + allowancesAndCharges(line)
    + group('ram:SpecifiedTradeSettlementLineMonetarySummation', sums)
    + (line.precedingInvoice === undefined ? '' : preceding(line.precedingInvoice))
    + each(line.objects, object)
    + group('ram:ReceivableSpecifiedTradeAccountingAccount', leaf('ram:ID', line.buyerAccountingReference));
  return `<ram:SpecifiedLineTradeSettlement>${content}</ram:SpecifiedLineTradeSettlement>`;
}

export function lines(invoice: Invoice): string {
  const own = amounts(invoice.currency);
  const accounting = amounts(invoice.vatCurrency);
  return each(invoice.lines, (line) => group('ram:IncludedSupplyChainTradeLineItem', head(line)
    + product(line)
    + agreement(line)
    + delivered(line)
    + settlement(line, own, accounting, invoice)));
}
