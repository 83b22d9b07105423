/**
 * Amounts with more digits than the currency has, brought to its digits so that each rate keeps its base BT-116: every
 * amount goes to one of its two neighbours, those with the largest rest upwards. No amount moves by a whole cent.
 */
import { add, compare, equals, isZero, round, subtract, sum, type Decimal } from '../model/decimal.ts';
import { keyOf, type Piece, type VatKey } from './adopt-pieces.ts';

interface Based extends VatKey {
  readonly base: Decimal;
}

/** The amount to book for each piece, in the order of the pieces. */
export function toCurrency(pieces: readonly Piece[], rows: readonly Based[], digits: number): readonly Decimal[] {
  const booked = new Map(pieces.map((piece) => [piece, round(piece.net, digits)]));
  const byKey = Map.groupBy(pieces, ({ key }) => key);
  for (const row of rows) {
    const own = byKey.get(keyOf(row)) ?? [];
    const inexact = own.filter((piece) => !equals(piece.net, booked.get(piece) ?? piece.net));
    if (inexact.length === 0 || equals(sum(own.map((piece) => booked.get(piece))), row.base)) continue;
    for (const [piece, amount] of spread(own, inexact, row.base, digits)) booked.set(piece, amount);
  }
  return pieces.map((piece) => booked.get(piece) ?? piece.net);
}

function spread(own: readonly Piece[], inexact: readonly Piece[], base: Decimal, digits: number): readonly (readonly [Piece, Decimal])[] {
  const cent: Decimal = { units: 1n, scale: digits };
  const below = new Map(inexact.map((piece) => [piece, floor(piece.net, digits)]));
  const whole = sum(own.map((piece) => below.get(piece) ?? piece.net));
  const missing = subtract(base, whole);
  const steps = round(missing, digits);
  if (!equals(steps, missing) || steps.units < 0n || steps.units > BigInt(inexact.length)) return [];
  const byRest = [...below].sort(([a, lowA], [b, lowB]) => compare(subtract(b.net, lowB), subtract(a.net, lowA)));
  return byRest.map(([piece, low], index) => [piece, BigInt(index) < steps.units ? add(low, cent) : low] as const);
}

function floor(value: Decimal, digits: number): Decimal {
  const near = round(value, digits);
  const over = subtract(near, value);
  return isZero(over) || over.units < 0n ? near : subtract(near, { units: 1n, scale: digits });
}
