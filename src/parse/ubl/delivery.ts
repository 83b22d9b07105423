/** UBL cac:Delivery → BG-13 and BG-15, of the invoice or, in EXTENDED-CTC-FR, of a line. */
import type { Delivery } from '../../model/invoice.ts';
import type { Build } from '../session.ts';
import { date, group, identifier, into, table, text } from '../table.ts';
import { ADDRESS } from './party.ts';

type D = Build<Delivery>;

export const DELIVERY = table<D>({
  'cbc:ActualDeliveryDate': date('date'),
  'cac:DeliveryLocation': into(table<D>({ 'cbc:ID': identifier('location'), 'cac:Address': group('address', ADDRESS) })),
  'cac:DeliveryParty': into(table<D>({ 'cac:PartyName': into(table<D>({ 'cbc:Name': text('name') })) })),
});
