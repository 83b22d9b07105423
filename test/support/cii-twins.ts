/**
 * Each official UBL case once more in CII: read, rendered as CII, read again and judged. A case whose rule or terms CII
 * cannot have says why; every reason is found in the case itself, none is a list of names.
 */
import { notCarried } from '../../src/core/not-carried.ts';
import type { Invoice } from '../../src/model/invoice.ts';
import type { SyntaxFacts } from '../../src/model/syntax-facts.ts';
import { parseInvoice } from '../../src/parse/parse-invoice.ts';
import { renderInvoice } from '../../src/render/render-invoice.ts';
import { check } from '../../src/rules/check.ts';
import { PROFILES, type Profile } from '../../src/rules/profiles.ts';
import { bareFacts } from './bare-facts.ts';
import type { UnitCase } from './official-units.ts';

export const WHY_NOT = {
  binding: 'a rule about elements of UBL (UBL-SR, UBL-CR, UBL-DT)',
  unread: 'the fragment says something twice or as no value can be written: no term of the invoice holds it',
  artefact: 'the artefact for CII asks otherwise, and the rule says so where it is written',
  file: 'the rule hears of the UBL file itself: an attribute or an empty element that is no term',
  hollow: 'a group without any term in it, and no term could be put into it that the rule does not ask for',
  place: 'CII has no place for a term of the case',
} as const;
export type WhyNot = keyof typeof WHY_NOT;

export interface Twin {
  readonly one: UnitCase;
  /** null: compared. */
  readonly why: WhyNot | null;
  readonly equal: boolean;
  /** A group of the fragment without a term was given one, for CII writes no empty element. */
  readonly filled: boolean;
}

/** A term for a group that has none; the first that leaves the verdict on the case as it is. */
const FILLERS: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> = {
  address: [{ city: 'Fictiville' }, { country: 'FR' }],
  payee: [{ legalId: { value: '1' } }],
  seller: [{ name: 'Fictif' }],
  taxRepresentative: [{ address: { city: 'Fictiville', country: 'FR' } }, { name: 'Fictif' }],
  totals: [{ rounding: { units: 0n, scale: 2 } }],
  vat: [{ reason: 'motif' }],
  transfers: [{ name: 'Fictif' }],
  attachments: [{ description: 'bon' }],
  attributes: [{ value: 'bleu' }],
  precedingInvoices: [{ issueDate: '2026-01-31' }],
};

function speaks(invoice: Invoice, rule: string, profile: Profile, facts?: SyntaxFacts): boolean {
  return check(invoice, profile, facts).some((fault) => fault.rule === rule);
}

/** Names of the groups that hold nothing, and the invoice with the filler of that number in each. */
function fill(value: unknown, name: string, choice: number, hollow: string[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value as readonly unknown[]).map((item) => fill(item, name, choice, hollow));
  const entries = Object.entries(value);
  if (entries.length > 0) return Object.fromEntries(entries.map(([key, inner]) => [key, fill(inner, key, choice, hollow)]));
  hollow.push(name);
  const fillers = FILLERS[name] ?? [];
  return fillers[Math.min(choice, fillers.length - 1)] ?? {};
}

/** An invoice that says nothing at all is none: CII writes it as such. */
function isHollow(invoice: Invoice): boolean {
  const hollow: string[] = [];
  fill(invoice, '', 0, hollow);
  return hollow.length > 0 && Object.keys(invoice).length > 0;
}

/** The invoice itself when none of its groups is hollow; null: nothing can be put in without changing the verdict. */
function whole(invoice: Invoice, rule: string, profile: Profile): Invoice | null {
  if (!isHollow(invoice)) return invoice;
  const wanted = speaks(invoice, rule, profile);
  for (const choice of [0, 1]) {
    const filled = fill(invoice, '', choice, []) as Invoice;
    if (!isHollow(filled) && speaks(filled, rule, profile) === wanted) return filled;
  }
  return null;
}

/** The rule itself judges these terms by the syntax; what a profile makes of it in one syntax is no reason. */
function asksOtherwise(invoice: Invoice, rule: string, profile: Profile): boolean {
  const alike = { ...profile, inSyntax: { ubl: {}, cii: {} } };
  return speaks(invoice, rule, alike, bareFacts('cii')) !== speaks(invoice, rule, alike, bareFacts('ubl'));
}

export function twinOf(one: UnitCase, profile: Profile = PROFILES.en16931): Twin {
  const not = (why: WhyNot): Twin => ({ one, why, equal: false, filled: false });
  if (one.rule.startsWith('UBL-')) return not('binding');
  const { invoice, facts, unread, faults } = parseInvoice(new TextEncoder().encode(one.fragment));
  const spoken = speaks(invoice, one.rule, profile, facts);
  const filled = whole(invoice, one.rule, profile);
  const own = filled ?? invoice;
  const cii = parseInvoice(renderInvoice(own, 'cii'));
  const equal = speaks(cii.invoice, one.rule, profile, cii.facts) === spoken;
  const twin: Twin = { one, why: null, equal, filled: own !== invoice };
  if (equal) return twin;
  if (unread.length + faults.length > 0) return not('unread');
  if (asksOtherwise(own, one.rule, profile)) return not('artefact');
  if (speaks(invoice, one.rule, profile) !== spoken) return not('file');
  if (filled === null) return not('hollow');
  return notCarried(own, cii.invoice).length > 0 ? not('place') : twin;
}
