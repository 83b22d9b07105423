/**
 * What each tax of the ERP must show on a bill. A rate whose lines the ERP books with several taxes (goods and services)
 * has one tax BT-117: it is shared by their bases, the last cents with the largest.
 */
import type { Bill, BillLine, BillTax } from '../model/bill.ts';
import { absolute, add, compare, divide, equals, isZero, multiply, subtract, sum, ZERO, type Decimal } from '../model/decimal.ts';

export interface BookedTax {
  /** Id in the ERP. */
  readonly tax: string;
  readonly base: Decimal;
  readonly amount: Decimal;
}

/**
 * `taxOf`: the ERP's tax of a line, null when it is not known. Rates without tax are left out: there is no tax line to set,
 * and the two sides of a reverse charge must stay as the ERP computes them.
 */
export function bookedTaxes(bill: Bill, taxOf: (line: BillLine) => string | null): readonly BookedTax[] {
  const byTax = new Map<string, BookedTax>();
  for (const row of bill.taxes) {
    if (isZero(row.rate) && isZero(row.amount)) continue;
    for (const share of sharesOf(row, bill.lines, taxOf)) {
      const known = byTax.get(share.tax);
      byTax.set(share.tax, {
        tax: share.tax,
        base: add(known?.base ?? ZERO, share.base),
        amount: add(known?.amount ?? ZERO, share.amount),
      });
    }
  }
  return [...byTax.values()];
}

function sharesOf(row: BillTax, lines: readonly BillLine[], taxOf: (line: BillLine) => string | null): readonly BookedTax[] {
  const own = lines.filter(({ vat }) => vat !== undefined && vat.category === row.category && equals(vat.rate, row.rate));
  const bases = new Map<string, Decimal>();
  for (const line of own) {
    const tax = taxOf(line);
    if (tax !== null) bases.set(tax, add(bases.get(tax) ?? ZERO, line.net));
  }
  const sorted = [...bases].sort(([, a], [, b]) => compare(absolute(b), absolute(a)));
  const [largest, ...others] = sorted;
  if (largest === undefined) return [];
  const rest = others.map(([tax, base]): BookedTax => ({ tax, base, amount: shareOf(row, base) }));
  const amount = subtract(row.amount, sum(rest.map((one) => one.amount)));
  return [{ tax: largest[0], base: largest[1], amount }, ...rest];
}

function shareOf({ amount, base: whole }: BillTax, base: Decimal): Decimal {
  return isZero(whole) ? ZERO : divide(multiply(amount, base), whole, amount.scale);
}
