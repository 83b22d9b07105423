/**
 * The digest of a record's business fields: equal whatever the transport (ids without names, numbers without trailing
 * zeros, empty values left out) and whatever fields a later module adds empty.
 */
import { canonicalJson, type Json } from '../../src/base/json.ts';
import { sha256 } from '../../src/base/hash.ts';
import type { FeedKind } from './feeds.ts';
import { isNumeral, nameOf, type OdooRow, type OdooValue } from './value.ts';

export function fingerprint(row: OdooRow, kind: FeedKind, children: readonly OdooRow[]): string {
  const lines = children.map((child) => essence(child, ['id', ...(kind.children?.fields ?? [])]));
  return sha256(canonicalJson({ record: essence(row, kind.fields), ...(lines.length === 0 ? {} : { lines }) }));
}

function essence(row: OdooRow, fields: readonly string[]): Record<string, Json> {
  const kept: Record<string, Json> = {};
  for (const field of fields) {
    const value = plain(row[field]);
    if (value !== null) kept[field] = value;
  }
  return kept;
}

function plain(value: OdooValue | undefined): Json {
  if (value === undefined || value === null || value === false || value === '') return null;
  if (isNumeral(value)) return trimmed(value.rawJSON);
  if (!Array.isArray(value)) return typeof value === 'object' ? sorted(value as OdooRow) : value;
  // a many2one pair: the name may be translated or corrected without the document changing
  if (nameOf(value) !== null && value.length === 2) return plain((value as readonly OdooValue[])[0]);
  return value.length === 0 ? null : (value as readonly OdooValue[]).map(plain).sort();
}

function sorted(row: OdooRow): Json {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key, plain(value)]));
}

function trimmed(number: string): string {
  const text = number.includes('.') ? number.replace(/\.?0+$/, '') : number;
  return text === '-0' ? '0' : text;
}
