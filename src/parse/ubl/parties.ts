/** UBL parties of an invoice: the five of EN 16931 and, inside the first two, those of EXTENDED-CTC-FR. */
import type { Invoice } from '../../model/invoice.ts';
import type { Party } from '../../model/party.ts';
import { unreadElement, type Build } from '../session.ts';
import { closeLeaf, descend, group, put, rooted, table, type Read } from '../table.ts';
import { PARTY, partyTable } from './party.ts';

type I = Build<Invoice>;
type P = Build<Party>;
type Debit = NonNullable<NonNullable<I['payment']>['debit']>;

/** Rows of the invoice itself; they need the invoice, because a party inside a party is a party of the invoice. */
export function partyRows(invoice: I): Readonly<Record<string, Read<I>>> {
  const creditor = rooted(invoice, CREDITOR);
  const seller = partyTable({
    name: 'tradingName',
    creditor,
    more: {
      'cac:AgentParty': rooted(invoice, group('sellerAgent', PARTY)),
      'cac:ServiceProviderParty': within(rooted(invoice, group('invoicer', PARTY))),
    },
  });
  const buyer = partyTable({
    name: 'tradingName',
    more: {
      'cac:AgentParty': rooted(invoice, group('buyerAgent', PARTY)),
      'cac:ServiceProviderParty': within(rooted(invoice, group('invoicee', PARTY))),
    },
  });
  return {
    'cac:AccountingSupplierParty': within(group<'seller', P>('seller', seller)),
    'cac:AccountingCustomerParty': within(group<'buyer', P>('buyer', buyer)),
    'cac:PayeeParty': group('payee', partyTable({ name: 'name', creditor })),
    'cac:TaxRepresentativeParty': group('taxRepresentative', partyTable({ name: 'name' })),
  };
}

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
