/** The search of the documents page as an address: read from its query, written back into links. */
import { isCalendarDate } from '../base/calendar-date.ts';
import { DIRECTIONS, DOCUMENT_KINDS } from '../model/document.ts';
import { HALTS, STAGES } from '../model/stage.ts';
import type { DocumentFilter } from '../ports/views.ts';

export const ORDERS = ['newest', 'oldest', 'amount'] as const;
export type Order = (typeof ORDERS)[number];
export const PAGE_SIZE = 50;
/** People look for invoices; the messages about them are on the invoice's own page. */
const DEFAULT_KIND = 'invoice';
export const ANY_KIND = 'any';
/** Beyond it one filters instead of leafing. */
const PAGE_MAX = 100_000;

export interface DocumentQuery {
  readonly filter: DocumentFilter;
  readonly order: Order;
  /** From 1. */
  readonly page: number;
}

function oneOf<T extends string>(list: readonly T[], text: string | undefined): T | undefined {
  return list.find((item) => item === text);
}

function plain(text: string | undefined, most = 200): string | undefined {
  const trimmed = text?.trim().slice(0, most);
  return trimmed === '' ? undefined : trimmed;
}

function day(text: string | undefined): string | undefined {
  return text !== undefined && isCalendarDate(text) ? text : undefined;
}

/** What is not understood is left out: a hand-made address never breaks the page. */
export function readQuery(fields: Readonly<Record<string, string>>): DocumentQuery {
  const status = fields['status'];
  const members = {
    text: plain(fields['text']),
    company: plain(fields['company']),
    stage: oneOf(STAGES, fields['stage']),
    halt: oneOf(HALTS, fields['halt']),
    status: status !== undefined && /^[0-9a-z]{1,10}$/.test(status) ? status : undefined,
    direction: oneOf(DIRECTIONS, fields['direction']),
    kind: fields['kind'] === ANY_KIND ? undefined : (oneOf(DOCUMENT_KINDS, fields['kind']) ?? DEFAULT_KIND),
    from: day(fields['from']),
    to: day(fields['to']),
  };
  const filter: DocumentFilter = Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
  const page = /^\d{1,6}$/.test(fields['page'] ?? '') ? Number.parseInt(fields['page'] as string, 10) : 1;
  return { filter, order: oneOf(ORDERS, fields['order']) ?? 'newest', page: Math.min(Math.max(page, 1), PAGE_MAX) };
}

/** The query of an address that shows this search; defaults are left out. */
export function writeQuery({ filter, order, page }: DocumentQuery): Readonly<Record<string, string | number | undefined>> {
  // only the reception page asks for several stages at once
  const { stages: _stages, ...plainly } = filter;
  const kind = filter.kind === DEFAULT_KIND ? undefined : (filter.kind ?? ANY_KIND);
  return { ...plainly, kind, order: order === 'newest' ? undefined : order, page: page === 1 ? undefined : page };
}

export function isFiltered(filter: DocumentFilter): boolean {
  return Object.entries(filter).some(([name, value]) => name !== 'kind' || value !== DEFAULT_KIND);
}
