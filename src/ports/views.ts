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

export interface Views {
  list(
    filter: DocumentFilter,
    page: { readonly offset: number; readonly limit: number; readonly order?: 'newest' | 'oldest' | 'amount' },
  ): Promise<DocumentList>;
  detail(id: string): Promise<DocumentDetail | null>;
  backlog(): Promise<readonly Backlog[]>;
  connections(): Promise<readonly ConnectionState[]>;
  companies(): Promise<
    readonly { readonly name: string; readonly mode: string; readonly since: string | null; readonly problem: string | null }[]
  >;
}
