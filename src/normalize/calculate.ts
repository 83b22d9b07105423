/**
 * Totals and VAT breakdown of an outbound invoice. The ERP's figures win: line amounts, tax per rate, total without
 * tax, total. Where global rounding makes it impossible to keep all of them (facts: the bases per rate need not add up
 * to the total), a base moves by cents and the document shows the difference as a rounding allowance or charge.
 */
import { absolute, add, compare, equals, isZero, round, subtract, sum, ZERO, type Decimal } from '../model/decimal.ts';
import type { Invoice } from '../model/invoice.ts';
import type { AllowanceCharge, VatBreakdown } from '../model/tax.ts';
import type { StatedTotals, Totals } from '../model/totals.ts';
import { joinStated, rowsOf, taxOf, type Row } from './breakdown.ts';
import { faultRate } from './compare-totals.ts';
import { cents, money } from './lines.ts';
import type { RoundingRoom } from './rounding-room.ts';
import { tell, type Story } from './story.ts';

export interface CalculateOptions {
  /** The extension keeps one row for each exemption reason. */
  readonly splitByReason: boolean;
  /** Reason of a rounding allowance or charge, in the company's language. */
  readonly roundingReason: string;
  /** What the ERP's rounding can explain. */
  readonly room: RoundingRoom;
}

export function calculate(invoice: Invoice, stated: StatedTotals, options: CalculateOptions, story: Story): Invoice {
  const exact = withCents(invoice);
  const joined = joinStated(rowsOf(exact, options.splitByReason), stated.rates ?? []);
  for (const rate of joined.left) faultRate(story, 'vat', rate, undefined);
  const rows = taxes(bases(joined.rows, exact, stated, options.room, story), stated, options.room, story);
  const rounded = addRounding(exact, rows, options.roundingReason, story);
  const vat = rows.map((row, index) => tellRow(row, index, story));
  return { ...rounded, ...(vat.length === 0 ? {} : { vat }), totals: totalsOf(rounded, vat, stated, story) };
}

function withCents(invoice: Invoice): Invoice {
  return {
    ...invoice,
    ...(invoice.allowances === undefined ? {} : { allowances: invoice.allowances.map(cents) }),
    ...(invoice.charges === undefined ? {} : { charges: invoice.charges.map(cents) }),
  };
}

function within(difference: Decimal, cents: number): boolean {
  return compare(absolute(difference), { units: BigInt(cents), scale: 2 }) <= 0;
}

/** Bases as the ERP states them, then moved so that they add up to its total without tax. */
function bases(rows: readonly Row[], invoice: Invoice, stated: StatedTotals, room: RoundingRoom, story: Story): readonly Row[] {
  const kept = rows.map((row, index) => {
    const base = row.stated?.base;
    if (base === undefined || equals(base, row.fromLines)) return row;
    if (within(subtract(base, row.fromLines), room.base)) return { ...row, base: money(base) };
    faultRate(story, `vat[${index}].base`, { base, ...(row.rate === undefined ? {} : { rate: row.rate }) }, row.fromLines);
    return row;
  });
  if (stated.withoutVat === undefined) return kept;
  const target = subtract(stated.withoutVat, invoice.totals?.rounding ?? ZERO);
  const missing = subtract(target, sum(kept.map((row) => row.base)));
  if (isZero(missing) || !within(missing, room.base)) return kept;
  const largest = largestOf(kept);
  return kept.map((row, index) => (index === largest ? { ...row, base: money(add(row.base ?? ZERO, missing)) } : row));
}

function largestOf(rows: readonly Row[]): number {
  let best = 0;
  rows.forEach((row, index) => {
    if (compare(absolute(row.base ?? ZERO), absolute(rows[best]?.base ?? ZERO)) > 0) best = index;
  });
  return best;
}

