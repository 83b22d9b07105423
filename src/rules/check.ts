/**
 * Judges an invoice as it is: every rule of a profile, in the order of the profile. `judge` is the only maker of a
 * ReadyInvoice; nothing here completes or corrects anything.
 */
import { isFatal, type Fault, type Severity } from '../model/fault.ts';
import type { Invoice, ReadyInvoice } from '../model/invoice.ts';
import type { SyntaxFacts } from '../model/syntax-facts.ts';
import type { Judging, Profile } from './profiles.ts';
import { run } from './rule.ts';
import { subjectOf } from './subject.ts';
import { judgeSyntax } from './syntax/judge-syntax.ts';

export function check(invoice: Invoice, profile: Profile, facts?: SyntaxFacts, judging: Judging = 'sending'): readonly Fault[] {
  const subject = subjectOf(invoice, facts);
  const overrides = profile.severities[judging];
  const faults: Fault[] = [];
  for (const rule of profile.rules) {
    const severity: Severity | 'off' = overrides[rule.id] ?? rule.severity;
    if (severity !== 'off') faults.push(...run(rule, severity, subject));
  }
  if (profile.syntax !== null && facts?.tree !== undefined) {
    const byDefault = profile.syntaxSeverities[judging];
    faults.push(...judgeSyntax(facts.syntax, facts.tree, (id, own) => overrides[id] ?? byDefault[own]));
  }
  return faults;
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
