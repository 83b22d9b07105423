/** Bytes of an XML file → text, by byte order mark, then by declared encoding; never guesses, never repairs. */
import { PasserelleError } from '../base/error.ts';

/** What senders really use; anything else is refused rather than read wrongly. */
const ENCODINGS = new Set(['utf-8', 'us-ascii', 'iso-8859-1', 'iso-8859-15', 'windows-1252', 'utf-16', 'utf-16le', 'utf-16be']);
const DECLARED = /^<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]{0,39})["']/;

export interface Decoded {
  readonly text: string;
  /** By the name that the Encoding Standard gives: `utf-8`. */
  readonly encoding: string;
}

/** @throws PasserelleError XML_INVALID when the encoding is unknown or the bytes are not in it */
export function decodeXml(bytes: Uint8Array): Decoded {
  const encoding = encodingOf(bytes);
  try {
    return { encoding, text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
  } catch (cause) {
    throw new PasserelleError('XML_INVALID', `the bytes are not ${encoding} text`, { cause });
  }
}

/** How a file begins in each encoding that its first bytes give away (XML 1.0, appendix F); the longest first. */
const BEGINNINGS: readonly (readonly [readonly number[], string])[] = [
  [[0x00, 0x00, 0xfe, 0xff], 'utf-32'],
  [[0xff, 0xfe, 0x00, 0x00], 'utf-32'],
  [[0x00, 0x00, 0x00, 0x3c], 'utf-32'],
  [[0x3c, 0x00, 0x00, 0x00], 'utf-32'],
  [[0x3c, 0x00], 'utf-16le'],
  [[0x00, 0x3c], 'utf-16be'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
  [[0xef, 0xbb, 0xbf], 'utf-8'],
];

function encodingOf(bytes: Uint8Array): string {
  const marked = BEGINNINGS.find(([beginning]) => beginning.every((byte, index) => bytes[index] === byte))?.[1];
  if (marked === 'utf-32') throw new PasserelleError('XML_INVALID', 'the encoding utf-32 is not read');
  if (marked !== undefined) return marked;
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 256));
  const declared = DECLARED.exec(head)?.[1]?.toLowerCase() ?? 'utf-8';
  if (!ENCODINGS.has(declared)) throw new PasserelleError('XML_INVALID', `the encoding ${declared} is not read`);
  // a declaration that could be read byte by byte is no UTF-16, whatever it says
  return declared.startsWith('utf-16') ? 'utf-8' : declared;
}
