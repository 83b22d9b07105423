/**
 * What was collected of a customer's invoice, or paid back on a credit note: computed anew from what is matched now.
 * On a credit note amounts of money and amounts to be told are negative; `total`, `open` and `netted` never are.
 */
import { collectedPerRate, type CollectedRate, type Settlement } from '../../src/model/collect.ts';
import { compare, isZero, negate, round, subtract, sum, ZERO, type Decimal } from '../../src/model/decimal.ts';
import type { ErpRef } from '../../src/model/document.ts';
import type { Collected } from '../../src/ports/connector.ts';
import { cashBasisOf } from './cash-basis.ts';
import { partsOf, taxKinds } from './due-parts.ts';
import { readMoneyMove } from './money-move.ts';
import type { Session } from './session.ts';
import { settlementsOf, type Settled } from './settlements.ts';

const COLLECTABLE: readonly string[] = ['out_invoice', 'out_refund'];

/** An invoice that is a draft again keeps its payments from Odoo 19 on; a cancelled one loses them, which takes back what was told. */
export async function collected(session: Session, ref: ErpRef): Promise<Collected | null> {
  const move = await readMoneyMove(session, ref);
  if (move === null || !COLLECTABLE.includes(move.type)) return null;
  const settled = await settlementsOf(move);
  const taxes = await taxKinds(move);
  const parts = partsOf(move, taxes);
  const { booked, entries } = await cashBasisOf(
    move,
    settled.map((one) => one.partial),
    taxes,
  );
  const perRate = (counts: (one: Settled) => Decimal): readonly CollectedRate[] =>
    collectedPerRate(
      parts,
      settled.map((one): Settlement => {
        const rates = booked.get(one.partial);
        return { settles: one.settles, counts: counts(one), ...(rates === undefined ? {} : { booked: rates }) };
      }),
      move.digits,
    );
  const money212 = perRate((one) => one.money);
  const both = perRate((one) => (one.against === undefined ? one.money : one.settles));
  const sign = (amount: Decimal): Decimal => (move.type === 'out_refund' && !isZero(amount) ? negate(amount) : amount);
  const told = (rates: readonly CollectedRate[]): readonly CollectedRate[] =>
    rates.filter(({ amount }) => !isZero(amount)).map(({ rate, amount }) => ({ rate, amount: sign(amount) }));
  const on = settled
    .filter((one) => one.against !== undefined || !isZero(one.money))
    .map((one) => one.on)
    .sort()
    .at(-1);
  return {
    currency: move.currency,
    total: move.total,
    open: move.open,
    money: sign(round(sum(settled.map((one) => one.money)), move.digits)),
    netted: settled.flatMap((one) => (one.against === undefined ? [] : [{ ref: one.against, amount: one.settles, on: one.on }])),
    money212: told(money212),
    netted212: told(both.map(({ rate, amount }) => ({ rate, amount: subtract(amount, of(money212, rate)) }))),
    ...(on === undefined ? {} : { on }),
    evidence: [
      ...settled.map((one) => `account.partial.reconcile,${String(one.partial)}`),
      ...entries.map((id) => `account.move,${String(id)}`),
    ],
  };
}

function of(rates: readonly CollectedRate[], rate: Decimal): Decimal {
  return rates.find((one) => compare(one.rate, rate) === 0)?.amount ?? ZERO;
}
