/** The port to a kind of ERP. Every adapter in connectors/ passes the contract suite in test/contract. */
import type { Instant } from '../base/calendar-date.ts';
import type { Decimal } from '../model/decimal.ts';
import type { ErpRef } from '../model/document.ts';
import type { Identifier, Party } from '../model/party.ts';

/**
 * bills: received bills with what people decide on them · payments: invoices and bills of which money moved (ref names
 * the invoice or bill, the fingerprint covers what is matched with it, un-matching included).
 */
export const FEEDS = ['invoices', 'bills', 'payments', 'parties', 'products'] as const;
export type Feed = (typeof FEEDS)[number];

export interface Page<T> {
  readonly items: readonly T[];
  /** Opaque; stored with the page it closes. */
  readonly cursor: string;
  /** True when another page can be read at once. */
  readonly more: boolean;
}

/** A record that may have changed: at least once, in any order, perhaps with a known fingerprint. */
export interface Change {
  readonly ref: ErpRef;
  /** Digest of the business fields; our own write-back never changes it. */
  readonly fingerprint: string;
  /** Deleted, or back to draft, or cancelled in the ERP. */
  readonly gone?: 'deleted' | 'draft' | 'cancelled';
  /** Id of the company inside the ERP. */
  readonly company?: string;
  /** Facts that spare a read: number, issue date (YYYY-MM-DD). */
  readonly number?: string;
  readonly issueDate?: string;
}

/** A read record: nested JSON (UTF-8) by the ERP's own field names; relations are objects and lists of objects. */
export interface ErpRecord {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly fingerprint: string;
  /** Set when the record is not to be sent as it is now. */
  readonly gone?: 'deleted' | 'draft' | 'cancelled';
}

export interface ErpField {
  readonly type: string;
  readonly relation?: string;
  readonly writable: boolean;
}

/** Discovered at connect time, never assumed. */
export interface ErpDescription {
  readonly product: string;
  readonly version: string;
  readonly modules: readonly string[];
  /** Fields per model that the adapter uses or that mappings may read. */
  readonly models: Readonly<Record<string, Readonly<Record<string, ErpField>>>>;
  readonly limits: Readonly<Record<string, number>>;
  /** Identity for copy detection: database name, database uuid, URL. */
  readonly fingerprints: Readonly<Record<string, string>>;
  readonly provisioned: boolean;
}

export interface PartyMatch {
  readonly ref: ErpRef;
  readonly name: string;
  /** Which identifier matched: siret, siren, vat, endpoint; or name, iban as a mere proposal. */
  readonly by: string;
  readonly certain: boolean;
}

