/**
 * What a supplier's invoice is made of, in the signs of the document: its lines, its allowances (negative) and charges,
 * or one piece per VAT rate where a profile has no lines. Only these are booked; GROUP and INFORMATION lines of
 * EXTENDED-CTC-FR repeat or comment what their DETAIL lines carry.
 */
import type { BillLineSource } from '../model/bill.ts';
import { compare, equals, isZero, negate, subtract, sum, trim, formatDecimal, ZERO, type Decimal } from '../model/decimal.ts';
import type { Invoice } from '../model/invoice.ts';
import type { Line } from '../model/line.ts';
import type { AllowanceCharge, LineVat } from '../model/tax.ts';

/** Category and rate: what a breakdown BG-23 is made for. */
export interface VatKey {
  readonly category: string;
  readonly rate: Decimal;
}

export interface Piece {
  readonly source: BillLineSource;
  /** Place in the invoice: `lines[2]`, `allowances[0]`, `vat[1]`. */
  readonly at: string;
  /** As written, perhaps with more digits than the currency has. */
  readonly net: Decimal;
  readonly vat: VatKey;
  /** keyOf(vat), by which pieces and rows are joined. */
  readonly key: string;
  readonly reasonCode?: string;
  readonly line?: Line;
  readonly item?: AllowanceCharge;
}

const NOT_BOOKED: ReadonlySet<string> = new Set(['GROUP', 'INFORMATION']);

export function keyOf({ category, rate }: VatKey): string {
  return `${category}|${formatDecimal(trim(rate))}`;
}

/** Pieces of an invoice that has lines; none when it has not. */
export function piecesOf(invoice: Invoice, rows: readonly VatKey[]): readonly Piece[] {
  const lines = bookedLines(invoice);
  if (lines.length === 0) return [];
  const vatOf = vatFinder(rows);
  const ofLines = lines.map(({ line, index }): Piece => {
    const at = `lines[${index}]`;
    return { source: 'line', at, net: line.net ?? ZERO, line, ...vatOf(line.vat) };
  });
  const beside = (list: readonly AllowanceCharge[] | undefined, source: 'allowance' | 'charge'): readonly Piece[] =>
    (list ?? []).flatMap((item, index) => {
      const amount = item.amount ?? ZERO;
      if (isZero(amount)) return [];
      const net = source === 'allowance' ? negate(amount) : amount;
      return [{ source, at: `${source}s[${index}]`, net, item, ...vatOf(item.vat) }];
    });
  return [...ofLines, ...beside(invoice.allowances, 'allowance'), ...beside(invoice.charges, 'charge')];
}

interface Indexed {
  readonly line: Line;
  readonly index: number;
}

function bookedLines(invoice: Invoice): readonly Indexed[] {
  const indexed = (invoice.lines ?? []).map((line, index) => ({ line, index }));
  const counted = indexed.filter(({ line }) => !NOT_BOOKED.has(line.status?.trim().toUpperCase() ?? ''));
  const stated = invoice.totals?.lines;
  if (stated === undefined || equals(total(counted), stated)) return counted;
  // parents without a status repeat their children: told by the sum of lines BT-106 alone
  const parents = new Set(counted.map(({ line }) => line.parentId).filter((id) => id !== undefined));
  const leaves = counted.filter(({ line }) => line.id === undefined || line.status !== undefined || !parents.has(line.id));
  return nearer(stated, total(leaves), total(counted)) ? leaves : counted;
}

function total(lines: readonly Indexed[]): Decimal {
  return sum(lines.map(({ line }) => line.net));
}

function nearer(target: Decimal, a: Decimal, b: Decimal): boolean {
  const distance = (value: Decimal): Decimal => {
    const away = subtract(target, value);
    return away.units < 0n ? negate(away) : away;
  };
  return compare(distance(a), distance(b)) < 0;
}

/** Category and rate of a line; what it leaves out follows from the breakdown when only one row can be meant. */
function vatFinder(rows: readonly VatKey[]): (vat: LineVat | undefined) => Pick<Piece, 'vat' | 'key' | 'reasonCode'> {
  const byCategory = Map.groupBy(rows, ({ category }) => category);
  const byRate = Map.groupBy(rows, ({ rate }) => formatDecimal(trim(rate)));
  return ({ category: written, rate, reasonCode } = {}) => {
    const category = written?.trim();
    const fitting =
      category === undefined
        ? rate === undefined
          ? rows
          : byRate.get(formatDecimal(trim(rate)))
        : rate === undefined
          ? byCategory.get(category)
          : undefined;
    const only = fitting?.length === 1 ? fitting[0] : undefined;
    const vat = { category: category ?? only?.category ?? '', rate: rate ?? only?.rate ?? ZERO };
    return { vat, key: keyOf(vat), ...(reasonCode === undefined ? {} : { reasonCode }) };
  };
}
