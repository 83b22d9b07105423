// PDF/A-3: how the file is built (ISO 19005-3, 6.1), what it must not do (6.3 to 6.5, 6.9 to 6.11).
import { member, resolve } from '../../src/parse/facturx/pdf-store.ts';
import { isDict, isName, isRef, isStream, isString, nameOf, type PdfDict, type PdfValue } from '../../src/parse/facturx/pdf-value.ts';
import { drawings, hasKey, inside, list, operators, typed, unless, type PdfaCheck, type Seen } from './pdfa-seen.ts';

const FILE_STRUCTURE: readonly PdfaCheck[] = [
  {
    id: 'file.header',
    clause: '6.1.2',
    asks: 'begins at its first byte with %PDF-1.n and an end of line',
    breaches: ({ file }) => unless(/^%PDF-1\.[0-7](?:\r\n|\r|\n)/.test(file.text), 'the header is not as asked'),
    spoil: ['%PDF-1.7\n', '%PDF-2.0\n'],
  },
  {
    id: 'file.binary-comment',
    clause: '6.1.2',
    asks: 'has a comment of four high bytes on its second line',
    breaches: ({ file }) => unless(/^[^\r\n]*(?:\r\n|\r|\n)%[\x80-\xff]{4}/.test(file.text), 'the comment is absent'),
    spoil: [/%[\x80-\xff]{4}/, '%abcd'],
  },
  {
    id: 'file.id',
    clause: '6.1.3',
    asks: 'has an identifier of two texts in the trailer',
    breaches: (seen) => {
      const parts = list(resolve(seen.file, seen.file.places.trailer.get('ID'))).map((one) => resolve(seen.file, one));
      return unless(parts.length === 2 && parts.every((one) => isString(one) && one.raw !== ''), 'there is no ID of two parts');
    },
    spoil: ['/ID [', '/IX ['],
  },
  {
    id: 'file.no-encryption',
    clause: '6.1.3',
    asks: 'is not encrypted',
    breaches: ({ file }) => unless(!file.places.trailer.has('Encrypt'), 'it is encrypted'),
    spoil: ['/ID [', '/Encrypt << /Filter /Standard >> /ID ['],
  },
  {
    id: 'file.end',
    clause: '6.1.3',
    asks: 'ends with the end mark and one end of line at most',
    breaches: ({ file }) => unless(/%%EOF(?:\r\n|\r|\n)?$/.test(file.text), 'something stands after the end'),
    spoil: [/%%EOF\n$/, '%%EOF\nmore\n', 'raw'],
  },
  {
    id: 'file.xref',
    clause: '6.1.4',
    asks: 'says of every object where it is, in tables of twenty bytes a row or in a stream',
    breaches: ({ file }) => [
      ...[...file.places.entries].flatMap(([number, { offset, within }]) =>
        unless(
          offset < 0 || within !== undefined || new RegExp(`^${number} \\d+ obj[\\s<[(]`).test(file.text.slice(offset, offset + 24)),
          `object ${number} is not at ${offset}`,
        ),
      ),
      ...[...file.text.matchAll(/(?:^|[\r\n])xref(\r\n|\r|\n)(\d+ \d+ ?)(\r\n|\r|\n)([\s\S]*?)trailer/g)].flatMap(([, , , , rows = '']) =>
        unless(
          /^(?:\d{10} \d{5} [nf](?: \r| \n|\r\n)|\d+ \d+ ?(?:\r\n|\r|\n))*\s*$/.test(rows),
          'a row of the table is not of twenty bytes',
        ),
      ),
    ],
    spoil: [/00000 n \n/, '00000 n\n', 'raw'],
  },
  {
    id: 'file.hexadecimal',
    clause: '6.1.6',
    asks: 'writes hexadecimal texts in pairs of digits',
    breaches: (seen) =>
      drawings(seen).flatMap((one) =>
        operators(one.text).flatMap(({ operands }) =>
          operands
            .filter((word) => /^<[^<]/.test(word))
            .flatMap((word) =>
              unless(word.replace(/\s/g, '').length % 2 === 0 && /^<[\s\da-fA-F]*>$/.test(word), 'digits are not in pairs'),
            ),
        ),
      ),
    spoil: [/(<[0-9A-F]+)([0-9A-F]> Tj)/, '$1> Tj'],
  },
  {
    id: 'file.stream-length',
    clause: '6.1.7.1',
    asks: 'has streams that are as long as they say',
    breaches: ({ file, streams }) =>
      streams.flatMap((stream) => {
        const length = member(file, stream.dict, 'Length');
        const end = stream.start + (typeof length === 'number' ? length : 0);
        return unless(/^(?:\r\n|\r|\n)?endstream/.test(file.text.slice(end, end + 11)), `a length is wrong at ${stream.start}`);
      }),
    spoil: [/\/Filter \/FlateDecode \/Length (\d)(\d)/, '/Filter /FlateDecode /Length $2$1', 'raw'],
  },
  {
    id: 'file.stream-keywords',
    clause: '6.1.7.1',
    asks: 'ends the line after the word stream and before the word endstream',
    breaches: ({ file, streams }) =>
      streams.flatMap((stream) => {
        const length = member(file, stream.dict, 'Length');
        const end = stream.start + (typeof length === 'number' ? length : 0);
        const before = /stream(?:\r\n|\n)$/.test(file.text.slice(stream.start - 8, stream.start));
        return unless(before && /^(?:\r\n|\r|\n)endstream/.test(file.text.slice(end, end + 11)), `a line is not ended at ${stream.start}`);
      }),
    spoil: ['\nendstream', ' endstream', 'raw'],
  },
  {
    id: 'file.no-outside-streams',
    clause: '6.1.7.1',
    asks: 'has all its streams in itself',
    breaches: ({ streams }) =>
      streams.flatMap(({ dict }) =>
        unless(!['F', 'FFilter', 'FDecodeParms'].some((key) => dict.members.has(key)), 'a stream is in another file'),
      ),
    spoil: ['/Type /EmbeddedFile', '/F (other.bin) /Type /EmbeddedFile'],
  },
  {
    id: 'file.filters',
    clause: '6.1.7.2',
    asks: 'uses no filter of LZW, none of encryption, and none that PDF 1.7 does not name',
    breaches: ({ file, streams }) =>
      streams.flatMap(({ dict }) => {
        const filter = member(file, dict, 'Filter');
        const names = isRef(filter) || filter === null ? [] : Array.isArray(filter) ? list(filter) : [filter];
        return names.flatMap((one) => unless(FILTERS.includes(nameOf(resolve(file, one)) ?? ''), 'a filter is forbidden'));
      }),
    spoil: ['/Filter /FlateDecode', '/Filter /LZWDecode  ', 'raw'],
  },
  {
    id: 'file.names',
    clause: '6.1.8',
    asks: 'has names that are UTF-8 and of 127 bytes at most',
    breaches: ({ values, dicts }) => {
      const names = [...values.map(nameOf), ...dicts.flatMap(({ members }) => [...members.keys()])];
      return names.flatMap((name) => unless(name === undefined || (name.length <= 127 && isUtf8(name)), 'a name is too long or no UTF-8'));
    },
    spoil: ['/ViewerPreferences', `/${'V'.repeat(128)} 1 /ViewerPreferences`],
  },
  {
    id: 'file.limits',
    clause: '6.1.13',
    asks: 'keeps the limits: numbers of 31 bits, texts of 32 767 bytes, graphics states 28 deep, pages of 3 to 14 400 points',
    breaches: (seen) => [
      ...seen.values.flatMap((value) => unless(typeof value !== 'number' || Math.abs(value) <= 2 ** 31, 'a number is too large')),
      ...seen.values.flatMap((value) => unless(!isString(value) || value.raw.length <= 32_767, 'a text is too long')),
      ...unless(seen.file.places.entries.size < 8_388_607, 'there are too many objects'),
      ...typed(seen, 'Page').flatMap((page) => unless(isPageSize(pageBox(seen, page)), 'a page is too small or too large')),
      ...drawings(seen).flatMap((one) => unless(depthOf(one.text) <= 28, 'states are nested too deep')),
    ],
    spoil: ['/MediaBox [0 0 595.28', '/MediaBox [0 0 20000'],
  },
];

