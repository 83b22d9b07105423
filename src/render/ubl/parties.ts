/** Parties of an invoice in UBL: those of EXTENDED-CTC-FR stand inside seller and buyer. */
import type { Invoice } from '../../model/invoice.ts';
import type { Party } from '../../model/party.ts';
import { group } from '../../xml/writer.ts';
import { partyContent, type PartyShape } from './party.ts';

const PAYEE: PartyShape = { name: 'name', bearsCreditor: true };

export function parties(invoice: Invoice): string {
  const { taxRepresentative } = invoice;
  // a payee that says nothing but a creditor is none: the creditor then stands with the seller
  const payee = invoice.payee !== undefined && partyContent(invoice.payee, PAYEE) !== '' ? invoice.payee : undefined;
  const creditor = invoice.payment?.debit?.creditor;
  const seller = partyContent(invoice.seller ?? {}, {
    name: 'tradingName',
    creditor: payee === undefined ? creditor : undefined,
    bearsCreditor: true,
    inner: inside(invoice.sellerAgent, invoice.invoicer),
  });
  const buyer = partyContent(invoice.buyer ?? {}, { name: 'tradingName', inner: inside(invoice.buyerAgent, invoice.invoicee) });
  return group('cac:AccountingSupplierParty', group('cac:Party', seller))
    + group('cac:AccountingCustomerParty', group('cac:Party', buyer))
    + (payee === undefined ? '' : group('cac:PayeeParty', partyContent(payee, { ...PAYEE, creditor })))
    + (taxRepresentative === undefined ? '' : group('cac:TaxRepresentativeParty', partyContent(taxRepresentative, { name: 'name' })));
}

function inside(agent: Party | undefined, provider: Party | undefined): string {
  return (agent === undefined ? '' : group('cac:AgentParty', partyContent(agent)))
    + (provider === undefined ? '' : group('cac:ServiceProviderParty', group('cac:Party', partyContent(provider))));
}
