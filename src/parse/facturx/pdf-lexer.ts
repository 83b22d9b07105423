/** Text of a PDF (one character per byte) → values (ISO 32000-1, 7.2 and 7.3). Bounded in depth and work. */
import { damaged, isDict, spend, type Budget, type PdfDict, type PdfName, type PdfString, type PdfValue } from './pdf-value.ts';

export interface Cursor {
  readonly text: string;
  at: number;
  readonly budget: Budget;
}

const DEPTH_MAX = 64;
/** A value costs more than the characters it is written in. */
const VALUE_WORK = 16;
const KEYWORDS: Readonly<Record<string, PdfValue>> = { true: true, false: false, null: null };

function isBlankCode(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9 || code === 12 || code === 0;
}

/** White space, or one of ( ) < > [ ] { } / %; also the end of the text. */
function endsToken(code: number): boolean {
  return Number.isNaN(code) || isBlankCode(code) || '()<>[]{}/%'.includes(String.fromCharCode(code));
}

export function skipBlank(cursor: Cursor): void {
  const { text } = cursor;
  const start = cursor.at;
  for (;;) {
    const code = text.charCodeAt(cursor.at);
    if (isBlankCode(code)) cursor.at++;
    else if (code === 37) {
      while (cursor.at < text.length && text[cursor.at] !== '\n' && text[cursor.at] !== '\r') cursor.at++;
    } else break;
  }
  spend(cursor.budget, cursor.at - start);
}

/** Characters up to the next delimiter; none at a delimiter. */
function token(cursor: Cursor): string {
  const start = cursor.at;
  while (!endsToken(cursor.text.charCodeAt(cursor.at))) cursor.at++;
  spend(cursor.budget, cursor.at - start + 4);
  return cursor.text.slice(start, cursor.at);
}

/** True, and past it, when the word stands here. */
export function take(cursor: Cursor, word: string): boolean {
  skipBlank(cursor);
  if (!cursor.text.startsWith(word, cursor.at)) return false;
  cursor.at += word.length;
  return true;
}

/** An integer without a sign, or undefined and nothing taken. */
export function takeInteger(cursor: Cursor): number | undefined {
  skipBlank(cursor);
  const start = cursor.at;
  const word = token(cursor);
  if (/^\d{1,15}$/.test(word)) return Number.parseInt(word, 10);
  cursor.at = start;
  return undefined;
}

/** @throws PasserelleError PDF_INVALID when no value stands here */
export function readValue(cursor: Cursor, depth = 0): PdfValue {
  if (depth > DEPTH_MAX) throw damaged('values of the PDF are nested too deep');
  spend(cursor.budget, VALUE_WORK);
  skipBlank(cursor);
  const { text } = cursor;
  switch (text[cursor.at]) {
    case '/':
      return readName(cursor);
    case '(':
      return readLiteral(cursor);
    case '[':
      return readArray(cursor, depth);
    case '<':
      return text[cursor.at + 1] === '<' ? readDict(cursor, depth) : readHex(cursor);
    default:
      return readWord(cursor);
  }
}

function readWord(cursor: Cursor): PdfValue {
  const word = token(cursor);
  const keyword = KEYWORDS[word];
  if (keyword !== undefined) return keyword;
  if (!/^[+-]?(?:\d{1,15}(?:\.\d*)?|\.\d+)$/.test(word)) throw damaged('the PDF holds a value that is none');
  if (/^\d+$/.test(word)) {
    const after = cursor.at;
    if (takeInteger(cursor) !== undefined && take(cursor, 'R') && endsToken(cursor.text.charCodeAt(cursor.at))) {
      return { type: 'ref', number: Number.parseInt(word, 10) };
    }
    cursor.at = after;
  }
  const whole = Number.parseInt(word, 10);
  return Number.isNaN(whole) ? 0 : whole;
}

function readName(cursor: Cursor): PdfName {
  cursor.at++;
  const name = token(cursor).replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return { type: 'name', name };
}

function readArray(cursor: Cursor, depth: number): readonly PdfValue[] {
  cursor.at++;
  const values: PdfValue[] = [];
  while (!take(cursor, ']')) values.push(readValue(cursor, depth + 1));
  return values;
}

function readDict(cursor: Cursor, depth: number): PdfDict {
  cursor.at += 2;
  const members = new Map<string, PdfValue>();
  while (!take(cursor, '>>')) {
    if (cursor.text[cursor.at] !== '/') throw damaged('the PDF holds a dictionary with a key that is no name');
    const { name } = readName(cursor);
    members.set(name, readValue(cursor, depth + 1));
  }
  return { type: 'dict', members };
}

function readHex(cursor: Cursor): PdfString {
  const end = cursor.text.indexOf('>', cursor.at);
  spend(cursor.budget, (end < 0 ? cursor.text.length : end) - cursor.at);
  if (end < 0) throw damaged('the PDF holds a string without an end');
  const digits = cursor.text.slice(cursor.at + 1, end).replace(/[^0-9A-Fa-f]/g, '');
  cursor.at = end + 1;
  const raw = digits.replace(/..?/g, (pair) => String.fromCharCode(Number.parseInt(pair.padEnd(2, '0'), 16)));
  return { type: 'string', raw };
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
const ESCAPE = /\\([0-7]{1,3}|\r\n|[^])/g;

function readLiteral(cursor: Cursor): PdfString {
  const { text } = cursor;
  const start = ++cursor.at;
  let open = 1;
  for (; open > 0 && cursor.at < text.length; cursor.at++) {
    const code = text.charCodeAt(cursor.at);
    if (code === 92) cursor.at++;
    else if (code === 40) open++;
    else if (code === 41) open--;
  }
  spend(cursor.budget, cursor.at - start);
  if (open > 0) throw damaged('the PDF holds a string without an end');
  return { type: 'string', raw: text.slice(start, cursor.at - 1).replace(ESCAPE, (_, after: string) => escaped(after)) };
}

function escaped(after: string): string {
  if (after >= '0' && after < '8') return String.fromCharCode(Number.parseInt(after, 8) & 0xff);
  if (after.startsWith('\r') || after === '\n') return '';
  return ESCAPES[after] ?? after;
}

/** `12 0 obj` at an offset; the cursor then stands before the value. */
export function takeHead(cursor: Cursor): number | undefined {
  const number = takeInteger(cursor);
  if (number === undefined || takeInteger(cursor) === undefined || !take(cursor, 'obj')) return undefined;
  return number;
}

/** The value of an indirect object: a dictionary followed by `stream` is a stream. */
export function readObject(cursor: Cursor): PdfValue {
  const value = readValue(cursor);
  if (!isDict(value) || !take(cursor, 'stream')) return value;
  if (cursor.text[cursor.at] === '\r') cursor.at++;
  if (cursor.text[cursor.at] === '\n') cursor.at++;
  return { type: 'stream', dict: value, start: cursor.at };
}
