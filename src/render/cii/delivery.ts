/** BG-13, BG-15, BT-15, BT-16 and the delivery of a line in EXTENDED-CTC-FR → CII delivery groups. */
import type { Delivery, Invoice } from '../../model/invoice.ts';
import { group, leaf } from '../../xml/writer.ts';
import { identifier } from '../values.ts';
import { date, issueDate } from './dates.ts';
import { address } from './party.ts';

export function delivery(value: Delivery | undefined): string {
  if (value === undefined) return '';
  const { location } = value;
  return group('ram:ShipToTradeParty', identifier(location?.scheme === undefined ? 'ram:ID' : 'ram:GlobalID', location)
    + leaf('ram:Name', value.name)
    + address(value.address))
    + group('ram:ActualDeliverySupplyChainEvent', date('ram:OccurrenceDateTime', value.date));
}

/** The header group is written even when empty: the schema asks for it. */
export function headerDelivery(invoice: Invoice): string {
  const despatch = leaf('ram:IssuerAssignedID', invoice.despatchReference) + issueDate(invoice.despatchDate);
  const content = delivery(invoice.delivery)
    + group('ram:DespatchAdviceReferencedDocument', despatch)
    + group('ram:ReceivingAdviceReferencedDocument', leaf('ram:IssuerAssignedID', invoice.receiptReference));
  return `<ram:ApplicableHeaderTradeDelivery>${content}</ram:ApplicableHeaderTradeDelivery>`;
}
