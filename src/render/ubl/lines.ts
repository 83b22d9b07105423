/** BG-25 to BG-28 and the line terms of EXTENDED-CTC-FR → UBL invoice and credit note lines. */
import type { Invoice, PrecedingInvoice } from '../../model/invoice.ts';
import type { Line } from '../../model/line.ts';
import { each, group, leaf } from '../../xml/writer.ts';
import { amounts, quantity, type Amount } from '../values.ts';
import { allowancesAndCharges } from './allowances.ts';
import { delivery } from './delivery.ts';
import { itemGroup, priceGroup } from './item.ts';
import { notes } from './note.ts';
import { object, precedingContent } from './references.ts';

/** UBL asks for a line number even where the whole document is meant. */
const NO_LINE = 'NA';

function orderLine(line: Line): string {
  const order = line.orderReference === undefined && line.salesOrderReference === undefined
    ? ''
    : group('cac:OrderReference', leaf('cbc:ID', line.orderReference ?? NO_LINE) + leaf('cbc:SalesOrderID', line.salesOrderReference));
  if (order === '' && line.orderLineReference === undefined && line.salesOrderLineReference === undefined) return '';
  return group('cac:OrderLineReference', leaf('cbc:LineID', line.orderLineReference ?? NO_LINE)
    + leaf('cbc:SalesOrderLineID', line.salesOrderLineReference)
    + order);
}

function documentLine(name: string, document: string | undefined, line: string | undefined): string {
  if ((document ?? line) === undefined) return '';
  return group(name, leaf('cbc:LineID', line ?? NO_LINE) + group('cac:DocumentReference', leaf('cbc:ID', document)));
}

function preceding(value: PrecedingInvoice | undefined): string {
  if (value === undefined) return '';
  return group('cac:BillingReference', group('cac:InvoiceDocumentReference', precedingContent(value))
    + group('cac:BillingReferenceLine', leaf('cbc:ID', value.line)));
}

/** EXT-FR-FE-162 and 163: a reference to the invoice itself says what the line is and which line it belongs to. */
function subLine(number: string | undefined, { status, parentId }: Line): string {
  if ((status ?? parentId) === undefined) return '';
  const own = leaf('cbc:ID', number) + leaf('cbc:DocumentStatusCode', status);
  return group('cac:BillingReference', group('cac:InvoiceDocumentReference', own)
    + group('cac:BillingReferenceLine', leaf('cbc:ID', parentId)));
}

/** EXT-FR-FE-181 and 182. */
function taxTotals(line: Line, amount: Amount, accounting: Amount): string {
  return group('cac:TaxTotal', amount('cbc:TaxAmount', line.vatTotal))
    + group('cac:TaxTotal', accounting('cbc:TaxAmount', line.vatTotalAccounting));
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
    const taxes = taxTotals(line, amount, accounting);
    return group(name, leaf('cbc:ID', line.id)
      + notes(line.notes)
      + quantity(counted, line.quantity, line.unitCode)
      + amount('cbc:LineExtensionAmount', line.net)
      + leaf('cbc:AccountingCost', line.buyerAccountingReference)
      + period(line)
      + orderLine(line)
      + documentLine('cac:DespatchLineReference', line.despatchReference, line.despatchLineReference)
      + documentLine('cac:ReceiptLineReference', line.receiptReference, line.receiptLineReference)
      + preceding(line.precedingInvoice)
      + subLine(invoice.number, line)
      + each(line.objects, (id) => object('cac:DocumentReference', id))
      + delivery(line.delivery)
      + (credit ? taxes + reductions : reductions + taxes)
      + itemGroup(line)
      + priceGroup(line, amount));
  });
}
