/** The values a PDF is made of (ISO 32000-1, 7.3), and what may be spent on reading them. */
import { PasserelleError } from '../../base/error.ts';

export interface PdfName {
  readonly type: 'name';
  readonly name: string;
}
/** One character per byte. */
export interface PdfString {
  readonly type: 'string';
  readonly raw: string;
}
export interface PdfRef {
  readonly type: 'ref';
  readonly number: number;
}
export interface PdfDict {
  readonly type: 'dict';
  readonly members: ReadonlyMap<string, PdfValue>;
}
/** Its bytes begin at `start` of the file; where they end is found when they are read. */
export interface PdfStream {
  readonly type: 'stream';
  readonly dict: PdfDict;
  readonly start: number;
}

/** Fractions of numbers are dropped: nothing that is read here is measured in them. */
export type PdfValue = null | boolean | number | PdfName | PdfString | PdfRef | readonly PdfValue[] | PdfDict | PdfStream;

export interface PdfLimits {
  readonly bytes: number;
  /** Unfolded bytes of all streams that are read. */
  readonly inflated: number;
  /** Characters looked at, all passes together: this bounds the time without a clock. */
  readonly work: number;
}

export const PDF_LIMITS: PdfLimits = { bytes: 100 * 1024 * 1024, inflated: 128 * 1024 * 1024, work: 400 * 1024 * 1024 };

/** What is left of the limits. */
export interface Budget {
  inflated: number;
  work: number;
}

export function spend(budget: Budget, work: number): void {
  budget.work -= work;
  if (budget.work < 0) throw tooLarge('the PDF takes more work to read than any invoice needs');
}

export function tooLarge(sentence: string): PasserelleError {
  return new PasserelleError('PDF_TOO_LARGE', sentence);
}

export function damaged(sentence: string): PasserelleError {
  return new PasserelleError('PDF_INVALID', sentence);
}

export function isDict(value: PdfValue | undefined): value is PdfDict {
  return hasType(value, 'dict');
}

export function isRef(value: PdfValue | undefined): value is PdfRef {
  return hasType(value, 'ref');
}

export function isName(value: PdfValue | undefined, name: string): boolean {
  return nameOf(value) === name;
}

export function nameOf(value: PdfValue | undefined): string | undefined {
  return hasType(value, 'name') ? (value as PdfName).name : undefined;
}

export function isStream(value: PdfValue | undefined): value is PdfStream {
  return hasType(value, 'stream');
}

export function isString(value: PdfValue | undefined): value is PdfString {
  return hasType(value, 'string');
}

function hasType(value: PdfValue | undefined, type: string): boolean {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === type;
}
