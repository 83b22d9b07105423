import { createHash } from 'node:crypto';

/** SHA-256 of bytes or UTF-8 text, as 64 lower-case hex digits. */
export function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** MD5, as 32 lower-case hex digits: where a format asks for it as a checksum (PDF). It protects nothing. */
export function md5(content: Uint8Array): string {
  return createHash('md5').update(content).digest('hex');
}
