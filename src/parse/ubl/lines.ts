/** UBL invoice and credit note lines → BG-25 to BG-28, BG-30 and the line terms of EXTENDED-CTC-FR. */
import type { Invoice } from '../../model/invoice.ts';
import type { Line } from '../../model/line.ts';
import { attributeOf, childOf, textAt, type XmlElement } from '../../xml/element.ts';
import { unreadElement, type Build, type Session } from '../session.ts';
import {
  amount, asHead, closeLeaf, date, descend, fixed, group, identifiers, into, item, nested, quantity, table, text, type Read,
} from '../table.ts';
import { ALLOWANCE_CHARGE } from './allowances.ts';
import { DELIVERY } from './delivery.ts';
import { ITEM_ROWS, PRICE } from './item.ts';
import { NOTE } from './note.ts';
import { PRECEDING } from './references.ts';

type L = Build<Line>;
type I = Build<Invoice>;

const PERIOD = table<NonNullable<L['period']>>({ 'cbc:StartDate': date('start'), 'cbc:EndDate': date('end') });

/** UBL asks for a line number where the invoice may refer to a whole document: 'NA' stands for none. */
function lineId(key: keyof L): Read<L> {
  const read = text(key) as Read<L>;
  return (element, line, session) => {
    if (element.text === 'NA') closeLeaf(element, session);
    else read(element, line, session);
  };
}

function documentLine(key: keyof L, line: keyof L): Read<L> {
  const document = table<L>({ 'cbc:ID': text(key) as Read<L> });
  return into(table<L>({ 'cbc:LineID': lineId(line), 'cac:DocumentReference': into(document) }));
}

const ORDER_LINE = into(table<L>({
  'cbc:LineID': lineId('orderLineReference'),
  'cbc:SalesOrderLineID': text('salesOrderLineReference'),
  'cac:OrderReference': into(table<L>({ 'cbc:ID': lineId('orderReference'), 'cbc:SalesOrderID': text('salesOrderReference') })),
}));

/** EXT-FR-FE-162 and 163: a reference to the invoice itself says what the line is and which line it belongs to. */
const SUB_LINE = table<L>({
  'cac:InvoiceDocumentReference': into(table<L>({ 'cbc:ID': asHead('number'), 'cbc:DocumentStatusCode': text('status') })),
  'cac:BillingReferenceLine': into(table<L>({ 'cbc:ID': text('parentId') })),
});

const BILLING = table<L>({
  'cac:InvoiceDocumentReference': nested<'precedingInvoice', NonNullable<L['precedingInvoice']>>('precedingInvoice', into(PRECEDING)),
  'cac:BillingReferenceLine': nested<'precedingInvoice', NonNullable<L['precedingInvoice']>>(
    'precedingInvoice', into(table<NonNullable<L['precedingInvoice']>>({ 'cbc:ID': text('line') })),
  ),
});

const BILLING_REFERENCE: Read<L> = (element, line, session) => {
  const number = session.head.number?.trim();
  const reference = childOf(element, 'cac:InvoiceDocumentReference');
  const own = reference !== undefined && number !== undefined
    && textAt(reference, 'cbc:ID') === number
    && (childOf(reference, 'cbc:DocumentStatusCode') !== undefined || childOf(element, 'cac:BillingReferenceLine') !== undefined);
  if (own) descend(element, line, SUB_LINE, session);
  else if (line.precedingInvoice !== undefined) unreadElement(session, element);
  else descend(element, line, BILLING, session);
};

const OWN_TOTAL = table<L>({ 'cbc:TaxAmount': amount('vatTotal') });
const ACCOUNTING_TOTAL = table<L>({ 'cbc:TaxAmount': amount('vatTotalAccounting') });

/** EXT-FR-FE-181 and 182: the VAT of a sub-invoice in the currencies BT-5 and BT-6. */
const TAX_TOTAL: Read<L> = (element, line, session) => {
  const written = childOf(element, 'cbc:TaxAmount');
  const currency = written === undefined ? undefined : attributeOf(written, 'currencyID');
  const first = currency === session.head.currency && line.vatTotal === undefined;
  descend(element, line, first ? OWN_TOTAL : ACCOUNTING_TOTAL, session);
};

const OBJECT = table<L>({ 'cbc:ID': identifiers('objects'), 'cbc:DocumentTypeCode': fixed('130') });

function objectReader(element: XmlElement, line: L, session: Session): void {
  // a line refers to nothing but objects, so a reference without a type is one
  if ((textAt(element, 'cbc:DocumentTypeCode') ?? '130') === '130') descend(element, line, OBJECT, session);
  else unreadElement(session, element);
}

const ROWS = table<L>({
  'cbc:ID': text('id'),
  'cbc:Note': NOTE,
  'cbc:InvoicedQuantity': quantity('quantity', 'unitCode'),
  'cbc:CreditedQuantity': quantity('quantity', 'unitCode'),
  'cbc:LineExtensionAmount': amount('net'),
    // of a later UBL than 2.1: the French rules name it, so a file may have it
    'cbc:TaxInclusiveLineExtensionAmount': amount('withVat'),
  'cbc:AccountingCost': text('buyerAccountingReference'),
  'cac:InvoicePeriod': group('period', PERIOD),
  'cac:OrderLineReference': ORDER_LINE,
  'cac:DespatchLineReference': documentLine('despatchReference', 'despatchLineReference'),
  'cac:ReceiptLineReference': documentLine('receiptReference', 'receiptLineReference'),
  'cac:BillingReference': BILLING_REFERENCE,
  'cac:DocumentReference': objectReader,
  'cac:Delivery': group('delivery', DELIVERY),
  'cac:AllowanceCharge': ALLOWANCE_CHARGE,
  'cac:TaxTotal': TAX_TOTAL,
  'cac:Item': into(ITEM_ROWS),
  'cac:Price': into(PRICE),
});

export const LINE: Read<I> = item('lines', ROWS);
