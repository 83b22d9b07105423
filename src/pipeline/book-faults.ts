/** The faults that hold a supplier invoice before or after it is booked, with their values; sentences: messages/reception. */
import type { DuplicatePolicy } from '../model/company.ts';
import type { Fault } from '../model/fault.ts';
import type { Invoice } from '../model/invoice.ts';
import type { Identifier } from '../model/party.ts';
import type { Duplicate, ReceptionEnrichment, Resolved, SupplierFound } from '../model/reception.ts';
import { isCalendarDate } from '../base/calendar-date.ts';
import { ibansOf, supplierIds } from '../normalize/supplier-ids.ts';
import type { Resolution } from '../ports/operator.ts';

export function isRefusal(policy: DuplicatePolicy): boolean {
  return policy === 'refuse';
}

/** A bill without number or date cannot be told from another one. */
function head({ number, issueDate }: Invoice): readonly Fault[] {
  const faults: Fault[] = [];
  if (number === undefined || number.trim() === '') faults.push(fatal('PASS-IN-NO-NUMBER', ['number'], {}));
  if (issueDate === undefined || !isCalendarDate(issueDate))
    faults.push(fatal('PASS-IN-NO-DATE', ['issueDate'], { date: issueDate ?? '' }));
  return faults;
}

function supplier(found: SupplierFound, invoice: Invoice): readonly Fault[] {
  if (found.party !== undefined) return [];
  const name = invoice.seller?.name ?? '';
  if (found.state === 'ambiguous') {
    const candidates = found.proposals.map((proposal) => `${proposal.name} (${proposal.id})`).join(', ');
    return [fatal('PASS-IN-SUPPLIER-AMBIGUOUS', ['seller'], { name, candidates })];
  }
  // an address of scheme 0225 often repeats the SIREN: each number once, in the words of its first scheme
  const ids = new Map<string, string>();
  for (const id of supplierIds(invoice)) if (id.scheme !== 'name' && !ids.has(id.value)) ids.set(id.value, written(id));
  return [fatal('PASS-IN-SUPPLIER-UNKNOWN', ['seller'], { name, ids: [...ids.values()].join(', ') || '—' })];
}

/** First account seen: told. Another one than the known ones: a second pair of eyes. */
function accounts(
  { supplier: found, accounts: known }: ReceptionEnrichment,
  invoice: Invoice,
  said: readonly Resolution[],
): readonly Fault[] {
  const other = ibansOf(invoice).filter((iban) => !known.includes(iban));
  if (other.length === 0 || found.party === undefined || found.state === 'created') return [];
  const values = { name: invoice.seller?.name ?? '', iban: other.join(', ') };
  const at = ['payment.transfers'];
  if (known.length === 0) return [{ rule: 'PASS-IN-IBAN-NEW', severity: 'warning', at, values }];
  const accepted = said.some((one) => one.kind === 'accept' && one.rule === 'PASS-IN-IBAN-CHANGED');
  return [{ rule: 'PASS-IN-IBAN-CHANGED', severity: accepted ? 'warning' : 'fatal', at, values: { ...values, known: known.join(', ') } }];
}

function order({ order: named }: ReceptionEnrichment): readonly Fault[] {
  if (named === undefined || named.id !== null) return [];
  return [{ rule: 'PASS-IN-ORDER-UNKNOWN', severity: 'warning', at: ['orderReference'], values: { order: named.number } }];
}

function taxes(resolved: readonly Resolved[]): readonly Fault[] {
  return resolved
    .filter(({ what, answer }) => what === 'tax' && answer === null)
    .map(({ by }) => fatal('PASS-IN-TAX-UNKNOWN', ['vat'], { category: by['category'] ?? '', rate: by['rate'] ?? '' }));
}

function duplicate({ kind, document, bill }: Duplicate): Fault {
  return fatal('PASS-IN-DUPLICATE', ['number'], { kind, other: document ?? bill ?? '' });
}

export const holdFaults = { head, supplier, accounts, taxes, order, duplicate } as const;

export function fatal(rule: string, at: readonly string[], values: Readonly<Record<string, string>>): Fault {
  return { rule, severity: 'fatal', at, values };
}

const SCHEME_WORDS: Readonly<Record<string, string>> = { '0002': 'SIREN', '0009': 'SIRET', iban: 'IBAN' };

/** A VAT number is known by its look; other schemes go by their code. */
function written({ scheme = '', value }: Identifier): string {
  const word = SCHEME_WORDS[scheme] ?? (/^\d{4}$/.test(scheme) ? scheme : '');
  return `${word} ${value}`.trim();
}
