/** Invoice line BG-25 with its groups, and the line terms of EXTENDED-CTC-FR. */
import type { Decimal } from './decimal.ts';
import type { Address, Identifier, Party } from './party.ts';
import type { Note, Period, PrecedingInvoice } from './invoice.ts';
import type { AllowanceCharge, LineVat } from './tax.ts';

/** BT-158. */
export interface Classification {
  readonly value: string;
  readonly scheme?: string;
  readonly schemeVersion?: string;
}

/** BG-32; code and measure are EXT-FR-FE-159 to 161. */
export interface ItemAttribute {
  readonly name?: string;
  readonly value?: string;
  readonly code?: string;
  readonly measure?: Decimal;
  readonly measureUnit?: string;
}

/** BG-31. */
export interface Item {
  readonly name?: string;
  readonly description?: string;
  readonly sellerId?: string;
  readonly buyerId?: string;
  /** BT-157. */
  readonly standardId?: Identifier;
  readonly classifications?: readonly Classification[];
  readonly originCountry?: string;
  readonly attributes?: readonly ItemAttribute[];
}

/** EXT-FR-FE-146 to 158. */
export interface LineDelivery {
  readonly name?: string;
  readonly location?: Identifier;
  readonly date?: string;
  readonly address?: Address;
}

export interface Line {
  /** BT-126. */
  readonly id?: string;
  /** BT-127 (one in EN 16931, several with subjects in the extension). */
  readonly notes?: readonly Note[];
  /** BT-128; the scheme is UNTDID 1153. */
  readonly objects?: readonly Identifier[];
  /** BT-129. */
  readonly quantity?: Decimal;
  /** BT-130, UN/ECE Recommendation 20 and 21. */
  readonly unitCode?: string;
  /** BT-131, without VAT, after line allowances and charges. */
  readonly net?: Decimal;
  /** BT-132. */
  readonly orderLineReference?: string;
  /** BT-133. */
  readonly buyerAccountingReference?: string;
  /** BG-26. */
  readonly period?: Period;
  /** BG-27. */
  readonly allowances?: readonly AllowanceCharge[];
  /** BG-28. */
  readonly charges?: readonly AllowanceCharge[];
  /** BT-146. */
  readonly price?: Decimal;
  /** BT-147. */
  readonly priceDiscount?: Decimal;
  /** EXT-FR-FE-195 and 196: why the price is discounted. */
  readonly priceDiscountReason?: string;
  readonly priceDiscountReasonCode?: string;
  /** BT-148. */
  readonly grossPrice?: Decimal;
  /** BT-149. */
  readonly priceBaseQuantity?: Decimal;
  /** BT-150. */
  readonly priceBaseUnit?: string;
  /** BG-30. */
  readonly vat?: LineVat;
  readonly item?: Item;
  /** EXTENDED-CTC-FR: EXT-FR-FE-162 and 163 (GROUP, DETAIL, INFORMATION). */
  readonly parentId?: string;
  readonly status?: string;
  /** EXT-FR-FE-135: the order of this line, when it differs from BT-13. */
  readonly orderReference?: string;
  /** EXT-FR-FE-136 to 139. */
  readonly precedingInvoice?: PrecedingInvoice;
  /** EXT-FR-FE-140 and 141: despatch advice and its line. */
  readonly despatchReference?: string;
  readonly despatchLineReference?: string;
  /** EXT-FR-FE-142 and 143: receiving advice and its line. */
  readonly receiptReference?: string;
  readonly receiptLineReference?: string;
  /** EXT-FR-FE-144 and 145: sales order and its line. */
  readonly salesOrderReference?: string;
  readonly salesOrderLineReference?: string;
  readonly delivery?: LineDelivery;
  /** EXT-FR-FE-164 to 184: the vendor of a sub-invoice. */
  readonly vendor?: Party;
  /** EXT-FR-FE-181 and 182: line VAT total of a sub-invoice (BR-FR-MV-03), in BT-5 and in BT-6. */
  readonly vatTotal?: Decimal;
  readonly vatTotalAccounting?: Decimal;
  /** EXT-FR-FE-184: net amount and VAT of a sub-invoice (BR-FR-MV-10). UBL 2.1 has no place for it. */
  readonly withVat?: Decimal;
}
