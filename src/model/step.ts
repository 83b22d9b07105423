/** A stage never writes: it returns a Step, which store/commit makes true in one transaction, or drops as stale. */
import type { Instant } from '../base/calendar-date.ts';
import type { Direction, Document, DocumentKind, DocumentVersion, ErpRef } from './document.ts';
import type { EventDraft } from './event.ts';
import type { Fault } from './fault.ts';
import type { Halt, Stage } from './stage.ts';

/** Bytes to keep; `as` says which digest of the version they become, or names another artifact of the document. */
export interface ArtifactDraft {
  readonly as: 'record' | 'enrichment' | 'invoice' | 'derivations' | 'output' | 'answer' | 'flow' | 'readable' | 'unread';
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

export const QUEUES = ['advance', 'write-back', 'respond'] as const;
export type Queue = (typeof QUEUES)[number];

export interface JobRequest {
  readonly queue: Queue;
  /** Not before this moment; at once when absent. */
  readonly at?: Instant;
}

/** Members of the document row that a step may set. */
export type DocumentPatch = Partial<
  Pick<
    Document,
    | 'company' | 'erpRef' | 'fingerprint' | 'channelRef' | 'number' | 'issueDate' | 'counterparty' | 'currency'
    | 'payable' | 'scope' | 'reason' | 'status' | 'about' | 'kind'
  >
>;

export interface Step {
  readonly document: string;
  /** The head the step was computed on; another head makes the step stale. */
  readonly expectedHead: number;
  readonly to: Stage;
  /** null clears a halt, undefined clears it too when the stage changes and keeps it otherwise. */
  readonly halt?: Halt | null;
  /** Begin version n+1 with this step. */
  readonly newVersion?: boolean;
  /** At least one, unless the stage stays and only the next look is planned. */
  readonly events: readonly EventDraft[];
  readonly artifacts?: readonly ArtifactDraft[];
  /** Replaces the findings of the version. */
  readonly findings?: readonly Fault[];
  readonly jobs?: readonly JobRequest[];
  readonly set?: DocumentPatch;
  /** When the sweep should look again; null none. Absent: null when the stage changes. */
  readonly dueAt?: Instant | null;
  /** Tries spent on the stage; a change of stage sets it to 0 unless given. */
  readonly attempts?: number;
  /** Pins of the version. */
  readonly version?: Partial<Pick<DocumentVersion, 'config' | 'release'>>;
}

/** A document to be made; an existing key is left as it is and reported. */
export interface NewDocument {
  readonly key: string;
  readonly company: string | null;
  readonly connection: string;
  readonly direction: Direction;
  readonly kind: DocumentKind;
  readonly stage: Stage;
  readonly about?: string;
  readonly erpRef?: ErpRef;
  readonly fingerprint?: string;
  readonly channelRef?: string;
  readonly set?: DocumentPatch;
  readonly events: readonly EventDraft[];
  readonly artifacts?: readonly ArtifactDraft[];
  readonly jobs?: readonly JobRequest[];
  readonly dueAt?: Instant;
}