const FILTERS = [
  'FlateDecode',
  'ASCIIHexDecode',
  'ASCII85Decode',
  'RunLengthDecode',
  'CCITTFaxDecode',
  'JBIG2Decode',
  'DCTDecode',
  'JPXDecode',
];

function isUtf8(name: string): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(name, (char) => char.charCodeAt(0)));
    return true;
  } catch {
    return false;
  }
}

function pageBox(seen: Seen, page: PdfDict): readonly PdfValue[] {
  const own = list(inside(seen, page, 'MediaBox'));
  return own.length > 0 ? own : list(inside(seen, page, 'Parent', 'MediaBox'));
}

function isPageSize([x0, y0, x1, y1]: readonly PdfValue[]): boolean {
  const sides = [x0, y0, x1, y1].map((side) => (typeof side === 'number' ? side : Number.NaN));
  return [sides[2]! - sides[0]!, sides[3]! - sides[1]!].every((side) => side >= 3 && side <= 14_400);
}

function depthOf(content: string): number {
  let [depth, most] = [0, 0];
  for (const { name } of operators(content)) {
    depth += name === 'q' ? 1 : name === 'Q' ? -1 : 0;
    most = Math.max(most, depth);
  }
  return most;
}

const BEHAVIOUR: readonly PdfaCheck[] = [
  {
    id: 'file.no-permissions',
    clause: '6.1.12',
    asks: 'restricts nothing: no permissions, no requirements of the reader',
    breaches: ({ root }) => ['Perms', 'Requirements'].flatMap((key) => unless(!root.members.has(key), `the catalogue has ${key}`)),
    spoil: ['/ViewerPreferences', '/Perms << >> /ViewerPreferences'],
  },
  {
    id: 'annotation.kinds',
    clause: '6.3.1',
    asks: 'has no annotation that plays, sounds, shows 3D, or carries a file',
    breaches: (seen) => annotations(seen).flatMap(({ kind }) => unless(KINDS.includes(kind), `an annotation is of the kind ${kind}`)),
    spoil: ['/Type /Page ', '/Annots [<< /Type /Annot /Subtype /Sound /Rect [0 0 9 9] /F 4 >>] /Type /Page '],
  },
  {
    id: 'annotation.flags',
    clause: '6.3.2',
    asks: 'prints its annotations, and hides none',
    breaches: (seen) =>
      annotations(seen).flatMap(({ kind, flags }) => unless(kind === 'Popup' || (flags & 0x27) === 4, `an annotation (${kind}) is hidden`)),
    spoil: ['/Type /Page ', '/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /F 2 >>] /Type /Page '],
  },
  {
    id: 'annotation.appearance',
    clause: '6.3.3',
    asks: 'has annotations that bring their appearance',
    breaches: (seen) =>
      annotations(seen).flatMap(({ kind, dict }) =>
        unless(['Link', 'Popup'].includes(kind) || dict.members.has('AP'), `an annotation (${kind}) has no appearance`),
      ),
    spoil: ['/Type /Page ', '/Annots [<< /Type /Annot /Subtype /Square /Rect [0 0 9 9] /F 4 >>] /Type /Page '],
  },
  {
    id: 'form.none',
    clause: '6.4',
    asks: 'has no form to fill in',
    breaches: (seen) =>
      unless(list(inside(seen, seen.root, 'AcroForm', 'Fields')).length === 0 && hasKey(seen, 'XFA').length === 0, 'it has a form'),
    spoil: ['/ViewerPreferences', '/AcroForm << /Fields [1 0 R] >> /ViewerPreferences'],
  },
  {
    id: 'action.kinds',
    clause: '6.5.1',
    asks: 'starts no script, program, sound, film or import',
    breaches: (seen) => [
      ...hasKey(seen, 'JS'),
      ...seen.dicts.flatMap((dict) => unless(!ACTIONS.includes(nameOf(dict.members.get('S')) ?? ''), 'an action is forbidden')),
    ],
    spoil: ['/ViewerPreferences', '/OpenAction << /S /Launch /F (a) >> /ViewerPreferences'],
  },
  {
    id: 'action.by-itself',
    clause: '6.5.2',
    asks: 'does nothing by itself when it is opened or turned',
    breaches: (seen) => [...hasKey(seen, 'AA'), ...unless(!seen.root.members.has('OpenAction'), 'it acts when it is opened')],
    spoil: ['/Type /Page ', '/AA << >> /Type /Page '],
  },
  {
    id: 'layers.none',
    clause: '6.9',
    asks: 'has no layers that can be switched off',
    breaches: (seen) => hasKey(seen, 'OCProperties', 'OCGs'),
    spoil: ['/ViewerPreferences', '/OCProperties << >> /ViewerPreferences'],
  },
  {
    id: 'presentation.none',
    clause: '6.10',
    asks: 'has no other presentation and no steps of one',
    breaches: (seen) => hasKey(seen, 'AlternatePresentations', 'PresSteps'),
    spoil: ['/Type /Page ', '/PresSteps << >> /Type /Page '],
  },
];

