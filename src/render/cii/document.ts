/** Invoice → CII D22B CrossIndustryInvoice; nothing in it is unknown to D16B, so readers of either version take it. */
import type { Invoice } from '../../model/invoice.ts';
import { NAMESPACES } from '../../xml/names.ts';
import { group, leaf, xmlDocument } from '../../xml/writer.ts';
import { date } from './dates.ts';
import { headerDelivery } from './delivery.ts';
import { lines, notes } from './lines.ts';
import { party } from './party.ts';
import { additional, orders, project } from './references.ts';
import { settlement } from './settlement.ts';

const { rsm, ram, udt, qdt } = NAMESPACES;

export function renderCii(invoice: Invoice): Uint8Array {
  const transaction = lines(invoice) + agreement(invoice) + headerDelivery(invoice) + settlement(invoice);
  const content = context(invoice)
    + group('rsm:ExchangedDocument', leaf('ram:ID', invoice.number)
      + leaf('ram:TypeCode', invoice.typeCode)
      + date('ram:IssueDateTime', invoice.issueDate)
      + notes(invoice.notes))
    + group('rsm:SupplyChainTradeTransaction', transaction);
  return xmlDocument('rsm:CrossIndustryInvoice', { rsm, ram, udt, qdt }, content);
}

function context({ businessProcess, specification }: Invoice): string {
  const content = group('ram:BusinessProcessSpecifiedDocumentContextParameter', leaf('ram:ID', businessProcess))
    + group('ram:GuidelineSpecifiedDocumentContextParameter', leaf('ram:ID', specification));
  return `<rsm:ExchangedDocumentContext>${content}</rsm:ExchangedDocumentContext>`;
}

function agreement(invoice: Invoice): string {
  const content = leaf('ram:BuyerReference', invoice.buyerReference)
    + party('ram:SellerTradeParty', invoice.seller)
    + party('ram:BuyerTradeParty', invoice.buyer)
    + party('ram:SalesAgentTradeParty', invoice.sellerAgent)
    + party('ram:SellerTaxRepresentativeTradeParty', invoice.taxRepresentative)
    + orders(invoice)
    + additional(invoice)
    + party('ram:BuyerAgentTradeParty', invoice.buyerAgent)
    + project(invoice);
  return `<ram:ApplicableHeaderTradeAgreement>${content}</ram:ApplicableHeaderTradeAgreement>`;
}
