/** Document totals BG-22, and the totals the ERP states, which the invoice must equal to the cent. */
import type { Decimal } from './decimal.ts';

export interface Totals {
  /** BT-106. */
  readonly lines?: Decimal;
  /** BT-107. */
  readonly allowances?: Decimal;
  /** BT-108. */
  readonly charges?: Decimal;
  /** BT-109. */
  readonly withoutVat?: Decimal;
  /** BT-110, in the invoice currency BT-5. */
  readonly vat?: Decimal;
  /** BT-111, in the VAT accounting currency BT-6. */
  readonly vatAccounting?: Decimal;
  /** BT-112. */
  readonly withVat?: Decimal;
  /** BT-113. */
  readonly paid?: Decimal;
  /** BT-114. */
  readonly rounding?: Decimal;
  /** BT-115. */
  readonly due?: Decimal;
}

/** One rate as the ERP booked it. */
export interface StatedRate {
  readonly category?: string;
  readonly rate?: Decimal;
  readonly base?: Decimal;
  readonly amount?: Decimal;
}

/** What the ERP says of its own document, always positive as a credit note's amounts are in EN 16931. */
export interface StatedTotals {
  readonly withoutVat?: Decimal;
  readonly vat?: Decimal;
  readonly withVat?: Decimal;
  readonly due?: Decimal;
  readonly rates?: readonly StatedRate[];
}
