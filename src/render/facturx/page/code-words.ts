/** Codes that a reader of the page should not have to look up: units, VAT treatments, ways to pay. Others stay codes. */
import type { LineVat } from '../../../model/tax.ts';
import { percentText, type PageLocale, type Words } from './words.ts';

/** UN/ECE Recommendation 20 and 21, those that invoices really use, short enough to need no plural; pieces go without a word. */
const UNITS: Readonly<Record<string, readonly [fr: string, en: string]>> = {
  C62: ['', ''],
  EA: ['', ''],
  H87: ['pce', 'pc'],
  HUR: ['h', 'h'],
  MIN: ['min', 'min'],
  DAY: ['j', 'd'],
  WEE: ['sem.', 'wk'],
  MON: ['mois', 'mo'],
  ANN: ['an', 'yr'],
  KGM: ['kg', 'kg'],
  GRM: ['g', 'g'],
  TNE: ['t', 't'],
  LTR: ['l', 'l'],
  MLT: ['ml', 'ml'],
  MTR: ['m', 'm'],
  CMT: ['cm', 'cm'],
  KMT: ['km', 'km'],
  MTK: ['m²', 'm²'],
  MTQ: ['m³', 'm³'],
  KWH: ['kWh', 'kWh'],
  LS: ['forfait', 'lump sum'],
  SET: ['lot', 'set'],
  PR: ['paire', 'pair'],
  XBX: ['bte', 'box'],
  XPK: ['paq.', 'pack'],
  XCT: ['carton', 'carton'],
  XPX: ['palette', 'pallet'],
};

export function unitText(code: string | undefined, locale: PageLocale): string {
  const known = UNITS[code ?? ''];
  return known === undefined ? (code ?? '') : known[locale === 'fr' ? 0 : 1];
}

/** UNTDID 5305. */
const CATEGORIES: Readonly<Record<string, keyof Words>> = {
  Z: 'zero',
  E: 'exempt',
  AE: 'reverse',
  K: 'intra',
  G: 'export',
  O: 'outside',
};

export function treatmentText(category: string | undefined, words: Words): string {
  const word = CATEGORIES[category ?? ''];
  return word === undefined ? '' : words[word];
}

/** The rate, or why there is none. */
export function vatText({ category, rate }: LineVat, locale: PageLocale, words: Words): string {
  const treatment = treatmentText(category, words);
  return treatment !== '' || rate === undefined ? treatment : percentText(rate, locale);
}

/** UNTDID 4461. */
const MEANS: Readonly<Record<string, keyof Words>> = {
  '10': 'cash',
  '20': 'cheque',
  '30': 'transfer',
  '31': 'transfer',
  '42': 'transfer',
  '48': 'bankCard',
  '49': 'debit',
  '54': 'bankCard',
  '55': 'bankCard',
  '57': 'transfer',
  '58': 'sepaTransfer',
  '59': 'sepaDebit',
  '97': 'offset',
};

export function meansText(code: string | undefined, words: Words): string {
  const word = MEANS[(code ?? '').trim()];
  return word === undefined ? '' : words[word];
}
