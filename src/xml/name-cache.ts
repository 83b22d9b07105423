/**
 * Names of elements as files write them, with what they mean under the namespaces declared: found by comparing in place,
 * without cutting the name out of the file. Kept from file to file, since those of one sender declare alike; bounded.
 */
interface KnownName {
  readonly raw: string;
  /** In the prefixes of names.ts. */
  readonly name: string;
}

/** A place by a hash of the name; a later name takes the place of an earlier one. */
export type NameCache = (KnownName | undefined)[];

/** A power of two. UBL and CII have some hundred names each. */
const PLACES = 2048;
const CACHES_MAX = 16;
/** What is longer is no name of a sender that we know, and not worth its memory. */
const NAME_MAX = 120;
const KEY_MAX = 2000;

export const NO_NAMES: NameCache = [];
const CACHES = new Map<string, NameCache>();

/** The names under these declarations: prefix → URI, '' for the default. */
export function namesUnder(uris: ReadonlyMap<string, string>): NameCache {
  let key = '';
  for (const [prefix, uri] of uris) key += `${prefix}=${uri} `;
  let names = CACHES.get(key);
  if (names !== undefined) return names;
  if (key.length > KEY_MAX) return new Array<KnownName | undefined>(PLACES);
  if (CACHES.size >= CACHES_MAX) CACHES.clear();
  CACHES.set(own(key), (names = new Array<KnownName | undefined>(PLACES)));
  return names;
}

export function cachedName(names: NameCache, text: string, start: number, end: number): KnownName | undefined {
  const known = names[placeOf(text, start, end)];
  return known !== undefined && known.raw.length === end - start && text.startsWith(known.raw, start) ? known : undefined;
}

export function keepName(names: NameCache, raw: string, name: string): void {
  if (raw.length <= NAME_MAX) names[placeOf(raw, 0, raw.length)] = { raw: own(raw), name: own(name) };
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

/** A copy: a part cut out of a file would keep the whole file in memory. */
function own(part: string): string {
  return Array.from(part).join('');
}
