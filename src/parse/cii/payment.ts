/** CII payment groups → BG-16 to BG-19. Several payment means are one BG-16 with several BG-17. */
import type { CreditTransfer, Invoice, Payment } from '../../model/invoice.ts';
import type { Build } from '../session.ts';
import { descend, group, into, nested, sameText, table, text, type Read } from '../table.ts';
import { date } from './dates.ts';

type I = Build<Invoice>;
type Pay = Build<Payment>;
type Debit = NonNullable<Pay['debit']>;
type Transfer = Build<CreditTransfer>;

/** One ram:SpecifiedTradeSettlementPaymentMeans: what it says of the payment, and its own transfer. */
interface Means {
  readonly payment: Pay;
  transfer?: Transfer;
}

function inPayment(read: Read<Pay>): Read<Means> {
  return (element, { payment }, session) => {
    session.at.push('payment');
    read(element, payment, session);
    session.at.pop();
  };
}

/** Account and institution of one means are one transfer. */
function inTransfer(read: Read<Transfer>): Read<Means> {
  return (element, means, session) => {
    const list = (means.payment.transfers ??= []);
    if (means.transfer === undefined) list.push((means.transfer = {}));
    session.at.push('payment', `transfers[${list.length - 1}]`);
    read(element, means.transfer, session);
    session.at.length -= 2;
  };
}

const CARD = table<NonNullable<Pay['card']>>({ 'ram:ID': text('number'), 'ram:CardholderName': text('holder') });

const MEANS = table<Means>({
  'ram:TypeCode': inPayment(sameText('means')),
  'ram:Information': inPayment(sameText('meansText')),
  'ram:ApplicableTradeSettlementFinancialCard': inPayment(group('card', CARD)),
  'ram:PayerPartyDebtorFinancialAccount': inPayment(
    nested<'debit', Debit>('debit', into(table<Debit>({ 'ram:IBANID': sameText('account'), 'ram:ProprietaryID': sameText('account') }))),
  ),
  'ram:PayeePartyCreditorFinancialAccount': inTransfer(into(table<Transfer>({
    'ram:IBANID': text('account'),
    'ram:AccountName': text('name'),
    'ram:ProprietaryID': text('account'),
  }))),
  'ram:PayeeSpecifiedCreditorFinancialInstitution': inTransfer(into(table<Transfer>({ 'ram:BICID': text('bic') }))),
});

function ofInvoice(read: Read<Pay>): Read<I> {
  return nested<'payment', Pay>('payment', read);
}

function ofDebit(read: Read<Debit>): Read<I> {
  return ofInvoice(nested<'debit', Debit>('debit', read));
}

/** The payment rows of ram:ApplicableHeaderTradeSettlement. */
export const PAYMENT_ROWS: Readonly<Record<string, Read<I>>> = {
  'ram:CreditorReferenceID': ofDebit(text('creditor')),
  'ram:PaymentReference': ofInvoice(text('reference')),
  'ram:SpecifiedTradeSettlementPaymentMeans': (element, invoice, session) => {
    descend<Means>(element, { payment: (invoice.payment ??= {}) }, MEANS, session);
  },
  'ram:SpecifiedTradePaymentTerms': into(table<I>({
    'ram:Description': ofInvoice(text('terms')),
    'ram:DueDateDateTime': date('dueDate'),
    'ram:DirectDebitMandateID': ofDebit(text('mandate')),
  })),
};
