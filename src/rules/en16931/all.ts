/** Every integrity rule of EN 16931-1, in the order of the norm's families. */
import type { Rule } from '../rule.ts';
import { ADJUSTMENT_RULES } from './adjustments.ts';
import { CODE_RULES } from './codes.ts';
import { DECIMAL_RULES } from './decimals.ts';
import { DOCUMENT_RULES } from './document.ts';
import { LINE_RULES } from './lines.ts';
import { PARTY_RULES } from './parties.ts';
import { PAYMENT_MEANS_RULES } from './payment-means.ts';
import { REFERENCE_RULES } from './references.ts';
import { SPECIAL_FAMILY_RULES } from './special-families.ts';
import { TOTAL_RULES } from './totals.ts';
import { FAMILY_RULES } from './vat-families.ts';
import { VAT_RULES } from './vat.ts';

export const EN16931_RULES: readonly Rule[] = [
  ...DOCUMENT_RULES,
  ...PARTY_RULES,
  ...LINE_RULES,
  ...ADJUSTMENT_RULES,
  ...PAYMENT_MEANS_RULES,
  ...REFERENCE_RULES,
  ...TOTAL_RULES,
  ...VAT_RULES,
  ...FAMILY_RULES,
  ...SPECIAL_FAMILY_RULES,
  ...DECIMAL_RULES,
  ...CODE_RULES,
];
