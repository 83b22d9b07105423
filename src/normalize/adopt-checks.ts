/**
 * Whether a supplier's own amounts agree so far that a bill can show all of them: bases with lines, totals with both.
 * A cent of VAT inside a rate is no fault, the ERP's tax is set to it; everything else that differs holds, naming both.
 */
import { add, equals, formatDecimal, isZero, round, sum, trim, ZERO, type Decimal } from '../model/decimal.ts';
import type { Invoice } from '../model/invoice.ts';
import type { Totals } from '../model/totals.ts';
import { keyOf, type Piece, type VatKey } from './adopt-pieces.ts';
import type { TaxRow } from './adopt-taxes.ts';
import { found, type Story } from './story.ts';

/** BT-109, BT-110, BT-112 with what stands for those that the document leaves out. */
export interface Sums {
  readonly withoutVat: Decimal;
  readonly vat: Decimal;
  readonly withVat: Decimal;
}

export function sumsOf(totals: Totals, pieces: readonly Decimal[], rows: readonly TaxRow[]): Sums {
  const withoutVat = totals.withoutVat ?? sum(pieces);
  const vat = totals.vat ?? sum(rows.map((row) => row.amount));
  return { withoutVat, vat, withVat: totals.withVat ?? add(withoutVat, vat) };
}

/** More would not tell a clerk more. */
const FAULTS_MAX = 50;

/** True when everything agrees. */
export function checkAmounts(
  pieces: readonly Piece[],
  booked: readonly Decimal[],
  rows: readonly TaxRow[],
  sums: Sums,
  digits: number,
  story: Story,
): boolean {
  const before = story.faults.length;
  const rowOf = new Map(rows.map((row) => [keyOf(row), row]));
  const ofKey = Map.groupBy(pieces.keys(), (index) => pieces[index]?.key ?? '');
  for (const key of new Set([...rowOf.keys(), ...ofKey.keys()])) {
    const row = rowOf.get(key);
    const own = (ofKey.get(key) ?? []).map((index) => ({ piece: pieces[index] as Piece, amount: booked[index] ?? ZERO }));
    const details = sum(own.map(({ amount }) => amount));
    const vat = row ?? (own[0] as (typeof own)[number]).piece.vat;
    const at = row === undefined ? own.map(({ piece }) => piece.at) : row.from;
    differ(story, `BT-116 (${vatName(vat)})`, at, row?.base ?? ZERO, details, digits);
    // the ERP shows a tax only where a line carries its rate
    if (row !== undefined) differ(story, `BT-117 (${vatName(vat)})`, at, row.amount, round(row.amount, digits), digits);
    if (row !== undefined && own.length === 0) differ(story, `BT-117 (${vatName(vat)})`, at, row.amount, ZERO, digits);
  }
  differ(story, 'BT-109', ['totals.withoutVat'], sums.withoutVat, sum(booked), digits);
  differ(story, 'BT-110', ['totals.vat'], sums.vat, sum(rows.map((row) => row.amount)), digits);
  differ(story, 'BT-112', ['totals.withVat'], sums.withVat, add(sums.withoutVat, sums.vat), digits);
  return story.faults.length === before;
}

function differ(story: Story, what: string, at: readonly string[], stated: Decimal, computed: Decimal, digits: number): void {
  if (equals(stated, computed) || story.faults.length >= FAULTS_MAX) return;
  found(story, 'PASS-IN-AMOUNTS', 'fatal', at, { what, stated: amount(stated, digits), computed: amount(computed, digits) });
}

/** What is odd and stops nothing. */
export function tellOdd({ totals = {} }: Invoice, digits: number, story: Story): void {
  const { rounding, paid, due } = totals;
  if (rounding !== undefined && !isZero(rounding)) {
    found(story, 'PASS-IN-ROUNDING', 'warning', ['totals.rounding'], { rounding: amount(rounding, digits) });
  }
  if (paid === undefined || isZero(paid)) return;
  found(story, 'PASS-IN-PAID', 'warning', ['totals.paid'], {
    paid: amount(paid, digits),
    due: due === undefined ? '' : amount(due, digits),
  });
}

function vatName({ category, rate }: VatKey): string {
  return `${category} ${formatDecimal(trim(rate))} %`.trim();
}

function amount(value: Decimal, digits: number): string {
  return formatDecimal(value.scale < digits ? round(value, digits) : trim(value, digits));
}