/** Tax of each row: the ERP's where it states one that rounding explains, else base × rate. */
function taxes(rows: readonly Row[], stated: StatedTotals, room: RoundingRoom, story: Story): readonly Row[] {
  if (stated.rates !== undefined && stated.rates.length > 0) return rows.map((row, index) => statedTax(row, index, room, story));
  const computed = rows.map((row) => ({ ...row, amount: taxOf(row.base ?? ZERO, row.rate) }));
  const taxed = computed.filter((row) => !isZero(row.rate ?? ZERO));
  const only = taxed[0];
  if (stated.vat === undefined || only === undefined || taxed.length > 1) return computed;
  const difference = subtract(stated.vat, only.amount);
  if (isZero(difference) || !within(difference, taxRoom(only, room))) return computed;
  return computed.map((row) =>
    row.key === only.key ? { ...row, amount: money(stated.vat as Decimal), stated: { amount: stated.vat as Decimal } } : row,
  );
}

/** Taxes rounded line by line leave half a cent each. */
function taxRoom(row: Row, room: RoundingRoom): number {
  return Math.floor(row.inexact / 2) + room.tax;
}

function statedTax(row: Row, index: number, room: RoundingRoom, story: Story): Row {
  const computed = taxOf(row.base ?? ZERO, row.rate);
  const amount = row.stated?.amount;
  if (amount === undefined || equals(amount, computed)) return { ...row, amount: computed };
  if (within(subtract(amount, computed), taxRoom(row, room))) return { ...row, amount: money(amount) };
  faultRate(story, `vat[${index}].amount`, { amount, ...(row.rate === undefined ? {} : { rate: row.rate }) }, computed);
  return { ...row, amount: computed };
}

/** BR-CO-10 to 13 tie the total to the lines: a base that moved shows as an allowance or charge of the same rate. */
function addRounding(invoice: Invoice, rows: readonly Row[], reason: string, story: Story): Invoice {
  const allowances: AllowanceCharge[] = [...(invoice.allowances ?? [])];
  const charges: AllowanceCharge[] = [...(invoice.charges ?? [])];
  for (const row of rows) {
    const difference = subtract(row.base ?? ZERO, row.fromLines);
    if (isZero(difference)) continue;
    const list = difference.units < 0n ? allowances : charges;
    const at = `${difference.units < 0n ? 'allowances' : 'charges'}[${list.length}]`;
    const amount = money(absolute(difference));
    const vat = {
      ...(row.category === undefined ? {} : { category: row.category }),
      ...(row.rate === undefined ? {} : { rate: row.rate }),
    };
    list.push({ amount, vat, reason });
    tell(story, 'calculate', `${at}.amount`, amount, 'rounding of the ERP: total without tax kept, base moved', [
      'totals.withoutVat',
      ...row.from,
    ]);
    tell(story, 'calculate', `${at}.reason`, reason, 'rounding of the ERP', []);
    if (row.category !== undefined)
      tell(story, 'calculate', `${at}.vat.category`, row.category, 'rate of the base that moved', row.from);
    if (row.rate !== undefined) tell(story, 'calculate', `${at}.vat.rate`, row.rate, 'rate of the base that moved', row.from);
  }
  return { ...invoice, ...(allowances.length === 0 ? {} : { allowances }), ...(charges.length === 0 ? {} : { charges }) };
}

