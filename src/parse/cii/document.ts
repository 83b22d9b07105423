/** CII D16B and D22B → Invoice. The lines come before the head's currencies, so these are looked up first. */
import type { Invoice } from '../../model/invoice.ts';
import { childOf, type XmlElement } from '../../xml/element.ts';
import type { Build, Head, Session } from '../session.ts';
import { descend, group, into, item, table, text, type Read } from '../table.ts';
import { date } from './dates.ts';
import { HEADER_DELIVERY } from './delivery.ts';
import { LINE, NOTE } from './lines.ts';
import { PARTY } from './party.ts';
import { REFERENCE_ROWS } from './references.ts';
import { SETTLEMENT } from './settlement.ts';

type I = Build<Invoice>;

const CONTEXT: Read<I> = into(table<I>({
  'ram:BusinessProcessSpecifiedDocumentContextParameter': into(table<I>({ 'ram:ID': text('businessProcess') })),
  'ram:GuidelineSpecifiedDocumentContextParameter': into(table<I>({ 'ram:ID': text('specification') })),
}));

const DOCUMENT: Read<I> = into(table<I>({
  'ram:ID': text('number'),
  'ram:TypeCode': text('typeCode'),
  'ram:IssueDateTime': date('issueDate'),
  'ram:IncludedNote': item('notes', NOTE),
}));

const AGREEMENT: Read<I> = into(table<I>({
  'ram:BuyerReference': text('buyerReference'),
  'ram:SellerTradeParty': group('seller', PARTY),
  'ram:BuyerTradeParty': group('buyer', PARTY),
  'ram:SalesAgentTradeParty': group('sellerAgent', PARTY),
  'ram:SellerTaxRepresentativeTradeParty': group('taxRepresentative', PARTY),
  'ram:BuyerAgentTradeParty': group('buyerAgent', PARTY),
  ...REFERENCE_ROWS,
}));

const ROWS = table<I>({
  'rsm:ExchangedDocumentContext': CONTEXT,
  'rsm:ExchangedDocument': DOCUMENT,
  'rsm:SupplyChainTradeTransaction': into(table<I>({
    'ram:IncludedSupplyChainTradeLineItem': LINE,
    'ram:ApplicableHeaderTradeAgreement': AGREEMENT,
    'ram:ApplicableHeaderTradeDelivery': HEADER_DELIVERY,
    'ram:ApplicableHeaderTradeSettlement': SETTLEMENT,
  })),
});

/** Fills the invoice of the session. */
export function parseCii(root: XmlElement, session: Session): void {
  session.head = headOf(root);
  descend(root, session.invoice, ROWS, session);
}

function headOf(root: XmlElement): Head {
  const transaction = childOf(root, 'rsm:SupplyChainTradeTransaction');
  const paid = transaction === undefined ? undefined : childOf(transaction, 'ram:ApplicableHeaderTradeSettlement');
  const document = childOf(root, 'rsm:ExchangedDocument');
  return {
    number: document === undefined ? undefined : childOf(document, 'ram:ID')?.text,
    currency: paid === undefined ? undefined : childOf(paid, 'ram:InvoiceCurrencyCode')?.text,
    vatCurrency: paid === undefined ? undefined : childOf(paid, 'ram:TaxCurrencyCode')?.text,
  };
}
