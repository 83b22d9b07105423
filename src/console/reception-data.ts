/** What the page of a supplier invoice shows besides any document's: the bill, what was learned from outside, what did not land. */
import type { Bill } from '../model/bill.ts';
import type { Document } from '../model/document.ts';
import type { Event } from '../model/event.ts';
import type { ReceptionEnrichment } from '../model/reception.ts';
import { decodeValue } from '../pipeline/invoice-json.ts';
import type { DocumentData } from './document-data.ts';
import { mediaOf } from './document-files.ts';
import type { ConsoleOptions } from './options.ts';

const READ_MAX = 20_000_000;
/** More are counted, not listed. */
export const UNREAD_MAX = 200;

export interface BillToBook {
  readonly bill: Bill;
  /** Targets of the reverse mapping as the connector gets them. */
  readonly values: Readonly<Record<string, unknown>>;
}

export interface Unread {
  readonly path: string;
  readonly value: string;
}

export interface ReceptionData {
  readonly booking: BillToBook | 'none' | 'broken';
  readonly enrichment: ReceptionEnrichment | null;
  readonly unread: readonly Unread[];
  /** Digest of the file as the network gave it, and whether it is a PDF. */
  readonly original: { readonly sha: string; readonly pdf: boolean } | null;
}

export function isReceived({ direction, kind }: Document): boolean {
  return direction === 'in' && kind === 'invoice';
}

export async function readReception(options: ConsoleOptions, data: DocumentData): Promise<ReceptionData> {
  const flow = digestOf(data.events, 'downloaded');
  const [output, enrichment, unread, original] = await Promise.all([
    valueOf(options, data.shown?.output ?? null),
    valueOf(options, data.shown?.enrichment ?? null),
    valueOf(options, digestOf(data.events, 'parsed')),
    flow === null ? null : options.artifact(flow),
  ]);
  return {
    booking: output === undefined || isUnbookable(output) ? 'none' : isBooking(output) ? output : 'broken',
    enrichment: isEnrichment(enrichment) ? enrichment : null,
    unread: Array.isArray(unread) ? unread.filter(isUnread) : [],
    original: flow === null || original === null ? null : { sha: flow, pdf: mediaOf(original).ending === 'pdf' },
  };
}

/** The artifact that the newest event of a type names. */
export function digestOf(events: readonly Event[], type: Event['type']): string | null {
  const digest = events.findLast((event) => event.type === type)?.data['artifact'];
  return typeof digest === 'string' ? digest : null;
}

/** undefined: there is none; null: it cannot be read. */
async function valueOf(options: ConsoleOptions, sha: string | null): Promise<unknown> {
  const bytes = sha === null ? null : await options.artifact(sha);
  if (bytes === null) return undefined;
  if (bytes.length > READ_MAX) return null;
  try {
    return decodeValue(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function isDecimal(value: unknown): boolean {
  return isGroup(value) && typeof value['units'] === 'bigint';
}

function areDecimals(value: Readonly<Record<string, unknown>>, ...names: readonly string[]): boolean {
  return names.every((name) => isDecimal(value[name]));
}

/** Amounts that nothing could be made of: then there is no bill, and a finding says why. */
function isUnbookable(value: unknown): boolean {
  return isGroup(value) && value['bill'] === null;
}

/** An artifact of another release may have another shape: the page then says so and goes on. */
function isBooking(value: unknown): value is BillToBook {
  if (!isGroup(value) || !isGroup(value['values']) || !isGroup(value['bill'])) return false;
  const { bill } = value;
  const { lines, taxes } = bill;
  return (
    Array.isArray(lines) &&
    Array.isArray(taxes) &&
    areDecimals(bill, 'withoutVat', 'vat', 'withVat') &&
    lines.every(
      (line: unknown) =>
        isGroup(line) &&
        typeof line['name'] === 'string' &&
        areDecimals(line, 'quantity', 'price', 'net') &&
        (line['vat'] === undefined || (isGroup(line['vat']) && areDecimals(line['vat'], 'rate'))),
    ) &&
    taxes.every((tax: unknown) => isGroup(tax) && areDecimals(tax, 'rate', 'base', 'amount'))
  );
}

function isEnrichment(value: unknown): value is ReceptionEnrichment {
  return (
    isGroup(value) &&
    isGroup(value['supplier']) &&
    Array.isArray(value['supplier']['proposals']) &&
    Array.isArray(value['accounts']) &&
    Array.isArray(value['duplicates']) &&
    Array.isArray(value['resolved']) &&
    value['resolved'].every((one: unknown) => isGroup(one) && typeof one['what'] === 'string' && isGroup(one['by']))
  );
}

function isUnread(value: unknown): value is Unread {
  return isGroup(value) && typeof value['path'] === 'string' && typeof value['value'] === 'string';
}
