/** What rules of e-reporting messages (flux 10, TT terms) share: their type, and the shapes of numbers and identifiers. */
import { formatDecimal } from '../../../model/decimal.ts';
import type { Figure, Report } from '../../../model/report.ts';
import { messageRule, type MessageRule } from '../../message-rule.ts';

export type ReportRule = MessageRule<Report>;

export const reportRule = messageRule<Report>;

export function textOf(figure: Figure): string {
  return figure.written ?? formatDecimal(figure);
}

const DIGITS_MAX = 19;
const AMOUNT = /^-?\d+(?:\.\d{1,2})?$/;
const QUANTITY = /^-?\d+(?:\.\d{1,4})?$/;
const PRICE = /^\d+(?:\.\d{1,6})?$/;

/** As the artefact counts: all but the point, the sign too. */
function hasShape(figure: Figure, shape: RegExp): boolean {
  const text = textOf(figure);
  return shape.test(text) && text.replace('.', '').length <= DIGITS_MAX;
}

export function isAmount(figure: Figure): boolean {
  return hasShape(figure, AMOUNT);
}

export function isQuantity(figure: Figure): boolean {
  return hasShape(figure, QUANTITY);
}

/** Also what was collected: never negative. */
export function isPrice(figure: Figure): boolean {
  return hasShape(figure, PRICE);
}

/** Nothing that is longer is worth counting: a hostile file has texts of megabytes. */
const COUNTED_MAX = 1000;

/** In characters, as people count them. */
export function lengthOf(text: string): number {
  return text.length > COUNTED_MAX ? text.length : [...text].length;
}

/** Letters, digits, blanks, `- + _ /`; no blank at the ends, none beside another. */
export function isPlainId(text: string, max: number): boolean {
  return text.length <= max && /^[A-Za-z0-9 +_/-]+$/.test(text) && text === text.trim() && !text.includes('  ');
}
