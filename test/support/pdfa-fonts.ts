// PDF/A-3: fonts (ISO 19005-3, 6.2.11). Composite fonts are checked glyph by glyph, simple ones for being embedded.
import { bytesOf, latin1, member, resolve } from '../../src/parse/facturx/pdf-store.ts';
import { isDict, isStream, nameOf, type PdfDict, type PdfStream } from '../../src/parse/facturx/pdf-value.ts';
import { drawings, inside, list, operators, text, typed, unless, type PdfaCheck, type Seen } from './pdfa-seen.ts';

const SUBTYPES = ['Type0', 'Type1', 'MMType1', 'Type3', 'TrueType', 'CIDFontType0', 'CIDFontType2'];
const kindOf = (seen: Seen, font: PdfDict): string => nameOf(inside(seen, font, 'Subtype')) ?? '';
const composite = (seen: Seen): readonly PdfDict[] => typed(seen, 'Font').filter((font) => kindOf(seen, font) === 'Type0');

function descendant(seen: Seen, font: PdfDict): PdfDict | undefined {
  const found = resolve(seen.file, list(inside(seen, font, 'DescendantFonts'))[0]);
  return isDict(found) ? found : undefined;
}

function program(seen: Seen, font: PdfDict): PdfStream | undefined {
  const found = ['FontFile', 'FontFile2', 'FontFile3'].map((key) => inside(seen, font, 'FontDescriptor', key)).find(isStream);
  return found;
}

/** Codes of two bytes that are shown in each composite font. */
function shown(seen: Seen): ReadonlyMap<PdfDict, ReadonlySet<number>> {
  const out = new Map<PdfDict, Set<number>>();
  for (const { text: content, resources } of drawings(seen)) {
    let codes: Set<number> | undefined;
    for (const { name, operands } of operators(content)) {
      if (name === 'Tf') {
        const font = inside(seen, resources, 'Font', operands[0]?.slice(1) ?? '');
        codes = isDict(font) && kindOf(seen, font) === 'Type0' ? (out.get(font) ?? new Set()) : undefined;
        if (codes !== undefined) out.set(font as PdfDict, codes);
      }
      if (codes === undefined || !['Tj', 'TJ', "'", '"'].includes(name)) continue;
      for (const word of operands) for (const code of codesIn(word)) codes.add(code);
    }
  }
  return out;
}

function codesIn(word: string): readonly number[] {
  if (!/^<[\s\da-fA-F]*>$/.test(word)) return [];
  return (word.replace(/[^\da-fA-F]/g, '').match(/.{4}/g) ?? []).map((digits) => Number.parseInt(digits, 16));
}

/** Tables of a TrueType program by their tags. */
function tablesOf(bytes: Uint8Array): ReadonlyMap<string, DataView> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const out = new Map<string, DataView>();
  for (let index = 0; index < view.getUint16(4); index++) {
    const at = 12 + index * 16;
    const [start, length] = [view.getUint32(at + 8), view.getUint32(at + 12)];
    if (start + length > bytes.length) return new Map();
    out.set(latin1(bytes.subarray(at, at + 4)), new DataView(bytes.buffer, bytes.byteOffset + start, length));
  }
  return out;
}

interface Glyphs {
  readonly font: PdfDict;
  readonly own: PdfDict;
  readonly codes: ReadonlySet<number>;
  readonly tables: ReadonlyMap<string, DataView>;
  readonly glyphOf: (code: number) => number;
}

/** Composite fonts with a TrueType program. */
function trueTypes(seen: Seen): readonly Glyphs[] {
  return [...shown(seen)].flatMap(([font, codes]) => {
    const own = descendant(seen, font);
    const file = own === undefined ? null : inside(seen, own, 'FontDescriptor', 'FontFile2');
    if (own === undefined || !isStream(file)) return [];
    const map = inside(seen, own, 'CIDToGIDMap');
    const pairs = isStream(map) ? bytesOf(seen.file, map) : undefined;
    const glyphOf = (code: number): number => (pairs === undefined ? code : (pairs[code * 2] ?? 0) * 256 + (pairs[code * 2 + 1] ?? 0));
    return [{ font, own, codes, tables: tablesOf(bytesOf(seen.file, file)), glyphOf }];
  });
}

