/** What is judged: the invoice, the facts of its file when there is one, and sums over the lines made once for all rules. */
import type { Invoice } from '../model/invoice.ts';
import type { SyntaxFacts } from '../model/syntax-facts.ts';
import { sumsOf, type VatSums } from './vat-sums.ts';

export interface Subject {
  readonly invoice: Invoice;
  /** Absent for an invoice that never was a file: then nothing of a syntax is judged and no tolerance is given. */
  readonly facts: SyntaxFacts | undefined;
  readonly sums: VatSums;
  /** What rules made of it, by what made it: of the subject itself, so that it goes with it. */
  made: Map<Make, unknown> | null;
}

type Make = (subject: Subject) => unknown;

export function subjectOf(invoice: Invoice, facts?: SyntaxFacts): Subject {
  return { invoice, facts, sums: sumsOf(invoice), made: null };
}

/** Made when a rule first asks for it, once for all rules. */
export function once<T>(subject: Subject, make: (subject: Subject) => T): T {
  const made = (subject.made ??= new Map<Make, unknown>());
  const known = made.get(make);
  if (known !== undefined) return known as T;
  const fresh = make(subject);
  made.set(make, fresh);
  return fresh;
}

/** The file has this element below the root, with nothing in it: a group that is there and says nothing. */
export function hasEmpty(facts: SyntaxFacts | undefined, name: string): boolean {
  return facts?.empty.some((path) => path.replace(/\[\d+\]/g, '') === `/${facts.root}/${name}`) ?? false;
}
