/** BG-25 to BG-28 and the line terms of EXTENDED-CTC-FR → UBL invoice and credit note lines. */
import type { Invoice, PrecedingInvoice } from '../../model/invoice.ts';
import type { Line } from '../../model/line.ts';
import { each, group, leaf } from '../../xml/writer.ts';
import { amounts, isAccountingTold, quantity, type Amount, type Currencies } from '../values.ts';
import { allowancesAndCharges } from './allowances.ts';
import { delivery } from './delivery.ts';
import { itemGroup, priceGroup } from './item.ts';
import { notes } from './note.ts';
import { object, precedingContent } from './references.ts';

/** UBL asks for a line number even where the whole document is meant. */
const NO_LINE = 'NA';

function said(reference: string | undefined): string | undefined {
  return reference === NO_LINE ? undefined : reference;
}

function orderLine({ orderReference, orderLineReference, salesOrderReference, salesOrderLineReference }: Line): string {
  const [buyers, buyersLine] = [said(orderReference), said(orderLineReference)];
  const order = (buyers ?? salesOrderReference) === undefined
    ? ''
    : group('cac:OrderReference', leaf('cbc:ID', buyers ?? NO_LINE) + leaf('cbc:SalesOrderID', salesOrderReference));
  if (order === '' && (buyersLine ?? salesOrderLineReference) === undefined) return '';
  return group('cac:OrderLineReference', leaf('cbc:LineID', buyersLine ?? NO_LINE)
    + leaf('cbc:SalesOrderLineID', salesOrderLineReference)
    + order);
}

function documentLine(name: string, document: string | undefined, reference: string | undefined): string {
  const line = said(reference);
  if ((document ?? line) === undefined) return '';
  return group(name, leaf('cbc:LineID', line ?? NO_LINE) + group('cac:DocumentReference', leaf('cbc:ID', document)));
}

/** A line of the invoice itself would be read as the parent of a sub-line. */
function preceding(value: PrecedingInvoice | undefined, own: string | undefined): string {
  if (value === undefined || (value.line !== undefined && own !== undefined && value.number?.trim() === own.trim())) return '';
  return group('cac:BillingReference', group('cac:InvoiceDocumentReference', precedingContent(value))
    + group('cac:BillingReferenceLine', leaf('cbc:ID', value.line)));
}

/** EXT-FR-FE-162 and 163: a reference to the invoice itself, by its number, says what the line is and which line it belongs to. */
function subLine(number: string | undefined, { status, parentId }: Line): string {
  if (number === undefined || (status ?? parentId) === undefined) return '';
  const own = leaf('cbc:ID', number) + leaf('cbc:DocumentStatusCode', status);
  return group('cac:BillingReference', group('cac:InvoiceDocumentReference', own)
    + group('cac:BillingReferenceLine', leaf('cbc:ID', parentId)));
}

/** EXT-FR-FE-181 and 182. */
function taxTotals({ vatTotal, vatTotalAccounting }: Line, amount: Amount, accounting: Amount, currencies: Currencies): string {
  const told = isAccountingTold(vatTotal, currencies) ? vatTotalAccounting : undefined;
  return group('cac:TaxTotal', amount('cbc:TaxAmount', vatTotal)) + group('cac:TaxTotal', accounting('cbc:TaxAmount', told));
}

function period({ period: value }: Line): string {
  return group('cac:InvoicePeriod', leaf('cbc:StartDate', value?.start) + leaf('cbc:EndDate', value?.end));
}

export function lines(invoice: Invoice, credit: boolean): string {
  const amount = amounts(invoice.currency);
  const accounting = amounts(invoice.vatCurrency);
  const name = credit ? 'cac:CreditNoteLine' : 'cac:InvoiceLine';
  const counted = credit ? 'cbc:CreditedQuantity' : 'cbc:InvoicedQuantity';
  return each(invoice.lines, (line) => {
    const reductions = allowancesAndCharges(line, amount);
    const taxes = taxTotals(line, amount, accounting, invoice);
    return group(name, leaf('cbc:ID', line.id)
      + notes(line.notes)
      + quantity(counted, line.quantity, line.unitCode)
      + amount('cbc:LineExtensionAmount', line.net)
      + leaf('cbc:AccountingCost', line.buyerAccountingReference)
      + period(line)
      + orderLine(line)
      + documentLine('cac:DespatchLineReference', line.despatchReference, line.despatchLineReference)
      + documentLine('cac:ReceiptLineReference', line.receiptReference, line.receiptLineReference)
      + preceding(line.precedingInvoice, invoice.number)
      + subLine(invoice.number, line)
      + each(line.objects, (id) => object('cac:DocumentReference', id))
      + delivery(line.delivery)
      + (credit ? taxes + reductions : reductions + taxes)
      + itemGroup(line)
      + priceGroup(line, amount));
  });
}
