/**
 * The glyphs of a font that a document uses, numbered in the order of their first use, and the small TrueType font that
 * holds only them. Hinting is left out: paper and today's screens do not need it. The same text gives the same bytes.
 */
import { viewOf, type Typeface } from './typeface.ts';

export interface Subset {
  readonly face: Typeface;
  /** Its number in the subset; null when the font lacks the character. */
  readonly glyph: (codePoint: number) => number | null;
  readonly isUsed: () => boolean;
  /** By number in the subset: the character it stands for. */
  readonly characters: () => readonly number[];
  /** By number in the subset, in thousandths of the font size. */
  readonly widths: () => readonly number[];
  readonly bytes: () => Uint8Array;
}

export function subsetOf(face: Typeface): Subset {
  // 0 is .notdef, which every font has and no text may show (ISO 19005-3, 6.2.11.8)
  const glyphs = [0];
  const characters = [0];
  const known = new Map<number, number>();
  return {
    face,
    glyph: (codePoint) => {
      const before = known.get(codePoint);
      if (before !== undefined) return before;
      const old = face.glyphOf(codePoint);
      if (old === 0) return null;
      known.set(codePoint, glyphs.length);
      characters.push(codePoint);
      return glyphs.push(old) - 1;
    },
    isUsed: () => glyphs.length > 1,
    characters: () => characters,
    widths: () => glyphs.map((old) => Math.round((face.advanceOf(old) * 1000) / face.unitsPerEm)),
    bytes: () => fontFile(face, glyphs),
  };
}

function fontFile(face: Typeface, used: readonly number[]): Uint8Array {
  const glyphs = [...used];
  const numbers = new Map(glyphs.map((old, index) => [old, index]));
  const numberOf = (old: number): number => {
    const before = numbers.get(old);
    if (before !== undefined) return before;
    numbers.set(old, glyphs.length);
    return glyphs.push(old) - 1;
  };
  const outlines: Uint8Array[] = [];
  // parts of composed glyphs join the list while it is walked
  for (let index = 0; index < glyphs.length; index++) outlines.push(outline(face.outlineOf(glyphs[index] ?? 0), numberOf));
  const [glyf, loca] = packed(outlines);
  const tables: readonly (readonly [string, Uint8Array])[] = [
    ['glyf', glyf],
    ['head', patched(face.table('head'), (view) => (view.setUint32(8, 0), view.setInt16(50, 1)))],
    ['hhea', patched(face.table('hhea'), (view) => view.setUint16(34, glyphs.length))],
    ['hmtx', metrics(face, glyphs)],
    ['loca', loca],
    ['maxp', patched(face.table('maxp'), (view) => (view.setUint16(4, glyphs.length), withoutHinting(view)))],
  ];
  return fontOf(tables);
}

function withoutHinting(maxp: DataView): void {
  maxp.setUint16(14, 1);
  for (let at = 16; at <= 26; at += 2) maxp.setUint16(at, 0);
}

/** On a copy: `slice` of a Buffer would be a view of the font itself. */
function patched(table: Uint8Array, patch: (view: DataView) => void): Uint8Array {
  const copy = new Uint8Array(table);
  patch(viewOf(copy));
  return copy;
}

function metrics(face: Typeface, glyphs: readonly number[]): Uint8Array {
  const out = new Uint8Array(glyphs.length * 4);
  const view = viewOf(out);
  for (const [index, glyph] of glyphs.entries()) {
    view.setUint16(index * 4, face.advanceOf(glyph));
    view.setInt16(index * 4 + 2, face.bearingOf(glyph));
  }
  return out;
}

function packed(outlines: readonly Uint8Array[]): readonly [Uint8Array, Uint8Array] {
  const padded = outlines.map(({ length }) => (length + 3) & ~3);
  const glyf = new Uint8Array(padded.reduce((sum, length) => sum + length, 0));
  const loca = new Uint8Array((outlines.length + 1) * 4);
  let at = 0;
  for (const [index, bytes] of outlines.entries()) {
    glyf.set(bytes, at);
    at += padded[index] ?? 0;
    viewOf(loca).setUint32((index + 1) * 4, at);
  }
  return [glyf, loca];
}

/** Without its instructions; a composed glyph refers to its parts by their new numbers. */
function outline(bytes: Uint8Array, numberOf: (old: number) => number): Uint8Array {
  if (bytes.length === 0) return bytes;
  const contours = viewOf(bytes).getInt16(0);
  return contours < 0 ? composed(bytes, numberOf) : simple(bytes, 10 + contours * 2);
}

function simple(bytes: Uint8Array, lengthAt: number): Uint8Array {
  const instructions = viewOf(bytes).getUint16(lengthAt);
  const out = new Uint8Array(bytes.length - instructions);
  out.set(bytes.subarray(0, lengthAt));
  out.set(bytes.subarray(lengthAt + 2 + instructions), lengthAt + 2);
  return out;
}

/** Flags of a part: words instead of bytes, one scale, another part follows, two scales, matrix, instructions. */
const PART = { words: 0x1, scale: 0x8, more: 0x20, scales: 0x40, matrix: 0x80, instructions: 0x100 } as const;

function composed(bytes: Uint8Array, numberOf: (old: number) => number): Uint8Array {
  const out = new Uint8Array(bytes);
  const view = viewOf(out);
  let at = 10;
  for (let flags: number = PART.more; (flags & PART.more) !== 0;) {
    flags = view.getUint16(at);
    view.setUint16(at, flags & ~PART.instructions);
    view.setUint16(at + 2, numberOf(view.getUint16(at + 2)));
    at += (flags & PART.words) !== 0 ? 8 : 6;
    at += (flags & PART.scale) !== 0 ? 2 : (flags & PART.scales) !== 0 ? 4 : (flags & PART.matrix) !== 0 ? 8 : 0;
  }
  return out.subarray(0, at);
}

function fontOf(tables: readonly (readonly [string, Uint8Array])[]): Uint8Array {
  const head = 12 + tables.length * 16;
  const out = new Uint8Array(tables.reduce((sum, [, { length }]) => sum + ((length + 3) & ~3), head));
  const view = viewOf(out);
  view.setUint32(0, 0x00010000);
  view.setUint16(4, tables.length);
  const power = Math.floor(Math.log2(tables.length));
  view.setUint16(6, 2 ** power * 16);
  view.setUint16(8, power);
  view.setUint16(10, tables.length * 16 - 2 ** power * 16);
  let [at, adjust] = [head, 0];
  for (const [index, [tag, bytes]] of tables.entries()) {
    out.set(bytes, at);
    for (let letter = 0; letter < 4; letter++) out[12 + index * 16 + letter] = tag.charCodeAt(letter);
    const end = at + ((bytes.length + 3) & ~3);
    view.setUint32(16 + index * 16, checksum(view, at, end));
    view.setUint32(20 + index * 16, at);
    view.setUint32(24 + index * 16, bytes.length);
    if (tag === 'head') adjust = at + 8;
    at = end;
  }
  view.setUint32(adjust, (0xb1b0afba - checksum(view, 0, out.length)) >>> 0);
  return out;
}

function checksum(view: DataView, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
  return sum;
}
