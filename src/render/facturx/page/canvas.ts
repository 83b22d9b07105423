/**
 * Pages to write on, from the top left corner in points: text in two weights, rules, filled boxes. Characters that the
 * fonts lack are shown as a question mark and remembered, so that the caller can say so.
 */
import { hex } from '../archive-parts.ts';
import type { Subset } from '../font-subset.ts';

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

/** Scripts that run from right to left or join their letters: without shaping they would be shown wrongly. */
const UNSHAPED = /[\u0590-\u08ff\u0900-\u0dff\ufb1d-\ufdff\ufe70-\ufeff]/;

export function newCanvas(fonts: Fonts): Canvas {
  const pages: string[][] = [[]];
  const missing = new Set<string>();
  let current = 0;
  const write = (operators: string): void => void pages[current]?.push(operators);
  const glyphsOf = (value: string, weight: Weight): readonly number[] =>
    [...value].map((character) => {
      const found = UNSHAPED.test(character) ? null : fonts[weight].glyph(character.codePointAt(0) ?? 0);
      if (found !== null) return found;
      missing.add(character);
      return fonts[weight].glyph(0x3f) ?? 0;
    });
  const widthOf = (value: string, { size, weight = 'regular' }: Style): number => {
    const { face } = fonts[weight];
    let width = 0;
    for (const character of value) width += face.advanceOf(face.glyphOf(character.codePointAt(0) ?? 0));
    return (width * size) / face.unitsPerEm;
  };
  const text: Canvas['text'] = (value, x, baseline, style) => {
    if (value === '') return;
    const { size, weight = 'regular', colour = INK, align = 'left' } = style;
    const shift = align === 'left' ? 0 : widthOf(value, style) / (align === 'right' ? 1 : 2);
    const shown = glyphsOf(value, weight).map(hex).join('');
    const font = weight === 'bold' ? 'B' : 'R';
    write(`${fill(colour)} BT /${font} ${n(size)} Tf ${n(x - shift)} ${n(PAGE.height - baseline)} Td <${shown}> Tj ET`);
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
    );
}

/** Lines no wider than `width`; a word that is too long is cut. */
export function wrapped(canvas: Canvas, value: string, width: number, style: Style): readonly string[] {
  const lines: string[] = [];
  for (const paragraph of paragraphs(value)) {
    let line = '';
    for (const word of paragraph.split(/ +/).flatMap((one) => cut(canvas, one, width, style))) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (line !== '' && canvas.widthOf(longer, style) > width) {
        lines.push(line);
        line = word;
      } else line = longer;
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
  let part = '';
  for (const character of word) {
    if (part !== '' && canvas.widthOf(part + character, style) > width) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part];
}
