// PDF/A-3: colours, operators, transparency, pictures (ISO 19005-3, 6.2.2 to 6.2.10).
import { bytesOf, latin1, member, resolve } from '../../src/parse/facturx/pdf-store.ts';
import { isDict, isStream, nameOf, type PdfDict, type PdfValue } from '../../src/parse/facturx/pdf-value.ts';
import { drawings, hasKey, inside, list, operators, typed, unless, type PdfaCheck, type Seen } from './pdfa-seen.ts';

function intents(seen: Seen): readonly PdfValue[] {
  return list(inside(seen, seen.root, 'OutputIntents')).map((one) => resolve(seen.file, one));
}

/** The ICC profile as bytes; empty when there is none. */
function profileOf(seen: Seen): string {
  const [intent = null] = intents(seen);
  const stream = isDict(intent) ? member(seen.file, intent, 'DestOutputProfile') : null;
  return isStream(stream) ? latin1(bytesOf(seen.file, stream)) : '';
}

const long = (bytes: string, at: number): number => [0, 1, 2, 3].reduce((sum, index) => sum * 256 + (bytes.charCodeAt(at + index) || 0), 0);
const COMPONENTS: Readonly<Record<string, number>> = { 'RGB ': 3, GRAY: 1, CMYK: 4 };
const TAGS = ['desc', 'cprt', 'wtpt', 'rXYZ', 'gXYZ', 'bXYZ', 'rTRC', 'gTRC', 'bTRC'];

const OPERATORS = new Set(
  (
    'b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n q Q re RG rg ri ' +
    's S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y \' "'
  ).split(' '),
);

