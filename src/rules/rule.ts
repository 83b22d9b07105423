/**
 * One rule = one small object: the norm's id, the terms it reads, and a test that reports. A rule is silent where its
 * terms are absent (a presence rule speaks), reads no clock and no configuration, and never throws.
 */
import { formatDecimal, type Decimal } from '../model/decimal.ts';
import type { Fault, Severity } from '../model/fault.ts';
import type { Line } from '../model/line.ts';
import type { Party } from '../model/party.ts';
import type { InstancePath } from '../model/path.ts';
import type { AllowanceCharge, VatBreakdown } from '../model/tax.ts';
import type { Subject } from './subject.ts';

export type Value = Decimal | string | number | undefined;

/** Reports a breach: where, and the values that the sentences name. */
export type Report = (at: InstancePath | readonly InstancePath[], values?: Readonly<Record<string, Value>>) => void;

/** What a profile makes of a severity; `off`: the rule is not run. */
export type Override = Severity | 'off';

export interface Rule {
  readonly id: string;
  /** BT and BG ids. */
  readonly terms: readonly string[];
  /** Of the official artefact; profiles may override. */
  readonly severity: Severity;
  readonly test: (subject: Subject, fault: Report) => void;
}

interface Head {
  readonly id: string;
  readonly terms: readonly string[];
  readonly severity?: Severity;
}

type Test<T> = (item: T, at: InstancePath, fault: Report, subject: Subject) => void;

export function rule(head: Head & { readonly test: Rule['test'] }): Rule {
  return { id: head.id, terms: head.terms, severity: head.severity ?? 'fatal', test: head.test };
}

export function perLine(head: Head, test: Test<Line>): Rule {
  return rule({
    ...head,
    test: (subject, fault) => {
      subject.invoice.lines?.forEach((line, index) => {
        const name = line.id ?? String(index + 1);
        test(line, `lines[${index}]`, (at, values) => fault(at, { line: name, ...values }), subject);
      });
    },
  });
}

/** Each row of the VAT breakdown BG-23. */
export function perVat(head: Head, test: Test<VatBreakdown>): Rule {
  return rule({
    ...head,
    test: (subject, fault) => {
      subject.invoice.vat?.forEach((row, index) => {
        const named: Report = (at, values) => fault(at, { category: row.category ?? '', rate: row.rate, ...values });
        test(row, `vat[${index}]`, named, subject);
      });
    },
  });
}

export type Adjustment = 'allowances' | 'charges';

/** Each allowance BG-20 or charge BG-21 of the document. */
export function perAdjustment(head: Head, kind: Adjustment, test: Test<AllowanceCharge>): Rule {
  return rule({
    ...head,
    test: (subject, fault) => {
      subject.invoice[kind]?.forEach((item, index) => {
        test(item, `${kind}[${index}]`, (at, values) => fault(at, { number: String(index + 1), ...values }), subject);
      });
    },
  });
}

/** Each allowance BG-27 or charge BG-28 of each line. */
export function perLineAdjustment(head: Head, kind: Adjustment, test: Test<AllowanceCharge>): Rule {
  return perLine(head, (line, at, fault, subject) => {
    line[kind]?.forEach((item, index) => {
      test(item, `${at}.${kind}[${index}]`, (path, values) => fault(path, { number: String(index + 1), ...values }), subject);
    });
  });
}

export const PARTIES = ['seller', 'buyer', 'payee', 'taxRepresentative'] as const;
export const FRENCH_PARTIES = [...PARTIES, 'buyerAgent', 'payer', 'sellerAgent', 'invoicee', 'invoicer'] as const;
export type PartyName = (typeof FRENCH_PARTIES)[number];

/** Each party that is there, of the names given. */
export function perParty(head: Head, names: readonly PartyName[], test: Test<Party>): Rule {
  return rule({
    ...head,
    test: (subject, fault) => {
      for (const name of names) {
        const party = subject.invoice[name];
        if (party !== undefined) test(party, name, (at, values) => fault(at, { party: name, name: party.name ?? '', ...values }), subject);
      }
    },
  });
}

/** A hostile file must not fill the store with findings: so many of one rule say enough. */
const FAULTS_MAX = 500;

export function run(one: Rule, severity: Severity, subject: Subject): Fault[] {
  const faults: Fault[] = [];
  one.test(subject, (at, values = {}) => {
    if (faults.length >= FAULTS_MAX) return;
    faults.push({ rule: one.id, severity, at: typeof at === 'string' ? [at] : at, values: asText(values) });
  });
  return faults;
}

/** Long texts of a hostile file are cut: a sentence needs their beginning. */
const TEXT_MAX = 200;

function asText(values: Readonly<Record<string, Value>>): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    const text = value === undefined ? '' : typeof value === 'object' ? formatDecimal(value) : String(value);
    texts[name] = text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX)}…` : text;
  }
  return texts;
}

/** A text that says something. */
export function isFilled(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== '';
}
