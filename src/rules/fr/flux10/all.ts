/** The rules of e-reporting messages (flux 10): those of the portal's artefact 1.0, and its limits of today. */
import { FLUX10_FORMAT_RULES } from './format-rules.ts';
import { FLUX10_INVOICE_RULES } from './invoice-rules.ts';
import { FLUX10_PARTY_RULES } from './party-rules.ts';
import { FLUX10_PORTAL_RULES } from './portal-rules.ts';
import type { ReportRule } from './report-rule.ts';
import { FLUX10_TRANSMISSION_RULES } from './transmission-rules.ts';

/** Of the official artefact, each with its id there. */
export const FLUX10_RULES: readonly ReportRule[] = [
  ...FLUX10_TRANSMISSION_RULES,
  ...FLUX10_FORMAT_RULES,
  ...FLUX10_INVOICE_RULES,
  ...FLUX10_PARTY_RULES,
];

/** With ours. */
export const REPORT_RULES: readonly ReportRule[] = [...FLUX10_RULES, ...FLUX10_PORTAL_RULES];
