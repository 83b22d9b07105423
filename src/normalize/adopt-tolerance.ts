/**
 * EXTENDED-CTC-FR lets a base differ from its lines by a cent for each of them (BR-FREXT): such an invoice is right and is
 * booked with a rounding line of that rate. Other profiles allow nothing, and a larger difference is a fault.
 */
import { absolute, compare, isZero, multiply, subtract, sum, type Decimal } from '../model/decimal.ts';
import { keyOf, type Piece } from './adopt-pieces.ts';
import type { TaxRow } from './adopt-taxes.ts';

const CENT: Decimal = { units: 1n, scale: 2 };

/** `booked`: the amounts of the pieces, in their order. */
export function tolerated(
  specification: string | undefined,
  pieces: readonly Piece[],
  booked: readonly Decimal[],
  rows: readonly TaxRow[],
): readonly Piece[] {
  if (specification?.includes('extended-ctc-fr') !== true) return [];
  const byKey = Map.groupBy(booked.keys(), (index) => pieces[index]?.key ?? '');
  return rows.flatMap(({ category, rate, base, from }): readonly Piece[] => {
    const key = keyOf({ category, rate });
    const own = byKey.get(key) ?? [];
    const net = subtract(base, sum(own.map((index) => booked[index])));
    const room = multiply(CENT, { units: BigInt(own.length), scale: 0 });
    if (isZero(net) || compare(absolute(net), room) > 0) return [];
    return [{ source: 'rounding', at: from[0] ?? 'vat', net, vat: { category, rate }, key }];
  });
}