export const CONTENT_CHECKS: readonly PdfaCheck[] = [
  {
    id: 'colour.intent',
    clause: '6.2.3',
    asks: 'has one output intent of PDF/A with a profile of its own',
    breaches: (seen) => {
      const found = intents(seen);
      const archival = found.filter((one) => isDict(one) && nameOf(member(seen.file, one, 'S')) === 'GTS_PDFA1');
      return [
        ...unless(archival.length === 1 && found.length === 1, 'there is not one output intent of PDF/A'),
        ...unless(profileOf(seen) !== '', 'the output intent has no profile'),
      ];
    },
    spoil: ['GTS_PDFA1', 'GTS_PDFX1'],
  },
  {
    id: 'colour.profile',
    clause: '6.2.3',
    asks: 'has an ICC profile that is one: of version 4 at most, as long as it says, its tags inside it',
    breaches: (seen) => {
      const icc = profileOf(seen);
      const tags = Array.from({ length: Math.min(long(icc, 128), 100) }, (_, index) => 132 + index * 12);
      return [
        ...unless(icc.slice(36, 40) === 'acsp' && icc.charCodeAt(8) <= 4, 'it is no ICC profile up to version 4'),
        ...unless(long(icc, 0) === icc.length && icc.length % 4 === 0, 'the profile is not as long as it says'),
        ...unless(['mntr', 'prtr', 'scnr', 'spac'].includes(icc.slice(12, 16)), 'the profile is of no device'),
        ...tags.flatMap((at) =>
          unless(long(icc, at + 4) % 4 === 0 && long(icc, at + 4) + long(icc, at + 8) <= icc.length, 'a tag is outside'),
        ),
        ...TAGS.flatMap((tag) =>
          unless(
            tags.some((at) => icc.slice(at, at + 4) === tag),
            `the tag ${tag} is absent`,
          ),
        ),
      ];
    },
    spoil: ['acsp', 'acsq'],
  },
  {
    id: 'colour.components',
    clause: '6.2.3',
    asks: 'says of the profile as many colours as it has',
    breaches: (seen) => {
      const [intent = null] = intents(seen);
      const stream = isDict(intent) ? member(seen.file, intent, 'DestOutputProfile') : null;
      const said = isStream(stream) ? member(seen.file, stream.dict, 'N') : null;
      return unless(said === COMPONENTS[profileOf(seen).slice(16, 20)], 'N differs from the profile');
    },
    spoil: ['/N 3', '/N 4'],
  },
  {
    id: 'colour.device',
    clause: '6.2.4.3',
    asks: 'uses only colours that the intent covers: RGB and grey',
    breaches: (seen) => [
      ...drawings(seen).flatMap(({ text }) =>
        operators(text).flatMap(({ name, operands }) =>
          unless(!['k', 'K'].includes(name) && !operands.includes('/DeviceCMYK'), 'a colour is of CMYK'),
        ),
      ),
      ...unless(!seen.values.some((value) => nameOf(value) === 'DeviceCMYK'), 'a colour space is of CMYK'),
    ],
    spoil: [/[\d.]+ [\d.]+ [\d.]+ rg/, '0 0 0 1 k'],
  },
  {
    id: 'content.operators',
    clause: '6.2.2',
    asks: 'uses only operators of PDF 1.7, with texts and states that close',
    breaches: (seen) =>
      drawings(seen).flatMap(({ text }) => {
        const all = operators(text).map(({ name }) => name);
        const count = (one: string): number => all.filter((name) => name === one).length;
        return [
          ...all.filter((name) => !OPERATORS.has(name)).map((name) => `an operator is ${name}`),
          ...unless(count('BT') === count('ET'), 'a text is not closed'),
          ...unless(count('q') === count('Q'), 'a state is not closed'),
        ];
      }),
    spoil: [/ Tj ET/, ' Tj'],
  },
  {
    id: 'content.resources',
    clause: '6.2.2',
    asks: 'draws with nothing that the page does not name in its resources',
    breaches: (seen) =>
      drawings(seen).flatMap(({ text, resources }) =>
        operators(text).flatMap(({ name, operands }) => {
          const kind = { Tf: 'Font', Do: 'XObject', gs: 'ExtGState' }[name];
          const key = operands.find((one) => one.startsWith('/'))?.slice(1) ?? '';
          return kind === undefined ? [] : unless(inside(seen, resources, kind, key) !== null, `${key} is named nowhere`);
        }),
      ),
    spoil: [/\/R ([\d.]+) Tf/, '/Q $1 Tf'],
  },
  {
    id: 'content.state',
    clause: '6.2.5',
    asks: 'sets no transfer function, halftone or rendering of its own',
    breaches: (seen) => hasKey(seen, 'TR', 'TR2', 'HTP', 'HTO', 'BG2', 'UCR2'),
    spoil: ['/Resources << ', '/Resources << /ExtGState << /G << /TR /Identity >> >> '],
  },
  {
    id: 'content.pictures',
    clause: '6.2.8',
    asks: 'has no picture with alternates, and none that asks to be smoothed',
    breaches: (seen) => [
      ...hasKey(seen, 'Alternates', 'OPI'),
      ...seen.dicts.flatMap((dict) => unless(inside(seen, dict, 'Interpolate') !== true, 'a picture asks to be smoothed')),
    ],
    spoil: ['/Resources << ', '/Resources << /XObject << /I << /Interpolate true >> >> '],
  },
  {
    id: 'content.forms',
    clause: '6.2.9',
    asks: 'has no form that refers to another file, and no PostScript',
    breaches: (seen) =>
      seen.dicts.flatMap((dict) => {
        const kind = nameOf(inside(seen, dict, 'Subtype'));
        return [
          ...unless(kind !== 'PS' && !isPostScript(seen, dict), 'it has PostScript'),
          ...unless(kind !== 'Form' || !dict.members.has('Ref'), 'a form refers to another file'),
        ];
      }),
    spoil: ['/Resources << ', '/Resources << /XObject << /P << /Subtype /PS >> >> '],
  },
  {
    id: 'content.transparency',
    clause: '6.2.10',
    asks: 'blends only in the ways of PDF 1.7, in groups whose colours the intent covers',
    breaches: (seen) => [
      ...seen.dicts.flatMap((dict) => {
        const mode = nameOf(inside(seen, dict, 'BM'));
        return unless(mode === undefined || BLENDS.includes(mode), `a blend is ${mode ?? ''}`);
      }),
      ...typed(seen, 'Page').flatMap((page) => {
        const space = inside(seen, page, 'Group', 'CS');
        return unless(space === null || ['DeviceRGB', 'DeviceGray'].includes(nameOf(space) ?? 'DeviceRGB'), 'a group is in other colours');
      }),
    ],
    spoil: ['/Resources << ', '/Resources << /ExtGState << /G << /BM /Dazzle >> >> '],
  },
];

const BLENDS = [
  'Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight SoftLight Difference Exclusion',
  'Hue Saturation Color Luminosity',
].flatMap((row) => row.split(' '));

function isPostScript(seen: Seen, dict: PdfDict): boolean {
  return nameOf(inside(seen, dict, 'Type')) === 'XObject' && nameOf(inside(seen, dict, 'Subtype2')) === 'PS';
}
