/** Deflated bytes → bytes, never more than a bound: a few kilobytes of a hostile file can stand for gigabytes. */
import { inflateSync } from 'node:zlib';

/** null when the bytes are no zlib stream; 'too-large' when they would be longer than `most`. */
export function inflate(bytes: Uint8Array, most: number): Uint8Array | 'too-large' | null {
  try {
    return inflateSync(bytes, { maxOutputLength: Math.max(1, most) });
  } catch (error) {
    return error instanceof RangeError ? 'too-large' : null;
  }
}
