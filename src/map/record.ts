/**
 * An ERP record as a tree of texts. Numbers are kept exactly as the ERP wrote them and never become floating point.
 * Size and depth are bounded before anything is built.
 */
import { PasserelleError } from '../base/error.ts';

const NUMBER = Symbol('number as written');

/** A JSON number, by its digits. */
export interface NumberText {
  readonly [NUMBER]: string;
}

export type Raw = string | boolean | null | NumberText | readonly Raw[] | RawRecord;
export interface RawRecord {
  readonly [member: string]: Raw;
}

/** Records carry files as base64, so the bound is that of a large invoice with its attachments. */
export const RECORD_BYTES_MAX = 64 * 1024 * 1024;
export const RECORD_DEPTH_MAX = 40;

export function numberText(text: string): NumberText {
  return { [NUMBER]: text };
}

/** The digits of a number, or undefined for anything else. */
export function digitsOf(raw: Raw | undefined): string | undefined {
  return typeof raw === 'object' && raw !== null && NUMBER in raw ? raw[NUMBER] : undefined;
}

export function isList(raw: Raw | undefined): raw is readonly Raw[] {
  return Array.isArray(raw);
}

export function isRecord(raw: Raw | undefined): raw is RawRecord {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw) && !(NUMBER in raw);
}

/** Own members only: `__proto__` and `constructor` are plain absent names. */
export function member(record: RawRecord, name: string): Raw | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/** The record of a JSON text. @throws PasserelleError MAP_RECORD_INVALID */
export function parseRecord(input: Uint8Array | string): RawRecord {
  if (input.length > RECORD_BYTES_MAX) throw invalid(`the record is larger than ${RECORD_BYTES_MAX} bytes`);
  const text = typeof input === 'string' ? input : decode(input);
  if (deeperThan(text, RECORD_DEPTH_MAX)) throw invalid(`the record nests deeper than ${RECORD_DEPTH_MAX} levels`);
  let value: unknown;
  try {
    value = (JSON.parse as ParseWithSource)(text, keepDigits);
  } catch (cause) {
    throw new PasserelleError('MAP_RECORD_INVALID', 'the record is not well-formed JSON', { cause });
  }
  const raw = value as Raw;
  if (!isRecord(raw)) throw invalid('the record is not a JSON object');
  return raw;
}

/** JSON.parse with source text access, which the types of ES2024 do not know yet. */
type ParseWithSource = (
  text: string,
  reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
) => unknown;

function keepDigits(_key: string, value: unknown, context: { readonly source?: string }): unknown {
  return typeof value === 'number' ? numberText(context.source ?? String(value)) : value;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new PasserelleError('MAP_RECORD_INVALID', 'the record is not UTF-8', { cause });
  }
}

function deeperThan(text: string, limit: number): boolean {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x22) index = endOfString(text, index);
    else if (code === 0x7b || code === 0x5b) {
      if (++depth > limit) return true;
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
  return false;
}

/** Index of the quote that closes a string; the escape before a quote is skipped with what it escapes. */
function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x5c) index++;
    else if (code === 0x22) return index;
  }
  return text.length;
}

function invalid(sentence: string): PasserelleError {
  return new PasserelleError('MAP_RECORD_INVALID', sentence);
}