const KINDS =
  'Link Text FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut Stamp Caret Ink Popup Watermark'.split(
    ' ',
  );
const ACTIONS = 'Launch Sound Movie ResetForm ImportData Hide SetOCGState Rendition Trans GoTo3DView JavaScript'.split(' ');

function annotations(seen: Seen): readonly { readonly kind: string; readonly flags: number; readonly dict: PdfDict }[] {
  return typed(seen, 'Page')
    .flatMap((page) => list(inside(seen, page, 'Annots')))
    .map((one) => resolve(seen.file, one))
    .filter((one) => isDict(one))
    .map((dict) => {
      const flags = inside(seen, dict, 'F');
      return { kind: nameOf(inside(seen, dict, 'Subtype')) ?? '', flags: typeof flags === 'number' ? flags : 0, dict };
    });
}

const PAGES: readonly PdfaCheck[] = [
  {
    id: 'pages.tree',
    clause: '6.1.13',
    asks: 'has a tree of pages that counts its pages rightly, each with a size and its resources',
    breaches: (seen) => {
      const pages = typed(seen, 'Page');
      const count = inside(seen, seen.root, 'Pages', 'Count');
      return [
        ...unless(pages.length > 0 && count === pages.length, 'the tree counts other pages'),
        ...pages.flatMap((page) => unless(pageBox(seen, page).length === 4, 'a page has no size')),
        ...pages.flatMap((page) =>
          unless(isStream(inside(seen, page, 'Contents')) || Array.isArray(inside(seen, page, 'Contents')), 'a page is bare'),
        ),
      ];
    },
    spoil: [/\/Count \d+/, '/Count 99'],
  },
  {
    id: 'catalogue.language',
    clause: '6.7.4',
    asks: 'says its language as BCP 47 writes it, where it says one',
    breaches: (seen) => {
      const language = inside(seen, seen.root, 'Lang');
      return unless(
        language === null || (isString(language) && /^[a-zA-Z]{2,8}(?:-[a-zA-Z0-9]{1,8})*$/.test(language.raw)),
        'the language is none',
      );
    },
    spoil: [/\/Lang \(\w+\)/, '/Lang (fr FR)'],
  },
  {
    id: 'catalogue.type',
    clause: '6.1.3',
    asks: 'has a catalogue that is called one',
    breaches: ({ root }) => unless(isName(root.members.get('Type'), 'Catalog'), 'the catalogue has no type'),
    spoil: ['/Type /Catalog', '/Typo /Catalog'],
  },
];

export const FILE_CHECKS: readonly PdfaCheck[] = [...FILE_STRUCTURE, ...BEHAVIOUR, ...PAGES];