function tellRow(row: Row, index: number, story: Story): VatBreakdown {
  const at = `vat[${index}]`;
  const vatOf = row.from.map((path) => path.replace(/\.(?:net|amount)$/, '.vat'));
  const base = money(row.base ?? ZERO);
  const amount = row.amount ?? round(ZERO, 2);
  const moved = equals(base, row.fromLines) ? 'sum of the amounts of this rate' : 'base of the ERP, its rounding kept';
  tell(story, 'calculate', `${at}.base`, base, moved, row.from);
  const kept = row.stated?.amount !== undefined && equals(row.stated.amount, amount);
  tell(story, 'calculate', `${at}.amount`, amount, kept ? 'tax of this rate as the ERP states it' : 'base × rate, to the cent', [
    `${at}.base`,
    `${at}.rate`,
  ]);
  const texts = { category: row.category, reason: row.reason, reasonCode: row.reasonCode };
  for (const [name, value] of Object.entries(texts)) {
    if (value !== undefined)
      tell(
        story,
        'calculate',
        `${at}.${name}`,
        value,
        'from the lines',
        vatOf.map((path) => `${path}.${name}`),
      );
  }
  if (row.rate !== undefined)
    tell(
      story,
      'calculate',
      `${at}.rate`,
      row.rate,
      'from the lines',
      vatOf.map((path) => `${path}.rate`),
    );
  return {
    base,
    amount,
    ...(row.category === undefined ? {} : { category: row.category }),
    ...(row.rate === undefined ? {} : { rate: row.rate }),
    ...(row.reason === undefined ? {} : { reason: row.reason }),
    ...(row.reasonCode === undefined ? {} : { reasonCode: row.reasonCode }),
  };
}

function totalsOf(invoice: Invoice, vat: readonly VatBreakdown[], stated: StatedTotals, story: Story): Totals {
  const write = (name: keyof Totals, value: Decimal, operation: string, from: readonly string[]): Decimal => {
    const amount = money(value);
    tell(story, 'calculate', `totals.${name}`, amount, operation, from);
    return amount;
  };
  const lines = write('lines', sum((invoice.lines ?? []).map((line) => line.net)), 'sum of lines[].net', ['lines']);
  const allowances = sum((invoice.allowances ?? []).map((item) => item.amount));
  const charges = sum((invoice.charges ?? []).map((item) => item.amount));
  const parts = {
    ...(invoice.allowances === undefined
      ? {}
      : { allowances: write('allowances', allowances, 'sum of allowances[].amount', ['allowances']) }),
    ...(invoice.charges === undefined ? {} : { charges: write('charges', charges, 'sum of charges[].amount', ['charges']) }),
  };
  const withoutVat = write('withoutVat', add(subtract(lines, allowances), charges), 'lines − allowances + charges', [
    'totals.lines',
    'totals.allowances',
    'totals.charges',
  ]);
  const tax = write('vat', sum(vat.map((row) => row.amount)), 'sum of vat[].amount', ['vat']);
  const withVat = write('withVat', add(withoutVat, tax), 'total without VAT + VAT', ['totals.withoutVat', 'totals.vat']);
  const rounding =
    invoice.totals?.rounding === undefined || isZero(invoice.totals.rounding) ? undefined : money(invoice.totals.rounding);
  const paid = paidOf(invoice, withVat, rounding ?? ZERO, stated);
  const due = add(subtract(withVat, paid ?? ZERO), rounding ?? ZERO);
  const accounting = invoice.totals?.vatAccounting ?? (isZero(tax) && invoice.vatCurrency !== undefined ? ZERO : undefined);
  return {
    lines,
    ...parts,
    withoutVat,
    vat: tax,
    ...(accounting === undefined
      ? {}
      : { vatAccounting: write('vatAccounting', accounting, 'VAT in the accounting currency', ['totals.vatAccounting']) }),
    withVat,
    ...(paid === undefined
      ? {}
      : { paid: write('paid', paid, 'total with VAT − what the ERP still expects', ['totals.withVat', 'totals.due']) }),
    ...(rounding === undefined ? {} : { rounding }),
    due: write('due', due, 'total with VAT − paid + rounding', ['totals.withVat', 'totals.paid', 'totals.rounding']),
  };
}

/** BT-113: the difference between the total and the residual amount of the ERP; absent when nothing was paid. */
function paidOf(invoice: Invoice, withVat: Decimal, rounding: Decimal, stated: StatedTotals): Decimal | undefined {
  if (stated.due === undefined) {
    const paid = invoice.totals?.paid;
    return paid === undefined || isZero(paid) ? undefined : paid;
  }
  const paid = subtract(add(stated.withVat ?? add(withVat, rounding), ZERO), stated.due);
  return isZero(paid) ? undefined : paid;
}
