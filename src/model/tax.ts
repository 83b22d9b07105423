/** VAT terms: line VAT BG-30, breakdown BG-23, document and line allowances and charges BG-20, BG-21, BG-27, BG-28. */
import type { Decimal } from './decimal.ts';

export interface LineVat {
  /** BT-151, UNTDID 5305. */
  readonly category?: string;
  /** BT-152, percent. */
  readonly rate?: Decimal;
  /** EXTENDED-CTC-FR: each exempt line carries the reason of its breakdown. */
  readonly reason?: string;
  readonly reasonCode?: string;
  /** The tax of a file that is not VAT, or '' when it says none: EN 16931 knows VAT alone. */
  readonly otherTax?: string;
}

export interface AllowanceCharge {
  /** BT-92, BT-99, BT-136, BT-141: never signed; a list says whether it is an allowance or a charge. */
  readonly amount?: Decimal;
  /** BT-93, BT-100, BT-137, BT-142. */
  readonly base?: Decimal;
  /** BT-94, BT-101, BT-138, BT-143. */
  readonly percent?: Decimal;
  /** BT-95 and BT-96, BT-102 and BT-103; absent on lines. */
  readonly vat?: LineVat;
  /** BT-97, BT-104, BT-139, BT-144. */
  readonly reason?: string;
  /** BT-98, BT-105, BT-140, BT-145: UNTDID 5189 for allowances, 7161 for charges. */
  readonly reasonCode?: string;
}

/** BG-23. */
export interface VatBreakdown {
  /** BT-116. */
  readonly base?: Decimal;
  /** BT-117. */
  readonly amount?: Decimal;
  /** BT-118. */
  readonly category?: string;
  /** BT-119, percent. */
  readonly rate?: Decimal;
  /** BT-120. */
  readonly reason?: string;
  /** BT-121. */
  readonly reasonCode?: string;
  /** As of a line. */
  readonly otherTax?: string;
}

/** The category of VAT; that of another tax is none. */
export function vatCategory(vat: LineVat | undefined): string | undefined {
  return vat?.otherTax === undefined ? vat?.category?.trim() : undefined;
}
