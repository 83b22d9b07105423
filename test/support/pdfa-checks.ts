// What ISO 19005-3 level B and Factur-X ask of the objects of a PDF, each with its clause, checked with the reader and not
// with the writer. What only a renderer can see (glyph shapes, colours of pixels) is not in the list.
import { XmlElements } from './xmp-text.ts';
import { bytesOf, latin1, member, newStore, resolve, rootOf, type PdfFile } from '../../src/parse/facturx/pdf-store.ts';
import { readTable } from '../../src/parse/facturx/pdf-table.ts';
import {
  isDict,
  isStream,
  isString,
  nameOf,
  PDF_LIMITS,
  type PdfDict,
  type PdfStream,
  type PdfValue,
} from '../../src/parse/facturx/pdf-value.ts';

export interface PdfaCheck {
  readonly clause: string;
  readonly asks: string;
  /** Half a sentence for each breach. */
  readonly breaches: (seen: Seen) => readonly string[];
}

export interface Seen {
  readonly file: PdfFile;
  readonly root: PdfDict;
  readonly dicts: readonly PdfDict[];
  readonly streams: readonly PdfStream[];
  readonly xmp: XmlElements;
}

export function openForChecks(bytes: Uint8Array): Seen {
  const file = newStore(bytes, latin1(bytes), { inflated: PDF_LIMITS.inflated, work: PDF_LIMITS.work });
  file.places = readTable(file);
  const root = rootOf(file);
  const dicts: PdfDict[] = [];
  const streams: PdfStream[] = [];
  const visit = (value: PdfValue): void => {
    if (Array.isArray(value)) for (const item of value as readonly PdfValue[]) visit(item);
    else if (isStream(value)) {
      streams.push(value);
      visit(value.dict);
    } else if (isDict(value)) {
      dicts.push(value);
      for (const item of value.members.values()) visit(item);
    }
  };
  for (const number of file.places.entries.keys()) visit(resolve(file, { type: 'ref', number }));
  const metadata = member(file, root, 'Metadata');
  const xmp = isStream(metadata) ? new TextDecoder().decode(bytesOf(file, metadata)) : '';
  return { file, root, dicts, streams, xmp: new XmlElements(xmp) };
}

const typed = (seen: Seen, type: string): readonly PdfDict[] => seen.dicts.filter((dict) => nameOf(dict.members.get('Type')) === type);
const list = (value: PdfValue): readonly PdfValue[] => (Array.isArray(value) ? (value as readonly PdfValue[]) : []);
const unless = (good: boolean, sentence: string): readonly string[] => (good ? [] : [sentence]);
const text = (value: PdfValue): string => {
  if (!isString(value)) return '';
  const bytes = Uint8Array.from(value.raw, (char) => char.charCodeAt(0));
  return value.raw.startsWith('\xfe\xff') ? new TextDecoder('utf-16be').decode(bytes) : value.raw;
};

const FILE: readonly PdfaCheck[] = [
  {
    clause: '6.1.2',
    asks: 'a header at the first byte and four high bytes after it',
    breaches: ({ file }) => unless(/^%PDF-1\.[0-7]\r?\n%[\x80-\xff]{4}/.test(file.text), 'the header is not as asked'),
  },
  {
    clause: '6.1.3',
    asks: 'an identifier and no encryption in the trailer, nothing after the end mark',
    breaches: ({ file }) => [
      ...unless(list(resolve(file, file.places.trailer.get('ID'))).length === 2, 'there is no ID of two parts'),
      ...unless(!file.places.trailer.has('Encrypt'), 'it is encrypted'),
      ...unless(/%%EOF\r?\n?$/.test(file.text), 'something stands after the end'),
    ],
  },
  {
    clause: '6.1.7',
    asks: 'streams whose length is true, in this file, with no filter of LZW or Crypt',
    breaches: ({ file, streams }) =>
      streams.flatMap((stream) => {
        const length = member(file, stream.dict, 'Length');
        const end = stream.start + (typeof length === 'number' ? length : 0);
        return [
          ...unless(/^\r?\n?endstream/.test(file.text.slice(end, end + 11)), `a length is wrong at ${stream.start}`),
          ...unless(!stream.dict.members.has('F') && !stream.dict.members.has('FFilter'), 'a stream lies in another file'),
          ...unless(!/LZW|Crypt/.test(JSON.stringify(stream.dict.members.get('Filter') ?? '')), 'a filter is forbidden'),
        ];
      }),
  },
  {
    clause: '6.1.12',
    asks: 'no permissions, no optional content, no actions or scripts',
    breaches: ({ root, dicts }) => [
      ...['Perms', 'OCProperties', 'AA', 'OpenAction', 'AcroForm'].flatMap((key) =>
        unless(!root.members.has(key), `the catalogue has ${key}`),
      ),
      ...unless(!dicts.some((dict) => dict.members.has('JS') || nameOf(dict.members.get('S')) === 'JavaScript'), 'a script is in it'),
    ],
  },
];

