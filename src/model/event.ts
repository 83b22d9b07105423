/** What happened to a document: append-only, hash-chained (store/journal). Facts by name; bodies are artifacts. */
import type { Instant } from '../base/calendar-date.ts';
import type { Json } from '../base/json.ts';

export const EVENT_TYPES = [
  'received', 'read', 'mapped', 'enriched', 'prepared', 'signed', 'submitting', 'submitted', 'acknowledged', 'refused',
  'delivered', 'lifecycle', 'closed', 'excluded', 'cancelled', 'held', 'parked', 'released', 'retried', 'refreshed',
  'diverged', 'announced', 'downloaded', 'parsed', 'ignored', 'written-back', 'write-back-failed', 'failed', 'warned',
  'note', 'resolved', 'booked', 'decided', 'told',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

export interface EventDraft {
  readonly type: EventType;
  /** Who: `daemon`, `operator:NAME`, `platform:CODE`, `erp:USER`. */
  readonly actor: string;
  readonly data: Readonly<Record<string, Json>>;
}

export interface Event extends EventDraft {
  readonly document: string;
  readonly seq: number;
  readonly at: Instant;
  readonly hash: string;
  readonly previousHash: string;
}
