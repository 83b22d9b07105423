/** What the public portal does not take yet, though the rules allow it: warnings, by the limits that AIFE published on 2026-07-27. */
import { isPlainId, reportRule, type ReportRule } from './report-rule.ts';
import { daysOf, NUMBERS, termsOf, textsAt } from './terms.ts';

/** Until December 2026. */
const NUMBER_MAX = 20;
const NUMBER_MAX_LATER = 35;
/** Until the first half of 2027: codes of two characters. */
const CODES_NOT_YET: readonly string[] = ['3', '5', '432'];

export const FLUX10_PORTAL_RULES: readonly ReportRule[] = [
  reportRule({
    id: 'PASS-REPORT-NUMBER-LONG',
    terms: termsOf(NUMBERS),
    severity: 'warning',
    test: (report, fault) => {
      for (const { value, at, of, term } of textsAt(report, NUMBERS)) {
        if (isPlainId(value, NUMBER_MAX_LATER) && value.length > NUMBER_MAX) fault(at, { value, of, term, length: value.length });
      }
    },
  }),
  reportRule({
    id: 'PASS-REPORT-VAT-POINT',
    terms: ['TT-80'],
    severity: 'warning',
    test: (report, fault) => {
      for (const { item, at, of } of daysOf(report)) {
        const { vatPointCode: value = '' } = item;
        if (CODES_NOT_YET.includes(value)) fault(`${at}.vatPointCode`, { value, of });
      }
    },
  }),
];
