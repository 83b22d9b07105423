/** UBL parties of an invoice: the five of EN 16931 and, inside the first two, those of EXTENDED-CTC-FR. */
import type { Invoice } from '../../model/invoice.ts';
import { unreadElement, type Build } from '../session.ts';
import { closeLeaf, descend, group, put, table, type Read } from '../table.ts';
import { outer, PARTY, partyTable, type Creditor } from './party.ts';

type I = Build<Invoice>;

/** Rows of the invoice itself; they need the invoice, because a party inside a party is a party of the invoice. */
export function partyRows(invoice: I): Readonly<Record<string, Read<I>>> {
  const creditor = creditorOf(invoice);
  const seller = partyTable({
    name: 'tradingName',
    creditor,
    more: { 'cac:AgentParty': outer('sellerAgent', invoice, PARTY), 'cac:ServiceProviderParty': provider('invoicer', invoice) },
  });
  const buyer = partyTable({
    name: 'tradingName',
    more: { 'cac:AgentParty': outer('buyerAgent', invoice, PARTY), 'cac:ServiceProviderParty': provider('invoicee', invoice) },
  });
  return {
    'cac:AccountingSupplierParty': within(group('seller', seller)),
    'cac:AccountingCustomerParty': within(group('buyer', buyer)),
    'cac:PayeeParty': group('payee', partyTable({ name: 'name', creditor })),
    'cac:TaxRepresentativeParty': group('taxRepresentative', partyTable({ name: 'name' })),
  };
}

/** cac:Party inside its role element. */
function within(read: Read<I>): Read<I> {
  const rows = table<I>({ 'cac:Party': read });
  return (element, invoice, session) => descend(element, invoice, rows, session);
}

function provider(key: 'invoicer' | 'invoicee', invoice: I): ReturnType<typeof outer> {
  const rows = table<object>({ 'cac:Party': outer(key, invoice, PARTY) as Read<object> });
  return (element, party, session) => descend(element, party, rows, session);
}

/** BT-90 stands among the identifiers of the payee or the seller; the invoice keeps it with the direct debit. */
function creditorOf(invoice: I): Creditor {
  return (element, session) => {
    const debit = ((invoice.payment ??= {}).debit ??= {});
    if (debit.creditor !== undefined && debit.creditor !== element.text) return unreadElement(session, element);
    const at = session.at.splice(0, session.at.length, 'payment', 'debit');
    put(element, debit, 'creditor', element.text, session);
    session.at.splice(0, session.at.length, ...at);
    closeLeaf(element, session, 'schemeID');
  };
}
