/** A company as the core sees it: a legal entity with its options and policies (config/shape makes it from files). */
import type { Syntax } from './invoice.ts';

export const MODES = ['off', 'shadow', 'live'] as const;
/** shadow: everything except what a third party could see. */
export type Mode = (typeof MODES)[number];

export const SCOPE_CLASSES = ['b2b', 'b2b-int', 'b2c', 'b2g', 'out-of-scope'] as const;
export type ScopeClass = (typeof SCOPE_CLASSES)[number];

export const SCOPE_POLICIES = ['send', 'keep-for-report', 'ignore'] as const;
export type ScopePolicy = (typeof SCOPE_POLICIES)[number];

export interface CompanyPolicies {
  /** What happens to each class; defaults: b2b, b2b-int, b2g send; b2c keep-for-report; out-of-scope ignore. */
  readonly scope: Readonly<Record<ScopeClass, ScopePolicy>>;
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