/** By character code, in thousandths; the two forms of W. */
function widthsOf(seen: Seen, font: PdfDict): ReadonlyMap<number, number> {
  const out = new Map<number, number>();
  const rows = list(inside(seen, font, 'W')).map((one) => resolve(seen.file, one));
  for (let at = 0; at < rows.length;) {
    const [first, second, third] = [rows[at], rows[at + 1], rows[at + 2]];
    if (typeof first !== 'number') break;
    const each = list(second ?? null);
    for (const [index, width] of each.entries()) if (typeof width === 'number') out.set(first + index, width);
    if (typeof second === 'number' && typeof third === 'number') for (let code = first; code <= second; code++) out.set(code, third);
    at += typeof second === 'number' ? 3 : 2;
  }
  return out;
}

const TABLES = ['glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp'];
const toUnicode = (seen: Seen, font: PdfDict): string => {
  const stream = inside(seen, font, 'ToUnicode');
  return isStream(stream) ? latin1(bytesOf(seen.file, stream)) : '';
};

export const FONT_CHECKS: readonly PdfaCheck[] = [
  {
    id: 'font.kinds',
    clause: '6.2.11.2',
    asks: 'has fonts of the kinds of PDF 1.7, named alike in all their parts',
    breaches: (seen) =>
      typed(seen, 'Font').flatMap((font) => {
        const name = nameOf(inside(seen, font, 'BaseFont'));
        const own = kindOf(seen, font) === 'Type0' ? descendant(seen, font) : font;
        const said = own === undefined ? undefined : nameOf(inside(seen, own, 'FontDescriptor', 'FontName'));
        const cff = own !== undefined && kindOf(seen, own) === 'CIDFontType0';
        return [
          ...unless(SUBTYPES.includes(kindOf(seen, font)), 'a font is of no kind'),
          ...unless(cff || kindOf(seen, font) === 'Type3' || name === said, `a font is ${name ?? ''} and ${said ?? ''}`),
        ];
      }),
    spoil: [/\/FontName \/[A-Z]{6}/, '/FontName /AAAAAA'],
  },
  {
    id: 'font.system',
    clause: '6.2.11.3.1',
    asks: 'has composite fonts of one collection of characters',
    breaches: (seen) =>
      composite(seen).flatMap((font) => {
        const own = descendant(seen, font);
        const registry = own === undefined ? '' : text(inside(seen, own, 'CIDSystemInfo', 'Registry'));
        const ordering = own === undefined ? '' : text(inside(seen, own, 'CIDSystemInfo', 'Ordering'));
        return unless(registry === 'Adobe' && ordering === 'Identity', `a collection is ${registry}-${ordering}`);
      }),
    spoil: ['/Ordering (Identity)', '/Ordering (Japan1)'],
  },
  {
    id: 'font.glyph-map',
    clause: '6.2.11.3.2',
    asks: 'says of a composite TrueType font which glyph a character has',
    breaches: (seen) =>
      typed(seen, 'Font')
        .filter((font) => kindOf(seen, font) === 'CIDFontType2')
        .flatMap((font) => {
          const map = inside(seen, font, 'CIDToGIDMap');
          return unless(isStream(map) || nameOf(map) === 'Identity', 'a map to glyphs is missing');
        }),
    spoil: ['/CIDToGIDMap /Identity', '/CIDToGIDMop /Identity'],
  },
  {
    id: 'font.encoding',
    clause: '6.2.11.3.3',
    asks: 'reads the characters of composite fonts by Identity-H, Identity-V or a map in the file',
    breaches: (seen) =>
      composite(seen).flatMap((font) => {
        const encoding = inside(seen, font, 'Encoding');
        return unless(
          isStream(encoding) || ['Identity-H', 'Identity-V'].includes(nameOf(encoding) ?? ''),
          'an encoding is not in the file',
        );
      }),
    spoil: ['/Identity-H', '/UniJIS-H'],
  },
  {
    id: 'font.embedded',
    clause: '6.2.11.4.1',
    asks: 'has every font in the file',
    breaches: (seen) =>
      typed(seen, 'Font')
        .filter((font) => !['Type0', 'Type3'].includes(kindOf(seen, font)))
        .flatMap((font) => unless(program(seen, font) !== undefined, 'a font is not embedded')),
    spoil: ['/FontFile2', '/FontFileX'],
  },
  {
    id: 'font.program',
    clause: '6.2.11.4.1',
    asks: 'has TrueType programs with all tables, inside their bytes, and with every glyph that is shown',
    breaches: (seen) =>
      trueTypes(seen).flatMap(({ codes, tables, glyphOf }) => {
        const count = tables.get('maxp')?.getUint16(4) ?? 0;
        return [
          ...TABLES.flatMap((tag) => unless(tables.has(tag), `the table ${tag} is missing`)),
          ...[...codes].flatMap((code) => unless(glyphOf(code) < count, `the glyph of ${code} is missing`)),
        ];
      }),
    spoil: ['hmtx', 'hmtz'],
  },
  {
    id: 'font.length',
    clause: '6.2.11.4.1',
    asks: 'says of a TrueType program how long it is',
    breaches: (seen) =>
      typed(seen, 'FontDescriptor').flatMap((one) => {
        const file = inside(seen, one, 'FontFile2');
        return isStream(file)
          ? unless(member(seen.file, file.dict, 'Length1') === bytesOf(seen.file, file).length, 'a length is wrong')
          : [];
      }),
    spoil: [/\/Length1 \d/, '/Length1 1'],
  },
  {
    id: 'font.subset-name',
    clause: '6.2.11.4.2',
    asks: 'names a subset of a font with six capital letters and a plus',
    breaches: (seen) =>
      trueTypes(seen).flatMap(({ own }) =>
        unless(/^[A-Z]{6}\+/.test(nameOf(inside(seen, own, 'BaseFont')) ?? ''), 'a subset is not named as one'),
      ),
    spoil: [/\/BaseFont \/([A-Z]{6})\+/g, '/BaseFont /$1-'],
  },
  {
    id: 'font.cid-set',
    clause: '6.2.11.4.2',
    asks: 'has no list of the characters of a subset, or one that names them all',
    breaches: (seen) =>
      trueTypes(seen).flatMap(({ own, codes }) => {
        const set = inside(seen, own, 'FontDescriptor', 'CIDSet');
        const bits = isStream(set) ? bytesOf(seen.file, set) : undefined;
        if (set === null) return [];
        return [...codes].flatMap((code) => unless(((bits?.[code >> 3] ?? 0) & (0x80 >> (code & 7))) !== 0, `${code} is not in the set`));
      }),
    spoil: ['/StemV', '/CIDSet 1 0 R /StemV'],
  },
  {
    id: 'font.widths',
    clause: '6.2.11.5',
    asks: 'gives characters the widths that the font program gives their glyphs',
    breaches: (seen) =>
      trueTypes(seen).flatMap(({ own, codes, tables, glyphOf }) => {
        const [hmtx, head, hhea] = ['hmtx', 'head', 'hhea'].map((tag) => tables.get(tag));
        if (hmtx === undefined || head === undefined || hhea === undefined) return [];
        const widths = widthsOf(seen, own);
        const standard = inside(seen, own, 'DW');
        return [...codes].flatMap((code) => {
          const glyph = Math.min(glyphOf(code), hhea.getUint16(34) - 1);
          const drawn = (hmtx.getUint16(glyph * 4) * 1000) / head.getUint16(18);
          const said = widths.get(code) ?? (typeof standard === 'number' ? standard : 1000);
          // the reader drops fractions
          return unless(Math.abs(drawn - said) <= 1, `${code} has the width ${said} and not ${drawn.toFixed(0)}`);
        });
      }),
    spoil: [/\/W \[0 \[\d+ \d+/, '/W [0 [600 999'],
  },
  {
    id: 'font.text',
    clause: '6.2.11.7',
    asks: 'gives every character that is shown its Unicode text',
    breaches: (seen) =>
      [...shown(seen)].flatMap(([font, codes]) => {
        const map = toUnicode(seen, font);
        const known = new Map(
          [...map.matchAll(/<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>/g)].map(([, code = '', to = '']) => [Number.parseInt(code, 16), to]),
        );
        const ranged = /beginbfrange/.test(map);
        return [...codes].flatMap((code) => unless(ranged || !/^(?:|0000|FEFF|FFFE)$/i.test(known.get(code) ?? ''), `${code} has no text`));
      }),
    spoil: [/endcodespacerange\n\d+ beginbfchar\n<0001> <[0-9A-F]+>/, 'endcodespacerange\n1 beginbfchar\n<0001> <FEFF>'],
  },
  {
    id: 'font.no-missing-glyph',
    clause: '6.2.11.8',
    asks: 'shows no glyph that the font lacks',
    breaches: (seen) =>
      trueTypes(seen).flatMap(({ codes, glyphOf }) => unless(![...codes].some((code) => glyphOf(code) === 0), 'a missing glyph is shown')),
    spoil: [/<[0-9A-F]{4}([0-9A-F]*)> Tj/, '<0000$1> Tj'],
  },
];
