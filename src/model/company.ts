/** A company as the core sees it: a legal entity with its options and policies (config/shape makes it from files). */
import type { Syntax } from './invoice.ts';

export const MODES = ['off', 'shadow', 'live'] as const;
/** shadow: everything except what a third party could see. */
export type Mode = (typeof MODES)[number];

export const SCOPE_CLASSES = ['b2b', 'b2b-int', 'b2c', 'b2g', 'out-of-scope'] as const;
export type ScopeClass = (typeof SCOPE_CLASSES)[number];

export const SCOPE_POLICIES = ['send', 'keep-for-report', 'ignore'] as const;
export type ScopePolicy = (typeof SCOPE_POLICIES)[number];

export const BUYER_CHECKS = ['strict', 'accept-any'] as const;
export const UNKNOWN_SUPPLIER = ['hold', 'create'] as const;
export const DUPLICATE_POLICIES = ['warn', 'hold', 'refuse', 'ignore'] as const;
export type DuplicatePolicy = (typeof DUPLICATE_POLICIES)[number];
export const APPROVALS = ['approve', 'take-charge-first', 'none'] as const;
export const NETTINGS = ['both', 'cash'] as const;
export type Netting = (typeof NETTINGS)[number];

/** How supplier invoices are taken in, and what is answered. */
export interface ReceptionPolicies {
  /** accept-any: a test company books invoices that name another buyer. */
  readonly buyerCheck: (typeof BUYER_CHECKS)[number];
  readonly unknownSupplier: (typeof UNKNOWN_SUPPLIER)[number];
  /** Same supplier, number and year; same file. refuse answers 210 with DOUBLON. */
  readonly duplicateNumber: DuplicatePolicy;
  readonly duplicateFile: DuplicatePolicy;
  /** What a posted bill says: 205, 204 before 205, or nothing. */
  readonly onPosted: (typeof APPROVALS)[number];
  /** Code of the expense account when neither history nor mapping knows one; absent: the ERP's own default. */
  readonly account?: string;
}

export interface CompanyPolicies {
  /** What happens to each class; defaults: b2b, b2b-int, b2g send; b2c keep-for-report; out-of-scope ignore. */
  readonly scope: Readonly<Record<ScopeClass, ScopePolicy>>;
  readonly reception: ReceptionPolicies;
  /** both: 212 on the invoice and negative 212 on the credit note it was netted with; cash: money alone. */
  readonly netting: Netting;
}

export interface Company {
  readonly name: string;
  readonly legalName: string;
  /** 9 digits. */
  readonly siren: string;
  /** 14 digits: limits the company to one establishment. */
  readonly siret?: string;
  readonly vatId?: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** IANA zone of its business dates. */
  readonly timezone: string;
  /** ISO 4217 accounting currency BT-6. */
  readonly currency: string;
  readonly mode: Mode;
  /** First issue date that is sent, YYYY-MM-DD; live without it is refused. */
  readonly since?: string;
  readonly erp: { readonly connection: string; /** Id of the company inside the ERP. */ readonly company?: string };
  readonly channel: { readonly connection: string };
  readonly mapping: string;
  /** Reverse mapping of supplier invoices. */
  readonly billMapping: string;
  readonly overlays: readonly string[];
  readonly syntax: Syntax;
  readonly profile: string;
  /** Own electronic address BT-34, scheme 0225 when none is written before a colon. */
  readonly endpoint?: string;
  /** VAT on debits: BT-8 is then the invoice date for services. */
  readonly vatOnDebits: boolean;
  /** Notes BG-1 added when the ERP gives none of that subject: PMD, PMT, AAB texts. */
  readonly notes: Readonly<Record<string, string>>;
  readonly policies: CompanyPolicies;
  /** Locale of what is written into the ERP: fr or en. */
  readonly locale: 'fr' | 'en';
}
