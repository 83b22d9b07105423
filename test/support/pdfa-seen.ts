// A PDF opened for the checks of PDF/A, with the reader and not with the writer: its objects, its metadata, its pages.
import { bytesOf, latin1, member, newStore, resolve, rootOf, type PdfFile } from '../../src/parse/facturx/pdf-store.ts';
import { readTable } from '../../src/parse/facturx/pdf-table.ts';
import {
  isDict,
  isRef,
  isStream,
  isString,
  nameOf,
  PDF_LIMITS,
  type PdfDict,
  type PdfStream,
  type PdfValue,
} from '../../src/parse/facturx/pdf-value.ts';
import { XmlElements } from './xmp-text.ts';

export interface PdfaCheck {
  readonly id: string;
  /** Of ISO 19005-3, or of Factur-X. */
  readonly clause: string;
  /** What the file must be, as a sentence without its subject. */
  readonly asks: string;
  /** Half a sentence for each breach. */
  readonly breaches: (seen: Seen) => readonly string[];
  /** What is replaced in a good file, unfolded, so that the check must find a breach; `raw`: in its bytes as they are. */
  readonly spoil: readonly [good: string | RegExp, bad: string, raw?: 'raw'];
}

export interface Seen {
  readonly file: PdfFile;
  readonly root: PdfDict;
  readonly values: readonly PdfValue[];
  readonly dicts: readonly PdfDict[];
  readonly streams: readonly PdfStream[];
  readonly packet: string;
  readonly xmp: XmlElements;
}

export function openForChecks(bytes: Uint8Array): Seen {
  const file = newStore(bytes, latin1(bytes), { inflated: PDF_LIMITS.inflated, work: PDF_LIMITS.work });
  file.places = readTable(file);
  const root = rootOf(file);
  const dicts: PdfDict[] = [];
  const streams: PdfStream[] = [];
  const values: PdfValue[] = [];
  // only what the trailer leads to: an update leaves behind what it replaces
  const known = new Set<number>();
  const waiting: PdfValue[] = [{ type: 'dict', members: file.places.trailer }];
  while (waiting.length > 0) {
    const next = waiting.pop()!;
    if (isRef(next)) {
      if (known.has(next.number)) continue;
      known.add(next.number);
    }
    const value = resolve(file, next);
    values.push(value);
    const dict = isStream(value) ? value.dict : value;
    if (isStream(value)) streams.push(value);
    if (isDict(dict)) {
      dicts.push(dict);
      waiting.push(...[...dict.members.values()].reverse());
    } else waiting.push(...[...list(value)].reverse());
  }
  const metadata = member(file, root, 'Metadata');
  const packet = isStream(metadata) ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytesOf(file, metadata)) : '';
  return { file, root, values, dicts, streams, packet, xmp: new XmlElements(packet) };
}

export const unless = (good: boolean, sentence: string): readonly string[] => (good ? [] : [sentence]);
export const list = (value: PdfValue | undefined): readonly PdfValue[] => (Array.isArray(value) ? (value as readonly PdfValue[]) : []);
export const typed = (seen: Seen, type: string): readonly PdfDict[] =>
  seen.dicts.filter((dict) => nameOf(resolve(seen.file, dict.members.get('Type'))) === type);
export const inside = ({ file }: Seen, dict: PdfDict, ...path: readonly string[]): PdfValue =>
  path.reduce<PdfValue>((at, name) => (isDict(at) ? member(file, at, name) : isStream(at) ? member(file, at.dict, name) : null), dict);

/** A text string in either of its encodings. */
export function text(value: PdfValue): string {
  if (!isString(value)) return '';
  const bytes = Uint8Array.from(value.raw, (char) => char.charCodeAt(0));
  return value.raw.startsWith('\xfe\xff') ? new TextDecoder('utf-16be').decode(bytes) : value.raw;
}

/** Any key of this name, anywhere. */
export const hasKey = (seen: Seen, ...keys: readonly string[]): readonly string[] =>
  keys.flatMap((key) =>
    unless(!seen.dicts.some(({ members }) => members.has(key) && resolve(seen.file, members.get(key)) !== null), `${key} is in it`),
  );

export interface Drawing {
  readonly text: string;
  readonly resources: PdfDict;
}

const EMPTY: PdfDict = { type: 'dict', members: new Map() };

/** What pages and forms draw, each with the resources that its names mean. */
export function drawings(seen: Seen): readonly Drawing[] {
  const { file } = seen;
  const decoded = (value: PdfValue): string => (isStream(value) ? latin1(bytesOf(file, value)) : '');
  const pages = typed(seen, 'Page').map((page) => {
    const contents = member(file, page, 'Contents');
    const parts = isStream(contents) ? [contents] : list(contents).map((one) => resolve(file, one));
    return { text: parts.map(decoded).join('\n'), resources: inherited(seen, page) };
  });
  const forms = seen.streams
    .filter(({ dict }) => nameOf(member(file, dict, 'Subtype')) === 'Form')
    .map((form) => {
      const own = member(file, form.dict, 'Resources');
      return { text: decoded(form), resources: isDict(own) ? own : EMPTY };
    });
  return [...pages, ...forms];
}

function inherited({ file }: Seen, page: PdfDict): PdfDict {
  let at: PdfValue = page;
  for (let depth = 0; isDict(at) && depth < 40; depth++) {
    const own = member(file, at, 'Resources');
    if (isDict(own)) return own;
    at = member(file, at, 'Parent');
  }
  return EMPTY;
}

export interface Operator {
  readonly name: string;
  readonly operands: readonly string[];
}

const TOKEN = /%[^\r\n]*|\((?:\\[\s\S]|[^\\()]|\((?:\\[\s\S]|[^\\()])*\))*\)|<<|>>|<[^>]*>|[[\]]|\/[^\s()<>[\]{}/%]*|[^\s()<>[\]{}/%]+/g;

/** The operators of a content stream, inline images passed over. */
export function operators(content: string): readonly Operator[] {
  const out: Operator[] = [];
  let operands: string[] = [];
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(content); found !== null; found = TOKEN.exec(content)) {
    const [word] = found;
    if (word.startsWith('%')) continue;
    if (/^[-+.\d(<[\]/>]/.test(word) || /^(?:true|false|null)$/.test(word)) {
      operands.push(word);
      continue;
    }
    out.push({ name: word, operands });
    operands = [];
    if (word === 'ID') TOKEN.lastIndex = Math.max(content.indexOf('EI', found.index), found.index + 2);
  }
  return out;
}
