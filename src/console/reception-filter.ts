/** The search of the reception page as an address: which supplier invoices, of whom, in which state. */
import type { DocumentFilter } from '../ports/views.ts';

export const RECEPTION_STATES = ['all', 'waiting', 'parked', 'booked', 'ignored', 'refused'] as const;
export type ReceptionState = (typeof RECEPTION_STATES)[number];
export const RECEPTION_PAGE = 25;
const PAGE_MAX = 100_000;

export interface ReceptionQuery {
  readonly state: ReceptionState;
  readonly company: string | undefined;
  readonly text: string | undefined;
  /** From 1. */
  readonly page: number;
}

/** `booked` stays true when people have decided and our work is done. */
const STATE_FILTERS: Readonly<Record<ReceptionState, DocumentFilter>> = {
  all: {},
  waiting: { halt: 'held' },
  parked: { halt: 'parked' },
  booked: { stages: ['delivered', 'closed'] },
  ignored: { stage: 'ignored' },
  refused: { stage: 'refused' },
};

/** Everything that came in as an invoice. */
export const RECEIVED: DocumentFilter = { direction: 'in', kind: 'invoice' };

function plain(text: string | undefined): string | undefined {
  const trimmed = text?.trim().slice(0, 200);
  return trimmed === '' ? undefined : trimmed;
}

/** What is not understood is left out: a hand-made address never breaks the page. */
export function readReceptionQuery(fields: Readonly<Record<string, string>>): ReceptionQuery {
  const page = /^\d{1,6}$/.test(fields['page'] ?? '') ? Number.parseInt(fields['page'] as string, 10) : 1;
  return {
    state: RECEPTION_STATES.find((state) => state === fields['state']) ?? 'all',
    company: plain(fields['company']),
    text: plain(fields['text']),
    page: Math.min(Math.max(page, 1), PAGE_MAX),
  };
}

/** The query of an address that shows this search; defaults are left out. */
export function writeReceptionQuery(query: Partial<ReceptionQuery>): Readonly<Record<string, string | number | undefined>> {
  const { state, company, text, page } = query;
  return { state: state === 'all' ? undefined : state, company, text, page: page === 1 ? undefined : page };
}

export function receptionFilter({ state, company, text }: Pick<ReceptionQuery, 'state' | 'company' | 'text'>): DocumentFilter {
  return {
    ...RECEIVED,
    ...STATE_FILTERS[state],
    ...(company === undefined ? {} : { company }),
    ...(text === undefined ? {} : { text }),
  };
}
