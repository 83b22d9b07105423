/**
 * The ERP's tax for a VAT category and rate of a supplier's invoice. A tax is chosen only when its effect on the total is
 * the invoice's and when taking another one of the same effect would not change the accounts; else the candidates are
 * proposed to a person.
 */
import { equals, isZero, parseDecimal, ZERO, type Decimal } from '../model/decimal.ts';

/** An entry of the ERP's list of taxes (ports/connector.ts ListEntry). */
export interface TaxEntry {
  readonly id: string;
  /** UNTDID 5305 where the ERP has one. */
  readonly code?: string;
  readonly name: string;
  /**
   * type_tax_use, amount_type, amount, price_include, active, tax_scope; has_negative_factor where the two sides of the
   * reverse charge cancel out; is_domestic where the tax is of the home country.
   */
  readonly attributes: Readonly<Record<string, string>>;
}

export type TaxChoice =
  { readonly id: string } | { readonly id: null; readonly proposals: readonly { readonly id: string; readonly name: string }[] };

/** The values of the question: category (BT-151), rate (BT-152), nature (goods, services). */
export type TaxQuestion = Readonly<Record<string, string>>;

/** The buyer owes the tax: it is computed twice, with both signs. */
const REVERSED: ReadonlySet<string> = new Set(['AE', 'K', 'G']);
const PROPOSALS_MAX = 10;

export function chooseTax(question: TaxQuestion, entries: readonly TaxEntry[]): TaxChoice {
  const category = question['category']?.trim() ?? '';
  const rate = parseDecimal(question['rate'] ?? '') ?? ZERO;
  const usable = entries.filter(isUsable);
  const reversed = isZero(rate) && REVERSED.has(category);
  const candidates = reversed ? ofReverseCharge(category, usable) : usable.filter((entry) => !isReversed(entry) && hasRate(entry, rate));
  const coded = candidates.filter(({ code }) => code === category);
  const fitting = coded.length > 0 ? coded : candidates.filter(({ code }) => code === undefined);
  const ranked = inOrder(fitting, question['nature']);
  const [best] = ranked;
  if (best === undefined) return { id: null, proposals: proposalsOf(inOrder(candidates, question['nature'])) };
  if (reversed && changesAccounts(ranked, question['nature'], coded.length > 0)) return { id: null, proposals: proposalsOf(ranked) };
  return { id: best.id };
}

/** Percentages on top of the price: others change the total, or the lines. */
function isUsable({ attributes }: TaxEntry): boolean {
  const { type_tax_use: use, amount_type: type, price_include: included } = attributes;
  return (use === undefined || use === 'purchase') && (type === undefined || type === 'percent') && included !== 'true';
}

function isReversed({ attributes }: TaxEntry): boolean {
  return attributes['has_negative_factor'] === 'true';
}

function hasRate({ attributes }: TaxEntry, rate: Decimal): boolean {
  const own = parseDecimal(attributes['amount'] ?? '');
  return own !== null && equals(own, rate);
}

/** Taxes that cancel out; in a chart that computes none, those of no amount. */
function ofReverseCharge(category: string, usable: readonly TaxEntry[]): readonly TaxEntry[] {
  const both = usable.filter(isReversed);
  const free = usable.filter((entry) => !isReversed(entry) && hasRate(entry, ZERO));
  return both.length > 0 ? [...both, ...free.filter(({ code }) => code === category)] : free;
}

/** The same code with several rates, or taxes that only their names tell apart (from the EU or from elsewhere). */
function changesAccounts(ranked: readonly TaxEntry[], nature: string | undefined, coded: boolean): boolean {
  const [best] = ranked;
  const level = ranked.filter((entry) => best !== undefined && compareEntries(entry, best, nature) === 0);
  if (!level.some(isReversed)) return false;
  return coded ? new Set(level.map(({ attributes }) => attributes['amount'])).size > 1 : level.length > 1;
}

/** Active before inactive, domestic before foreign, the nature of the line before none before the other; then the oldest. */
function inOrder(entries: readonly TaxEntry[], nature: string | undefined): readonly TaxEntry[] {
  return [...entries].sort((a, b) => compareEntries(a, b, nature) || a.id.length - b.id.length || (a.id < b.id ? -1 : 1));
}

function compareEntries(a: TaxEntry, b: TaxEntry, nature: string | undefined): number {
  const away = (entry: TaxEntry): readonly number[] => [
    entry.attributes['active'] === 'false' ? 1 : 0,
    entry.attributes['is_domestic'] === 'false' ? 1 : 0,
    natureAway(entry.attributes['tax_scope'], nature),
  ];
  const [left, right] = [away(a), away(b)];
  return left.map((value, index) => value - (right[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

/** Odoo's scopes are consu and service; a tax without one is for both. */
function natureAway(scope: string | undefined, nature: string | undefined): number {
  if (nature === undefined) return 0;
  if (scope !== 'service' && scope !== 'consu') return 1;
  return (scope === 'service') === (nature === 'services') ? 0 : 2;
}

function proposalsOf(entries: readonly TaxEntry[]): readonly { readonly id: string; readonly name: string }[] {
  return entries.slice(0, PROPOSALS_MAX).map(({ id, name }) => ({ id, name }));
}