const CONTENT: readonly PdfaCheck[] = [
  {
    clause: '6.2.3',
    asks: 'one output intent of PDF/A with an embedded RGB profile',
    breaches: ({ file, root }) => {
      const intents = list(member(file, root, 'OutputIntents')).map((one) => resolve(file, one));
      const [intent] = intents;
      if (!isDict(intent ?? null)) return ['there is no output intent'];
      const profile = member(file, intent as PdfDict, 'DestOutputProfile');
      if (!isStream(profile)) return ['the output intent has no profile'];
      const icc = latin1(bytesOf(file, profile));
      return [
        ...unless(intents.length === 1 && nameOf(member(file, intent as PdfDict, 'S')) === 'GTS_PDFA1', 'the intent is not that of PDF/A'),
        ...unless(member(file, profile.dict, 'N') === 3 && icc.slice(16, 20) === 'RGB ', 'the profile is not RGB'),
        ...unless(icc.slice(36, 40) === 'acsp' && icc.length % 4 === 0, 'the profile is no ICC profile'),
      ];
    },
  },
  {
    clause: '6.2.4',
    asks: 'only colours of the output intent: RGB and grey',
    breaches: (seen) =>
      contents(seen).flatMap((content) =>
        unless(!/(?:^|\s)(?:k|K|cs|CS|sc|scn|SC|SCN|sh)(?:\s|$)/.test(content), 'a colour is not RGB or grey'),
      ),
  },
  {
    clause: '6.2.2',
    asks: 'only operators of PDF 1.7, balanced',
    breaches: (seen) =>
      contents(seen).flatMap((content) => {
        const words = content.replace(/<[0-9A-F]*>/g, ' ').split(/\s+/);
        const unknown = words.filter((word) => !/^(?:-?\d*\.?\d+|\/[RB]|rg|RG|w|m|l|S|re|f|BT|ET|Tf|Td|Tj|)$/.test(word));
        const count = (one: string): number => words.filter((word) => word === one).length;
        return [...unknown.map((word) => `an operator is ${word}`), ...unless(count('BT') === count('ET'), 'a text is not closed')];
      }),
  },
  {
    clause: '6.2.11.4',
    asks: 'every font embedded as a subset with a name of six letters and a plus',
    breaches: (seen) =>
      typed(seen, 'FontDescriptor').flatMap((one) => [
        ...unless(isStream(member(seen.file, one, 'FontFile2')), 'a font is not embedded'),
        ...unless(/^[A-Z]{6}\+/.test(nameOf(member(seen.file, one, 'FontName')) ?? ''), 'a subset is not named as one'),
      ]),
  },
  {
    clause: '6.2.11.3',
    asks: 'composite fonts that agree: Identity-H, Identity, a map from character to glyph',
    breaches: (seen) =>
      typed(seen, 'Font').flatMap((font) =>
        nameOf(font.members.get('Subtype')) === 'Type0'
          ? unless(nameOf(font.members.get('Encoding')) === 'Identity-H', 'an encoding is not Identity-H')
          : unless(nameOf(font.members.get('CIDToGIDMap')) === 'Identity', 'a map to glyphs is missing'),
      ),
  },
  {
    clause: '6.2.11.5',
    asks: 'widths in the PDF equal to those in the font program',
    breaches: (seen) => typed(seen, 'Font').flatMap((font) => widthBreaches(seen, font)),
  },
  {
    clause: '6.2.11.8',
    asks: 'no text with the glyph .notdef',
    breaches: (seen) => contents(seen).flatMap((content) => unless(!shown(content).includes(0), 'a missing glyph is shown')),
  },
];

/** Numbers of the glyphs that a content shows. */
function shown(content: string): readonly number[] {
  return [...content.matchAll(/<([0-9A-F]+)> Tj/g)].flatMap(([, digits = '']) =>
    (digits.match(/.{4}/g) ?? []).map((one) => Number.parseInt(one, 16)),
  );
}

function contents({ file, dicts }: Seen): readonly string[] {
  return dicts
    .filter((dict) => nameOf(dict.members.get('Type')) === 'Page')
    .map((page) => member(file, page, 'Contents'))
    .filter(isStream)
    .map((stream) => latin1(bytesOf(file, stream)));
}

