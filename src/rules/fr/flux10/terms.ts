/** Where the terms of one kind stand in an e-reporting message: every date, amount, rate, number … with its TT id. */
import type { InstancePath } from '../../../model/path.ts';
import type { Figure, Report, ReportedDay, ReportedInvoice, ReportPeriod } from '../../../model/report.ts';

/** A value, where it stands, and by what a person knows its group: number of the invoice, day, or id of the transmission. */
export interface Found<T> {
  readonly value: T;
  readonly at: InstancePath;
  readonly of: string;
  readonly term: string;
}

/** TT id (of allowances, then of charges) and path; `[]` goes through a list. */
type Places = readonly (readonly [term: string, path: string])[];

const INVOICES = 'transactions.invoices[]';
const LINES = `${INVOICES}.lines[]`;
const DAYS = 'transactions.days[]';
const PAID_INVOICES = 'payments.invoices[]';
const PAID_DAYS = 'payments.days[]';

export const DATES: Places = [
  ['TT-17', 'transactions.period.start'],
  ['TT-18', 'transactions.period.end'],
  ['TT-20', `${INVOICES}.issueDate`],
  ['TT-201', `${INVOICES}.dueDate`],
  ['TT-31', `${INVOICES}.references[].issueDate`],
  ['TT-41', `${INVOICES}.deliveries[].date`],
  ['TT-42', `${INVOICES}.period.start`],
  ['TT-43', `${INVOICES}.period.end`],
  ['TT-65', `${LINES}.period.start`],
  ['TT-66', `${LINES}.period.end`],
  ['TT-301', `${LINES}.reference.issueDate`],
  ['TT-77', `${DAYS}.date`],
  ['TT-89', 'payments.period.start'],
  ['TT-90', 'payments.period.end'],
  ['TT-102', `${PAID_INVOICES}.issueDate`],
  ['TT-92', `${PAID_INVOICES}.date`],
  ['TT-96', `${PAID_DAYS}.date`],
];

/** Groups of two days; the terms of both. */
export const PERIODS: Places = [
  ['TT-17, TT-18', 'transactions.period'],
  ['TT-42, TT-43', `${INVOICES}.period`],
  ['TT-65, TT-66', `${LINES}.period`],
  ['TT-89, TT-90', 'payments.period'],
];

/** Numbers of invoices, of this one or of one before. */
export const NUMBERS: Places = [
  ['TT-19', `${INVOICES}.number`],
  ['TT-30', `${INVOICES}.references[].number`],
  ['TT-300', `${LINES}.reference.number`],
  ['TT-91', `${PAID_INVOICES}.number`],
];

export const AMOUNTS: Places = [
  ['TT-45, TT-48', `${INVOICES}.adjustments[].amount`],
  ['TT-51', `${INVOICES}.net`],
  ['TT-52', `${INVOICES}.vatAmount`],
  ['TT-54', `${INVOICES}.vat[].base`],
  ['TT-55', `${INVOICES}.vat[].amount`],
  ['TT-67, TT-68', `${LINES}.adjustments[].amount`],
  ['TT-82', `${DAYS}.net`],
  ['TT-83', `${DAYS}.vatAmount`],
  ['TT-87', `${DAYS}.vat[].base`],
  ['TT-88', `${DAYS}.vat[].amount`],
];

export const QUANTITIES: Places = [['TT-62', `${LINES}.quantity`]];

/** Prices of articles, and what was collected: the figures that are never negative. */
export const PRICES: Places = [
  ['TT-69', `${LINES}.price`],
  ['TT-70', `${LINES}.priceDiscount`],
  ['TT-71', `${LINES}.grossPrice`],
  ['TT-95', `${PAID_INVOICES}.parts[].amount`],
  ['TT-99', `${PAID_DAYS}.parts[].amount`],
];

export const RATES: Places = [
  ['TT-47, TT-50', `${INVOICES}.adjustments[].rate`],
  ['TT-57', `${INVOICES}.vat[].rate`],
  ['TT-86', `${DAYS}.vat[].rate`],
  ['TT-93', `${PAID_INVOICES}.parts[].rate`],
  ['TT-97', `${PAID_DAYS}.parts[].rate`],
];

export const CATEGORIES: Places = [
  ['TT-46, TT-49', `${INVOICES}.adjustments[].category`],
  ['TT-56', `${INVOICES}.vat[].category`],
];

export const COUNTRIES: Places = [
  ['TT-35', `${INVOICES}.seller.country`],
  ['TT-39', `${INVOICES}.buyer.country`],
  ['TT-44', `${INVOICES}.deliveries[].address.country`],
  ['TT-307', `${LINES}.delivery.address.country`],
];

/** Of what was collected. */
export const PAID_CURRENCIES: Places = [
  ['TT-94', `${PAID_INVOICES}.parts[].currency`],
  ['TT-98', `${PAID_DAYS}.parts[].currency`],
];

export const CURRENCIES: Places = [['TT-22', `${INVOICES}.currency`], ['TT-78', `${DAYS}.currency`], ...PAID_CURRENCIES];

/** The TT ids of places, for a rule to name. */
export function termsOf(places: Places): readonly string[] {
  return places.flatMap(([term]) => term.split(', '));
}

export function textsAt(report: Report, places: Places): Iterable<Found<string>> {
  return found(report, places, (value) => typeof value === 'string');
}

export function figuresAt(report: Report, places: Places): Iterable<Found<Figure>> {
  return found(report, places, (value): value is Figure => typeof value === 'object' && value !== null && 'units' in value);
}

export function periodsAt(report: Report, places: Places): Iterable<Found<ReportPeriod>> {
  return found(report, places, (value): value is ReportPeriod => typeof value === 'object' && value !== null);
}

function* found<T>(report: Report, places: Places, is: (value: unknown) => value is T): Iterable<Found<T>> {
  for (const [term, path] of places) {
    for (const { value, at, of } of reached(report, path.split('.'), '', report.id ?? '')) if (is(value)) yield { value, at, of, term };
  }
}

function* reached(node: unknown, [step = '', ...steps]: readonly string[], at: string, of: string): Iterable<Omit<Found<unknown>, 'term'>> {
  if (step === '') yield { value: node, at, of };
  if (step === '' || typeof node !== 'object' || node === null) return;
  const key = step.replace('[]', '');
  const value = (node as Readonly<Record<string, unknown>>)[key];
  const path = at === '' ? key : `${at}.${key}`;
  if (key === step) yield* reached(value, steps, path, of);
  if (key === step || !Array.isArray(value)) return;
  for (const [index, item] of (value as readonly unknown[]).entries())
    yield* reached(item, steps, `${path}[${index}]`, at === 'transactions' || at === 'payments' ? nameOf(item, of) : of);
}

/** Of an invoice or a day. */
function nameOf(item: unknown, otherwise: string): string {
  const { number, date } = item as { readonly number?: string; readonly date?: string };
  return number ?? date ?? otherwise;
}

export interface Group<T> {
  readonly item: T;
  readonly at: InstancePath;
  readonly of: string;
}

/** Flux 10.1. */
export function* invoicesOf({ id = '', transactions }: Report): Iterable<Group<ReportedInvoice>> {
  for (const [index, item] of (transactions?.invoices ?? []).entries())
    yield { item, at: `transactions.invoices[${index}]`, of: nameOf(item, id) };
}

/** Flux 10.3. */
export function* daysOf({ id = '', transactions }: Report): Iterable<Group<ReportedDay>> {
  for (const [index, item] of (transactions?.days ?? []).entries()) yield { item, at: `transactions.days[${index}]`, of: nameOf(item, id) };
}
