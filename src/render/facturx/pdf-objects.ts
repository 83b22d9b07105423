/**
 * Objects of a PDF 1.7 file in the order they are put, with the table of where they are: a new file, or the part that is
 * appended to an existing one. Knows the syntax of PDF and nothing of invoices or of PDF/A.
 */
import { deflate } from './deflate.ts';

export interface PdfObjects {
  /** Number for an object that is put later. */
  readonly reserve: () => number;
  /** `body` is the object as written; gives its reference. */
  readonly put: (body: string, number?: number) => string;
  /** `entries` are those of its dictionary besides the length; `plain` leaves the bytes readable in the file, `folded` are deflated. */
  readonly stream: (entries: string, bytes: Uint8Array, form?: 'plain' | 'folded') => string;
  /** `entries` of the trailer besides the size. `classic`: a table, else a stream as the file before it has. */
  readonly finish: (entries: string, kind?: 'table' | 'stream') => Uint8Array;
}

/** What comes before: the header of a new file, or a whole file whose objects stay. */
export interface Before {
  readonly bytes: Uint8Array;
  /** First number that is free. */
  readonly first: number;
}

const HEADER = Uint8Array.from([...latin('%PDF-1.7\n%'), 0xe2, 0xe3, 0xcf, 0xd3, 0x0a]);
export const NEW_FILE: Before = { bytes: HEADER, first: 1 };

export function newObjects(before: Before): PdfObjects {
  const chunks: Uint8Array[] = [before.bytes];
  const places = new Map<number, number>();
  let [length, next] = [before.bytes.length, before.first];
  const write = (bytes: Uint8Array): void => {
    chunks.push(bytes);
    length += bytes.length;
  };
  const begin = (number: number): string => {
    places.set(number, length);
    return `${number} 0 obj\n`;
  };
  const put = (body: string, number = next++): string => {
    write(latin(`${begin(number)}${body}\nendobj\n`));
    return reference(number);
  };
  const stream = (entries: string, bytes: Uint8Array, form?: 'plain' | 'folded'): string => {
    const data = form === undefined ? deflate(bytes) : bytes;
    const number = next++;
    const filter = form === 'plain' ? '' : '/Filter /FlateDecode ';
    write(latin(`${begin(number)}<< ${entries} ${filter}/Length ${data.length} >>\nstream\n`));
    write(data);
    write(latin('\nendstream\nendobj\n'));
    return reference(number);
  };
  const finish = (entries: string, kind: 'table' | 'stream' = 'table'): Uint8Array => {
    const start = length;
    if (kind === 'table') write(latin(`${table(places, before.first === 1)}trailer\n<< /Size ${next} ${entries} >>\n`));
    else write(tableStream(places, next, start, entries));
    write(latin(`startxref\n${start}\n%%EOF\n`));
    return joined(chunks, length);
  };
  return { reserve: () => next++, put, stream, finish };
}

export function reference(number: number): string {
  return `${number} 0 R`;
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const out = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    out.set(chunk, at);
    at += chunk.length;
  }
  return out;
}

/** Runs of numbers that follow each other. */
function runs(places: ReadonlyMap<number, number>): readonly (readonly number[])[] {
  const out: number[][] = [];
  for (const number of [...places.keys()].sort((a, b) => a - b)) {
    const last = out.at(-1);
    if (last !== undefined && last.at(-1) === number - 1) last.push(number);
    else out.push([number]);
  }
  return out;
}

function table(places: ReadonlyMap<number, number>, whole: boolean): string {
  let out = 'xref\n';
  if (whole) out += `0 ${places.size + 1}\n0000000000 65535 f \n`;
  for (const run of runs(places)) {
    if (!whole) out += `${run[0] ?? 0} ${run.length}\n`;
    for (const number of run) out += `${String(places.get(number)).padStart(10, '0')} 00000 n \n`;
  }
  return out;
}

/** ISO 32000-1, 7.5.8: what a file with cross-reference streams must go on with. */
function tableStream(places: ReadonlyMap<number, number>, number: number, start: number, entries: string): Uint8Array {
  const all = new Map([...places, [number, start]]);
  const index = runs(all)
    .map((run) => `${run[0] ?? 0} ${run.length}`)
    .join(' ');
  const rows = runs(all)
    .flat()
    .flatMap((one) => [1, ...[24, 16, 8, 0].map((shift) => ((all.get(one) ?? 0) >>> shift) & 255)]);
  const dictionary = `/Type /XRef /Size ${number + 1} /W [1 4 0] /Index [${index}] ${entries} /Length ${rows.length}`;
  const data = Uint8Array.from(rows);
  const parts = [latin(`${number} 0 obj\n<< ${dictionary} >>\nstream\n`), data, latin('\nendstream\nendobj\n')];
  return joined(
    parts,
    parts.reduce((sum, part) => sum + part.length, 0),
  );
}

/** One byte a character: what is not ASCII is written as hexadecimal text. */
export function latin(text: string): Uint8Array {
  const out = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) out[index] = text.charCodeAt(index);
  return out;
}

/** A text string: ASCII as it is, anything else in UTF-16. */
export function textString(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return `(${text.replace(/[\\()]/g, '\\$&')})`;
  let hex = 'FEFF';
  for (let index = 0; index < text.length; index++) hex += text.charCodeAt(index).toString(16).toUpperCase().padStart(4, '0');
  return `<${hex}>`;
}
