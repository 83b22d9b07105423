/**
 * Judges an invoice as it is: every rule of a profile, findings in the order of the profile. `judge` is the only maker
 * of a ReadyInvoice; nothing here completes or corrects anything.
 */
import { isFatal, type Fault } from '../model/fault.ts';
import type { Invoice, ReadyInvoice } from '../model/invoice.ts';
import type { SyntaxFacts } from '../model/syntax-facts.ts';
import { planOf } from './plan.ts';
import { syntaxSeverityOf, type Judging, type Profile } from './profiles.ts';
import { runPlan } from './run-plan.ts';
import { subjectOf } from './subject.ts';
import { judgeSyntax } from './syntax/judge-syntax.ts';

export function check(invoice: Invoice, profile: Profile, facts?: SyntaxFacts, judging: Judging = 'sending'): readonly Fault[] {
  const plan = planOf(profile, judging, facts?.syntax ?? 'ubl', invoice.businessProcess);
  const faults = runPlan(plan, subjectOf(invoice, facts));
  if (profile.syntax === null || facts?.tree === undefined) return faults;
  return [
    ...faults,
    // the profile may word a rule of the binding anew: then its own is the one that speaks
    ...judgeSyntax(facts.syntax, facts.tree, (id, own) => (plan.rules.has(id) ? 'off' : syntaxSeverityOf(profile, judging, id, own))),
  ];
}

export interface Verdict {
  readonly faults: readonly Fault[];
  /** null: a fatal fault forbids to send it. */
  readonly ready: ReadyInvoice | null;
}

/** `prior` are the faults of mapping and normalizing: one fatal among them also forbids to send. */
export function judge(invoice: Invoice, profile: Profile, prior: readonly Fault[] = []): Verdict {
  const faults = check(invoice, profile);
  const ready = [...prior, ...faults].some(isFatal) ? null : (invoice as ReadyInvoice);
  return { faults, ready };
}