function widthBreaches({ file }: Seen, font: PdfDict): readonly string[] {
  const descriptor = member(file, font, 'FontDescriptor');
  if (!isDict(descriptor)) return [];
  const program = member(file, descriptor, 'FontFile2');
  if (!isStream(program)) return [];
  const bytes = bytesOf(file, program);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const tables = new Map<string, number>();
  for (let index = 0; index < view.getUint16(4); index++) {
    tables.set(latin1(bytes.subarray(12 + index * 16, 16 + index * 16)), view.getUint32(20 + index * 16));
  }
  const [hmtx = 0, head = 0] = [tables.get('hmtx'), tables.get('head')];
  const widths = list(resolve(file, list(member(file, font, 'W'))[1]));
  return widths.flatMap((width, glyph) => {
    const own = Math.round((view.getUint16(hmtx + glyph * 4) * 1000) / view.getUint16(head + 18));
    return unless(width === own, `glyph ${glyph} has the width ${JSON.stringify(width)} and not ${own}`);
  });
}

const DESCRIPTION: readonly PdfaCheck[] = [
  {
    clause: '6.6.2.1',
    asks: 'metadata in the catalogue, readable without unfolding, well-formed',
    breaches: ({ file, root, xmp }) => {
      const metadata = member(file, root, 'Metadata');
      if (!isStream(metadata)) return ['there is no metadata'];
      return [
        ...unless(!metadata.dict.members.has('Filter'), 'the metadata is compressed'),
        ...unless(xmp.wellFormed, 'the metadata is no XML'),
      ];
    },
  },
  {
    clause: '6.6.4',
    asks: 'part 3 and conformance B',
    breaches: ({ xmp }) => unless(xmp.text('pdfaid:part') === '3' && xmp.text('pdfaid:conformance') === 'B', 'it claims something else'),
  },
  {
    clause: '6.6.3',
    asks: 'the information dictionary to say what the metadata says',
    breaches: ({ file, xmp }) => {
      const info = resolve(file, file.places.trailer.get('Info'));
      if (!isDict(info)) return ['there is no information dictionary'];
      const pairs = [
        ['Title', xmp.text('dc:title')],
        ['Author', xmp.text('dc:creator')],
        ['Subject', xmp.text('dc:description')],
        ['Producer', xmp.text('pdf:Producer')],
        ['Creator', xmp.text('xmp:CreatorTool')],
        ['CreationDate', pdfDay(xmp.text('xmp:CreateDate'))],
        ['ModDate', pdfDay(xmp.text('xmp:ModifyDate'))],
      ] as const;
      return pairs.flatMap(([key, said]) => unless(text(member(file, info, key)) === said, `${key} differs from the metadata`));
    },
  },
  {
    clause: '6.6.2.3',
    asks: 'a schema for the properties of Factur-X, each of them described',
    breaches: ({ xmp }) => {
      const described = xmp.texts('pdfaProperty:name');
      const used = ['fx:DocumentType', 'fx:DocumentFileName', 'fx:Version', 'fx:ConformanceLevel'];
      return [
        ...unless(xmp.text('pdfaSchema:prefix') === 'fx' && xmp.text('pdfaSchema:namespaceURI') === xmp.namespace('fx'), 'no schema of fx'),
        ...used.flatMap((name) => unless(xmp.text(name) !== '' && described.includes(name.slice(3)), `${name} is absent or not described`)),
      ];
    },
  },
  {
    clause: '6.8',
    asks: 'embedded files with a name, a relationship and a type, associated with the document',
    breaches: (seen) => {
      const { file, root } = seen;
      const files = typed(seen, 'Filespec');
      const associated = list(member(file, root, 'AF')).map((one) => resolve(file, one));
      return files.flatMap((one) => {
        const embedded = member(file, one, 'EF');
        const stream = isDict(embedded) ? member(file, embedded, 'F') : null;
        const params = isStream(stream) ? member(file, stream.dict, 'Params') : null;
        return [
          ...unless(text(member(file, one, 'F')) !== '' && text(member(file, one, 'UF')) !== '', 'a file has no name'),
          ...unless(nameOf(member(file, one, 'AFRelationship')) !== undefined && associated.includes(one), 'a file is not associated'),
          ...unless(isStream(stream) && nameOf(stream.dict.members.get('Subtype')) !== undefined, 'a file has no type'),
          ...unless(
            isDict(params) && member(file, params, 'Size') === (isStream(stream) ? bytesOf(file, stream).length : -1),
            'a size is wrong',
          ),
        ];
      });
    },
  },
];

function pdfDay(moment: string): string {
  return moment === '' ? '' : `D:${moment.slice(0, 19).replace(/[-T:]/g, '')}+00'00'`;
}

export const PDFA_CHECKS: readonly PdfaCheck[] = [...FILE, ...CONTENT, ...DESCRIPTION];
