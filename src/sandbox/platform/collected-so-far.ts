/** Amounts of a status against the invoice: its currency, and never more collected than it says, nor taken back than came. Pure. */
import { absolute, add, compare, ZERO, type Decimal } from '../../model/decimal.ts';
import type { StatusCharacteristic, StatusMessage } from '../../model/lifecycle.ts';
import type { FlowBook } from './flow-book.ts';
import { invoiceIn } from './invoice-facts.ts';
import { failed } from './judgement.ts';
import { statusesAbout } from './lifecycle-so-far.ts';
import type { AckWire, StoredFlow } from './stored-flow.ts';

export function amountTrouble(message: StatusMessage, about: StoredFlow, book: FlowBook): AckWire | null {
  const money = moneyIn(message);
  const wrong = money.find(({ currency }) => currency !== about.invoice?.currency);
  if (wrong !== undefined) {
    return failed(
      'InvoiceLCAmountError',
      'MDT-215',
      `the invoice is in ${about.invoice?.currency ?? ''}, not in ${wrong.currency ?? 'none'}`,
    );
  }
  const total = totalOf(about, book);
  if (message.code !== '212' || total === undefined) return null;
  const before = statusesAbout(about, book)
    .filter(({ message: { code } }) => code === '212')
    .flatMap((each) => moneyIn(each.message));
  const sum = [...before, ...money].reduce((so, { amount = ZERO }) => add(so, amount), ZERO);
  // a credit note collects negative amounts: its total is positive as the norm writes it
  return compare(absolute(sum), absolute(total)) > 0
    ? failed('InvoiceLCAmountError', 'MDT-215', 'more is collected than the invoice says')
    : null;
}

function moneyIn({ reasons }: StatusMessage): readonly StatusCharacteristic[] {
  return reasons.flatMap(({ characteristics = [] }) => characteristics).filter(({ type }) => type === 'MEN' || type === 'MPA');
}

/** BT-112. */
function totalOf(about: StoredFlow, book: FlowBook): Decimal | undefined {
  const bytes = book.file(about.sha256);
  return bytes === undefined ? undefined : invoiceIn(bytes).totals?.withVat;
}
