/** The faults that hold a supplier invoice before or after it is booked, with their values; sentences: messages/reception. */
import type { DuplicatePolicy } from '../model/company.ts';
import type { Fault } from '../model/fault.ts';
import type { Invoice } from '../model/invoice.ts';
import type { Identifier } from '../model/party.ts';
import type { Duplicate, Resolved, SupplierFound } from '../model/reception.ts';
import { isCalendarDate } from '../base/calendar-date.ts';
import { supplierIds } from '../normalize/supplier-ids.ts';

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
  const ids = supplierIds(invoice)
    .filter((id) => id.scheme !== 'name')
    .map(written)
    .join(', ');
  return [fatal('PASS-IN-SUPPLIER-UNKNOWN', ['seller'], { name, ids })];
}

/** First account seen: told. Another one than the known ones: a second pair of eyes. */
function accounts(
  found: SupplierFound,
  known: readonly string[],
  ibans: readonly string[],
  accepted: boolean,
  name: string,
): readonly Fault[] {
  const other = ibans.filter((iban) => !known.includes(iban));
  if (other.length === 0 || found.party === undefined || found.state === 'created') return [];
  const iban = other.join(', ');
  const at = ['payment.transfers'];
  if (known.length === 0) return [{ rule: 'PASS-IN-IBAN-NEW', severity: 'warning', at, values: { name, iban } }];
  const values = { name, iban, known: known.join(', ') };
  return [{ rule: 'PASS-IN-IBAN-CHANGED', severity: accepted ? 'warning' : 'fatal', at, values }];
}

function taxes(resolved: readonly Resolved[]): readonly Fault[] {
  return resolved
    .filter(({ what, answer }) => what === 'tax' && answer === null)
    .map(({ by }) => fatal('PASS-IN-TAX-UNKNOWN', ['vat'], { category: by['category'] ?? '', rate: by['rate'] ?? '' }));
}

function duplicate({ kind, document, bill }: Duplicate): Fault {
  return fatal('PASS-IN-DUPLICATE', ['number'], { kind, other: document ?? bill ?? '' });
}

export const holdFaults = { head, supplier, accounts, taxes, duplicate } as const;

export function fatal(rule: string, at: readonly string[], values: Readonly<Record<string, string>>): Fault {
  return { rule, severity: 'fatal', at, values };
}

function written({ scheme, value }: Identifier): string {
  return scheme === undefined ? value : `${scheme} ${value}`;
}
