/** CII delivery groups → BG-13, BG-15, BT-15, BT-16 of the invoice, and the delivery of a line in EXTENDED-CTC-FR. */
import type { Delivery, Invoice } from '../../model/invoice.ts';
import type { Build } from '../session.ts';
import { group, identifier, into, nested, table, text, type Read } from '../table.ts';
import { date } from './dates.ts';
import { ADDRESS } from './party.ts';

type D = Build<Delivery>;
type I = Build<Invoice>;

const SHIP_TO = into(table<D>({
  'ram:ID': identifier('location'),
  'ram:GlobalID': identifier('location'),
  'ram:Name': text('name'),
  'ram:PostalTradeAddress': group('address', ADDRESS),
}));

const EVENT = into(table<D>({ 'ram:OccurrenceDateTime': date('date') }));

/** The two groups of a delivery, in the header or in a line. */
export const DELIVERY_ROWS = {
  'ram:ShipToTradeParty': nested<'delivery', D>('delivery', SHIP_TO),
  'ram:ActualDeliverySupplyChainEvent': nested<'delivery', D>('delivery', EVENT),
} as const;

export const HEADER_DELIVERY: Read<I> = into(table<I>({
  ...DELIVERY_ROWS,
  'ram:DespatchAdviceReferencedDocument': into(table<I>({
    'ram:IssuerAssignedID': text('despatchReference'),
    'ram:FormattedIssueDateTime': date('despatchDate'),
  })),
  'ram:ReceivingAdviceReferencedDocument': into(table<I>({ 'ram:IssuerAssignedID': text('receiptReference') })),
}));
