/** BG-16 to BG-19, BT-9, BT-20 → CII payment groups. Each credit transfer is a payment means of its own with the same code. */
import type { CreditTransfer, Invoice, Payment } from '../../model/invoice.ts';
import { group, leaf } from '../../xml/writer.ts';
import { date } from './dates.ts';

export function paymentMeans({ payment }: Invoice): string {
  if (payment === undefined) return '';
  const kind = leaf('ram:TypeCode', payment.means) + leaf('ram:Information', payment.meansText);
  const [first, ...others] = payment.transfers ?? [];
  const debtor = group('ram:PayerPartyDebtorFinancialAccount', leaf('ram:IBANID', payment.debit?.account));
  let out = group('ram:SpecifiedTradeSettlementPaymentMeans', kind + card(payment) + debtor + account(first));
  for (const transfer of others) out += group('ram:SpecifiedTradeSettlementPaymentMeans', kind + account(transfer));
  return out;
}

function card({ card: paid }: Payment): string {
  return group('ram:ApplicableTradeSettlementFinancialCard', leaf('ram:ID', paid?.number) + leaf('ram:CardholderName', paid?.holder));
}

/** Two letters, two check digits, up to thirty characters: ISO 13616; anything else is a proprietary number. */
const IBAN = /^[A-Z]{2}\d{2}[A-Z0-9]{4,30}$/;

function account(transfer: CreditTransfer | undefined): string {
  if (transfer === undefined) return '';
  const { account: number, name, bic } = transfer;
  const iban = number !== undefined && IBAN.test(number.replaceAll(' ', ''));
  return group('ram:PayeePartyCreditorFinancialAccount', (iban ? leaf('ram:IBANID', number) : '')
    + leaf('ram:AccountName', name)
    + (iban ? '' : leaf('ram:ProprietaryID', number)))
    + group('ram:PayeeSpecifiedCreditorFinancialInstitution', leaf('ram:BICID', bic));
}

export function paymentTerms({ payment, dueDate }: Invoice): string {
  return group('ram:SpecifiedTradePaymentTerms', leaf('ram:Description', payment?.terms)
    + date('ram:DueDateDateTime', dueDate)
    + leaf('ram:DirectDebitMandateID', payment?.debit?.mandate));
}
