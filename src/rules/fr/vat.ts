/** BR-FR-15 and 16: the categories and rates that exist in France; CO-12: VAT is told in euros. */
import { CODE_LISTS, isCode } from '../../codes/code-list.ts';
import { dec, parseDecimal, round, type Decimal } from '../../model/decimal.ts';
import type { SyntaxFacts } from '../../model/syntax-facts.ts';
import type { AllowanceCharge, LineVat } from '../../model/tax.ts';
import { rule, type Report, type Rule, type Test } from '../rule.ts';
import type { Subject } from '../subject.ts';
import { writtenAt } from '../written-numbers.ts';

const RATE_DIGITS = 2;
const RATE_PLACES = /(?:^|\.)vat(?:\[\d+\])?\.rate$/;
const PLAIN = /^\d+(?:\.\d+)?$/;
const RATES: ReadonlySet<bigint> = new Set(CODE_LISTS['fr-vat-rates'].codes.map((code) => round(dec(code), RATE_DIGITS).units));

/** The CII artefact asks for a category wherever there is a tax. */
function categoryIn(category: string | undefined, at: string, fault: Report, facts?: SyntaxFacts): void {
  const asked = category !== undefined || facts?.syntax === 'cii';
  if (asked && !isCode('fr-vat-categories', category ?? '')) fault(at, { category });
}

/** `20.00` is the rate of 20, `20.0000` is not in the list as the artefact writes it. */
function isKnown(rate: Decimal): boolean {
  return rate.scale <= RATE_DIGITS && RATES.has(round(rate, RATE_DIGITS).units);
}

/** A text that is a rate of the list. */
export function isFrenchRate(text: string): boolean {
  const value = PLAIN.test(text) ? parseDecimal(text) : null;
  return value !== null && isKnown(value);
}

function rateIn(rate: Decimal | undefined, at: string, fault: Report): void {
  if (rate !== undefined && !isKnown(rate)) fault(at, { rate });
}

function category({ vat }: { readonly vat?: LineVat }, fault: Report, { facts }: Subject): void {
  if (vat !== undefined) categoryIn(vat.category, 'vat.category', fault, facts);
}

/** To the UBL artefact an allowance is one, of the document or of a line. */
function ofLine(test: Test<AllowanceCharge>): Test<AllowanceCharge> {
  return (item, fault, subject) => {
    if (subject.facts?.syntax === 'ubl') test(item, fault, subject);
  };
}

/** Rates that would be known if they were written as digits with a point among them. */
function asWritten(subject: Subject, fault: Report): void {
  for (const { value, at } of writtenAt(subject, RATE_PLACES)) {
    if (subject.facts?.root === 'cn:CreditNote' && at.startsWith('lines')) continue;
    if (isKnown(value)) fault(at, { rate: value });
  }
}

function rate({ vat }: { readonly vat?: LineVat }, fault: Report): void {
  rateIn(vat?.rate, 'vat.rate', fault);
}

export const FR_VAT_RULES: readonly Rule[] = [
  rule({
    id: 'BR-FR-15',
    terms: ['BT-118', 'BT-151', 'BT-95', 'BT-102'],
    vat: (row, fault, { facts }) => {
      categoryIn(row.category, 'category', fault, facts);
    },
    line: (line, fault, { facts }) => {
      const part = line.status === 'GROUP' || line.status === 'INFORMATION';
      if (line.vat !== undefined) categoryIn(line.vat.category, 'vat.category', fault, part ? undefined : facts);
    },
    allowance: category,
    charge: category,
    lineAllowance: ofLine(category),
    lineCharge: ofLine(category),
  }),
  rule({
    id: 'BR-FR-16',
    terms: ['BT-119', 'BT-152', 'BT-96', 'BT-103'],
    vat: (row, fault) => {
      rateIn(row.rate, 'rate', fault);
    },
    // the UBL artefact looks at the rates of invoice lines, and not at those of credit note lines
    line: (line, fault, { facts }) => {
      if (facts?.root !== 'cn:CreditNote') rate(line, fault);
    },
    allowance: rate,
    charge: rate,
    lineAllowance: ofLine(rate),
    lineCharge: ofLine(rate),
    document: asWritten,
  }),
  rule({
    id: 'BR-FR-CO-12',
    terms: ['BT-5', 'BT-6', 'BT-111'],
    document: ({ invoice, facts }, fault) => {
      const { currency, vatCurrency, totals } = invoice;
      if (currency === undefined || currency === 'EUR') return;
      const told = facts?.vatTotals.some((written) => written.currency === 'EUR') ?? totals?.vatAccounting !== undefined;
      if (vatCurrency !== 'EUR' || !told) fault(['vatCurrency', 'totals.vatAccounting'], { currency, vatCurrency });
    },
  }),
];
