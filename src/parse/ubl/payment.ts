/**
 * UBL payment groups → BG-16 to BG-19, BT-9 of a credit note, BT-20 and the French payer. Several cac:PaymentMeans are
 * one BG-16 with several BG-17: what they all say is said once, a contradiction is unread.
 */
import type { CreditTransfer, Invoice, Payment } from '../../model/invoice.ts';
import { attributeOf, childOf } from '../../xml/element.ts';
import { unreadElement, type Build } from '../session.ts';
import { closeLeaf, descend, fixed, group, into, nested, pushItem, put, sameText, table, text, type Read, type Table } from '../table.ts';
import { PARTY } from './party.ts';

type I = Build<Invoice>;
type Pay = Build<Payment>;
type Debit = NonNullable<Pay['debit']>;
type Transfer = Build<CreditTransfer>;

const TRANSFER = table<Transfer>({
  'cbc:ID': text('account'),
  'cbc:Name': text('name'),
  'cac:FinancialInstitutionBranch': into(table<Transfer>({ 'cbc:ID': text('bic') })),
});

const CARD = table<NonNullable<Pay['card']>>({
  'cbc:PrimaryAccountNumberID': text('number'),
  // the schema asks for a network, EN 16931 has none
  'cbc:NetworkID': fixed('NA'),
  'cbc:HolderName': text('holder'),
});

const CODE: Read<I> = (element, invoice, session) => {
  const payment = (invoice.payment ??= {});
  const name = attributeOf(element, 'name');
  if (payment.means !== undefined && payment.means !== element.text) return unreadElement(session, element);
  session.at.push('payment');
  put(element, payment, 'means', element.text, session);
  if (name !== undefined && payment.meansText === undefined) put(element, payment, 'meansText', name, session);
  session.at.pop();
  closeLeaf(element, session, payment.meansText === name ? 'name' : undefined);
};

function inDebit(read: Read<Debit>): Read<I> {
  return nested<'payment', Pay>('payment', nested<'debit', Debit>('debit', read));
}

const DEBIT = table<Debit>({ 'cbc:ID': text('account') });

const MEANS: Table<I> = table<I>({
  'cbc:PaymentMeansCode': CODE,
  'cbc:PaymentID': nested<'payment', Pay>('payment', sameText('reference')),
  'cac:CardAccount': nested<'payment', Pay>('payment', group('card', CARD)),
  'cac:PayeeFinancialAccount': nested<'payment', Pay>('payment', (element, payment, session) => {
    pushItem(element, payment, 'transfers', TRANSFER, session);
  }),
  'cac:PaymentMandate': into(
    table<I>({
      'cbc:ID': inDebit(text('mandate')),
      'cac:PayerFinancialAccount': inDebit(into(DEBIT)),
      'cac:PayerParty': group('payer', PARTY),
    }),
  ),
  'cbc:PaymentDueDate': sameText('dueDate'),
});

/**
 * '1' (instrument not defined) with nothing of BG-16 beside it only carries the due date of a credit note or the payer,
 * which UBL has nowhere else: it is no BT-81.
 */
const CARRIER = table<I>({
  'cbc:PaymentMeansCode': fixed('1'),
  'cbc:PaymentDueDate': text('dueDate'),
  'cac:PaymentMandate': into(table<I>({ 'cac:PayerParty': group('payer', PARTY) })),
});

export const PAYMENT_MEANS: Read<I> = (element, invoice, session) => {
  const carries =
    childOf(element, 'cbc:PaymentMeansCode')?.text === '1' &&
    element.children.length > 1 &&
    element.children.every((child) => (child.name === 'cac:PaymentMandate' ? onlyPayer(child.children) : CARRIER.has(child.name))) &&
    childOf(element, 'cbc:PaymentMeansCode')?.attributes.length === 0;
  descend(element, invoice, carries ? CARRIER : MEANS, session);
};

function onlyPayer(children: readonly { readonly name: string }[]): boolean {
  return children.every((child) => child.name === 'cac:PayerParty');
}

export const PAYMENT_TERMS: Read<I> = into(
  table<I>({
    'cbc:Note': nested<'payment', Pay>('payment', text('terms')),
  }),
);
