/** The port to durable memory. One implementation: src/store on PostgreSQL. */
import type { Instant } from '../base/calendar-date.ts';
import type { Json } from '../base/json.ts';
import type { Direction, Document, DocumentVersion, ErpRef } from '../model/document.ts';
import type { Event, EventDraft } from '../model/event.ts';
import type { Fault } from '../model/fault.ts';
import type { DocumentPatch, JobRequest, NewDocument, Queue, Step } from '../model/step.ts';

export type CommitOutcome =
  | { readonly state: 'done'; readonly head: number }
  /** The document moved on; the step was dropped. */
  | { readonly state: 'stale'; readonly head: number }
  | { readonly state: 'failed'; readonly error: Error };

/** One item of an ERP feed page as the pull stage decided it. */
export interface SourceUpsert {
  readonly connection: string;
  readonly feed: string;
  readonly ref: string;
  readonly fingerprint: string;
}

export interface InboxItem {
  readonly source: string;
  /** Unique with source: a second delivery is dropped silently. */
  readonly dedupe: string;
  readonly body: string;
}

export interface StoredInboxItem extends InboxItem {
  readonly id: string;
  readonly receivedAt: Instant;
  readonly attempts: number;
}

/** Everything of one page of a feed, in one transaction: a cursor never moves without what it passed over. */
export interface PageCommit {
  readonly cursor: { readonly connection: string; readonly feed: string; readonly value: string };
  readonly sources?: readonly SourceUpsert[];
  readonly creates?: readonly NewDocument[];
  readonly steps?: readonly Step[];
  readonly inbox?: readonly InboxItem[];
}

export interface PageOutcome {
  /** Key → document id of those that were new. */
  readonly created: ReadonlyMap<string, string>;
  readonly steps: readonly CommitOutcome[];
  readonly inboxAdded: number;
  /** New documents that the database refused; the others were stored, and these are not taken for seen. */
  readonly refused?: readonly { readonly key: string; readonly error: Error }[];
}

export interface EffectKey {
  readonly connection: string;
  /** `submit`, `write-status`, `create-bill`, `send-status`. */
  readonly operation: string;
  /** For submitting an invoice: seller id + number + year of issue. */
  readonly key: string;
}

export interface EffectRequest extends EffectKey {
  readonly document: string;
  /** Digest of what would be sent. */
  readonly contentHash: string;
  readonly owner: string;
  readonly leaseSeconds: number;
}

export interface EffectRow extends EffectKey {
  readonly id: string;
  readonly document: string;
  readonly contentHash: string;
  readonly state: 'open' | 'uncertain' | 'succeeded' | 'refused' | 'failed';
  readonly owner: string;
  readonly leaseUntil: Instant;
  readonly attempts: number;
  /** When the first try of this content began. */
  readonly since: Instant;
  /** Times `find` came back empty after the settle time. */
  readonly emptyFinds: number;
  readonly outcome: string | null;
  readonly updatedAt: Instant;
}

export type EffectClaim =
  /** Ours to try. `previous` is the row before this claim when an earlier try left it open or uncertain: find first. */
  | { readonly state: 'granted'; readonly effect: EffectRow; readonly previous: EffectRow | null }
  | { readonly state: 'busy'; readonly until: Instant }
  | { readonly state: 'done'; readonly effect: EffectRow }
  /** Another content for an open or succeeded key. */
  | { readonly state: 'conflict'; readonly effect: EffectRow };

export interface Effects {
  claim(request: EffectRequest): Promise<EffectClaim>;
  settle(
    id: string,
    owner: string,
    result: {
      readonly state: 'uncertain' | 'succeeded' | 'refused' | 'failed' | 'open';
      readonly outcome?: string;
      readonly emptyFind?: boolean;
    },
  ): Promise<void>;
  /** A success that turned out a definite technical refusal (an acknowledgement says so): the key is free for a next attempt. */
  refuse(key: EffectKey, outcome: string): Promise<void>;
  get(key: EffectKey): Promise<EffectRow | null>;
}

export interface Inbox {
  add(items: readonly InboxItem[]): Promise<number>;
  /** `source`: all that begin with it. */
  pending(limit: number, before?: Instant, source?: string): Promise<readonly StoredInboxItem[]>;
  /** Removes what became durable elsewhere. */
  settle(ids: readonly string[]): Promise<void>;
  /** Try again later: one bad item never holds the others. */
  postpone(id: string, until: Instant, why: string): Promise<void>;
}

export interface Hints {
  /** Upsert: a storm of equal hints is one row. */
  post(connection: string, feed: string, ref: string | null): Promise<void>;
  /** Takes and removes the hints of a connection. */
  take(connection: string): Promise<readonly { readonly feed: string; readonly ref: string | null }[]>;
  pendingConnections(): Promise<readonly string[]>;
}

