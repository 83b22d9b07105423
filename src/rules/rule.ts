/**
 * One rule = one small object: the norm's id, the terms it reads, and what it looks at in each group it visits. A rule
 * is silent where its terms are absent (a presence rule speaks), reads no clock and no configuration, and never throws.
 *
 * Rules do not walk the invoice: run-plan.ts walks it once and asks every rule of a group in turn, which is what makes
 * two hundred rules cost about as much as one pass over the lines.
 */
import type { Decimal } from '../model/decimal.ts';
import type { Severity } from '../model/fault.ts';
import type { Line } from '../model/line.ts';
import type { Party } from '../model/party.ts';
import type { InstancePath } from '../model/path.ts';
import type { AllowanceCharge, VatBreakdown } from '../model/tax.ts';
import type { Subject } from './subject.ts';

export type Value = Decimal | string | number | undefined;

/**
 * Reports a breach: where, and the values that the sentences name. A path is seen from the group at hand (`net` of a
 * line is `lines[3].net`; '' is the group itself); with `/` before it, from the invoice (`/lines`). `file` is the XPath
 * of what the invoice does not hold.
 */
export type Report = (at: InstancePath | readonly InstancePath[], values?: Readonly<Record<string, Value>>, file?: string) => void;

/** What a profile makes of a severity; `off`: the rule is not run. */
export type Override = Severity | 'off';

export type Test<T> = (item: T, fault: Report, subject: Subject) => void;

export const PARTIES = ['seller', 'buyer', 'payee', 'taxRepresentative'] as const;
export const FRENCH_PARTIES = [...PARTIES, 'buyerAgent', 'payer', 'sellerAgent', 'invoicee', 'invoicer'] as const;
export type PartyName = (typeof FRENCH_PARTIES)[number];

/** What a rule looks at; every finding names its group besides the values given (the line, the rate, the party). */
export interface Tests {
  /** The invoice as a whole, once. */
  readonly document?: Test<Subject>;
  /** Each line BG-25. */
  readonly line?: Test<Line>;
  /** Each row of the VAT breakdown BG-23. */
  readonly vat?: Test<VatBreakdown>;
  /** Each allowance BG-20 of the document. */
  readonly allowance?: Test<AllowanceCharge>;
  /** Each charge BG-21 of the document. */
  readonly charge?: Test<AllowanceCharge>;
  /** Each allowance BG-27 of each line. */
  readonly lineAllowance?: Test<AllowanceCharge>;
  /** Each charge BG-28 of each line. */
  readonly lineCharge?: Test<AllowanceCharge>;
  /** Each party that is there, of `parties`. */
  readonly party?: Test<Party>;
}

interface Head {
  readonly id: string;
  /** BT and BG ids. */
  readonly terms: readonly string[];
  /** The VAT category (BT-118, BT-151, BT-95, BT-102) whose lines, rows, allowances and charges alone are looked at. */
  readonly category?: string;
  /** The business processes (BT-23) whose invoices alone are looked at. */
  readonly processes?: readonly string[];
  /** The parties looked at; every party when absent. */
  readonly parties?: readonly PartyName[];
}

export interface Rule extends Head, Tests {
  /** Of the official artefact; profiles may override. */
  readonly severity: Severity;
}

export function rule(written: Head & Tests & { readonly severity?: Severity }): Rule {
  return { severity: 'fatal', ...written };
}

/** A text that says something. */
export function isFilled(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== '';
}
