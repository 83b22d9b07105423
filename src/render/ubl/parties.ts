/** Parties of an invoice in UBL: those of EXTENDED-CTC-FR stand inside seller and buyer. */
import type { Invoice } from '../../model/invoice.ts';
import type { Party } from '../../model/party.ts';
import { group } from '../../xml/writer.ts';
import { partyContent } from './party.ts';

export function parties(invoice: Invoice): string {
  const { payee, taxRepresentative } = invoice;
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
    + (payee === undefined ? '' : group('cac:PayeeParty', partyContent(payee, { name: 'name', creditor, bearsCreditor: true })))
    + (taxRepresentative === undefined ? '' : group('cac:TaxRepresentativeParty', partyContent(taxRepresentative, { name: 'name' })));
}

function inside(agent: Party | undefined, provider: Party | undefined): string {
  return (agent === undefined ? '' : group('cac:AgentParty', partyContent(agent)))
    + (provider === undefined ? '' : group('cac:ServiceProviderParty', group('cac:Party', partyContent(provider))));
}
