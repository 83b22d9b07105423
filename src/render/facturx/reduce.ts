/**
 * An invoice cut down to the terms that a profile can carry, and the list of those that were left out. Changes no value
 * but BT-24, which names the profile.
 */
import { formatDecimal, type Decimal } from '../../model/decimal.ts';
import type { Invoice } from '../../model/invoice.ts';
import { termAt } from '../../model/terms.ts';
import type { FacturxProfile } from './profiles.ts';

/** One value that the XML cannot carry. */
export interface LeftOut {
  /** BT or EXT id; the group's when all of it was left out. */
  readonly term: string;
  /** `lines[3].item.description`. */
  readonly path: string;
  readonly value: string;
}

export interface Reduced {
  readonly invoice: Invoice;
  readonly left: readonly LeftOut[];
}

/** Of the transport only: not a term that could be lost. */
const FRENCH_EXTENSION = /^urn:cen\.eu:en16931:2017#conformant#urn\.cpro\.gouv\.fr:1p0:extended-ctc-fr$/;

export function reduceTo(invoice: Invoice, profile: FacturxProfile): Reduced {
  const left: LeftOut[] = [];
  const kept = (keep(invoice, '', '', profile, left) ?? {}) as Invoice;
  return { invoice: { ...kept, specification: specificationOf(invoice, profile) }, left };
}

/** The French extension is written in the profile EXTENDED under its own name (XP Z12-012). */
function specificationOf({ specification }: Invoice, profile: FacturxProfile): string {
  const stated = specification?.trim() ?? '';
  return profile.name === 'extended' && FRENCH_EXTENSION.test(stated) ? stated : profile.specification;
}

function keep(value: unknown, pattern: string, path: string, profile: FacturxProfile, left: LeftOut[]): unknown {
  if (Array.isArray(value)) {
    const items = value as readonly unknown[];
    const kept = items.map((item, index) => keep(item, `${pattern}[]`, `${path}[${index}]`, profile, left));
    const present = kept.filter((item) => item !== undefined);
    return present.length === 0 ? undefined : present;
  }
  if (typeof value === 'object' && value !== null && !isDecimal(value)) return keepMembers(value, pattern, path, profile, left);
  const term = termAt(pattern);
  // what no term speaks of is a detail of the term around it: file name and type of an attachment
  if (term === undefined || profile.terms.has(term.id)) return value;
  left.push({ term: term.id, path, value: isDecimal(value) ? formatDecimal(value) : String(value) });
  return undefined;
}

function keepMembers(value: object, pattern: string, path: string, profile: FacturxProfile, left: LeftOut[]): object | undefined {
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([name, member]) => [name, keep(member, join(pattern, name), join(path, name), profile, left)] as const)
    .filter(([, member]) => member !== undefined);
  // an identifier without its value is none; details alone are no group
  const carried = members.filter(([name]) => !isDetail(join(pattern, name)));
  return carried.length === 0 ? undefined : Object.fromEntries(members);
}

/** A scheme, or what no term speaks of. */
function isDetail(pattern: string): boolean {
  const term = termAt(pattern);
  return pattern.endsWith('.scheme') || pattern.endsWith('.schemeVersion') || (term === undefined && DETAILS.test(pattern));
}

const DETAILS = /^attachments\[\]\.(?:mime|fileName)$/;

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function isDecimal(value: unknown): value is Decimal {
  return typeof value === 'object' && value !== null && 'units' in value && typeof value.units === 'bigint';
}
