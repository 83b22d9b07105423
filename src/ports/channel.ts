/** The port to a network. Every adapter in src/channels passes the contract suite in test/contract. */
import type { Instant } from '../base/calendar-date.ts';
import type { Check, Hint, HookRequest, Page } from './connector.ts';

/** What we hand over. The same trackingId is the same parcel: documentId@version. */
export interface Parcel {
  readonly trackingId: string;
  /** File name, at most 255 characters. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** 64 lower-case hex digits over bytes. */
  readonly sha256: string;
  /** XP Z12-013 words: UBL, CII, Factur-X, CDAR, FRR. */
  readonly syntax: string;
  /** Basic, CIUS, Extended-CTC-FR, Undefined; left out when none fits. */
  readonly profile?: string;
  /** B2B, B2BInt, B2G, … */
  readonly processingRule?: string;
  /** When it was offered first: bounds the search of `find`. */
  readonly since: Instant;
}

/** The immediate answer: received, nothing more. */
export interface Receipt {
  readonly ref: string;
  readonly at: Instant;
  /** The answer as it came, for the artifact store. */
  readonly raw: string;
}

export interface AckDetail {
  readonly level: 'error' | 'warning';
  readonly item: string;
  readonly code: string;
  readonly message: string;
}

/** What the network tells later about a flow, ours or a counterparty's. */
export interface Notice {
  /** Flow id. */
  readonly ref: string;
  /** copy: of something that comes as a flow of its own too; unknown: the file will tell. */
  readonly kind: 'invoice' | 'lifecycle' | 'report' | 'copy' | 'unknown';
  /** As we see it: out is what we sent. */
  readonly direction: 'out' | 'in';
  /** The network did not say the direction. */
  readonly guessed?: true;
  readonly at: Instant;
  readonly trackingId?: string;
  readonly syntax?: string;
  readonly profile?: string;
  readonly processingRule?: string;
  /** Digest of the file as the network announces it. */
  readonly sha256?: string;
  readonly ack: { readonly status: 'pending' | 'ok' | 'error'; readonly details: readonly AckDetail[] };
  /** The listing entry as it came. */
  readonly raw: string;
}

export interface NoticePage extends Page<Notice> {
  /** Entries that name no flow, as they came. */
  readonly unreadable?: readonly string[];
  /** A moment with more flows than the network lists: some may be hidden. */
  readonly crowded?: Instant;
}

export interface Download {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly name?: string;
}

export interface DirectoryLine {
  /** BT-49 value, scheme 0225. */
  readonly address: string;
  readonly siren?: string;
  readonly siret?: string;
  readonly routingCode?: string;
  readonly status: 'enabled' | 'disabled' | 'upcoming' | 'unknown';
  /** WK platform, DFH public portal. */
  readonly platformType?: string;
}

/** What a public buyer asks for (directory, b2gAdditionalData). */
export interface PublicBuyer {
  readonly needsEngagement: boolean;
  readonly needsService: boolean;
  /** One of the two suffices. */
  readonly needsEither?: boolean;
}

/** Per address, not per SIREN. */
export type Lookup =
  | { readonly state: 'routable'; readonly line: DirectoryLine; readonly publicBuyer?: PublicBuyer }
  | { readonly state: 'none' }
  | { readonly state: 'ambiguous'; readonly lines: readonly DirectoryLine[] }
  | { readonly state: 'undetermined'; readonly why: string };

export interface PartyToRoute {
  readonly siren?: string;
  readonly siret?: string;
  readonly routingCode?: string;
  /** Address known from the ERP or an earlier delivery, without its scheme. */
  readonly known?: string;
}

export interface Channel {
  readonly kind: string;
  /** Seconds that must pass after an unclear outcome before `find` is believed. */
  readonly settleSeconds: number;
  /** One try. @throws CHANNEL_REFUSED definite; NET_UNCLEAR or CHANNEL_UNCLEAR when it may have arrived */
  submit(parcel: Parcel): Promise<Receipt>;
  /** Did it arrive? Asked before every repeat. */
  find(parcel: Pick<Parcel, 'trackingId' | 'sha256' | 'since'>): Promise<Receipt | null>;
  /** `since` is where a walk without a cursor begins; where the connection says, when absent. */
  changes(cursor: string | null, limit: number, since?: Instant): Promise<NoticePage>;
  /** The present state of one flow. */
  notice(ref: string): Promise<Notice>;
  /** `tries`: how often this flow was asked for in vain. A first try is given up early, so that one flow holds up no other. */
  download(ref: string, what: 'Original' | 'Converted' | 'ReadableView', tries?: number): Promise<Download>;
  lookup?(party: PartyToRoute): Promise<Lookup>;
  check(): Promise<readonly Check[]>;
  readHook?(request: HookRequest): readonly Hint[] | null;
  /** Registers our hook address at the network where it has such a service. */
  subscribe?(callbackUrl: string): Promise<void>;
  close?(): Promise<void>;
}
