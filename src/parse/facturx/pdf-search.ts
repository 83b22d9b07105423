/** Finds the objects of a PDF whose table is wrong by their heads: the last of a number counts, as in an update. */
import { PasserelleError } from '../../base/error.ts';
import { packedIn, type Entry, type PdfFile, type Places } from './pdf-store.ts';
import { readObject, readValue, takeHead, type Cursor } from './pdf-lexer.ts';
import { damaged, isDict, isName, isStream, nameOf, spend, type PdfValue } from './pdf-value.ts';

const HEAD = /(?<!\d)(\d{1,10})[\0\t\n\f\r ]{1,4}\d{1,5}[\0\t\n\f\r ]{1,4}obj(?![A-Za-z])/g;
const OBJECTS_MAX = 500_000;
/** A mistake that is passed over costs an exception. */
const MISTAKE_WORK = 16_000;

/** @throws PasserelleError PDF_INVALID when there is no catalogue among them */
export function searchObjects(file: PdfFile): Places {
  const { text, budget } = file;
  spend(budget, text.length * 2);
  const entries = new Map<number, Entry>();
  let found = 0;
  for (const match of text.matchAll(HEAD)) {
    if (++found > OBJECTS_MAX) throw damaged('the PDF has too many objects');
    entries.set(Number.parseInt(match[1] ?? '', 10), { offset: match.index });
  }
  file.places = { entries, trailer: new Map() };
  const trailer = trailerOf(file, entries);
  unpack(file, entries);
  return { entries, trailer };
}

/** The members of every trailer and table stream, the last winning; without a root, the last catalogue. */
function trailerOf(file: PdfFile, entries: ReadonlyMap<number, Entry>): ReadonlyMap<string, PdfValue> {
  const { text, budget } = file;
  const trailer = new Map<string, PdfValue>();
  for (let at = text.indexOf('trailer'); at >= 0; at = text.indexOf('trailer', at + 7)) {
    const value = tolerant(file, () => readValue({ text, at: at + 7, budget }));
    if (isDict(value)) for (const [name, member] of value.members) trailer.set(name, member);
  }
  for (const [number, { offset }] of inOrder(entries)) {
    const dict = headDict(file, offset);
    const type = nameOf(dict?.get('Type'));
    if (type === 'XRef') for (const [name, member] of dict ?? []) trailer.set(name, member);
    if (type === 'Catalog' && !trailer.has('Root')) trailer.set('Root', { type: 'ref', number });
  }
  return trailer;
}

function inOrder(entries: ReadonlyMap<number, Entry>): readonly (readonly [number, Entry])[] {
  return [...entries].sort(([, a], [, b]) => a.offset - b.offset);
}

/** Members of the dictionary that an object begins with; undefined when it has none or it cannot be read. */
function headDict(file: PdfFile, offset: number): ReadonlyMap<string, PdfValue> | undefined {
  const cursor: Cursor = { text: file.text, at: offset, budget: file.budget };
  const value = tolerant(file, () => (takeHead(cursor) === undefined ? null : readObject(cursor)));
  if (isStream(value)) return value.dict.members;
  return isDict(value) ? value.members : undefined;
}

/** Packed objects are known only to their containers; one that stands in the file itself, later, counts more. */
function unpack(file: PdfFile, entries: Map<number, Entry>): void {
  for (const [container, { offset }] of inOrder(entries)) {
    if (!isName(headDict(file, offset)?.get('Type'), 'ObjStm')) continue;
    const packed = tolerant(file, () => packedIn(file, container));
    for (const number of packed?.offsets.keys() ?? []) {
      const known = entries.get(number);
      if (known === undefined || known.offset < offset) entries.set(number, { offset, within: container });
    }
  }
}

/** A broken part of a broken file is left out; what goes beyond the limits is not. */
function tolerant<T>({ budget }: PdfFile, read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof PasserelleError) || error.code !== 'PDF_INVALID') throw error;
    spend(budget, MISTAKE_WORK);
    return null;
  }
}
