/**
 * A supplier's invoice as it is to be booked: the supplier's own amounts, arranged in lines whose products an ERP
 * computes to exactly these amounts. normalize/adopt.ts makes it; the reverse mapping `vendor-bill` reads it.
 */
import type { Decimal } from './decimal.ts';

export const BILL_TYPES = ['invoice', 'credit-note'] as const;
export type BillType = (typeof BILL_TYPES)[number];

/**
 * Where a line comes from: an invoice line, a document allowance or charge, BT-114 or the rounding that EXTENDED-CTC-FR
 * tolerates within a rate, or a VAT rate of a profile without lines.
 */
export const BILL_LINE_SOURCES = ['line', 'allowance', 'charge', 'rounding', 'rate'] as const;
export type BillLineSource = (typeof BILL_LINE_SOURCES)[number];

export const BILL_NATURES = ['goods', 'services'] as const;
export type BillNature = (typeof BILL_NATURES)[number];

/** The VAT of a line, and the key by which the ERP's tax is asked for. */
export interface BillVat {
  /** BT-151, BT-95, BT-102, BT-118: UNTDID 5305. */
  readonly category: string;
  /** Percent; 0 where the category has none. */
  readonly rate: Decimal;
  /** BT-121. */
  readonly reasonCode?: string;
}

export interface BillLine {
  readonly source: BillLineSource;
  /** BT-126, absent for lines that are not invoice lines. */
  readonly line?: string;
  /** What a clerk reads: item name, description, and quantity and price where they could not be kept. */
  readonly name: string;
  readonly quantity: Decimal;
  /** Without VAT. quantity × price, less discount, rounded to the currency, is exactly `net`. */
  readonly price: Decimal;
  /** Percent. */
  readonly discount?: Decimal;
  /** BT-130, absent when quantity and price were folded into one. */
  readonly unitCode?: string;
  /** BT-131 or the amount of the allowance (negative) or charge; in a credit note positive as EN 16931 writes it. */
  readonly net: Decimal;
  /** Absent for the rounding BT-114. */
  readonly vat?: BillVat;
  /** What is sold, as far as BT-23 or the unit tells: chooses between taxes of equal rate. */
  readonly nature?: BillNature;
  /** BT-155, BT-156, BT-157. */
  readonly sellerItem?: string;
  readonly buyerItem?: string;
  readonly standardItem?: string;
  /** BT-133, else BT-19. */
  readonly accountingReference?: string;
}

/** What the ERP must show after booking, per category and rate. */
export interface BillTax extends BillVat {
  readonly base: Decimal;
  readonly amount: Decimal;
}

export interface Bill {
  readonly type: BillType;
  readonly lines: readonly BillLine[];
  readonly taxes: readonly BillTax[];
  /** BT-109 with BT-114, BT-110, BT-112 with BT-114: what is booked and owed. */
  readonly withoutVat: Decimal;
  readonly vat: Decimal;
  readonly withVat: Decimal;
}
