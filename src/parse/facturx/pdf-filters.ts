/** Filters and predictors of a stream (ISO 32000-1, 7.4): those in which attachments and tables are really written. */
import { inflate } from '../../base/inflate.ts';
import { damaged, isDict, nameOf, spend, tooLarge, type Budget, type PdfDict, type PdfValue } from './pdf-value.ts';

type Resolve = (value: PdfValue | undefined) => PdfValue;

const FILTERS_MAX = 4;

/** @throws PasserelleError PDF_INVALID, PDF_TOO_LARGE */
export function unfold(raw: Uint8Array, dict: PdfDict, resolve: Resolve, budget: Budget): Uint8Array {
  const filters = listOf(resolve(dict.members.get('Filter') ?? dict.members.get('F')));
  const parameters = listOf(resolve(dict.members.get('DecodeParms') ?? dict.members.get('DP')));
  if (filters.length > FILTERS_MAX) throw damaged('a stream of the PDF has too many filters');
  let bytes = raw;
  for (const [index, filter] of filters.entries()) {
    bytes = unfoldOne(nameOf(resolve(filter)) ?? '', bytes, resolve(parameters[index]), resolve, budget);
    budget.inflated -= bytes.length;
    if (budget.inflated < 0) throw tooLarge('the PDF unfolds to more than any invoice needs');
    spend(budget, bytes.length);
  }
  return bytes;
}

function listOf(value: PdfValue): readonly PdfValue[] {
  return value === null ? [] : Array.isArray(value) ? (value as readonly PdfValue[]) : [value];
}

function unfoldOne(name: string, bytes: Uint8Array, parameters: PdfValue, resolve: Resolve, budget: Budget): Uint8Array {
  switch (name) {
    case 'FlateDecode':
    case 'Fl': {
      const plain = inflate(bytes, budget.inflated);
      if (plain === 'too-large') throw tooLarge('the PDF unfolds to more than any invoice needs');
      if (plain === null) throw damaged('a compressed stream of the PDF is broken');
      return isDict(parameters) ? predicted(plain, parameters, resolve) : plain;
    }
    case 'ASCIIHexDecode':
    case 'AHx':
      return fromHex(bytes);
    case 'ASCII85Decode':
    case 'A85':
      return fromAscii85(bytes);
    default:
      throw damaged(`a stream of the PDF has a filter that is not read: ${name.slice(0, 40)}`);
  }
}

/** PNG predictors, which writers use for tables of objects. */
function predicted(bytes: Uint8Array, parameters: PdfDict, resolve: Resolve): Uint8Array {
  const number = (name: string, otherwise: number): number => {
    const value = resolve(parameters.members.get(name));
    return typeof value === 'number' ? value : otherwise;
  };
  const predictor = number('Predictor', 1);
  if (predictor === 1) return bytes;
  const width = Math.ceil((number('Columns', 1) * number('Colors', 1) * number('BitsPerComponent', 8)) / 8);
  const back = Math.max(1, Math.floor((number('Colors', 1) * number('BitsPerComponent', 8)) / 8));
  if (predictor < 10 || width < 1 || width > bytes.length) throw damaged('a stream of the PDF has a predictor that is not read');
  const rows = Math.ceil(bytes.length / (width + 1));
  const out = new Uint8Array(rows * width);
  for (let row = 0; row < rows; row++) {
    unpredictRow(bytes, row * (width + 1), out, row * width, width, back);
  }
  return out;
}

function unpredictRow(bytes: Uint8Array, from: number, out: Uint8Array, to: number, width: number, back: number): void {
  const kind = bytes[from] ?? 0;
  for (let column = 0; column < width; column++) {
    const left = column < back ? 0 : (out[to + column - back] ?? 0);
    const up = out[to + column - width] ?? 0;
    const corner = column < back ? 0 : (out[to + column - width - back] ?? 0);
    out[to + column] = (bytes[from + 1 + column] ?? 0) + guess(kind, left, up, corner);
  }
}

function guess(kind: number, left: number, up: number, corner: number): number {
  switch (kind) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4:
      return paeth(left, up, corner);
    default:
      throw damaged('a stream of the PDF has a predictor that is not read');
  }
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

function fromHex(bytes: Uint8Array): Uint8Array {
  const text = new TextDecoder('latin1').decode(bytes);
  const digits = (text.split('>', 1)[0] ?? '').replace(/[^0-9A-Fa-f]/g, '');
  const out = new Uint8Array(Math.ceil(digits.length / 2));
  for (let index = 0; index < out.length; index++) {
    out[index] = Number.parseInt(digits.slice(index * 2, index * 2 + 2).padEnd(2, '0'), 16);
  }
  return out;
}

/** Five characters stand for four bytes, `z` for four zeros, `~>` ends. */
function fromAscii85(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(Math.ceil(bytes.length / 5) * 4 + 4 * bytes.reduce((zeros, code) => zeros + (code === 0x7a ? 1 : 0), 0));
  let length = 0;
  let group: number[] = [];
  const flush = (): void => {
    const kept = group.length - 1;
    if (kept < 1) return;
    while (group.length < 5) group.push(84);
    const value = group.reduce((sum, digit) => sum * 85 + digit, 0);
    for (let index = 0; index < kept; index++) out[length++] = Math.floor(value / 256 ** (3 - index)) % 256;
    group = [];
  };
  for (const code of bytes) {
    if (code === 0x7e) break;
    if (code === 0x7a && group.length === 0) length += 4;
    else if (code >= 0x21 && code <= 0x75) group.push(code - 0x21);
    if (group.length === 5) flush();
  }
  flush();
  return out.subarray(0, length);
}
