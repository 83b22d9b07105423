/** What is judged: the invoice, the facts of its file when there is one, and sums over the lines made once for all rules. */
import { add, subtract, trim, ZERO, type Decimal } from '../model/decimal.ts';
import type { Invoice } from '../model/invoice.ts';
import type { SyntaxFacts } from '../model/syntax-facts.ts';
import type { LineVat } from '../model/tax.ts';

export interface Subject {
  readonly invoice: Invoice;
  /** Absent for an invoice that never was a file: then nothing of a syntax is judged and no tolerance is given. */
  readonly facts: SyntaxFacts | undefined;
  readonly sums: VatSums;
}

/** Lines + charges − allowances, and where each category is used. */
export interface VatSums {
  readonly byCategory: ReadonlyMap<string, Decimal>;
  /** Key: rateKey. */
  readonly byRate: ReadonlyMap<string, Decimal>;
  readonly onLines: ReadonlySet<string>;
  readonly onAllowances: ReadonlySet<string>;
  readonly onCharges: ReadonlySet<string>;
  /** Rows of the breakdown by category. */
  readonly rows: ReadonlyMap<string, number>;
}

export function subjectOf(invoice: Invoice, facts?: SyntaxFacts): Subject {
  return { invoice, facts, sums: sumsOf(invoice) };
}

/** The file has this element below the root, with nothing in it: a group that is there and says nothing. */
export function hasEmpty(facts: SyntaxFacts | undefined, name: string): boolean {
  return facts?.empty.some((path) => path.replace(/\[\d+\]/g, '') === `/${facts.root}/${name}`) ?? false;
}

export function rateKey(category: string, rate: Decimal | undefined): string {
  if (rate === undefined) return `${category}|`;
  const least = trim(rate);
  return `${category}|${least.units}e${least.scale}`;
}

function sumsOf(invoice: Invoice): VatSums {
  const byCategory = new Map<string, Decimal>();
  const byRate = new Map<string, Decimal>();
  const rows = new Map<string, number>();
  const [onLines, onAllowances, onCharges] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const put = (vat: LineVat | undefined, amount: Decimal, where: Set<string>): void => {
    const category = vat?.category?.trim();
    if (vat === undefined || category === undefined || category === '') return;
    where.add(category);
    byCategory.set(category, add(byCategory.get(category) ?? ZERO, amount));
    const key = rateKey(category, vat.rate);
    byRate.set(key, add(byRate.get(key) ?? ZERO, amount));
  };
  for (const line of invoice.lines ?? []) put(line.vat, line.net ?? ZERO, onLines);
  for (const charge of invoice.charges ?? []) put(charge.vat, charge.amount ?? ZERO, onCharges);
  for (const item of invoice.allowances ?? []) put(item.vat, subtract(ZERO, item.amount ?? ZERO), onAllowances);
  for (const row of invoice.vat ?? []) {
    const category = row.category?.trim();
    if (category !== undefined && category !== '') rows.set(category, (rows.get(category) ?? 0) + 1);
  }
  return { byCategory, byRate, onLines, onAllowances, onCharges, rows };
}
