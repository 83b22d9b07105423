// The texts of a PDF where they are: from the operators of its pages, the widths of its fonts and their maps to Unicode.
import { latin1, bytesOf, resolve } from '../../src/parse/facturx/pdf-store.ts';
import { isDict, isStream, type PdfDict } from '../../src/parse/facturx/pdf-value.ts';
import { drawings, inside, list, openForChecks, operators, type Seen } from './pdfa-seen.ts';

export interface PlacedText {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  /** From the top of the page; of capital letters and of tails. */
  readonly top: number;
  readonly bottom: number;
  /** Where the character of this place begins. */
  readonly xAt: (index: number) => number;
}

interface Face {
  readonly widths: readonly number[];
  readonly texts: ReadonlyMap<number, string>;
}

const HEIGHT = 841.89;

export function textsOf(pdf: Uint8Array): readonly (readonly PlacedText[])[] {
  const seen = openForChecks(pdf);
  return drawings(seen).map(({ text, resources }) => {
    const out: PlacedText[] = [];
    let [face, size, x, y] = [undefined as Face | undefined, 0, 0, 0];
    // JSON reads a number as PDF writes it
    const figure = (word: string | undefined): number => JSON.parse(word ?? '0') as number;
    for (const { name, operands } of operators(text)) {
      if (name === 'Tf') [face, size] = [faceOf(seen, resources, operands[0] ?? ''), figure(operands[1])];
      if (name === 'Td') [x, y] = [figure(operands[0]), figure(operands[1])];
      if (name !== 'Tj' || face === undefined) continue;
      const { widths, texts } = face;
      const codes = ((operands[0] ?? '').match(/[0-9A-F]{4}/g) ?? []).map((digits) => Number.parseInt(digits, 16));
      const [left, scale] = [x, size / 1000];
      const xAt = (index: number): number => codes.slice(0, index).reduce((at, code) => at + (widths[code] ?? 0) * scale, left);
      const top = HEIGHT - y - size * 0.73;
      const shown = codes.map((code) => texts.get(code) ?? '').join('');
      out.push({ text: shown, left, right: xAt(codes.length), top, bottom: HEIGHT - y + size * 0.2, xAt });
    }
    return out;
  });
}

const known = new WeakMap<PdfDict, Face>();

function faceOf(seen: Seen, resources: PdfDict, name: string): Face | undefined {
  const font = inside(seen, resources, 'Font', name.slice(1));
  if (!isDict(font)) return undefined;
  const before = known.get(font);
  if (before !== undefined) return before;
  const own = resolve(seen.file, list(inside(seen, font, 'DescendantFonts'))[0]);
  const widths = isDict(own) ? list(resolve(seen.file, list(inside(seen, own, 'W'))[1])) : [];
  const map = inside(seen, font, 'ToUnicode');
  const rows = isStream(map) ? latin1(bytesOf(seen.file, map)).matchAll(/<([0-9A-F]{4})> <([0-9A-F]+)>/g) : [];
  const texts = new Map([...rows].map(([, code = '', to = '']) => [Number.parseInt(code, 16), utf16(to)]));
  const face = { widths: widths.map((width) => (typeof width === 'number' ? width : 0)), texts };
  known.set(font, face);
  return face;
}

function utf16(hex: string): string {
  return String.fromCharCode(...(hex.match(/.{4}/g) ?? []).map((unit) => Number.parseInt(unit, 16)));
}
