/**
 * How much of each VAT rate was collected when so much of a document was: exact where the ERP booked the VAT of a
 * payment, pro rata elsewhere, always to the cent of the money. Computed from all that is matched now, never from what
 * it was before: so neither order nor repetition matters, and what is matched no longer leaves nothing behind. Pure
 * arithmetic, which every connector may use; it never decides what is money.
 */
import { compare, round, type Decimal } from './decimal.ts';

/** A part of the document, with VAT. All parts add up to its total; amounts are positive on invoice and credit note alike. */
export interface CollectPart {
  /** Percent; null for what carries no percentage (fixed taxes, cash rounding, text). */
  readonly rate: Decimal | null;
  readonly gross: Decimal;
  /** Its VAT is due when it is collected. */
  readonly due: boolean;
}

/** One settlement as it stands. */
export interface Settlement {
  /** What it settles of the document. */
  readonly settles: Decimal;
  /** What of it is counted: less where a discount or a fee was written off. */
  readonly counts: Decimal;
  /** With VAT by rate of the parts that are due, as the ERP booked it for `settles`; absent where it booked none. */
  readonly booked?: readonly { readonly rate: Decimal; readonly amount: Decimal }[];
}

export interface CollectedRate {
  readonly rate: Decimal;
  readonly amount: Decimal;
}

interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

/** By rate that is due, highest first; empty when none is. `digits`: fraction digits of the currency. */
export function collectedPerRate(
  parts: readonly CollectPart[],
  settlements: readonly Settlement[],
  digits: number,
): readonly CollectedRate[] {
  const groups = merged(parts, digits);
  const units = (amount: Decimal): bigint => round(amount, digits).units;
  const total = groups.reduce((sum, group) => sum + group.gross, 0n);
  const counted = settlements.reduce((sum, one) => sum + units(one.counts), 0n);
  // VAT is booked per payment and rounded each time; at the end the document's own amounts hold
  const whole = counted === total || total === 0n;
  const amounts = whole
    ? groups.map((group) => (counted === 0n ? 0n : group.gross))
    : toTheCent(targets(groups, total, settlements, units), counted);
  return groups
    .map((group, index) => ({ rate: group.rate, due: group.due, amount: { units: amounts[index] ?? 0n, scale: digits } }))
    .flatMap(({ rate, due, amount }) => (due && rate !== null ? [{ rate, amount }] : []))
    .sort((a, b) => compare(b.rate, a.rate));
}

interface Group {
  readonly rate: Decimal | null;
  readonly due: boolean;
  gross: bigint;
}

/** One group per rate and kind, in an order that does not depend on the order of lines. */
function merged(parts: readonly CollectPart[], digits: number): readonly Group[] {
  const groups: Group[] = [];
  for (const part of parts) {
    const same = groups.find((group) => group.due === part.due && sameRate(group.rate, part.rate));
    const gross = round(part.gross, digits).units;
    if (same === undefined) groups.push({ rate: part.rate, due: part.due, gross });
    else same.gross += gross;
  }
  return groups.sort((a, b) => (a.due === b.due ? byRate(a.rate, b.rate) : a.due ? -1 : 1));
}

function sameRate(a: Decimal | null, b: Decimal | null): boolean {
  return a === null || b === null ? a === b : compare(a, b) === 0;
}

function byRate(a: Decimal | null, b: Decimal | null): number {
  return a === null || b === null ? (a === b ? 0 : a === null ? 1 : -1) : compare(b, a);
}

/** What each group should get, before rounding; together exactly what is counted. */
function targets(
  groups: readonly Group[],
  total: bigint,
  settlements: readonly Settlement[],
  units: (amount: Decimal) => bigint,
): readonly Fraction[] {
  const wanted = groups.map((group) =>
    settlements.reduce<Fraction>((sum, one) => plus(sum, targetOf(group, total, one, units)), { over: 0n, under: 1n }),
  );
  const counted = settlements.reduce((sum, one) => sum + units(one.counts), 0n);
  const rest = wanted.reduce((left, share) => plus(left, { over: -share.over, under: share.under }), { over: counted, under: 1n });
  // what booking rounded away belongs to the parts whose VAT is not booked on payment; where there are none, to all
  const free = groups.map((group) => (group.due ? 0n : group.gross));
  const among = free.reduce((sum, gross) => sum + gross, 0n) === 0n ? groups.map((group) => group.gross) : free;
  const whole = among.reduce((sum, gross) => sum + gross, 0n);
  return wanted.map((share, index) => plus(share, times(rest, { over: among[index] ?? 0n, under: whole })));
}

function targetOf(group: Group, total: bigint, one: Settlement, units: (amount: Decimal) => bigint): Fraction {
  const counts = units(one.counts);
  const settles = units(one.settles);
  const entries = group.due ? (one.booked ?? []).filter((entry) => sameRate(entry.rate, group.rate)) : [];
  if (entries.length === 0 || settles === 0n) return least(counts * group.gross, total);
  const booked = entries.reduce((sum, entry) => sum + units(entry.amount), 0n);
  return least(booked * counts, settles);
}

/** Whole cents that add up to `counted`: the cents that rounding down leaves go to the largest remainders. */
function toTheCent(shares: readonly Fraction[], counted: bigint): readonly bigint[] {
  const down = shares.map(({ over, under }) => (over >= 0n ? over / under : -((-over + under - 1n) / under)));
  const remainders = shares.map(({ over, under }, index) => ({ index, over: over - (down[index] ?? 0n) * under, under }));
  const left = counted - down.reduce((sum, amount) => sum + amount, 0n);
  const largest = remainders.toSorted((a, b) => {
    const [x, y] = [a.over * b.under, b.over * a.under];
    return x === y ? a.index - b.index : x > y ? -1 : 1;
  });
  const raised = new Set(largest.filter((_, place) => BigInt(place) < left).map(({ index }) => index));
  return down.map((amount, index) => (raised.has(index) ? amount + 1n : amount));
}

function plus(a: Fraction, b: Fraction): Fraction {
  return a.under === b.under ? { over: a.over + b.over, under: a.under } : least(a.over * b.under + b.over * a.under, a.under * b.under);
}

function times(a: Fraction, b: Fraction): Fraction {
  return least(a.over * b.over, a.under * b.under);
}

/** In lowest terms, with a positive denominator: otherwise digits pile up with every payment. */
function least(over: bigint, under: bigint): Fraction {
  let [a, b] = [over < 0n ? -over : over, under < 0n ? -under : under];
  while (b !== 0n) [a, b] = [b, a % b];
  const divisor = (a === 0n ? 1n : a) * (under < 0n ? -1n : 1n);
  return { over: over / divisor, under: under / divisor };
}
