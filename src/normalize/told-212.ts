/**
 * What is to be told of money collected (status 212): what is collected by now, less what was told before, by VAT rate.
 * Money taken back is a negative amount. It never looks at single payments: told twice or out of order, the sum is right.
 */
import { add, compare, isZero, negate, type Decimal } from '../model/decimal.ts';
import type { CollectedRate } from '../model/collect.ts';
import type { Netting } from '../model/company.ts';

/** Of a document, cumulative; on a credit note both are negative. */
export interface CollectedSums {
  /** Money alone. */
  readonly money212: readonly CollectedRate[];
  /** What was settled against credit notes or invoices. */
  readonly netted212: readonly CollectedRate[];
}

/** By rate, highest first; empty: nothing is to be told. */
export function tellNow(collected: CollectedSums, netting: Netting, told: readonly CollectedRate[]): readonly CollectedRate[] {
  const now = netting === 'both' ? [...collected.money212, ...collected.netted212] : collected.money212;
  const before = told.map(({ rate, amount }) => ({ rate, amount: negate(amount) }));
  return summed([...now, ...before]).filter(({ amount }) => !isZero(amount));
}

function summed(amounts: readonly CollectedRate[]): readonly CollectedRate[] {
  const sums: { readonly rate: Decimal; amount: Decimal }[] = [];
  for (const { rate, amount } of amounts) {
    const same = sums.find((one) => compare(one.rate, rate) === 0);
    if (same === undefined) sums.push({ rate, amount });
    else same.amount = add(same.amount, amount);
  }
  return sums.sort((a, b) => compare(b.rate, a.rate));
}
