/**
 * BG-16 to BG-19 and BT-20 → UBL. Each credit transfer is a cac:PaymentMeans of its own with the same code. The due
 * date of a credit note and the French payer have no other place: without a BG-16 the code '1' (instrument not defined)
 * carries them.
 */
import type { CreditTransfer, Invoice, Payment } from '../../model/invoice.ts';
import { attribute, group, leaf } from '../../xml/writer.ts';
import { partyContent } from './party.ts';

export function paymentMeans(invoice: Invoice, credit: boolean): string {
  const payment = invoice.payment ?? {};
  const dueDate = credit ? leaf('cbc:PaymentDueDate', invoice.dueDate) : '';
  const mandate = mandateOf(invoice);
  const stated = hasMeans(payment);
  if (!stated && dueDate === '' && mandate === '') return '';
  const code = payment.means === undefined
    ? leaf('cbc:PaymentMeansCode', stated ? undefined : '1')
    : leaf('cbc:PaymentMeansCode', payment.means, attribute('name', payment.meansText));
  const reference = leaf('cbc:PaymentID', payment.reference);
  const [first, ...others] = payment.transfers ?? [];
  // a stated '1' beside what it would only carry is said on its own, or it would not be read
  const alone = dueDate + mandate !== '' && isBareOne(payment) ? group('cac:PaymentMeans', code) : '';
  let out = alone + group('cac:PaymentMeans', code + dueDate + reference + card(payment) + account(first) + mandate);
  for (const transfer of others) out += group('cac:PaymentMeans', code + dueDate + reference + account(transfer));
  return out;
}

/** BT-90 is not among them, which stands with a party, nor BT-82, which stands on BT-81. */
function hasMeans({ means, reference, transfers = [], card: paid, debit }: Payment): boolean {
  return (means ?? reference ?? paid ?? debit?.mandate ?? debit?.account) !== undefined || transfers.length > 0;
}

function isBareOne({ means, meansText, ...payment }: Payment): boolean {
  return means === '1' && meansText === undefined && !hasMeans(payment);
}

function card({ card: paid }: Payment): string {
  if (paid === undefined) return '';
  const content = leaf('cbc:PrimaryAccountNumberID', paid.number) + leaf('cbc:NetworkID', 'NA') + leaf('cbc:HolderName', paid.holder);
  return group('cac:CardAccount', content);
}

function account(transfer: CreditTransfer | undefined): string {
  if (transfer === undefined) return '';
  return group('cac:PayeeFinancialAccount', leaf('cbc:ID', transfer.account)
    + leaf('cbc:Name', transfer.name)
    + group('cac:FinancialInstitutionBranch', leaf('cbc:ID', transfer.bic)));
}

function mandateOf({ payment, payer }: Invoice): string {
  return group('cac:PaymentMandate', leaf('cbc:ID', payment?.debit?.mandate)
    + (payer === undefined ? '' : group('cac:PayerParty', partyContent(payer)))
    + group('cac:PayerFinancialAccount', leaf('cbc:ID', payment?.debit?.account)));
}

export function paymentTerms({ payment }: Invoice): string {
  return group('cac:PaymentTerms', leaf('cbc:Note', payment?.terms));
}
