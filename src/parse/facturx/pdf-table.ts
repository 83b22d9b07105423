/** The table of a PDF that says where its objects are (ISO 32000-1, 7.5.4 to 7.5.8): classic, as a stream, or both. */
import { bytesOf, type Entry, type PdfFile, type Places } from './pdf-store.ts';
import { readObject, readValue, take, takeHead, takeInteger, type Cursor } from './pdf-lexer.ts';
import { damaged, isDict, isStream, spend, type PdfDict, type PdfStream, type PdfValue } from './pdf-value.ts';

const SECTIONS_MAX = 1000;
const OBJECTS_MAX = 2_000_000;

interface Reading {
  readonly file: PdfFile;
  readonly entries: Map<number, Entry>;
  readonly trailer: Map<string, PdfValue>;
  /** Offsets of sections still to read, newest first. */
  readonly waiting: number[];
  /** Bytes before `%PDF-`: some writers count from there. */
  readonly shift: number;
}

/** @throws PasserelleError PDF_INVALID when the table is not what it should be */
export function readTable(file: PdfFile): Places {
  const { text, budget } = file;
  const mark = text.lastIndexOf('startxref');
  if (mark < 0 || mark < text.length - 4096) throw damaged('the PDF does not say where its table is');
  const offset = takeInteger({ text, at: mark + 9, budget });
  if (offset === undefined) throw damaged('the PDF does not say where its table is');
  const shift = Math.max(0, text.slice(0, 1024).indexOf('%PDF-'));
  const reading: Reading = { file, entries: new Map(), trailer: new Map(), waiting: [offset], shift };
  const seen = new Set<number>();
  for (let at = reading.waiting.shift(); at !== undefined; at = reading.waiting.shift()) {
    if (seen.has(at)) continue;
    seen.add(at);
    if (seen.size > SECTIONS_MAX) throw damaged('the PDF has been changed too often to be read');
    readSection(reading, at);
  }
  return reading;
}

function readSection(reading: Reading, offset: number): void {
  const { text, budget } = reading.file;
  const cursor: Cursor = { text, at: offset + reading.shift, budget };
  if (take(cursor, 'xref')) return readClassic(reading, cursor);
  cursor.at = offset + reading.shift;
  if (takeHead(cursor) === undefined) throw damaged('the table of the PDF is not where the file says');
  const stream = readObject(cursor);
  if (!isStream(stream)) throw damaged('the table of the PDF is no table');
  readPacked(reading, stream);
  follow(reading, stream.dict);
}

function readClassic(reading: Reading, cursor: Cursor): void {
  for (let first = takeInteger(cursor); first !== undefined; first = takeInteger(cursor)) {
    const count = takeInteger(cursor) ?? 0;
    for (let index = 0; index < count; index++) {
      const offset = takeInteger(cursor);
      if (offset === undefined || takeInteger(cursor) === undefined) throw damaged('the table of the PDF is cut off');
      if (take(cursor, 'n')) add(reading, first + index, { offset: offset + reading.shift });
      else if (take(cursor, 'f')) add(reading, first + index, undefined);
      else throw damaged('the table of the PDF is no table');
    }
  }
  if (!take(cursor, 'trailer')) throw damaged('the table of the PDF has no trailer');
  const trailer = readValue(cursor);
  if (!isDict(trailer)) throw damaged('the table of the PDF has no trailer');
  follow(reading, trailer);
}

/** The newest entry of an object counts; a free one hides the older. */
function add({ entries }: Reading, number: number, entry: Entry | undefined): void {
  if (entries.has(number)) return;
  entries.set(number, entry ?? { offset: -1 });
  if (entries.size > OBJECTS_MAX) throw damaged('the PDF has too many objects');
}

/** A hybrid file's stream comes before the older table; what the newest trailer says counts. */
function follow({ trailer, waiting }: Reading, { members }: PdfDict): void {
  for (const [name, value] of members) if (!trailer.has(name)) trailer.set(name, value);
  for (const name of ['XRefStm', 'Prev']) {
    const offset = members.get(name);
    if (typeof offset === 'number') waiting.push(offset);
  }
}

function readPacked(reading: Reading, stream: PdfStream): void {
  const { file } = reading;
  const { members } = stream.dict;
  const [type, place, more] = integers(members.get('W'));
  if (type === undefined || place === undefined || more === undefined || type + place + more > 24 || place < 1) {
    throw damaged('the table of the PDF has no widths');
  }
  const bytes = bytesOf(file, stream);
  const size = members.get('Size');
  const index = integers(members.get('Index') ?? [0, typeof size === 'number' ? size : 0]);
  let at = 0;
  const field = (width: number): number => {
    let value = 0;
    for (let end = at + width; at < end; at++) value = value * 256 + (bytes[at] ?? 0);
    return value;
  };
  for (let pair = 0; pair + 1 < index.length; pair += 2) {
    const [first = 0, count = 0] = [index[pair], index[pair + 1]];
    for (let step = 0; step < count && at < bytes.length; step++) {
      spend(file.budget, 8);
      const kind = type === 0 ? 1 : field(type);
      const where = field(place);
      field(more);
      add(reading, first + step, kind === 1 ? { offset: where + reading.shift } : kind === 2 ? { offset: 0, within: where } : undefined);
    }
  }
}

function integers(value: PdfValue | undefined): readonly number[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly PdfValue[]).filter((one): one is number => typeof one === 'number' && one >= 0);
}
