/** Read models for console, API and CLI. One implementation: src/views on PostgreSQL. */
import type { Instant } from '../base/calendar-date.ts';
import type { Direction, Document, DocumentKind, DocumentVersion } from '../model/document.ts';
import type { Event } from '../model/event.ts';
import type { Fault } from '../model/fault.ts';
import type { Lifecycle } from '../model/lifecycle.ts';

export interface DocumentFilter {
  readonly text?: string;
  readonly company?: string;
  readonly stage?: string;
  /** Any of these. */
  readonly stages?: readonly string[];
  readonly halt?: string;
  /** Native lifecycle code of the headline. */
  readonly status?: string;
  readonly direction?: Direction;
  readonly kind?: DocumentKind;
  /** Issue dates, inclusive, YYYY-MM-DD. */
  readonly from?: string;
  readonly to?: string;
}

export interface DocumentList {
  readonly rows: readonly Document[];
  readonly total: number;
  /** Sum of BT-115 per currency over all matches, decimal text. */
  readonly payable: Readonly<Record<string, string>>;
}

export interface DocumentDetail {
  readonly document: Document;
  readonly versions: readonly DocumentVersion[];
  readonly events: readonly Event[];
  readonly findings: readonly Fault[];
  readonly lifecycle: Lifecycle;
  readonly related: readonly Document[];
}

export interface Backlog {
  readonly company: string | null;
  readonly stage: string;
  readonly halt: string | null;
  readonly count: number;
  readonly oldest: Instant;
}

export interface ConnectionState {
  readonly name: string;
  readonly kind: string;
  readonly pausedUntil: Instant | null;
  readonly reason: string | null;
  readonly problem: string | null;
  readonly lastOkAt: Instant | null;
}

/** How well a network connection is heard: last check, what was listed and stored, what is missing, whether silence is unusual. */
export interface ReceptionHealth {
  readonly connection: string;
  readonly lastOkAt: Instant | null;
  /** Of the last comparison with the platform's own listing. */
  readonly comparedAt: Instant | null;
  readonly listed: number;
  readonly stored: number;
  /** Flow ids that the platform lists and we had not; they were taken in by the comparison. */
  readonly recovered: number;
  readonly lastArrivalAt: Instant | null;
  /** Longest gap that is usual here, seconds; null while too little is known. */
  readonly usualGapSeconds: number | null;
  readonly silent: boolean;
  /** The last moment that held more flows than the platform lists: some may be hidden. */
  readonly crowdedAt?: Instant | null;
}

export interface Views {
  reception(): Promise<readonly ReceptionHealth[]>;
  list(
    filter: DocumentFilter,
    page: { readonly offset: number; readonly limit: number; readonly order?: 'newest' | 'oldest' | 'amount' },
  ): Promise<DocumentList>;
  detail(id: string): Promise<DocumentDetail | null>;
  /** The findings of the present versions, by document: why each row of a list waits. */
  findings?(documents: readonly string[]): Promise<Readonly<Record<string, readonly Fault[]>>>;
  backlog(): Promise<readonly Backlog[]>;
  connections(): Promise<readonly ConnectionState[]>;
  companies(): Promise<
    readonly { readonly name: string; readonly mode: string; readonly since: string | null; readonly problem: string | null }[]
  >;
}
