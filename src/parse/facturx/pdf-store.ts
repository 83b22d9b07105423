/** A PDF as a store of objects, read on demand: no page is drawn, no action run, nothing fetched. */
import { readObject, readValue, skipBlank, takeHead, takeInteger, type Cursor } from './pdf-lexer.ts';
import { unfold } from './pdf-filters.ts';
import { damaged, isDict, isName, isRef, isStream, spend, type Budget, type PdfDict, type PdfStream, type PdfValue } from './pdf-value.ts';

/** In the file at an offset (negative: deleted), or packed in another object. */
export interface Entry {
  readonly offset: number;
  readonly within?: number;
}

export interface Places {
  readonly entries: ReadonlyMap<number, Entry>;
  readonly trailer: ReadonlyMap<string, PdfValue>;
}

/** Unfolded text of a container and where each of its objects begins. */
interface Packed {
  readonly text: string;
  readonly offsets: ReadonlyMap<number, number>;
}

export interface PdfFile {
  readonly bytes: Uint8Array;
  /** The file, one character per byte. */
  readonly text: string;
  readonly budget: Budget;
  places: Places;
  readonly objects: Map<number, PdfValue>;
  readonly opening: Set<number>;
  readonly packed: Map<number, Packed>;
}

const CHAIN_MAX = 32;

/** A store that knows no place yet; `budget` is shared by every try to read the same file. */
export function newStore(bytes: Uint8Array, text: string, budget: Budget): PdfFile {
  const places: Places = { entries: new Map(), trailer: new Map() };
  return { bytes, text, budget, places, objects: new Map(), opening: new Set(), packed: new Map() };
}

export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

/** The value itself, or the object that it refers to; null for an object that is not there. */
export function resolve(file: PdfFile, value: PdfValue | undefined): PdfValue {
  let at: PdfValue = value ?? null;
  for (let hops = 0; isRef(at); hops++) {
    if (hops > CHAIN_MAX) throw damaged('objects of the PDF refer to each other in a circle');
    at = objectOf(file, at.number);
  }
  return at;
}

export function member(file: PdfFile, dict: PdfDict, name: string): PdfValue {
  return resolve(file, dict.members.get(name));
}

/** The document catalogue. */
export function rootOf(file: PdfFile): PdfDict {
  const root = resolve(file, file.places.trailer.get('Root'));
  if (isDict(root) && (isName(root.members.get('Type'), 'Catalog') || root.members.has('Pages'))) return root;
  throw damaged('the PDF has no document catalogue');
}

function objectOf(file: PdfFile, number: number): PdfValue {
  const known = file.objects.get(number);
  if (known !== undefined) return known;
  if (file.opening.has(number)) throw damaged('objects of the PDF hold each other');
  file.opening.add(number);
  try {
    const value = load(file, number);
    file.objects.set(number, value);
    return value;
  } finally {
    file.opening.delete(number);
  }
}

function load(file: PdfFile, number: number): PdfValue {
  const place = file.places.entries.get(number);
  if (place === undefined || place.offset < 0) return null;
  if (place.within !== undefined) return loadPacked(file, number, place.within);
  const cursor: Cursor = { text: file.text, at: place.offset, budget: file.budget };
  if (takeHead(cursor) !== number) throw damaged('an object of the PDF is not where the file says');
  return readObject(cursor);
}

function loadPacked(file: PdfFile, number: number, container: number): PdfValue {
  const { text, offsets } = packedIn(file, container);
  const offset = offsets.get(number);
  return offset === undefined ? null : readValue({ text, at: offset, budget: file.budget });
}

/** ISO 32000-1, 7.5.7: pairs of number and offset, then the objects. */
export function packedIn(file: PdfFile, container: number): Packed {
  const known = file.packed.get(container);
  if (known !== undefined) return known;
  const stream = objectOf(file, container);
  if (!isStream(stream) || !isName(stream.dict.members.get('Type'), 'ObjStm')) throw damaged('a packed object of the PDF has no container');
  const text = latin1(bytesOf(file, stream));
  const first = member(file, stream.dict, 'First');
  const count = member(file, stream.dict, 'N');
  if (typeof first !== 'number' || typeof count !== 'number') throw damaged('a container of the PDF does not say where its objects are');
  const cursor: Cursor = { text, at: 0, budget: file.budget };
  const offsets = new Map<number, number>();
  for (let index = 0; index < count; index++) {
    const number = takeInteger(cursor);
    const offset = takeInteger(cursor);
    if (number === undefined || offset === undefined) break;
    offsets.set(number, first + offset);
  }
  const packed = { text, offsets };
  file.packed.set(container, packed);
  return packed;
}

/** Bytes of a stream, unfolded. */
export function bytesOf(file: PdfFile, stream: PdfStream): Uint8Array {
  return unfold(rawOf(file, stream), stream.dict, (value) => resolve(file, value), file.budget);
}

/** The length that the stream states is believed only when the stream really ends there. */
function rawOf(file: PdfFile, { dict, start }: PdfStream): Uint8Array {
  const length = member(file, dict, 'Length');
  if (typeof length === 'number' && length >= 0 && start + length <= file.text.length) {
    const after: Cursor = { text: file.text, at: start + length, budget: file.budget };
    skipBlank(after);
    if (file.text.startsWith('endstream', after.at)) return file.bytes.subarray(start, start + length);
  }
  const end = file.text.indexOf('endstream', start);
  spend(file.budget, (end < 0 ? file.text.length : end) - start);
  if (end < 0) throw damaged('a stream of the PDF has no end');
  return file.bytes.subarray(start, end);
}
