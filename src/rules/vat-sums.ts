/**
 * Sums of net amounts by VAT category and rate: lines + charges − allowances, made in one pass for all rules. Rates are
 * told apart by value (`20` is `20.00`); the few that an invoice uses are found again without making a key.
 */
import { Accumulator, equals, trim, type Decimal } from '../model/decimal.ts';
import type { Invoice } from '../model/invoice.ts';
import type { LineVat } from '../model/tax.ts';

/** Sums by category and rate. */
export interface RateSums {
  readonly at: (category: string, rate: Decimal | undefined) => Decimal | undefined;
  readonly ofCategory: (category: string) => Decimal | undefined;
}

export interface VatSums extends RateSums {
  /** Σ BT-131. */
  readonly lines: Decimal;
  /** Categories of VAT. */
  readonly onLines: ReadonlySet<string>;
  readonly onAllowances: ReadonlySet<string>;
  readonly onCharges: ReadonlySet<string>;
  /** Rows of the breakdown by category of VAT. */
  readonly rows: ReadonlyMap<string, number>;
  /** As the sets and rows above, whatever the tax: the artefacts do not always ask which. */
  readonly ofAnyTax: { readonly used: ReadonlySet<string>; readonly rows: ReadonlyMap<string, number> };
}

interface Known {
  readonly category: string;
  readonly rate: Decimal | undefined;
  readonly sum: Accumulator;
}

/** So many categories and rates are looked through one by one; what an invoice has beyond them is found by a key. */
const FIRST_MAX = 8;

class RateTotals implements RateSums {
  readonly #first: Known[] = [];
  readonly #others = new Map<string, Known>();

  /** The sum of a category and rate, made when there is none. */
  of(category: string, rate: Decimal | undefined): Accumulator {
    const known = this.#known(category, rate);
    if (known !== undefined) return known.sum;
    const made = { category, rate, sum: new Accumulator() };
    if (this.#first.length < FIRST_MAX) this.#first.push(made);
    else this.#others.set(rateKey(category, rate), made);
    return made.sum;
  }

  at(category: string, rate: Decimal | undefined): Decimal | undefined {
    return this.#known(category, rate)?.sum.value();
  }

  ofCategory(category: string): Decimal | undefined {
    let total: Accumulator | undefined;
    for (const known of [...this.#first, ...this.#others.values()]) {
      if (known.category === category) (total ??= new Accumulator()).add(known.sum.value());
    }
    return total?.value();
  }

  #known(category: string, rate: Decimal | undefined): Known | undefined {
    for (const known of this.#first) if (known.category === category && isSame(known.rate, rate)) return known;
    return this.#others.size === 0 ? undefined : this.#others.get(rateKey(category, rate));
  }
}

function isSame(a: Decimal | undefined, b: Decimal | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && equals(a, b));
}

export function rateKey(category: string, rate: Decimal | undefined): string {
  if (rate === undefined) return `${category}|`;
  const least = trim(rate);
  return `${category}|${least.units}e${least.scale}`;
}

export function sumsOf(invoice: Invoice): VatSums {
  const totals = new RateTotals();
  const lines = new Accumulator();
  const [rows, rowsOfAnyTax] = [new Map<string, number>(), new Map<string, number>()];
  const usedForAnyTax = new Set<string>();
  const [onLines, onAllowances, onCharges] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const sumFor = (vat: LineVat | undefined, used: Set<string>): Accumulator | undefined => {
    const category = vat?.category?.trim();
    if (vat === undefined || category === undefined || category === '') return undefined;
    usedForAnyTax.add(category);
    if (vat.otherTax === undefined) used.add(category);
    return totals.of(category, vat.rate);
  };
  for (const { vat, net } of invoice.lines ?? []) {
    const sum = sumFor(vat, onLines);
    if (net === undefined) continue;
    lines.add(net);
    sum?.add(net);
  }
  for (const { vat, amount } of invoice.charges ?? []) {
    const sum = sumFor(vat, onCharges);
    if (amount !== undefined) sum?.add(amount);
  }
  for (const { vat, amount } of invoice.allowances ?? []) {
    const sum = sumFor(vat, onAllowances);
    if (amount !== undefined) sum?.subtract(amount);
  }
  for (const row of invoice.vat ?? []) {
    const category = row.category?.trim();
    if (category === undefined || category === '') continue;
    count(rowsOfAnyTax, category);
    if (row.otherTax === undefined) count(rows, category);
  }
  return {
    at: (category, rate) => totals.at(category, rate),
    ofCategory: (category) => totals.ofCategory(category),
    lines: lines.value(),
    onLines,
    onAllowances,
    onCharges,
    rows,
    ofAnyTax: { used: usedForAnyTax, rows: rowsOfAnyTax },
  };
}

function count(rows: Map<string, number>, category: string): void {
  rows.set(category, (rows.get(category) ?? 0) + 1);
}
