/** CII line items → BG-25 to BG-28, BG-30 and the line terms of EXTENDED-CTC-FR. */
import type { Invoice, Note } from '../../model/invoice.ts';
import type { Line } from '../../model/line.ts';
import { attributeOf, textAt } from '../../xml/element.ts';
import { unreadElement, type Build } from '../session.ts';
import { amount, group, into, item, quantity, table, text, type Read, type Table } from '../table.ts';
import { ALLOWANCE_CHARGE } from './allowances.ts';
import { date } from './dates.ts';
import { DELIVERY_ROWS } from './delivery.ts';
import { PRICE_ROWS, PRODUCT } from './item.ts';
import { PARTY } from './party.ts';
import { PRECEDING, pushObject } from './references.ts';
import { TAX } from './vat.ts';

type L = Build<Line>;
type I = Build<Invoice>;
type Preceding = NonNullable<L['precedingInvoice']>;

export const NOTE: Table<Build<Note>> = table<Build<Note>>({ 'ram:Content': text('text'), 'ram:SubjectCode': text('subject') });

export const PERIOD = table<NonNullable<L['period']>>({ 'ram:StartDateTime': date('start'), 'ram:EndDateTime': date('end') });

function document(key: keyof L, line: keyof L): Read<L> {
  return into(table<L>({ 'ram:IssuerAssignedID': text(key) as Read<L>, 'ram:LineID': text(line) as Read<L> }));
}

const OBJECT: Read<L> = (element, line, session) => {
  // a line's settlement refers to nothing but objects, so a reference without a type is one
  if ((textAt(element, 'ram:TypeCode') ?? '130') === '130') pushObject(element, line, session);
  else unreadElement(session, element);
};

const VAT_TOTAL: Read<L> = amount('vatTotal');
const ACCOUNTING_TOTAL: Read<L> = amount('vatTotalAccounting');

/** EXT-FR-FE-181 and 182: the VAT of a sub-invoice in the currencies BT-5 and BT-6. */
const TAX_TOTAL: Read<L> = (element, line, session) => {
  const currency = attributeOf(element, 'currencyID');
  const first = (currency === undefined || currency === session.head.currency) && line.vatTotal === undefined;
  (first ? VAT_TOTAL : ACCOUNTING_TOTAL)(element, line, session);
};

const SETTLEMENT: Read<L> = into(table<L>({
  'ram:ApplicableTradeTax': TAX,
  'ram:BillingSpecifiedPeriod': group('period', PERIOD),
  'ram:SpecifiedTradeAllowanceCharge': ALLOWANCE_CHARGE,
  'ram:SpecifiedTradeSettlementLineMonetarySummation': into(table<L>({
    'ram:LineTotalAmount': amount('net'),
    'ram:TaxTotalAmount': TAX_TOTAL,
    'ram:GrandTotalAmount': amount('withVat'),
  })),
  'ram:InvoiceReferencedDocument': group('precedingInvoice', table<Preceding>({
    ...Object.fromEntries(PRECEDING),
    'ram:LineID': text('line'),
  })),
  'ram:AdditionalReferencedDocument': OBJECT,
  'ram:ReceivableSpecifiedTradeAccountingAccount': into(table<L>({ 'ram:ID': text('buyerAccountingReference') })),
}));

const ROWS = table<L>({
  'ram:AssociatedDocumentLineDocument': into(table<L>({
    'ram:LineID': text('id'),
    'ram:ParentLineID': text('parentId'),
    'ram:LineStatusReasonCode': text('status'),
    'ram:IncludedNote': item('notes', NOTE),
  })),
  'ram:SpecifiedTradeProduct': group('item', PRODUCT),
  'ram:SpecifiedLineTradeAgreement': into(table<L>({
    'ram:SellerOrderReferencedDocument': document('salesOrderReference', 'salesOrderLineReference'),
    'ram:BuyerOrderReferencedDocument': document('orderReference', 'orderLineReference'),
    ...PRICE_ROWS,
    'ram:ItemSellerTradeParty': group('vendor', PARTY),
  })),
  'ram:SpecifiedLineTradeDelivery': into(table<L>({
    'ram:BilledQuantity': quantity('quantity', 'unitCode'),
    ...DELIVERY_ROWS,
    'ram:DespatchAdviceReferencedDocument': document('despatchReference', 'despatchLineReference'),
    'ram:ReceivingAdviceReferencedDocument': document('receiptReference', 'receiptLineReference'),
  })),
  'ram:SpecifiedLineTradeSettlement': SETTLEMENT,
});

export const LINE: Read<I> = item('lines', ROWS);
