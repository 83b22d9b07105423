/**
 * Bytes of UTF-8 that only the full reader may judge, four at a time: control characters but tab and line ends, and all
 * characters from U+F000 on (surrogates cannot be written, U+FEFF and U+FFFE are no text, others are merely rare).
 */
const BELOW_SPACE = 0x20202020;
const HIGH_BITS = 0x80808080 | 0;
const TAB = 9;
const LF = 10;
const CR = 13;
const BOM = [0xef, 0xbb, 0xbf] as const;

export function hasUnusualByte(bytes: Uint8Array): boolean {
  const start = BOM.every((byte, index) => bytes[index] === byte) ? BOM.length : 0;
  const aligned = start + ((4 - ((bytes.byteOffset + start) & 3)) & 3);
  if (aligned >= bytes.length) return hasUnusual(bytes, start, bytes.length);
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + aligned, (bytes.length - aligned) >> 2);
  if (hasUnusual(bytes, start, aligned)) return true;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] as number;
    // a byte below 0x20 borrows from its high bit; a byte from 0x80 on has it
    const odd = (((word - BELOW_SPACE) & ~word) | word) & HIGH_BITS;
    if (odd !== 0 && hasUnusual(bytes, aligned + index * 4, aligned + index * 4 + 4)) return true;
  }
  return hasUnusual(bytes, aligned + words.length * 4, bytes.length);
}

function hasUnusual(bytes: Uint8Array, from: number, to: number): boolean {
  for (let index = from; index < to; index++) {
    const byte = bytes[index] as number;
    if (byte >= 0xef || (byte < 32 && byte !== LF && byte !== CR && byte !== TAB)) return true;
  }
  return false;
}
