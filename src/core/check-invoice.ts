/** The rules of a profile on an invoice at hand, the verdict of a schema on a file, and the words of a finding. */
import { PasserelleError } from '../base/error.ts';
import { sentence, type Locale, type Sentence } from '../messages/messages.ts';
import type { Fault } from '../model/fault.ts';
import type { Invoice } from '../model/invoice.ts';
import type { SyntaxFacts } from '../model/syntax-facts.ts';
import { openFlow } from '../parse/open-flow.ts';
import { check } from '../rules/check.ts';
import type { Judging, Profile } from '../rules/profiles.ts';
import { chooseProfile } from './choose-profile.ts';
import { judgeStructure } from './judge-structure.ts';
import { notAnInvoice } from './open-invoice.ts';

export interface CheckOptions {
  /** Default: the profile that the invoice names (BT-24), EN 16931 when it names none that is known. */
  readonly profile?: Profile['name'];
  /** `receiving`: what only binds the seller becomes a warning. Default: `sending`. */
  readonly judging?: Judging;
  /** Of the file that the invoice was read from; without it nothing of a syntax is judged. */
  readonly facts?: SyntaxFacts;
}

/**
 * Judges an invoice that is at hand as a value, by every rule of a profile in its order. Nothing is completed. To judge
 * a file with its structure, and to have the place of each finding, use `judgeFile`.
 * @throws PasserelleError CORE_PROFILE when there is no such profile
 */
export function checkInvoice(invoice: Invoice, { profile, judging, facts }: CheckOptions = {}): readonly Fault[] {
  return check(invoice, chooseProfile(profile, invoice), facts, judging);
}

/**
 * Judges the structure of a file alone, as its schema would (UBL 2.1, CII D22B, CDAR D22B): elements and attributes
 * unknown, misplaced, missing or repeated, and values that are not of their type. Every finding (PASS-STRUCT-*) is fatal.
 * @throws PasserelleError XML_INVALID, XML_TOO_LARGE, PDF_*; XML_UNKNOWN for a message of another kind
 */
export async function checkStructure(bytes: Uint8Array): Promise<readonly Fault[]> {
  const opened = await openFlow(bytes);
  if (opened.kind === 'no-xml') throw notAnInvoice(opened);
  const { faults, artefacts } = await judgeStructure(opened.tree, (_rule, own) => own);
  if (artefacts.length > 0) return faults;
  throw new PasserelleError('XML_UNKNOWN', `no structure is known of the root element ${opened.tree.name.slice(0, 120)}`);
}

/** What a finding says and what to do next, in French or English, with the values compared. */
export function explain(fault: Fault, locale: Locale): Sentence {
  return sentence(locale, fault.rule, fault.values);
}
