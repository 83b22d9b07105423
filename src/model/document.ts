/**
 * Words, one meaning each.
 * company: a legal entity, its options and policies · connection: one account at one remote · connector / channel:
 * adapter to a kind of ERP / network · dialect: how one platform deviates from the standard API · record: raw bytes of
 * an ERP document as read · draft: loosely filled invoice made by a mapping · invoice: EN 16931 semantics · ready
 * invoice: an invoice without a fatal finding; only it is rendered for sending · document: our row · stage: where it
 * is · halt: held (a person must act) or parked (retries spent) · lifecycle: what others say of it, folded into tracks
 * · fault: a business finding · error: an operating failure · artifact: stored bytes, by content · event: a move ·
 * parcel / receipt / notice: what we hand to a channel / its immediate answer / what it tells later · binding: pair of
 * their id and ERP id · cursor: how far a feed of a connection has been read · profile: syntax, version, rule sets and
 * severities, as a value.
 */
import type { Instant } from '../base/calendar-date.ts';
import type { Halt, Stage } from './stage.ts';

export const DIRECTIONS = ['out', 'in'] as const;
export type Direction = (typeof DIRECTIONS)[number];

export const DOCUMENT_KINDS = ['invoice', 'lifecycle', 'report'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** A record in the ERP, by the ERP's own model name and id. */
export interface ErpRef {
  readonly model: string;
  readonly id: string;
}

export interface Document {
  readonly id: string;
  /** Unique for good: pipeline/keys.ts. */
  readonly key: string;
  readonly company: string | null;
  /** The connection it came from (ERP for out, platform for in). */
  readonly connection: string;
  readonly direction: Direction;
  readonly kind: DocumentKind;
  readonly version: number;
  readonly stage: Stage;
  readonly halt: Halt | null;
  /** Seq of the newest event. */
  readonly head: number;
  /** When the next move is due; null when none is planned. */
  readonly dueAt: Instant | null;
  /** Tries spent on the present stage, and since when. */
  readonly attempts: number;
  readonly stageSince: Instant;
  /** The document this one speaks of (kind lifecycle). */
  readonly about: string | null;
  readonly erpRef: ErpRef | null;
  /** Fingerprint of the ERP record that the present version was made from. */
  readonly fingerprint: string | null;
  /** Flow id at the network. */
  readonly channelRef: string | null;
  readonly number: string | null;
  readonly issueDate: string | null;
  readonly counterparty: string | null;
  readonly currency: string | null;
  /** BT-115 as decimal text. */
  readonly payable: string | null;
  /** b2b, b2b-int, b2c, b2g, out-of-scope: normalize/scope.ts. */
  readonly scope: string | null;
  /** One word or sentence key for why it is excluded, ignored, held. */
  readonly reason: string | null;
  /** Headline of the lifecycle: the native code (200, 205, …). */
  readonly status: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** What a version of a document was made of: digests of artifacts, and the pinned configuration and release. */
export interface DocumentVersion {
  readonly document: string;
  readonly version: number;
  readonly record: string | null;
  readonly enrichment: string | null;
  readonly invoice: string | null;
  readonly derivations: string | null;
  readonly output: string | null;
  readonly config: string | null;
  readonly release: string;
}
