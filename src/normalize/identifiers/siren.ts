/** SIREN: nine digits, the last one a Luhn check. Spaces, dots and no-break spaces are how people write it. */
import { passesLuhn } from './luhn.ts';

export const SIREN_SCHEME = '0002';

/** What people put between groups of digits. */
export function compact(text: string): string {
  return text.replace(/[\s.\-\u00a0\u202f]/g, '');
}

export function isSiren(text: string): boolean {
  return text.length === 9 && passesLuhn(text);
}
