/**
 * Names and attributes as files write them, with what they mean under the namespaces declared: found again by comparing
 * in place, without cutting them out of the file. Kept from file to file, since those of one sender declare alike; bounded.
 */
import type { XmlAttribute } from './element.ts';

export interface KnownName {
  readonly raw: string;
  /** In the prefixes of names.ts. */
  readonly name: string;
  /** The name that came after it last time: messages repeat themselves. */
  after: KnownName | undefined;
}

/** All attributes of a start tag, with the blank before them. */
interface KnownAttributes {
  readonly raw: string;
  readonly attributes: readonly XmlAttribute[];
}

/** Each at a place by a hash; what comes later takes the place. */
export interface NameCache {
  readonly names: (KnownName | undefined)[];
  readonly attributes: (KnownAttributes | undefined)[];
}

/** A power of two. UBL and CII have some hundred names each. */
const PLACES = 2048;
const CACHES_MAX = 16;
/** What is longer is no name of a sender that we know, and not worth its memory. */
const RAW_MAX = 120;
const KEY_MAX = 2000;

export const NO_NAMES: NameCache = { names: [], attributes: [] };
const CACHES = new Map<string, NameCache>();

/** The names under these declarations: prefix → URI, '' for the default. */
export function namesUnder(uris: ReadonlyMap<string, string>): NameCache {
  let key = '';
  for (const [prefix, uri] of uris) key += `${prefix}=${uri} `;
  const known = CACHES.get(key);
  if (known !== undefined) return known;
  const made: NameCache = { names: new Array<undefined>(PLACES), attributes: new Array<undefined>(PLACES) };
  if (key.length > KEY_MAX) return made;
  if (CACHES.size >= CACHES_MAX) CACHES.clear();
  CACHES.set(own(key), made);
  return made;
}

export function cachedName({ names }: NameCache, text: string, start: number, end: number): KnownName | undefined {
  const known = names[placeOf(text, start, end)];
  return known !== undefined && known.raw.length === end - start && text.startsWith(known.raw, start) ? known : undefined;
}

export function keepName({ names }: NameCache, raw: string, name: string): KnownName {
  if (raw.length > RAW_MAX) return { raw, name, after: undefined };
  return (names[placeOf(raw, 0, raw.length)] = { raw: own(raw), name: own(name), after: undefined });
}

/** The attributes that start here, when they are written as ones before; where they end is for the caller to look at. */
export function cachedAttributes({ attributes }: NameCache, text: string, start: number): KnownAttributes | undefined {
  const known = attributes[placeAfter(text, start)];
  return known !== undefined && text.startsWith(known.raw, start) ? known : undefined;
}

export function keepAttributes({ attributes }: NameCache, text: string, start: number, end: number, list: readonly XmlAttribute[]): void {
  if (end - start > RAW_MAX) return;
  const kept = list.map(({ name, value }) => Object.freeze({ name: own(name), value: own(value) }));
  attributes[placeAfter(text, start)] = { raw: own(text.slice(start, end)), attributes: Object.freeze(kept) };
}

/** The length and some of the characters: what tells the names of UBL and CII apart well enough. */
function placeOf(text: string, start: number, end: number): number {
  const length = end - start;
  let hash = length;
  hash = hash * 31 + text.charCodeAt(start);
  hash = hash * 31 + text.charCodeAt(Math.min(start + 4, end - 1));
  hash = hash * 31 + text.charCodeAt(start + (length >> 1));
  hash = hash * 31 + text.charCodeAt(Math.max(end - 4, start));
  hash = hash * 31 + text.charCodeAt(end - 1);
  return hash & (PLACES - 1);
}

/** Characters after a start that tell currencyID, unitCode, schemeID, and their usual values apart. */
function placeAfter(text: string, start: number): number {
  let hash = text.charCodeAt(start + 1);
  hash = hash * 31 + text.charCodeAt(start + 4);
  hash = hash * 31 + text.charCodeAt(start + 11);
  hash = hash * 31 + text.charCodeAt(start + 13);
  hash = hash * 31 + text.charCodeAt(start + 14);
  return hash & (PLACES - 1);
}

/** A copy: a part cut out of a file would keep the whole file in memory. */
function own(part: string): string {
  return Array.from(part).join('');
}
