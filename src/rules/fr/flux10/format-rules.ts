/** How the terms of a transmission are written, wherever they stand: dates, numbers, amounts, rates, codes of form. */
import { isCode } from '../../../codes/code-list.ts';
import { formatDecimal, trim } from '../../../model/decimal.ts';
import type { Figure } from '../../../model/report.ts';
import { isAmount, isPlainId, isPrice, isQuantity, reportRule, textOf, type ReportRule } from './report-rule.ts';
import {
  AMOUNTS,
  CATEGORIES,
  COUNTRIES,
  CURRENCIES,
  DATES,
  figuresAt,
  NUMBERS,
  PAID_CURRENCIES,
  PERIODS,
  periodsAt,
  PRICES,
  QUANTITIES,
  RATES,
  termsOf,
  textsAt,
} from './terms.ts';

const NUMBER_MAX = 35;
const DAY = /^\d{8}$/;
/** 2000 to 2099. */
const CENTURY = /^20/;
const CURRENCY = /^[A-Z]{3}$/;

type Places = typeof DATES;

function textRule(id: string, places: Places, isFine: (text: string) => boolean, more: readonly string[] = []): ReportRule {
  return reportRule({
    id,
    terms: [...more, ...termsOf(places)],
    test: (report, fault) => {
      for (const { value, at, of, term } of textsAt(report, places)) if (!isFine(value)) fault(at, { value, of, term });
    },
  });
}

function figureRule(id: string, places: Places, isFine: (figure: Figure) => boolean): ReportRule {
  return reportRule({
    id,
    terms: termsOf(places),
    test: (report, fault) => {
      for (const { value, at, of, term } of figuresAt(report, places)) if (!isFine(value)) fault(at, { value: textOf(value), of, term });
    },
  });
}

const FORM_OF_YEAR = textRule('G1.36', DATES, (text) => !DAY.test(text) || CENTURY.test(text));

export const FLUX10_FORMAT_RULES: readonly ReportRule[] = [
  textRule('G1.05', NUMBERS, (text) => isPlainId(text, NUMBER_MAX)),
  textRule('G1.09', DATES, (text) => DAY.test(text)),
  reportRule({
    id: 'G1.36',
    terms: ['TT-3', ...FORM_OF_YEAR.terms],
    test: (report, fault) => {
      const { id, issuedAt = '' } = report;
      if (/^\d{14}$/.test(issuedAt) && !CENTURY.test(issuedAt)) fault('issuedAt', { value: issuedAt, of: id, term: 'TT-3' });
      FORM_OF_YEAR.test(report, fault);
    },
  }),
  textRule('G1.10', CURRENCIES, (text) => CURRENCY.test(text)),
  figureRule('G1.14', AMOUNTS, isAmount),
  figureRule('G1.15', QUANTITIES, isQuantity),
  figureRule('G1.16', PRICES, isPrice),
  figureRule('G1.24', RATES, (rate) => isCode('fr-vat-rates', formatDecimal(trim(rate)))),
  textRule('G2.01', COUNTRIES, (text) => /^[A-Z]{2}$/.test(text)),
  textRule('G2.31', CATEGORIES, (text) => isCode('fr-vat-categories', text)),
  // whatever is no currency at all is the matter of G1.10
  textRule('G6.27', PAID_CURRENCIES, (text) => !CURRENCY.test(text) || text === 'EUR'),
  reportRule({
    id: 'G6.25',
    terms: termsOf(PERIODS),
    test: (report, fault) => {
      for (const { value, at, of, term } of periodsAt(report, PERIODS)) {
        const { start, end } = value;
        // also one that lasts a day: the artefact wants the end after the start
        if (start !== undefined && end !== undefined && !(end > start)) fault(at, { start, end, of, term });
      }
    },
  }),
];
