/**
 * One e-reporting message of the French reform (flux 10): a declarant's transactions of a period (10.1 invoices of
 * international trade, 10.3 totals of a day) or payments (10.2 of invoices, 10.4 of a day). TT and TG ids: annex 6 of the
 * DGFiP specifications. Dates are as the message writes them, AAAAMMJJ; it says what a message holds, judges nothing.
 */
import type { Decimal } from './decimal.ts';
import type { Address, Identifier } from './party.ts';

/** A number of the message; `written` where its text is not the one that we would write (`+1`, `01`, `1.`). */
export interface Figure extends Decimal {
  readonly written?: string;
}

export interface Report {
  /** TT-1. */
  readonly id?: string;
  /** TT-2. */
  readonly name?: string;
  /** TT-3, AAAAMMJJHHMMSS. */
  readonly issuedAt?: string;
  /** TT-4: IN initial, RE replacing. */
  readonly typeCode?: string;
  /** TG-3: the platform. */
  readonly sender?: ReportParty;
  /** TG-5: the declarant. */
  readonly issuer?: ReportParty;
  /** TB-2. */
  readonly transactions?: TransactionsReport;
  /** TB-3. */
  readonly payments?: PaymentsReport;
}

export interface ReportParty {
  /** TT-8, TT-13; scheme TT-7, TT-12. */
  readonly id?: Identifier;
  /** TT-9, TT-14. */
  readonly name?: string;
  /** TT-10, TT-15. */
  readonly role?: string;
  /** TT-11, TT-16. */
  readonly endpoint?: string;
}

/** TG-7, TG-18, TG-25, TG-33. */
export interface ReportPeriod {
  readonly start?: string;
  readonly end?: string;
}

export interface TransactionsReport {
  readonly period?: ReportPeriod;
  /** TG-8, flux 10.1. */
  readonly invoices?: readonly ReportedInvoice[];
  /** TG-31, flux 10.3. */
  readonly days?: readonly ReportedDay[];
}

/** TG-8. */
export interface ReportedInvoice {
  /** TT-19. */
  readonly number?: string;
  /** TT-20. */
  readonly issueDate?: string;
  /** TT-21. */
  readonly typeCode?: string;
  /** TT-22. */
  readonly currency?: string;
  /** TT-201. */
  readonly dueDate?: string;
  /** TT-24. */
  readonly vatPointCode?: string;
  /** TG-9. */
  readonly notes?: readonly ReportNote[];
  /** TT-28. */
  readonly process?: string;
  /** TT-29. */
  readonly profile?: string;
  /** TG-11. */
  readonly references?: readonly ReportReference[];
  /** TG-12. */
  readonly seller?: ReportTrader;
  /** TG-14. */
  readonly buyer?: ReportTrader;
  /** TT-122, qualified by TT-40. */
  readonly taxRepresentative?: Identifier;
  /** TG-17. */
  readonly deliveries?: readonly ReportDelivery[];
  /** TG-18. */
  readonly period?: ReportPeriod;
  /** TG-20 and TG-21. */
  readonly adjustments?: readonly ReportAdjustment[];
  /** TT-51. */
  readonly net?: Figure;
  /** TT-52. */
  readonly vatAmount?: Figure;
  /** TT-202. */
  readonly vatCurrency?: string;
  /** TG-23. */
  readonly vat?: readonly ReportVat[];
  /** TG-24. */
  readonly lines?: readonly ReportLine[];
}

/** TG-9 and TG-61. */
export interface ReportNote {
  readonly subject?: string;
  readonly content?: string;
}

/** TG-11 and TG-40. */
export interface ReportReference {
  /** TT-30, TT-300. */
  readonly number?: string;
  /** TT-31, TT-301. */
  readonly issueDate?: string;
}

/** TG-12 and TG-14. */
export interface ReportTrader {
  /** TT-33, TT-36. */
  readonly id?: Identifier;
  /** TT-34, TT-38, qualified by TT-34-0, TT-38-0. */
  readonly vatId?: Identifier;
  /** TT-35, TT-39. */
  readonly country?: string;
}

/** TG-17 and TG-41. */
export interface ReportDelivery {
  /** TT-41. */
  readonly date?: string;
  /** TT-302. */
  readonly name?: string;
  /** TG-19, TG-42. */
  readonly address?: Address;
}

/** TG-20, TG-21, TG-26, TG-27. */
export interface ReportAdjustment {
  /** ChargeIndicator: `true` for a charge, `false` for an allowance, as written. */
  readonly charge?: string;
  /** TT-45, TT-48, TT-67, TT-68. */
  readonly amount?: Figure;
  /** TT-46, TT-49. */
  readonly category?: string;
  /** TT-47, TT-50. */
  readonly rate?: Figure;
}

/** TG-23. */
export interface ReportVat {
  /** TT-54. */
  readonly base?: Figure;
  /** TT-55. */
  readonly amount?: Figure;
  /** TT-56. */
  readonly category?: string;
  /** TT-57. */
  readonly rate?: Figure;
  /** TT-58. */
  readonly reason?: string;
  /** TT-59. */
  readonly reasonCode?: string;
}

/** TG-24. */
export interface ReportLine {
  /** TG-61. */
  readonly notes?: readonly ReportNote[];
  /** TT-62. */
  readonly quantity?: Figure;
  /** TT-63. */
  readonly unit?: string;
  /** TG-40. */
  readonly reference?: ReportReference;
  /** TG-41. */
  readonly delivery?: ReportDelivery;
  /** TG-25. */
  readonly period?: ReportPeriod;
  /** TG-26 and TG-27. */
  readonly adjustments?: readonly ReportAdjustment[];
  /** TT-69. */
  readonly price?: Figure;
  /** TT-70. */
  readonly priceDiscount?: Figure;
  /** TT-71. */
  readonly grossPrice?: Figure;
  /** TT-76. */
  readonly name?: string;
}

/** TG-31: what was sold on a day in one currency and category. */
export interface ReportedDay {
  /** TT-77. */
  readonly date?: string;
  /** TT-78. */
  readonly currency?: string;
  /** TT-80. */
  readonly vatPointCode?: string;
  /** TT-81. */
  readonly category?: string;
  /** TT-82. */
  readonly net?: Figure;
  /** TT-83. */
  readonly vatAmount?: Figure;
  /** TT-85. */
  readonly count?: Figure;
  /** TG-32: TT-86 to TT-88. */
  readonly vat?: readonly Pick<ReportVat, 'rate' | 'base' | 'amount'>[];
}

export interface PaymentsReport {
  readonly period?: ReportPeriod;
  /** TG-34, flux 10.2. */
  readonly invoices?: readonly PaidInvoice[];
  /** TG-37, flux 10.4. */
  readonly days?: readonly Payment[];
}

/** TG-34. */
export interface PaidInvoice extends Payment {
  /** TT-91. */
  readonly number?: string;
  /** TT-102. */
  readonly issueDate?: string;
}

/** TG-35 and TG-38: what was collected on a day. */
export interface Payment {
  /** TT-92, TT-96. */
  readonly date?: string;
  /** TG-36, TG-39. */
  readonly parts?: readonly PaymentPart[];
}

export interface PaymentPart {
  /** TT-93, TT-97. */
  readonly rate?: Figure;
  /** TT-94, TT-98. */
  readonly currency?: string;
  /** TT-95, TT-99. */
  readonly amount?: Figure;
}