export interface Lane {
  readonly connection: string;
  readonly pausedUntil: Instant | null;
  readonly reason: string | null;
}

export interface Lanes {
  /** until null: until resumed by an operator or a passed check. */
  pause(connection: string, until: Instant | null, reason: string): Promise<void>;
  resume(connection: string): Promise<void>;
  list(): Promise<readonly Lane[]>;
}

export interface Bindings {
  get(connection: string, kind: string, theirs: string): Promise<string | null>;
  put(connection: string, kind: string, theirs: string, ours: string): Promise<void>;
}

export const REVISION_KINDS = ['company', 'connection', 'overlay', 'dialect', 'policy'] as const;
export type RevisionKind = (typeof REVISION_KINDS)[number];

export interface Revision {
  readonly id: string;
  readonly kind: RevisionKind;
  readonly name: string;
  readonly managedBy: 'file' | 'console';
  readonly sha: string;
  readonly content: Json;
  /** null: in force; else why the object is paused (file:line:column and sentence). */
  readonly problem: string | null;
  readonly createdAt: Instant;
}

export interface Revisions {
  current(kind?: RevisionKind): Promise<readonly Revision[]>;
  get(id: string): Promise<Revision | null>;
  put(revision: Omit<Revision, 'id' | 'createdAt' | 'sha'>): Promise<Revision>;
  remove(kind: RevisionKind, name: string): Promise<void>;
}

export interface Credentials {
  /** Sealed by the key file; a new generation each time. */
  put(connection: string, name: string, secret: string): Promise<number>;
  get(connection: string, name: string): Promise<string | null>;
}

/** Small durable facts of the shell: remembered connection fingerprints, last check times. */
export interface Facts {
  get(name: string): Promise<Json | null>;
  set(name: string, value: Json): Promise<void>;
  /** True for the first caller that brings this value, among any number of daemons (once per tick). */
  claim(name: string, value: string): Promise<boolean>;
}

export interface Job {
  readonly id: string;
  readonly queue: Queue;
  readonly document: string;
}

export interface Store {
  readonly effects: Effects;
  readonly inbox: Inbox;
  readonly hints: Hints;
  readonly lanes: Lanes;
  readonly bindings: Bindings;
  readonly revisions: Revisions;
  readonly credentials: Credentials;
  readonly facts: Facts;

  document(id: string): Promise<Document | null>;
  documents(ids: readonly string[]): Promise<ReadonlyMap<string, Document>>;
  byKey(key: string): Promise<Document | null>;
  byKeys(keys: readonly string[]): Promise<ReadonlyMap<string, Document>>;
  byErpRef(connection: string, ref: ErpRef): Promise<readonly Document[]>;
  byChannelRef(ref: string): Promise<readonly Document[]>;
  /** Invoices with this number as written, newest first; outbound unless said otherwise. */
  byNumber(company: string, number: string, direction?: Direction): Promise<readonly Document[]>;
  /** Those whose due time passed, without a job of their own. */
  due(now: Instant, limit: number): Promise<readonly Document[]>;
  /** Held or unsent documents of a company or connection, for re-reading. */
  held(filter: { readonly connection?: string; readonly company?: string; readonly limit: number }): Promise<readonly Document[]>;
  /** Supplier invoices of these companies that a person or a correction in the ERP must let go on. */
  waiting(companies: readonly string[], limit: number): Promise<readonly Document[]>;
  version(document: string, version: number): Promise<DocumentVersion | null>;
  events(document: string): Promise<readonly Event[]>;
  findings(document: string, version: number): Promise<readonly Fault[]>;
  /** Lifecycle documents about an invoice. */
  about(document: string): Promise<readonly Document[]>;
  artifact(sha256: string): Promise<Uint8Array | null>;
  sources(connection: string, feed: string, refs: readonly string[]): Promise<ReadonlyMap<string, string>>;
  cursor(connection: string, feed: string): Promise<string | null>;

  /** The only writer of stages. Steps of several documents in one transaction; alone each on an error. */
  commit(steps: readonly Step[]): Promise<readonly CommitOutcome[]>;
  commitPage(page: PageCommit): Promise<PageOutcome>;
  create(documents: readonly NewDocument[]): Promise<ReadonlyMap<string, string>>;
  /** An event without a move (a note, a write-back): needs no head. */
  append(document: string, event: EventDraft, set?: DocumentPatch, jobs?: readonly JobRequest[]): Promise<number>;
  enqueue(document: string, job: JobRequest): Promise<void>;
}
