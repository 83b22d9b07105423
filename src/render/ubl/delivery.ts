/** BG-13 and BG-15 of an invoice, and the delivery of a line in EXTENDED-CTC-FR → UBL cac:Delivery. */
import type { Delivery } from '../../model/invoice.ts';
import { group, leaf } from '../../xml/writer.ts';
import { identifier } from '../values.ts';
import { addressContent } from './party.ts';

export function delivery(value: Delivery | undefined): string {
  if (value === undefined) return '';
  const { name, location, date, address } = value;
  const place = identifier('cbc:ID', location) + (address === undefined ? '' : group('cac:Address', addressContent(address)));
  return group('cac:Delivery', leaf('cbc:ActualDeliveryDate', date)
    + group('cac:DeliveryLocation', place)
    + group('cac:DeliveryParty', group('cac:PartyName', leaf('cbc:Name', name))));
}
