/**
 * Which lines of a bill must change so that its net amounts and its taxes are what the supplier states. Pure: no Odoo is
 * asked here.
 */
import { absolute, add, compare, divide, isZero, multiply, subtract, sum, ZERO, type Decimal } from '../../src/model/decimal.ts';

export interface BookedTaxLine {
  readonly id: number;
  /** The tax whose line this is; null for a line that bears taxes or none. */
  readonly tax: number | null;
  readonly taxes: readonly number[];
  /** In the bill's currency and in the company's: debit positive. */
  readonly amount: Decimal;
  readonly balance: Decimal;
  /** Of a product line: quantity × price, less discount, rounded; null for other lines. */
  readonly net: Decimal | null;
}

export interface TaxRoom {
  /** 1 for a bill, -1 for a credit note, whose taxes are credits. */
  readonly sign: 1 | -1;
  /** The same money in both currencies. */
  readonly rate: { readonly amount: Decimal; readonly balance: Decimal };
  readonly digits: number;
  readonly companyDigits: number;
}

export interface TaxChange {
  readonly id: number;
  readonly amount: Decimal;
  readonly balance: Decimal;
  readonly amountBy: Decimal;
  readonly balanceBy: Decimal;
}

type Stated = readonly { readonly tax: string; readonly amount: Decimal }[];

export function planTaxes(lines: readonly BookedTaxLine[], stated: Stated, room: TaxRoom): readonly TaxChange[] {
  const targets = new Map<number, Decimal>();
  for (const { tax, amount } of stated) {
    const id = Number.parseInt(tax, 10);
    targets.set(id, add(targets.get(id) ?? ZERO, amount));
  }
  return [...targets].flatMap(([tax, target]) => changeOf(lines, tax, target, room) ?? []);
}

/**
 * Where VAT is rounded over the document, Odoo rounds net amounts over it too, and moves the odd cents into some lines
 * (17 on): the sum is then not that of the lines as the supplier wrote them. Each line gets its own net amount back.
 */
export function planNets(lines: readonly BookedTaxLine[], room: TaxRoom): readonly TaxChange[] {
  const changes = lines.flatMap((line) => {
    const by = line.net === null ? ZERO : subtract(signed(line.net, room.sign), line.amount);
    return isZero(by) ? [] : [changed(line, by, room)];
  });
  const most = mostOf(lines.filter((line) => line.net !== null).length, room.digits);
  const total = absolute(sum(changes.map((change) => change.amountBy)));
  return compare(total, most) > 0 ? [] : changes;
}

function changeOf(lines: readonly BookedTaxLine[], tax: number, target: Decimal, room: TaxRoom): TaxChange | null {
  const own = lines.filter((line) => line.tax === tax);
  const [first] = [...own].sort((a, b) => compare(absolute(b.amount), absolute(a.amount)));
  // a tax of 0 % has no line
  if (first === undefined) return null;
  const booked = sum(own.map((line) => line.amount));
  // reverse charge: due and deductible at once, whatever the supplier states
  if (own.length > 1 && isZero(booked)) return null;
  const by = subtract(signed(target, room.sign), booked);
  const bearing = lines.filter((line) => line.taxes.includes(tax)).length;
  const most = mostOf(bearing, room.digits);
  const tolerated = compare(most, TOLERATED) > 0 ? most : TOLERATED;
  return isZero(by) || compare(absolute(by), tolerated) > 0 ? null : changed(first, by, room);
}

/** BR-CO-17 lets VAT differ by one unit of the currency from base × rate: suppliers who round it to whole units are right. */
const TOLERATED: Decimal = { units: 1n, scale: 0 };

function changed(line: BookedTaxLine, by: Decimal, { rate, companyDigits }: TaxRoom): TaxChange {
  const balanceBy = isZero(rate.amount) ? by : divide(multiply(by, rate.balance), rate.amount, companyDigits);
  return { id: line.id, amount: add(line.amount, by), balance: add(line.balance, balanceBy), amountBy: by, balanceBy };
}

/** Rounding moves each line by half a unit of the currency at most, and the whole by as much on either side. */
function mostOf(lines: number, digits: number): Decimal {
  return { units: BigInt(Math.ceil(lines / 2) + 1), scale: digits };
}

function signed(amount: Decimal, sign: 1 | -1): Decimal {
  return sign === 1 ? amount : { ...amount, units: -amount.units };
}