export interface ListEntry {
  readonly id: string;
  readonly code?: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What a person sees in the ERP. Sentences are already in the company's language. */
export interface ErpStatus {
  /** Idempotency: unique per change, written at the end of the chatter line, searched for before any repeat. */
  readonly reference: string;
  /** Native code (200 …), or `held`, `excluded`, `diverged`. */
  readonly code: string;
  readonly label: string;
  /** Tracks as short labels by track name. */
  readonly tracks: Readonly<Record<string, string>>;
  readonly at: Instant;
  readonly reason?: string;
  /** Flow id at the platform, and a page about the document. */
  readonly platformReference?: string;
  readonly link?: string;
  /** One line for the record's history. */
  readonly message: string;
  /** Set when a person must act: title and what to do. */
  readonly activity?: { readonly summary: string; readonly note: string };
}

export interface ErpTotals {
  readonly withoutVat: Decimal;
  readonly vat: Decimal;
  readonly withVat: Decimal;
  readonly rates: readonly { readonly rate: Decimal; readonly base: Decimal; readonly amount: Decimal }[];
}

export interface Check {
  /** Stable name: `reachable`, `credentials`, `rights`, `key-expiry`, `provisioned`, … */
  readonly name: string;
  readonly state: 'ok' | 'warning' | 'failed';
  /** What was found and what to do; no secrets. */
  readonly detail: string;
}

/** A hook request as it came; the adapter says what it may be about, having authenticated it. */
export interface HookRequest {
  /** Path below the connection's hook address, query string excluded. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly receivedAt: Instant;
}

/** Only a wake-up: nothing in it is believed. */
export interface Hint {
  readonly feed: string;
  readonly ref?: string;
}

/** A bill to be made in the ERP: targets of a reverse mapping with everything resolved (the road in). */
export interface BillToCreate {
  readonly key: string;
  readonly company: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** VAT per tax of the ERP (its id) as the supplier states it: the adapter sets the tax lines to these amounts. */
  readonly taxes?: readonly { readonly tax: string; readonly base: Decimal; readonly amount: Decimal }[];
}

/** A supplier to be made in the ERP, with every legal identifier the invoice gives. */
export interface PartyToCreate {
  /** Idempotency: the same key is the same party. */
  readonly key: string;
  readonly company: string;
  readonly party: Party;
  /** IBANs of BT-84. */
  readonly accounts: readonly string[];
}

/** A line as the supplier's earlier bills were booked. */
export interface BookedLine {
  readonly name: string;
  readonly account?: string;
  readonly taxes: readonly string[];
  readonly product?: string;
  /** The ERP's own form, given back as it is. */
  readonly analytic?: string;
}

/** What people decided on a received bill, and what was paid of it; amounts in the bill's currency. */
export interface BillDecision {
  readonly state: 'draft' | 'posted' | 'cancelled' | 'deleted';
  /** 204 to 210 where somebody chose one. */
  readonly code?: string;
  /** MDT-113 and MDT-126. */
  readonly reason?: string;
  readonly comment?: string;
  readonly currency: string;
  readonly total: Decimal;
  /** Money only, never credit notes. Cumulative. */
  readonly paid: Decimal;
  /** Of the newest payment, YYYY-MM-DD. */
  readonly paidOn?: string;
}

/** Money matched with an invoice or taken back from it; cumulative, in the invoice's currency, credit notes positive as invoices. */
export interface Collected {
  readonly currency: string;
  /** Total with VAT of the document, and what is still open. */
  readonly total: Decimal;
  readonly open: Decimal;
  /** Money received (negative for money paid back on a credit note), whatever its VAT. */
  readonly money: Decimal;
  /** Settled against credit notes or invoices, by document; never money. */
  readonly netted: readonly { readonly ref: ErpRef; readonly amount: Decimal; readonly on: string }[];
  /** Rates due on collection, with VAT, of money alone; empty when none is. Exact where the ERP books VAT on payment, else pro rata. */
  readonly money212: readonly RateAmount[];
  /** The same of what was netted. */
  readonly netted212: readonly RateAmount[];
  /** Of the newest payment or netting, YYYY-MM-DD. */
  readonly on?: string;
  /** Ids of the ERP records that prove it. */
  readonly evidence: readonly string[];
}

export interface RateAmount {
  /** Percent. */
  readonly rate: Decimal;
  /** With VAT. */
  readonly amount: Decimal;
}

export interface ErpFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface Connector {
  readonly kind: string;
  describe(): Promise<ErpDescription>;
  /** Changes since the cursor (null: from the beginning), at least once. `companies` limits to ids inside the ERP. */
  changes(feed: Feed, cursor: string | null, limit: number): Promise<Page<Change>>;
  /** All records of a window of issue dates, for late commits and reconciliation. */
  sweep(feed: Feed, window: { readonly from: string; readonly to: string }, cursor: string | null): Promise<Page<Change>>;
  /** Complete or throws. `fields` are dotted paths; those that this database lacks are left out. @throws CONNECTOR_NOT_FOUND */
  read(ref: ErpRef, fields: readonly string[]): Promise<ErpRecord>;
  lists(kind: 'tax' | 'account' | 'unit' | 'journal' | 'term' | 'currency'): Promise<readonly ListEntry[]>;
  findParty(ids: readonly Identifier[]): Promise<readonly PartyMatch[]>;
  findBill(key: string, businessKey: string): Promise<ErpRef | null>;
  createBill(bill: BillToCreate): Promise<ErpRef>;
  totals(ref: ErpRef): Promise<ErpTotals>;
  /** Takes back a draft that createBill made and that shows other amounts; leaves everything else alone. */
  discardBill?(ref: ErpRef): Promise<void>;
  /** Idempotent by key. @throws CONNECTOR_DENIED when the ERP's user may not make parties */
  createParty?(party: PartyToCreate): Promise<ErpRef>;
  /** IBANs that the ERP knows of a party, without spaces. */
  partyAccounts?(party: ErpRef): Promise<readonly string[]>;
  /** Lines of the party's latest bills, newest first, at most `limit`. */
  history?(party: ErpRef, company: string, limit: number): Promise<readonly BookedLine[]>;
  /** The purchase order BT-13 of this party. */
  findOrder?(number: string, party: ErpRef, company: string): Promise<ErpRef | null>;
  decision?(ref: ErpRef): Promise<BillDecision | null>;
  /** null: the record is no invoice or credit note that can be collected. */
  collected?(ref: ErpRef): Promise<Collected | null>;
  /** Idempotent by `status.reference`. Must not make our own write look like a change. */
  writeStatus(ref: ErpRef, status: ErpStatus): Promise<void>;
  attach(ref: ErpRef, file: ErpFile): Promise<void>;
  check(): Promise<readonly Check[]>;
  /** Authenticates and reads a hook. null: not authentic. */
  readHook?(request: HookRequest): readonly Hint[] | null;
  close?(): Promise<void>;
}
