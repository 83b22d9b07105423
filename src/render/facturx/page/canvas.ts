/**
 * Pages to write on, from the top left corner in points: text in two weights, rules, filled boxes. Characters that the
 * fonts lack are shown as a question mark and remembered, so that the caller can say so.
 */
import { hex } from '../archive-parts.ts';
import type { Subset } from '../font-subset.ts';
import { drawnOrder, SHAPED, shaped } from './right-to-left.ts';

export const PAGE = { width: 595.28, height: 841.89, left: 45, right: 550.28, top: 45, bottom: 786 } as const;

export type Weight = 'regular' | 'bold';
export type Align = 'left' | 'right' | 'centre';
/** Red, green, blue from 0 to 1. */
export type Colour = readonly [number, number, number];
export const INK: Colour = [0.11, 0.13, 0.16];
export const GREY: Colour = [0.38, 0.41, 0.45];
export const ACCENT: Colour = [0.09, 0.24, 0.38];
export const HAIR: Colour = [0.78, 0.8, 0.83];
export const SHADE: Colour = [0.94, 0.95, 0.965];
export const WHITE: Colour = [1, 1, 1];

export interface Style {
  readonly size: number;
  readonly weight?: Weight;
  readonly colour?: Colour;
  readonly align?: Align;
}

export interface Canvas {
  readonly text: (value: string, x: number, baseline: number, style: Style) => void;
  readonly widthOf: (value: string, style: Style) => number;
  readonly rule: (x: number, y: number, to: number, colour?: Colour, thickness?: number) => void;
  readonly box: (x: number, y: number, width: number, height: number, colour: Colour) => void;
  readonly newPage: () => void;
  /** Writes on a page that was left. */
  readonly onPage: (index: number, write: () => void) => void;
  readonly pageCount: () => number;
  readonly contents: () => readonly string[];
  /** Characters that could not be shown. */
  readonly missing: ReadonlySet<string>;
}

export interface Fonts {
  readonly regular: Subset;
  readonly bold: Subset;
}

/** Scripts that run from right to left or join their letters: what is not shaped would be shown wrongly. */
const UNSHAPED = /[\u0590-\u08ff\u0900-\u0dff\ufb1d-\ufdff\ufe70-\ufeff]/;

export function newCanvas(fonts: Fonts): Canvas {
  const pages: string[][] = [[]];
  const missing = new Set<string>();
  let current = 0;
  const write = (operators: string): void => void pages[current]?.push(operators);
  const shown = { regular: new Map<string, string>(), bold: new Map<string, string>() } as const;
  const advances = { regular: new Map<string, number>(), bold: new Map<string, number>() } as const;
  /** Four digits: the number of the glyph. */
  const glyphOf = (character: string, weight: Weight): string => {
    const before = shown[weight].get(character);
    if (before !== undefined) return before;
    const found = UNSHAPED.test(character) && !SHAPED.test(character) ? null : fonts[weight].glyph(character.codePointAt(0) ?? 0);
    if (found === null) missing.add(character);
    const digits = hex(found ?? fonts[weight].glyph(0x3f) ?? 0);
    shown[weight].set(character, digits);
    return digits;
  };
  const advanceOf = (character: string, weight: Weight): number => {
    const before = advances[weight].get(character);
    if (before !== undefined) return before;
    const { face } = fonts[weight];
    const width = face.advanceOf(face.glyphOf(character.codePointAt(0) ?? 0)) / face.unitsPerEm;
    advances[weight].set(character, width);
    return width;
  };
  const widthOf = (value: string, { size, weight = 'regular' }: Style): number => {
    let width = 0;
    for (const character of value) width += advanceOf(character, weight);
    return width * size;
  };
  const text: Canvas['text'] = (value, x, baseline, style) => {
    if (value === '') return;
    const { size, weight = 'regular', colour = INK, align = 'left' } = style;
    const shift = align === 'left' ? 0 : widthOf(value, style) / (align === 'right' ? 1 : 2);
    let digits = '';
    for (const character of drawnOrder(shaped(value))) digits += glyphOf(character, weight);
    const font = weight === 'bold' ? 'B' : 'R';
    write(`${fill(colour)} BT /${font} ${n(size)} Tf ${n(x - shift)} ${n(PAGE.height - baseline)} Td <${digits}> Tj ET`);
  };
  return {
    text,
    widthOf,
    missing,
    rule: (x, y, to, colour = HAIR, thickness = 0.5) => {
      const [level, stroke] = [n(PAGE.height - y), colour.map(n).join(' ')];
      write(`${stroke} RG ${n(thickness)} w ${n(x)} ${level} m ${n(to)} ${level} l S`);
    },
    box: (x, y, width, height, colour) => write(`${fill(colour)} ${n(x)} ${n(PAGE.height - y - height)} ${n(width)} ${n(height)} re f`),
    newPage: () => {
      current = pages.push([]) - 1;
    },
    onPage: (index, draw) => {
      const before = current;
      current = index;
      draw();
      current = before;
    },
    pageCount: () => pages.length,
    contents: () => pages.map((operators) => operators.join('\n')),
  };
}

function fill(colour: Colour): string {
  return `${colour.map(n).join(' ')} rg`;
}

/** A number as PDF writes it: no exponent, three fraction digits at most. */
function n(value: number): string {
  return value.toFixed(3).replace(/\.?0+$/, '');
}

/** A text as paragraphs of clean characters: tabs and other controls are blanks, combined letters are one. */
function paragraphs(value: string): readonly string[] {
  return value
    .normalize('NFC')
    .split(/\r\n|\r|\n|\u2028|\u2029/)
    .map((one) =>
      one
        .replace(/[\t\v\f]|\p{Cc}|\p{Zs}(?<![\u00a0\u202f])/gu, ' ')
        .replace(/\p{Cf}|\p{Cs}/gu, '')
        .trim(),
    )
    .map(shaped);
}

/** Lines no wider than `width`; a word that is too long is cut. */
export function wrapped(canvas: Canvas, value: string, width: number, style: Style): readonly string[] {
  const lines: string[] = [];
  const blank = canvas.widthOf(' ', style);
  for (const paragraph of paragraphs(value)) {
    let [line, filled] = ['', 0];
    for (const word of paragraph.split(/ +/).flatMap((one) => cut(canvas, one, width, style))) {
      const own = canvas.widthOf(word, style);
      if (line !== '' && filled + blank + own > width) {
        lines.push(line);
        [line, filled] = [word, own];
      } else [line, filled] = line === '' ? [word, own] : [`${line} ${word}`, filled + blank + own];
    }
    lines.push(line);
  }
  // blank lines at the ends say nothing
  while (lines.at(-1) === '') lines.pop();
  return lines;
}

function cut(canvas: Canvas, word: string, width: number, style: Style): readonly string[] {
  if (canvas.widthOf(word, style) <= width) return [word];
  const parts: string[] = [];
  let [part, filled] = ['', 0];
  for (const character of word) {
    const own = canvas.widthOf(character, style);
    if (part !== '' && filled + own > width) {
      parts.push(part);
      [part, filled] = ['', 0];
    }
    part += character;
    filled += own;
  }
  return [...parts, part];
}
