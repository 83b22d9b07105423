/**
 * How many cents the ERP's own rounding can explain. A difference beyond is an error of the document and holds it; so
 * is any difference where nothing was rounded: one line of 1 × 100.00 leaves no room at all.
 */
import { add, divide, equals, isZero, multiply, round, subtract, sum, trim, ZERO, type Decimal } from '../model/decimal.ts';
import type { Invoice } from '../model/invoice.ts';
import type { Line } from '../model/line.ts';
import type { StatedTotals } from '../model/totals.ts';

export interface RoundingRoom {
  /** Cents between the sum of the lines and the total without tax. */
  readonly base: number;
  /** Cents between base × rate and the tax of a row, beside those of its own lines. */
  readonly tax: number;
}

const HUNDRED: Decimal = { units: 100n, scale: 0 };
/** Enough digits to see whether a division by a price base leaves a rest. */
const DIGITS = 8;

/** Judged on the lines as the mapping wrote them, before any price was fitted. */
export function roundingRoom(invoice: Invoice, stated: StatedTotals, pricesIncludeTax = false): RoundingRoom {
  const lines = invoice.lines ?? [];
  const inexact = lines.filter((line) => isInexact(line)).length;
  const included = pricesIncludeTax || isTaxIncluded(invoice, stated);
  // two roundings of half a cent make one cent; a single one is the rounding of the total itself, but prices with tax
  // round each line and the tax of the whole: n + 1 roundings
  const ofPrices = pricesIncludeTax ? Math.floor((lines.length + 1) / 2) : included ? Math.floor(lines.length / 2) : 0;
  const base = Math.max(Math.floor(inexact / 2), ofPrices);
  return { base, tax: inexact > 0 || included ? 1 : 0 };
}

/** More than cents: quantity × price after a discount, before the ERP rounded the line. */
function isInexact(line: Line): boolean {
  if (line.quantity === undefined || line.price === undefined || line.net === undefined) return false;
  const product = multiply(line.quantity, line.price);
  const perUnit = line.priceBaseQuantity;
  const gross = perUnit === undefined || isZero(perUnit) ? product : divide(product, perUnit, Math.max(DIGITS, product.scale));
  const discount = sum(
    (line.allowances ?? []).map((item) =>
      item.percent === undefined ? item.amount : divide(multiply(gross, item.percent), HUNDRED, DIGITS),
    ),
  );
  const exact = add(subtract(gross, discount), sum((line.charges ?? []).map((item) => item.amount)));
  // a price that does not lead to the amount is no evidence of a rounding
  return trim(exact).scale > 2 && equals(round(exact, 2), round(line.net, 2));
}

/** Prices with tax: the lines with their tax, rounded one by one, come to the ERP's total. */
function isTaxIncluded(invoice: Invoice, stated: StatedTotals): boolean {
  if (stated.withVat === undefined) return false;
  const withTax = (amount: Decimal | undefined, rate: Decimal | undefined): Decimal => {
    const net = amount ?? ZERO;
    return round(add(net, divide(multiply(net, rate ?? ZERO), HUNDRED, DIGITS)), 2);
  };
  const lines = sum((invoice.lines ?? []).map((line) => withTax(line.net, line.vat?.rate)));
  const charges = sum((invoice.charges ?? []).map((item) => withTax(item.amount, item.vat?.rate)));
  const allowances = sum((invoice.allowances ?? []).map((item) => withTax(item.amount, item.vat?.rate)));
  return equals(add(subtract(add(lines, charges), allowances), invoice.totals?.rounding ?? ZERO), stated.withVat);
}
