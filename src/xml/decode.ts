/** Bytes of an XML file → text, by byte order mark, then by declared encoding; never guesses, never repairs. */
import { PasserelleError } from '../base/error.ts';

/** What senders really use; anything else is refused rather than read wrongly. */
const ENCODINGS = new Set(['utf-8', 'us-ascii', 'iso-8859-1', 'iso-8859-15', 'windows-1252', 'utf-16', 'utf-16le', 'utf-16be']);
const DECLARED = /^<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]{0,39})["']/;

/** @throws PasserelleError XML_INVALID when the encoding is unknown or the bytes are not in it */
export function decodeXml(bytes: Uint8Array): string {
  const encoding = encodingOf(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new PasserelleError('XML_INVALID', `the bytes are not ${encoding} text`, { cause });
  }
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 256));
  const declared = DECLARED.exec(head)?.[1]?.toLowerCase() ?? 'utf-8';
  if (!ENCODINGS.has(declared)) throw new PasserelleError('XML_INVALID', `the encoding ${declared} is not read`);
  // a declaration that could be read byte by byte is no UTF-16, whatever it says
  return declared.startsWith('utf-16') ? 'utf-8' : declared;
}
