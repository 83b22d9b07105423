/** What is judged: the invoice, the facts of its file when there is one, and sums over the lines made once for all rules. */
import type { Invoice } from '../model/invoice.ts';
import type { SyntaxFacts } from '../model/syntax-facts.ts';
import { sumsOf, type VatSums } from './vat-sums.ts';

export interface Subject {
  readonly invoice: Invoice;
  /** Absent for an invoice that never was a file: then nothing of a syntax is judged and no tolerance is given. */
  readonly facts: SyntaxFacts | undefined;
  readonly sums: VatSums;
}

export function subjectOf(invoice: Invoice, facts?: SyntaxFacts): Subject {
  return { invoice, facts, sums: sumsOf(invoice) };
}

/** The file has this element below the root, with nothing in it: a group that is there and says nothing. */
export function hasEmpty(facts: SyntaxFacts | undefined, name: string): boolean {
  return facts?.empty.some((path) => path.replace(/\[\d+\]/g, '') === `/${facts.root}/${name}`) ?? false;
}
