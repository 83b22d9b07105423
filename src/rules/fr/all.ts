/** The French rules BR-FR: mandatory mentions and how they are written. */
import { alsoUnread } from '../also-unread.ts';
import type { Rule } from '../rule.ts';
import { FR_CONSISTENCY_RULES } from './consistency.ts';
import { FR_DECIMAL_RULES } from './decimals.ts';
import { FR_DOCUMENT_RULES } from './document.ts';
import { FR_ITEM_RULES } from './items.ts';
import { MULTI_VENDOR_RULES } from './multi-vendor.ts';
import { FR_PARTY_RULES } from './parties.ts';
import { PORTAL_RULES } from './portal.ts';
import { UNREAD_VALUES } from './unread-values.ts';
import { FR_VAT_RULES } from './vat.ts';

const RULES: readonly Rule[] = [
  ...FR_DOCUMENT_RULES,
  ...FR_PARTY_RULES,
  ...FR_VAT_RULES,
  ...FR_ITEM_RULES,
  ...FR_CONSISTENCY_RULES,
  ...FR_DECIMAL_RULES,
  ...MULTI_VENDOR_RULES,
  ...PORTAL_RULES,
];

export const FR_RULES: readonly Rule[] = alsoUnread(RULES, UNREAD_VALUES);
