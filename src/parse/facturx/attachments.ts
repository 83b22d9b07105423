/**
 * The files embedded in a PDF: by the catalogue's names and associated files, by those of a page, by annotations. Knows
 * nothing of invoices; a file damaged so that its table is no use is searched once from end to end.
 */
import { PasserelleError } from '../../base/error.ts';
import { bytesOf, latin1, member, newStore, resolve, rootOf, type PdfFile } from './pdf-store.ts';
import { searchObjects } from './pdf-search.ts';
import { readTable } from './pdf-table.ts';
import {
  isDict,
  isName,
  isRef,
  isStream,
  isString,
  nameOf,
  PDF_LIMITS,
  tooLarge,
  type Budget,
  type PdfDict,
  type PdfLimits,
  type PdfStream,
  type PdfValue,
} from './pdf-value.ts';

export interface EmbeddedFile {
  /** Without folders; what is not printable is shown as a question mark. */
  readonly name: string;
  /** AFRelationship: Data, Source, Alternative, Supplement, Unspecified; undefined when the PDF does not say. */
  readonly relationship: string | undefined;
  /** Unfolds on demand. @throws PasserelleError PDF_INVALID, PDF_TOO_LARGE */
  readonly read: () => Uint8Array;
}

export interface Embedded {
  readonly files: readonly EmbeddedFile[];
  /** The PDF was damaged, and these are the files that could still be found. */
  readonly damaged: boolean;
}

const NODES_MAX = 20_000;

/** @throws PasserelleError PDF_INVALID, PDF_ENCRYPTED, PDF_TOO_LARGE */
export function embeddedFiles(bytes: Uint8Array, limits: PdfLimits = PDF_LIMITS): Embedded {
  if (bytes.length > limits.bytes) throw tooLarge(`the PDF is larger than ${limits.bytes} bytes`);
  const text = latin1(bytes);
  const budget: Budget = { inflated: limits.inflated, work: limits.work };
  try {
    const file = newStore(bytes, text, budget);
    file.places = readTable(file);
    return { files: collect(file), damaged: false };
  } catch (error) {
    if (!(error instanceof PasserelleError) || error.code !== 'PDF_INVALID') throw error;
    const file = newStore(bytes, text, budget);
    file.places = searchObjects(file);
    return { files: collect(file), damaged: true };
  }
}

interface Walk {
  readonly file: PdfFile;
  /** Specifications and nodes seen already, by object number or by value. */
  readonly seen: Set<number | PdfValue>;
  readonly found: Map<number | PdfStream, EmbeddedFile>;
}

function collect(file: PdfFile): readonly EmbeddedFile[] {
  // a password may be empty, but a Factur-X file must not be encrypted at all (PDF/A-3)
  if (resolve(file, file.places.trailer.get('Encrypt')) !== null) throw new PasserelleError('PDF_ENCRYPTED', 'the PDF is encrypted');
  const walk: Walk = { file, seen: new Set(), found: new Map() };
  const root = rootOf(file);
  const names = member(file, root, 'Names');
  if (isDict(names)) walkNames(walk, names.members.get('EmbeddedFiles'));
  walkSpecifications(walk, root.members.get('AF'));
  walkPages(walk, root.members.get('Pages'));
  return [...walk.found.values()];
}

/** The dictionary behind a value, once: hostile trees hold themselves. */
function once({ file, seen }: Walk, value: PdfValue | undefined): PdfDict | undefined {
  const key = isRef(value) ? value.number : (value ?? null);
  if (key === null || seen.has(key)) return undefined;
  seen.add(key);
  if (seen.size > NODES_MAX) throw tooLarge('the PDF has more pages and attachments than any invoice needs');
  const dict = resolve(file, value);
  return isDict(dict) ? dict : undefined;
}

function listAt({ file }: Walk, dict: PdfDict, name: string): readonly PdfValue[] {
  const list = member(file, dict, name);
  return Array.isArray(list) ? (list as readonly PdfValue[]) : [];
}

function walkNames(walk: Walk, top: PdfValue | undefined): void {
  const waiting: (PdfValue | undefined)[] = [top];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const node = once(walk, at);
    if (node === undefined) continue;
    for (const [index, value] of listAt(walk, node, 'Names').entries()) if (index % 2 === 1) addSpecification(walk, value);
    waiting.push(...listAt(walk, node, 'Kids'));
  }
}

function walkPages(walk: Walk, top: PdfValue | undefined): void {
  const waiting: (PdfValue | undefined)[] = [top];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const node = once(walk, at);
    if (node === undefined) continue;
    walkSpecifications(walk, node.members.get('AF'));
    for (const value of listAt(walk, node, 'Annots')) {
      const annotation = resolve(walk.file, value);
      if (isDict(annotation) && isName(annotation.members.get('Subtype'), 'FileAttachment')) {
        addSpecification(walk, annotation.members.get('FS'));
      }
    }
    waiting.push(...listAt(walk, node, 'Kids'));
  }
}

function walkSpecifications(walk: Walk, list: PdfValue | undefined): void {
  const values = resolve(walk.file, list);
  if (Array.isArray(values)) for (const value of values as readonly PdfValue[]) addSpecification(walk, value);
}

function addSpecification(walk: Walk, value: PdfValue | undefined): void {
  const { file, found } = walk;
  const specification = once(walk, value);
  if (specification === undefined) return;
  const embedded = member(file, specification, 'EF');
  if (!isDict(embedded)) return;
  const relationship = nameOf(member(file, specification, 'AFRelationship'));
  const names = ['UF', 'F'].map((key) => member(file, specification, key)).filter(isString);
  for (const key of ['UF', 'F']) {
    const reference = embedded.members.get(key);
    const stream = resolve(file, reference);
    // an object that is not there was deleted: it must not be found again by searching
    if (!isStream(stream)) continue;
    const id = isRef(reference) ? reference.number : stream;
    if (found.has(id)) continue;
    const [name] = names;
    found.set(id, { name: name === undefined ? '' : fileName(name.raw), relationship, read: () => bytesOf(file, stream) });
  }
}

/** UTF-16 or UTF-8 with their marks, else one byte a character; the last part of a path. */
function fileName(raw: string): string {
  const bytes = Uint8Array.from(raw, (char) => char.charCodeAt(0));
  const encoding = raw.startsWith('\xfe\xff') ? 'utf-16be' : raw.startsWith('\xff\xfe') ? 'utf-16le' : 'utf-8';
  const marked = encoding !== 'utf-8' || raw.startsWith('\xef\xbb\xbf');
  const text = marked ? new TextDecoder(encoding).decode(bytes) : raw;
  return (text.split(/[/\\]/).at(-1) ?? '')
    .replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '?')
    .trim()
    .slice(0, 200);
}
