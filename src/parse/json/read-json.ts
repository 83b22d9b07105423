/**
 * JSON, as the render of the same name writes it → invoice or status message. The file may be anything: what has no place
 * in the model, or is not of its kind, is listed as unread and never guessed at. Numbers are taken by their text.
 */
import { PasserelleError } from '../../base/error.ts';
import { parseDecimal } from '../../model/decimal.ts';
import type { Invoice } from '../../model/invoice.ts';
import type { StatusMessage } from '../../model/lifecycle.ts';
import { INVOICE_SHAPE, STATUS_SHAPE, type Members, type Shape } from '../../model/shape.ts';
import type { Unread } from '../session.ts';

export type ReadJson =
  | { readonly kind: 'invoice'; readonly invoice: Invoice; readonly unread: readonly Unread[] }
  | { readonly kind: 'status'; readonly message: StatusMessage; readonly unread: readonly Unread[] };

const BYTES_MAX = 64 * 1024 * 1024;
const UNREAD_MAX = 10_000;

/** JSON text begins with a brace, which no XML and no PDF does. */
export function looksLikeJson(bytes: Uint8Array): boolean {
  return /^(?:\ufeff)?\s*\{/.test(new TextDecoder().decode(bytes.subarray(0, 256)));
}

/** @throws PasserelleError JSON_INVALID */
export function readJson(bytes: Uint8Array): ReadJson {
  if (bytes.length > BYTES_MAX) throw invalid(`the file is larger than ${BYTES_MAX} bytes`);
  const root = parsed(bytes);
  if (!isRecord(root)) throw invalid('the file is JSON, but no object');
  const unread: Unread[] = [];
  // an invoice has no member of this name; a status is about one
  if (isRecord(root['invoice'])) {
    const message = { invoice: {}, reasons: [], ...readMembers(root, STATUS_SHAPE, '', unread) } as StatusMessage;
    return { kind: 'status', message, unread };
  }
  if (!Object.keys(root).some((name) => INVOICE_SHAPE.has(name))) throw invalid('no member of it is a term of an invoice or a status');
  return { kind: 'invoice', invoice: readMembers(root, INVOICE_SHAPE, '', unread), unread };
}

/** The digits of a number as they were written: `12.50` is not `12.5`. */
interface Digits {
  readonly [DIGITS]: string;
}
const DIGITS = Symbol('digits');

type Reviver = (this: unknown, key: string, value: unknown, context?: { readonly source?: string }) => unknown;

const keepDigits: Reviver = (_key, value, context) => (typeof value === 'number' ? { [DIGITS]: context?.source ?? String(value) } : value);

function parsed(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new PasserelleError('JSON_INVALID', 'the file is no UTF-8 text', { cause });
  }
  try {
    return JSON.parse(text, keepDigits) as unknown;
  } catch (cause) {
    // the engine's own words may quote the file
    throw new PasserelleError('JSON_INVALID', cause instanceof RangeError ? 'it is nested too deep' : 'the file is no JSON', { cause });
  }
}

const NOTHING = Symbol('unread');

function readMembers(record: Readonly<Record<string, unknown>>, members: Members, path: string, unread: Unread[]): object {
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(record)) {
    const shape = members.get(name);
    const at = path === '' ? name : `${path}.${name}`;
    const own = shape === undefined ? NOTHING : readValue(value, shape, at, unread);
    if (own !== NOTHING) read[name] = own;
    else if (value !== null) note(unread, at, value);
  }
  return read;
}

function readValue(value: unknown, shape: Shape, path: string, unread: Unread[]): unknown {
  if (value === null) return NOTHING;
  if (typeof shape === 'string') return readLeaf(value, shape);
  if ('list' in shape) {
    if (!Array.isArray(value)) return NOTHING;
    return value.flatMap((item: unknown, index) => {
      const read = readValue(item, shape.list, `${path}[${index}]`, unread);
      if (read === NOTHING) note(unread, `${path}[${index}]`, item);
      return read === NOTHING ? [] : [read];
    });
  }
  if (!isRecord(value)) return NOTHING;
  const read = readMembers(value, shape.members, path, unread);
  // an identifier is nothing without its value, but its scheme was there
  if (!shape.members.has('value') || !shape.members.has('scheme') || 'value' in read) return read;
  return { value: '', ...read };
}

function readLeaf(value: unknown, shape: Extract<Shape, string>): unknown {
  const text = isDigits(value) ? value[DIGITS] : value;
  if (shape === 'flag') return typeof value === 'boolean' ? value : NOTHING;
  if (typeof text !== 'string') return NOTHING;
  if (shape === 'decimal') return parseDecimal(text) ?? NOTHING;
  if (shape === 'text') return text;
  return /^\d{1,9}$/.test(text) ? Number.parseInt(text, 10) : NOTHING;
}

function note(unread: Unread[], path: string, value: unknown): void {
  if (unread.length >= UNREAD_MAX) return;
  const written = JSON.stringify(value, (_key, one: unknown) => (isDigits(one) ? one[DIGITS] : one));
  const text = typeof value === 'string' ? value : isDigits(value) ? value[DIGITS] : written;
  unread.push({ path: path.slice(0, 200), value: text.slice(0, 200) });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isDigits(value);
}

function isDigits(value: unknown): value is Digits {
  return typeof value === 'object' && value !== null && DIGITS in value;
}

function invalid(sentence: string): PasserelleError {
  return new PasserelleError('JSON_INVALID', sentence);
}
