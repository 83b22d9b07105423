/** The normalized invoice as stored: canonical JSON in which a decimal is {"$d":"12.50"}, its fraction digits kept. */
import { canonicalJson, type Json } from '../base/json.ts';
import { dec, formatDecimal, type Decimal } from '../model/decimal.ts';
import type { Invoice } from '../model/invoice.ts';

function isDecimal(value: object): value is Decimal {
  return 'units' in value && typeof value.units === 'bigint';
}

function toJson(value: unknown): Json | undefined {
  if (value === undefined) return undefined;
  if (value === null || typeof value !== 'object') return value as Json;
  if (Array.isArray(value)) return value.map((item: unknown) => toJson(item) ?? null);
  if (isDecimal(value)) return { $d: formatDecimal(value) };
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toJson(member)]));
}

/** Any plain value of the core (invoice, draft, enrichment) as canonical JSON text. */
export function encodeValue(value: unknown): string {
  return canonicalJson(toJson(value) ?? null);
}

/** The value again. @throws SyntaxError or RangeError when the text was not made by encodeValue */
export function decodeValue(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown) => {
    if (value === null || typeof value !== 'object' || !('$d' in value)) return value;
    return typeof value.$d === 'string' ? dec(value.$d) : value;
  });
}

export function encodeInvoice(invoice: Invoice): string {
  return encodeValue(invoice);
}

export function decodeInvoice(text: string): Invoice {
  return decodeValue(text) as Invoice;
}
