/** A term that could not be carried over, as a line of text. */
import type { NotCarried } from '../core/not-carried.ts';
import { oneLine } from './table.ts';

export { notCarried } from '../core/not-carried.ts';

export function notCarriedText({ term, path, value }: NotCarried): string {
  return `not carried: ${term === '' ? '' : `${term} `}${path} = ${oneLine(value)}\n`;
}
