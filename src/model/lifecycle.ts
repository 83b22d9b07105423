/**
 * What others say of an invoice: one status message (CDAR, or an acknowledgement of the platform), and the tracks into
 * which messages are folded whatever their order of arrival. Codes: XP Z12-012 annex as in the FNFE rules V1.4.
 */
import type { Instant } from '../base/calendar-date.ts';
import type { Decimal } from './decimal.ts';
import type { Identifier } from './party.ts';

export const TRACKS = ['transport', 'treatment', 'payment', 'assignment', 'authority'] as const;
export type Track = (typeof TRACKS)[number];

/** MDG-37 SpecifiedDocumentStatus with its characteristics MDG-43. */
export interface StatusReason {
  /** MDT-113. */
  readonly code?: string;
  /** MDT-114. */
  readonly text?: string;
  /** MDT-115 and MDT-116: the status this block belongs to, when it is another than that of the message. */
  readonly statusCode?: string;
  readonly statusLabel?: string;
  /** MDT-121 and MDT-122. */
  readonly action?: string;
  readonly actionText?: string;
  /** MDT-124-2. */
  readonly sequence?: number;
  /** MDT-126. */
  readonly note?: string;
  readonly characteristics?: readonly StatusCharacteristic[];
}

/** MDG-43. */
export interface StatusCharacteristic {
  /** MDT-206. */
  readonly id?: string;
  /** MDT-207: MEN, MPA, RAP, CBB, … */
  readonly type?: string;
  readonly changed?: boolean;
  readonly name?: string;
  readonly location?: string;
  readonly amount?: Decimal;
  readonly currency?: string;
  readonly percent?: Decimal;
  readonly date?: string;
  readonly value?: string;
}

/** MDG of a party of the message. */
export interface StatusParty {
  readonly id?: Identifier;
  readonly name?: string;
  /** MDT-21, MDT-40, MDT-59: WK, SE, BY, DFH, … */
  readonly role?: string;
  /** MDT-73. */
  readonly endpoint?: Identifier;
}

/** One CDAR message about one invoice. */
export interface StatusMessage {
  /** MDT-4. */
  readonly id?: string;
  /** MDT-5. */
  readonly name?: string;
  /** MDT-2 and MDT-3. */
  readonly process?: string;
  readonly guideline?: string;
  /** MDT-8: when the message was made. */
  readonly issuedAt?: string;
  readonly sender?: StatusParty;
  readonly issuer?: StatusParty;
  readonly recipients?: readonly StatusParty[];
  /** MDT-74. */
  readonly multiple?: boolean;
  /** MDT-77: 305 platform, 23 treatment. */
  readonly typeCode?: string;
  /** MDT-78: when the status was set. */
  readonly statusAt?: string;
  readonly invoice: {
    /** MDT-87. */
    readonly number?: string;
    /** MDT-91. */
    readonly typeCode?: string;
    /** MDT-100, YYYY-MM-DD. */
    readonly issueDate?: string;
    /** MDT-129. */
    readonly seller?: Identifier;
    /** MDT-132: SE. */
    readonly sellerRole?: string;
    /** MDG-42: whom the invoice itself was meant for; MDT-158 is the role. */
    readonly recipients?: readonly StatusParty[];
    /** MDT-95. */
    readonly receivedAt?: string;
    /** MDT-97. */
    readonly referenceType?: string;
  };
  /** MDT-88. */
  readonly statusCode?: string;
  /** MDT-105: 200 to 228. */
  readonly code?: string;
  /** MDT-106. */
  readonly label?: string;
  readonly reasons: readonly StatusReason[];
}

/** A status of one track, with who said so, when, where, and by which evidence. */
export interface LifecycleEntry {
  /** Unique per message: the flow id, or flow id and a suffix for an acknowledgement. Equal references fold to one. */
  readonly reference: string;
  readonly code: string;
  readonly track: Track;
  /** MDT-78, or when the platform listed it. */
  readonly at: Instant;
  readonly actor?: string;
  readonly platform?: string;
  readonly reasons: readonly { readonly code?: string; readonly text?: string }[];
  /** 211 and 212: amounts by rate as decimal text. */
  readonly amounts?: readonly { readonly type: string; readonly amount: string; readonly rate?: string }[];
  /** Artifact that proves it. */
  readonly evidence?: string;
}

/** The fold: for every track its entries in a fixed order, its state, and one headline over all. */
export interface Lifecycle {
  readonly tracks: Readonly<
    Partial<Record<Track, { readonly code: string; readonly at: Instant; readonly entries: readonly LifecycleEntry[] }>>
  >;
  /** The code shown first; model/lifecycle-fold.ts has the order. */
  readonly headline: LifecycleEntry | null;
  /** The entries of all tracks, oldest first. */
  readonly entries: readonly LifecycleEntry[];
}
