/**
 * Why an existing PDF cannot become a PDF/A-3b by adding to it: everything of ISO 19005-3 that shows in its objects and
 * in the operators of its pages. Repairs nothing. Not seen here: shapes and widths inside fonts, pixels of images.
 */
import { contentObstacles } from './content-operators.ts';
import { fontObstacle } from './source-fonts.ts';
import { dictOf, isReference, listIn, nameIn, streamOf, type SourceDict, type SourcePdf, type SourceValue } from './source-pdf.ts';

/** Entries of the catalogue that go on; everything else of it is left behind. */
export const KEPT_ENTRIES = ['Pages', 'Outlines', 'PageLabels', 'Dests', 'StructTreeRoot'] as const;

const NODES_MAX = 200_000;

/** Half sentences, each once; empty when nothing stands in the way. */
export function obstacles(source: SourcePdf, catalogue: SourceDict): readonly string[] {
  const found = new Set([...fileObstacles(source), ...catalogueObstacles(source, catalogue)]);
  if (found.size > 0 && source.trailer.has('Encrypt')) return [...found];
  for (const dict of reached(source, catalogue)) for (const one of dictObstacles(source, dict)) found.add(one);
  return [...found];
}

function fileObstacles({ text, trailer, resolve }: SourcePdf): readonly string[] {
  const out: string[] = [];
  if (resolve(trailer.get('Encrypt')) !== null) out.push('it is encrypted');
  if (!/^%PDF-1\.[0-7][ \t]*(?:\r\n|\r|\n)%[\x80-\xff]{4}/.test(text.slice(0, 64)))
    out.push('its header is not that of a binary PDF up to 1.7');
  if (/[\r\n]\d+ [1-9]\d* obj\b/.test(text)) out.push('numbers of its objects were used twice');
  return out;
}

function catalogueObstacles({ resolve }: SourcePdf, { members }: SourceDict): readonly string[] {
  const out: string[] = [];
  const form = dictOf(resolve(members.get('AcroForm')));
  if (form !== undefined && (form.members.has('XFA') || listIn(resolve(form.members.get('Fields'))).length > 0)) out.push('it has a form');
  if (members.has('Perms')) out.push('it is signed or restricted, and adding to it would break that');
  if (members.has('OCProperties')) out.push('it has layers that can be switched off');
  if (members.has('Collection')) out.push('it is a portfolio');
  return out;
}

/** Every dictionary, also those of streams, that the kept entries lead to. */
function* reached({ resolve }: SourcePdf, { members }: SourceDict): Generator<SourceDict> {
  const seen = new Set<number>();
  const waiting: (SourceValue | undefined)[] = KEPT_ENTRIES.map((name) => members.get(name));
  for (let count = 0; waiting.length > 0 && count < NODES_MAX; count++) {
    const next = waiting.pop();
    if (isReference(next)) {
      if (seen.has(next.number)) continue;
      seen.add(next.number);
    }
    const value = resolve(next);
    waiting.push(...listIn(value));
    const dict = dictOf(value);
    if (dict === undefined) continue;
    const stream = streamOf(value);
    yield stream === undefined ? dict : { ...dict, members: new Map([...dict.members, [STREAM, stream]]) };
    waiting.push(...dict.members.values());
  }
}

/** The stream of a dictionary, under a name that no PDF can write. */
const STREAM = '\u0000stream';

const ACTIONS = [
  'Launch',
  'Sound',
  'Movie',
  'ResetForm',
  'ImportData',
  'Hide',
  'SetOCGState',
  'Rendition',
  'Trans',
  'GoTo3DView',
  'JavaScript',
];

function dictObstacles(source: SourcePdf, dict: SourceDict): readonly string[] {
  const { members } = dict;
  const { resolve } = source;
  const out: string[] = [];
  const action = nameIn(resolve(members.get('S')));
  if (action !== undefined && ACTIONS.includes(action) && nameIn(members.get('Type')) !== 'StructElem')
    out.push(`it has an action ${action}`);
  if (members.has('AA')) out.push('it has actions that run by themselves');
  for (const value of members.values()) if (isCmyk(value)) out.push('it has colours in CMYK, which an sRGB output intent does not cover');
  for (const key of ['OPI', 'PS', 'Ref', 'Alternates', 'HTP', 'TR']) {
    if (members.has(key) && (key !== 'Ref' || nameIn(members.get('Subtype')) === 'Form')) out.push(`it uses ${key}, which archives forbid`);
  }
  if (resolve(members.get('Interpolate')) === true) out.push('an image asks to be smoothed (Interpolate)');
  const font = fontObstacle(source, dict);
  const stream = streamObstacles(source, dict);
  // what cannot be unfolded is not looked into
  const content = stream.length > 0 ? [] : contentObstacles(source, dict, streamOf(members.get(STREAM)));
  return [...out, ...(font === undefined ? [] : [font]), ...annotationObstacles(source, dict), ...stream, ...content];
}

function isCmyk(value: SourceValue): boolean {
  if (nameIn(value) === 'DeviceCMYK') return true;
  return listIn(value).some((item) => nameIn(item) === 'DeviceCMYK' || listIn(item).some((inner) => nameIn(inner) === 'DeviceCMYK'));
}

const ANNOTATIONS = [
  'Link',
  'Text',
  'FreeText',
  'Line',
  'Square',
  'Circle',
  'Polygon',
  'PolyLine',
  'Highlight',
  'Underline',
  'Squiggly',
  'StrikeOut',
  'Stamp',
  'Caret',
  'Ink',
  'Popup',
  'Watermark',
];
/** Bits of F: hidden and not to be viewed are forbidden, printed is asked for. */
const [HIDDEN, PRINTED, NO_VIEW, INVISIBLE] = [2, 4, 32, 1];

function annotationObstacles({ resolve }: SourcePdf, { members }: SourceDict): readonly string[] {
  if (!members.has('Rect') || !members.has('Subtype')) return [];
  const kind = nameIn(resolve(members.get('Subtype'))) ?? '';
  if (kind === 'FileAttachment') return ['it has a file attached to a page'];
  if (kind === 'Widget') return ['it has a form field'];
  if (!ANNOTATIONS.includes(kind)) return [`it has an annotation of the kind ${kind.slice(0, 40)}`];
  if (kind === 'Popup') return [];
  const flags = resolve(members.get('F'));
  const bits = typeof flags === 'number' ? flags : 0;
  if ((bits & PRINTED) === 0 || (bits & (HIDDEN | NO_VIEW | INVISIBLE)) !== 0)
    return [`an annotation (${kind}) is not printed with the page`];
  return kind !== 'Link' && !members.has('AP') ? [`an annotation (${kind}) has no appearance of its own`] : [];
}

function streamObstacles(source: SourcePdf, { members }: SourceDict): readonly string[] {
  const stream = streamOf(members.get(STREAM));
  if (stream === undefined) return [];
  const { resolve } = source;
  const filter = resolve(members.get('Filter'));
  const filters = [filter, ...listIn(filter)].map((one) => nameIn(resolve(one)) ?? '');
  const out = ['LZWDecode', 'Crypt', 'JPXDecode'].filter((one) => filters.includes(one)).map((one) => `a stream has the filter ${one}`);
  if (members.has('F')) out.push('a stream lies in another file');
  const length = resolve(members.get('Length'));
  const end = stream.start + (typeof length === 'number' ? length : 0);
  if (!/^(?:\r\n|\r|\n)?endstream/.test(source.text.slice(end, end + 11))) out.push('a stream is not as long as it says');
  return out;
}
