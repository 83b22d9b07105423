/**
 * Values as Odoo sends them, with every number kept as the text that stood in the answer: an amount never passes
 * through floating point here. It never decides what a value means.
 */

/** A number of an answer, as a raw JSON text (the object that `JSON.rawJSON` makes: it is re-emitted as it came). */
export interface Numeral {
  readonly rawJSON: string;
}

export type OdooValue = null | boolean | string | Numeral | readonly OdooValue[] | OdooRow;
export interface OdooRow {
  readonly [field: string]: OdooValue;
}

type Reviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown;
/** Node ≥ 22 has both; the library files of TypeScript do not know them yet. */
const rawJson = JSON as unknown as {
  rawJSON(text: string): Numeral;
  isRawJSON(value: unknown): value is Numeral;
  parse(text: string, reviver: Reviver): unknown;
};

/** The numeral of a JSON number: exponents (Python writes 1e-05) are written out, so that it is a plain decimal. */
export function numeral(source: string): Numeral {
  return rawJson.rawJSON(plainDecimal(source));
}

export function isNumeral(value: unknown): value is Numeral {
  return rawJson.isRawJSON(value);
}

/** `1.5e-7` as `0.00000015`; a text without exponent as it is. */
export function plainDecimal(source: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d+)$/.exec(source);
  if (match === null) return source;
  const [, sign = '', whole = '', fraction = '', power = '0'] = match;
  const exponent = Math.max(-400, Math.min(400, Number.parseInt(power, 10)));
  const digits = whole + fraction;
  const point = whole.length + exponent;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  const padded = digits.padEnd(point, '0');
  const integer = padded.slice(0, point).replace(/^0+(?=\d)/, '');
  return padded.length > point ? `${sign}${integer}.${padded.slice(point)}` : `${sign}${integer}`;
}

/** @throws SyntaxError when the text is not JSON */
export function parseAnswer(text: string): OdooValue {
  const revive: Reviver = (_key, value, context) =>
    typeof value === 'number' ? numeral(context.source ?? String(value)) : value;
  return rawJson.parse(text, revive) as OdooValue;
}

/** The shortest text that reads back as the same double is what Odoo wrote (Python's repr): nothing is lost. */
export function fromPlain(value: unknown): OdooValue {
  if (typeof value === 'number') return numeral(String(value));
  if (Array.isArray(value)) return value.map(fromPlain);
  if (value instanceof Date) return value.toISOString().slice(0, 19).replace('T', ' ');
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, fromPlain(member)]));
  }
  return value === undefined ? null : (value as null | boolean | string);
}

export function isRow(value: OdooValue | undefined): value is OdooRow {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isNumeral(value);
}

export function rowsOf(value: OdooValue): readonly OdooRow[] {
  return Array.isArray(value) ? (value as readonly OdooValue[]).filter(isRow) : [];
}

/** Odoo's `false` stands for an empty text, date or relation. */
export function textOf(value: OdooValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A number as it was written. */
export function numberOf(value: OdooValue | undefined): string | null {
  return isNumeral(value) ? value.rawJSON : null;
}

/** The id of a many2one pair, of a bare id, or null. */
export function idOf(value: OdooValue | undefined): number | null {
  if (Array.isArray(value)) return idOf((value as readonly OdooValue[])[0]);
  return isNumeral(value) ? Number.parseInt(value.rawJSON, 10) : null;
}

export function idsOf(value: OdooValue | undefined): readonly number[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly OdooValue[]).map((item) => idOf(item)).filter((id): id is number => id !== null);
}

/** The name beside the id of a many2one pair. */
export function nameOf(value: OdooValue | undefined): string | null {
  return Array.isArray(value) ? textOf((value as readonly OdooValue[])[1]) : null;
}
