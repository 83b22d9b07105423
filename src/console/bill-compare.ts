/**
 * The supplier's invoice and the bill to be booked, put side by side: line by line, rate by rate, total by total, with
 * what is not the same. Pure; it judges nothing, adopting and comparing do.
 */
import type { Bill, BillLine } from '../model/bill.ts';
import { add, equals, formatDecimal, trim, ZERO, type Decimal } from '../model/decimal.ts';
import type { Invoice } from '../model/invoice.ts';
import type { Line } from '../model/line.ts';

export const LINE_DIFFERENCES = ['net', 'quantity', 'price', 'vat'] as const;
export type LineDifference = (typeof LINE_DIFFERENCES)[number];

export interface LinePair {
  readonly bill: BillLine;
  /** null: the line stands for something else than an invoice line. */
  readonly invoice: Line | null;
  readonly differs: readonly LineDifference[];
}

export interface Sides {
  /** null: that side does not state it. */
  readonly invoice: Decimal | null;
  readonly bill: Decimal | null;
  readonly differs: boolean;
}

export interface RatePair {
  readonly category: string;
  readonly rate: Decimal | null;
  readonly base: Sides;
  readonly amount: Sides;
}

export interface BillComparison {
  readonly lines: readonly LinePair[];
  /** Invoice lines for which the bill has none. */
  readonly missing: readonly Line[];
  readonly rates: readonly RatePair[];
  readonly totals: Readonly<Record<'withoutVat' | 'vat' | 'withVat', Sides>>;
  /** How many amounts are not the same: nets, bases, VAT, totals. Rearranged quantities and prices are no difference. */
  readonly differences: number;
}

export function compareBill(bill: Bill, invoice: Invoice): BillComparison {
  const { lines, missing } = pairLines(bill.lines, invoice.lines ?? []);
  const rates = pairRates(bill, invoice);
  const totals = pairTotals(bill, invoice);
  const amounts = [...rates.flatMap(({ base, amount }) => [base, amount]), ...Object.values(totals)];
  const differences =
    lines.filter(({ differs }) => differs.includes('net') || differs.includes('vat')).length +
    missing.length +
    amounts.filter((one) => one.differs).length;
  return { lines, missing, rates, totals, differences };
}

/** By BT-126, in order where a file gives one number to several lines. */
function pairLines(bill: readonly BillLine[], invoice: readonly Line[]): Pick<BillComparison, 'lines' | 'missing'> {
  const waiting = new Map<string, Line[]>();
  for (const line of invoice) {
    const same = waiting.get(line.id ?? '');
    if (same === undefined) waiting.set(line.id ?? '', [line]);
    else same.push(line);
  }
  const lines = bill.map((one) => {
    const found = one.source === 'line' ? (waiting.get(one.line ?? '')?.shift() ?? null) : null;
    return { bill: one, invoice: found, differs: found === null ? [] : lineDifferences(one, found) };
  });
  // a bill of a profile without lines has one line per rate: then no invoice line is missing
  const byRate = bill.some((one) => one.source === 'rate');
  return { lines, missing: byRate ? [] : [...waiting.values()].flat() };
}

function lineDifferences(bill: BillLine, invoice: Line): readonly LineDifference[] {
  const other = (a: Decimal | undefined, b: Decimal | undefined): boolean => a !== undefined && b !== undefined && !equals(a, b);
  const vat =
    bill.vat === undefined
      ? false
      : (invoice.vat?.category !== undefined && invoice.vat.category !== bill.vat.category) || other(invoice.vat?.rate, bill.vat.rate);
  const found: Readonly<Record<LineDifference, boolean>> = {
    net: other(invoice.net, bill.net),
    quantity: other(invoice.quantity, bill.quantity),
    price: other(invoice.price, bill.price),
    vat,
  };
  return LINE_DIFFERENCES.filter((name) => found[name]);
}

function rateKey(category: string | undefined, rate: Decimal | undefined): string {
  return `${category ?? ''} ${formatDecimal(trim(rate ?? ZERO))}`;
}

/** An invoice may give one rate twice, with different reasons of exemption: they are one tax for the ERP. */
function pairRates(bill: Bill, invoice: Invoice): readonly RatePair[] {
  interface Sum {
    readonly category: string;
    readonly rate: Decimal | null;
    base: Decimal;
    amount: Decimal;
  }
  const summed = (
    rows: readonly { readonly category?: string; readonly rate?: Decimal; readonly base?: Decimal; readonly amount?: Decimal }[],
  ): ReadonlyMap<string, Sum> => {
    const sums = new Map<string, Sum>();
    for (const { category, rate, base, amount } of rows) {
      const key = rateKey(category, rate);
      const known = sums.get(key) ?? { category: category ?? '', rate: rate ?? null, base: ZERO, amount: ZERO };
      sums.set(key, { ...known, base: add(known.base, base ?? ZERO), amount: add(known.amount, amount ?? ZERO) });
    }
    return sums;
  };
  const [theirs, ours] = [summed(invoice.vat ?? []), summed(bill.taxes)];
  return [...new Set([...theirs.keys(), ...ours.keys()])].map((key) => {
    const [left, right] = [theirs.get(key), ours.get(key)];
    return {
      category: (left ?? right)?.category ?? '',
      rate: (left ?? right)?.rate ?? null,
      base: sides(left?.base, right?.base),
      amount: sides(left?.amount, right?.amount),
    };
  });
}

/** BT-114 is part of what is booked. */
function pairTotals(bill: Bill, { totals }: Invoice): BillComparison['totals'] {
  const rounded = (amount: Decimal | undefined): Decimal | undefined =>
    amount === undefined ? undefined : add(amount, totals?.rounding ?? ZERO);
  return {
    withoutVat: optional(rounded(totals?.withoutVat), bill.withoutVat),
    vat: optional(totals?.vat, bill.vat),
    withVat: optional(rounded(totals?.withVat), bill.withVat),
  };
}

function sides(invoice: Decimal | undefined, bill: Decimal | undefined): Sides {
  return {
    invoice: invoice ?? null,
    bill: bill ?? null,
    differs: invoice === undefined || bill === undefined || !equals(invoice, bill),
  };
}

/** A total that the file does not state is no difference. */
function optional(invoice: Decimal | undefined, bill: Decimal): Sides {
  return { invoice: invoice ?? null, bill, differs: invoice !== undefined && !equals(invoice, bill) };
}
