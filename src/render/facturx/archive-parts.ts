/**
 * What makes a PDF an archive with an invoice in it (ISO 19005-3 level B, Factur-X): the metadata, the output intent,
 * the embedded file that is associated with the document, and the fonts. Draws nothing.
 */
import { md5, sha256 } from '../../base/hash.ts';
import { deflate } from './deflate.ts';
import type { Subset } from './font-subset.ts';
import { information, pdfDate, xmpPacket, type About } from './metadata.ts';
import type { PdfObjects } from './pdf-objects.ts';
import { FILE_NAME, type FacturxProfile } from './profiles.ts';
import { srgbProfile } from './srgb-profile.ts';

/** Entries for the catalogue and for the trailer. */
export interface ArchiveParts {
  readonly catalogue: string;
  readonly trailer: string;
}

export function archiveParts(objects: PdfObjects, xml: Uint8Array, about: About, profile: FacturxProfile): ArchiveParts {
  const metadata = objects.stream('/Type /Metadata /Subtype /XML', xmpPacket(about, profile), 'plain');
  const colours = objects.stream('/N 3 /Alternate /DeviceRGB', foldedProfile(), 'folded');
  const identifier = '/OutputConditionIdentifier (sRGB IEC61966-2.1) /Info (sRGB IEC61966-2.1) /RegistryName (http://www.color.org)';
  const intent = objects.put(`<< /Type /OutputIntent /S /GTS_PDFA1 ${identifier} /DestOutputProfile ${colours} >>`);
  const invoice = embedded(objects, xml, about, profile);
  const tree = `<< /Names [(${FILE_NAME}) ${invoice}] >>`;
  const catalogue = `/Metadata ${metadata} /OutputIntents [${intent}] /AF [${invoice}] /Names << /EmbeddedFiles ${tree} >>`;
  return { catalogue, trailer: `/Info ${objects.put(information(about))}` };
}

/** Always the same bytes: made when the first file needs them. */
const made: { profile?: Uint8Array } = {};

function foldedProfile(): Uint8Array {
  made.profile ??= deflate(srgbProfile());
  return made.profile;
}

function embedded(objects: PdfObjects, xml: Uint8Array, { day }: About, profile: FacturxProfile): string {
  const changed = day === undefined ? '' : ` /ModDate ${pdfDate(day)}`;
  // ISO 32000-1, 7.11.4: the sum is MD5; it says whether bytes were damaged and protects nothing
  const sum = md5(xml).toUpperCase();
  const params = `<< /Size ${xml.length}${changed} /CheckSum <${sum}> >>`;
  const stream = objects.stream(`/Type /EmbeddedFile /Subtype /text#2Fxml /Params ${params}`, xml);
  const description = `Factur-X ${profile.level}`;
  return objects.put(
    `<< /Type /Filespec /F (${FILE_NAME}) /UF (${FILE_NAME}) /Desc (${description}) ` +
      `/AFRelationship /${profile.relationship} /EF << /F ${stream} /UF ${stream} >> >>`,
  );
}

/** Two equal parts for a new file; the first part stays when a file is continued. */
export function documentId(seed: Uint8Array, first?: string): string {
  const own = sha256(seed).slice(0, 32).toUpperCase();
  return `/ID [<${first ?? own}> <${own}>]`;
}

/** A composite font: every character by the number of its glyph, with the way back to text. */
export function embedFont(objects: PdfObjects, number: number, subset: Subset): void {
  const { face } = subset;
  const bytes = subset.bytes();
  const scaled = (value: number): number => Math.round((value * 1000) / face.unitsPerEm);
  const name = `${tagOf(bytes)}+${face.name}`;
  const file = objects.stream(`/Length1 ${bytes.length}`, bytes);
  const descriptor = objects.put(
    `<< /Type /FontDescriptor /FontName /${name} /Flags 4 /FontBBox [${face.box.map(scaled).join(' ')}] /ItalicAngle 0 ` +
      `/Ascent ${scaled(face.ascent)} /Descent ${scaled(face.descent)} /CapHeight ${scaled(face.capHeight)} ` +
      `/StemV ${face.bold ? 140 : 80} /FontFile2 ${file} >>`,
  );
  const descendant = objects.put(
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> ` +
      `/FontDescriptor ${descriptor} /DW 0 /W [0 [${subset.widths().join(' ')}]] /CIDToGIDMap /Identity >>`,
  );
  const text = objects.stream('', toUnicode(subset.characters()));
  objects.put(
    `<< /Type /Font /Subtype /Type0 /BaseFont /${name} /Encoding /Identity-H /DescendantFonts [${descendant}] /ToUnicode ${text} >>`,
    number,
  );
}

/** Six capital letters that differ with the glyphs (ISO 32000-1, 9.6.4). */
function tagOf(bytes: Uint8Array): string {
  const digits = sha256(bytes);
  return Array.from({ length: 6 }, (_, index) =>
    String.fromCharCode(65 + (Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16) % 26)),
  ).join('');
}

/** Most entries that one block of a character map may hold. */
const BLOCK = 100;

function toUnicode(characters: readonly number[]): Uint8Array {
  const rows = characters.slice(1).map((code, index) => `<${hex(index + 1)}> <${utf16(code)}>`);
  let blocks = '';
  for (let at = 0; at < rows.length; at += BLOCK) {
    const block = rows.slice(at, at + BLOCK);
    blocks += `${block.length} beginbfchar\n${block.join('\n')}\nendbfchar\n`;
  }
  return new TextEncoder().encode(
    '/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n' +
      '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n' +
      `1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n${blocks}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend`,
  );
}

export function hex(value: number): string {
  return value.toString(16).toUpperCase().padStart(4, '0');
}

/** A form of an Arabic letter reads as the letter, and two letters in one as both. */
function utf16(codePoint: number): string {
  const own = String.fromCodePoint(codePoint);
  const text = codePoint >= 0xfe80 && codePoint <= 0xfefc ? own.normalize('NFKC') : own;
  let out = '';
  for (let index = 0; index < text.length; index++) out += hex(text.charCodeAt(index));
  return out;
}
