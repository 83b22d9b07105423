/**
 * A supplier's number as duplicates are compared: `fa-2026/0012`, `FA 2026 12` and `FA2026-12` are one number. Parts stay
 * apart, so that 1-23 and 12-3 are two.
 */

/** Never sent or shown: only compared. Empty when the text holds neither letter nor digit. */
export function businessNumber(text: string): string {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toUpperCase();
  const parts = plain.match(/\p{L}+|\d+/gu) ?? [];
  return parts.map((part) => part.replace(/^0+(?=\d)/, '')).join('-');
}
