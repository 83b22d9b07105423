/** UBL parties of an invoice: the five of EN 16931 and, inside the first two, those of EXTENDED-CTC-FR. */
import type { Invoice } from '../../model/invoice.ts';
import type { Party } from '../../model/party.ts';
import { unreadElement, type Build } from '../session.ts';
import { closeLeaf, descend, group, put, rooted, table, type Read } from '../table.ts';
import { PARTY, partyTable } from './party.ts';

type I = Build<Invoice>;
type P = Build<Party>;
type Debit = NonNullable<NonNullable<I['payment']>['debit']>;

/** cac:Party inside its role element. */
function within<T>(read: Read<T>): Read<T> {
  const rows = table<T>({ 'cac:Party': read });
  return (element, target, session) => descend(element, target, rows, session);
}

/** BT-90 may stand with the payee and with the seller; the invoice keeps it once, with the direct debit. */
const CREDITOR: Read<I> = (element, invoice, session) => {
  const debit: Debit = ((invoice.payment ??= {}).debit ??= {});
  if (debit.creditor !== undefined && debit.creditor !== element.text) return unreadElement(session, element);
  session.at.push('payment', 'debit');
  put(element, debit, 'creditor', element.text, session);
  session.at.length -= 2;
  closeLeaf(element, session, 'schemeID');
};

const SEPA_CREDITOR = rooted(CREDITOR);

/** A party inside a party is a party of the invoice. */
const SELLER = partyTable({
  name: 'tradingName',
  creditor: SEPA_CREDITOR,
  more: {
    'cac:AgentParty': rooted(group('sellerAgent', PARTY)),
    'cac:ServiceProviderParty': within(rooted(group('invoicer', PARTY))),
  },
});

const BUYER = partyTable({
  name: 'tradingName',
  more: {
    'cac:AgentParty': rooted(group('buyerAgent', PARTY)),
    'cac:ServiceProviderParty': within(rooted(group('invoicee', PARTY))),
  },
});

export const PARTY_ROWS: Readonly<Record<string, Read<I>>> = {
  'cac:AccountingSupplierParty': within(group<'seller', P>('seller', SELLER)),
  'cac:AccountingCustomerParty': within(group<'buyer', P>('buyer', BUYER)),
  'cac:PayeeParty': group('payee', partyTable({ name: 'name', creditor: SEPA_CREDITOR })),
  'cac:TaxRepresentativeParty': group('taxRepresentative', partyTable({ name: 'name' })),
};
