/**
 * A TrueType font as far as a page needs it: which glyph a character has, how wide it is, and its outline. Reads only
 * what the tables say (OpenType 1.9); draws nothing, shapes nothing, and does not know what PDF is.
 */
import { PasserelleError } from '../../base/error.ts';

/** In units of the em square. */
export interface Typeface {
  readonly name: string;
  readonly unitsPerEm: number;
  readonly ascent: number;
  readonly descent: number;
  readonly capHeight: number;
  readonly bold: boolean;
  readonly box: readonly [number, number, number, number];
  /** 0 when the font lacks the character. */
  readonly glyphOf: (codePoint: number) => number;
  readonly advanceOf: (glyph: number) => number;
  readonly bearingOf: (glyph: number) => number;
  /** Bytes of `glyf` for one glyph; empty for a blank. */
  readonly outlineOf: (glyph: number) => Uint8Array;
  /** Tables that a subset carries over with few changes. */
  readonly table: (tag: string) => Uint8Array;
}

/** @throws PasserelleError PDF_FONT when the bytes are no TrueType font with outlines */
export function openTypeface(bytes: Uint8Array): Typeface {
  try {
    return read(bytes);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new PasserelleError('PDF_FONT', 'the font ends before its tables do', { cause });
  }
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function read(bytes: Uint8Array): Typeface {
  const tables = directory(bytes);
  const table = (tag: string): Uint8Array => {
    const found = tables.get(tag);
    if (found === undefined) throw new PasserelleError('PDF_FONT', `the font has no table ${tag}`);
    return found;
  };
  const [head, hhea, os2] = [viewOf(table('head')), viewOf(table('hhea')), viewOf(table('OS/2'))];
  const metrics = viewOf(table('hmtx'));
  const full = hhea.getUint16(34);
  const place = (glyph: number): number =>
    head.getInt16(50) === 0 ? viewOf(table('loca')).getUint16(glyph * 2) * 2 : viewOf(table('loca')).getUint32(glyph * 4);
  const ascent = hhea.getInt16(4);
  return {
    name: postScriptName(table('name')),
    unitsPerEm: head.getUint16(18),
    ascent,
    descent: hhea.getInt16(6),
    // versions below 2 of OS/2 do not state it: about seven tenths of the ascent
    capHeight: os2.getUint16(0) >= 2 ? os2.getInt16(88) : Math.round(ascent * 0.73),
    bold: os2.getUint16(4) >= 600,
    box: [head.getInt16(36), head.getInt16(38), head.getInt16(40), head.getInt16(42)],
    glyphOf: characterMap(table('cmap')),
    advanceOf: (glyph) => metrics.getUint16(Math.min(glyph, full - 1) * 4),
    bearingOf: (glyph) => (glyph < full ? metrics.getInt16(glyph * 4 + 2) : metrics.getInt16(full * 4 + (glyph - full) * 2)),
    outlineOf: (glyph) => table('glyf').subarray(place(glyph), place(glyph + 1)),
    table,
  };
}

function directory(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const view = viewOf(bytes);
  if (bytes.length < 12 || view.getUint32(0) !== 0x00010000) {
    throw new PasserelleError('PDF_FONT', 'the font is not TrueType');
  }
  const tables = new Map<string, Uint8Array>();
  for (let index = 0, at = 12; index < view.getUint16(4); index++, at += 16) {
    const start = view.getUint32(at + 8);
    tables.set(ascii(bytes.subarray(at, at + 4)), bytes.subarray(start, start + view.getUint32(at + 12)));
  }
  return tables;
}

function ascii(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

/** Name 6, which has neither spaces nor anything but ASCII. */
function postScriptName(names: Uint8Array): string {
  const view = viewOf(names);
  const texts = view.getUint16(4);
  for (let index = 0, at = 6; index < view.getUint16(2); index++, at += 12) {
    if (view.getUint16(at + 6) !== 6) continue;
    const start = texts + view.getUint16(at + 10);
    return ascii(names.subarray(start, start + view.getUint16(at + 8))).replace(/[^A-Za-z0-9-]/g, '');
  }
  return 'Font';
}

/** The widest Unicode map: format 12, else format 4. */
function characterMap(cmap: Uint8Array): (codePoint: number) => number {
  const view = viewOf(cmap);
  const maps = new Map<number, DataView>();
  for (let index = 0, at = 4; index < view.getUint16(2); index++, at += 8) {
    const map = viewOf(cmap.subarray(view.getUint32(at + 4)));
    if (view.getUint16(at) === 3 || view.getUint16(at) === 0) maps.set(map.getUint16(0), map);
  }
  const [wide, narrow] = [maps.get(12), maps.get(4)];
  if (wide !== undefined) return (code) => grouped(wide, code);
  if (narrow !== undefined) return (code) => segmented(narrow, code);
  throw new PasserelleError('PDF_FONT', 'the font has no map of Unicode characters');
}

function grouped(map: DataView, code: number): number {
  let [low, high] = [0, map.getUint32(12) - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const at = 16 + middle * 12;
    if (code < map.getUint32(at)) high = middle - 1;
    else if (code > map.getUint32(at + 4)) low = middle + 1;
    else return map.getUint32(at + 8) + code - map.getUint32(at);
  }
  return 0;
}

function segmented(map: DataView, code: number): number {
  const length = map.getUint16(6);
  for (let at = 0; at < length; at += 2) {
    if (code > map.getUint16(14 + at)) continue;
    const start = map.getUint16(16 + length + at);
    if (code < start) return 0;
    const [delta, place] = [map.getUint16(16 + 2 * length + at), 16 + 3 * length + at];
    const range = map.getUint16(place);
    if (range === 0) return (code + delta) & 0xffff;
    const glyph = map.getUint16(place + range + (code - start) * 2);
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
  }
  return 0;
}
