/**
 * The common case of reader.ts, several times faster: elements and attributes with ASCII names, namespaces declared at
 * the root, text, references, comments. Decides nothing else: at the first thing that is unusual or wrong it gives up,
 * and the full reader, which knows all of XML, reads the file anew. Held against two other readers by fuzzing.
 */
import { isBlank, type XmlAttribute, type XmlElement } from './element.ts';
import {
  cachedAttributes,
  cachedName,
  keepAttributes,
  keepName,
  namesUnder,
  NO_NAMES,
  type KnownName,
  type NameCache,
} from './name-cache.ts';
import { qualified } from './names.ts';
import type { XmlLimits } from './reader.ts';
import { hasUnusualByte } from './unusual-byte.ts';

interface Node extends XmlElement {
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
  children: readonly XmlElement[];
  text: string;
  readonly line: number;
}

interface Scan {
  readonly text: string;
  readonly limits: XmlLimits;
  /** Where we are. */
  at: number;
  line: number;
  /** Offset of the next line end not counted yet. */
  newline: number;
  readonly uris: Map<string, string>;
  /** Names of elements met under the declarations of the root. */
  names: NameCache;
  /** Of the start tag read last: its name, and whether it closes itself. */
  last: KnownName | undefined;
  empty: boolean;
  /** Offset of the next reference; -1 when there is none. */
  reference: number;
}

/** Control characters, halves of characters beyond the first plane, and what only a full reader may judge. */
const UNUSUAL = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufeff\ufffe\uffff\ud800-\udfff]/;
const DECLARATION = /^<\?xml version=(["'])1\.0\1(?: encoding=(["'])[A-Za-z][A-Za-z0-9._-]*\2)?(?: standalone=(["'])(?:yes|no)\3)? ?\?>/;
const RAW_NAME = /^[A-Za-z_][A-Za-z0-9._-]*(?::[A-Za-z_][A-Za-z0-9._-]*)?$/;
/** Names of namespaces as they are really given; what else is a URI, and those of XML itself, are for a full reader. */
const NAMESPACE = /^(?:urn:[A-Za-z0-9:._/-]+|https?:\/\/[a-z0-9.-]+(?:\/[A-Za-z0-9._~/-]*)?#?)$/;
const RESERVED = /^http:\/\/www\.w3\.org\/(?:XML\/1998\/namespace|2000\/xmlns\/?)$/;
const REFERENCE = /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9A-Fa-f]{1,6}));|&/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const [EXCLAMATION, SLASH, LESS, GREATER] = [33, 47, 60, 62];

const NO_ATTRIBUTES: readonly XmlAttribute[] = Object.freeze([]);
const NO_CHILDREN: readonly XmlElement[] = Object.freeze([]);

/**
 * null: the file is not of the common case, or not well-formed, or beyond a limit. `utf8` are the bytes of the text when
 * they are in that encoding: what is unusual is seen in them sooner than in the text.
 */
export function quickTree(file: string, limits: XmlLimits, utf8: Uint8Array | null = null): XmlElement | null {
  if (utf8 === null ? UNUSUAL.test(file) : hasUnusualByte(utf8)) return null;
  if (file.includes(']]>')) return null;
  const text = file.includes('\r') ? file.replace(/\r\n?/g, '\n') : file;
  const at = DECLARATION.exec(text)?.[0].length ?? 0;
  const [newline, reference] = [text.indexOf('\n'), text.indexOf('&')];
  const scan: Scan = { text, limits, at, line: 1, newline, reference, uris: new Map(), names: NO_NAMES, last: undefined, empty: false };
  if (!skipMisc(scan) || text.charCodeAt(scan.at) !== LESS) return null;
  const root = startTag(scan, true);
  if (root === null) return null;
  if (!scan.empty && !readContent(scan, root)) return null;
  return skipMisc(scan) && scan.at === text.length ? root : null;
}

/** Everything up to the end tag of the root. */
function readContent(scan: Scan, root: Node): boolean {
  const { text, limits } = scan;
  const [nodes, raws] = [[root], [scan.last?.raw ?? '']];
  let top = root;
  let elements = 1;
  for (;;) {
    const lt = text.indexOf('<', scan.at);
    if (lt < 0) return false;
    const next = text.charCodeAt(lt + 1);
    if (lt > scan.at && !addText(scan, top, lt, next === SLASH || next === EXCLAMATION)) return false;
    scan.at = lt;
    if (next === SLASH) {
      const raw = raws.pop() as string;
      const end = lt + 2 + raw.length;
      if (!text.startsWith(raw, lt + 2) || text.charCodeAt(end) !== GREATER) return false;
      scan.at = end + 1;
      nodes.pop();
      const parent = nodes.at(-1);
      if (parent === undefined) return true;
      top = parent;
    } else if (next === EXCLAMATION) {
      if (!skipComment(scan)) return false;
    } else {
      if (nodes.length >= limits.depth || ++elements > limits.elements || !isBlank(top.text)) return false;
      top.text = '';
      const node = startTag(scan, false);
      if (node === null) return false;
      if (top.children === NO_CHILDREN) top.children = [node];
      else (top.children as XmlElement[]).push(node);
      if (scan.empty) continue;
      nodes.push((top = node));
      raws.push(scan.last?.raw ?? '');
    }
  }
}

/** Text up to `end`: that of a leaf as it is, blanks around children not at all. Words beside children are unusual. */
function addText(scan: Scan, top: Node, end: number, isLeafSoFar: boolean): boolean {
  const { text } = scan;
  if (!isLeafSoFar || top.children !== NO_CHILDREN) return isBlankBetween(text, scan.at, end);
  if (scan.reference >= 0 && scan.reference < scan.at) scan.reference = text.indexOf('&', scan.at);
  const written = text.slice(scan.at, end);
  const part = scan.reference >= 0 && scan.reference < end ? plain(written) : written;
  if (part === null) return false;
  top.text = top.text === '' ? part : top.text + part;
  return true;
}

function isBlankBetween(text: string, start: number, end: number): boolean {
  for (let index = start; index < end; index++) {
    const code = text.charCodeAt(index);
    if (code !== 32 && code !== 10 && code !== 9) return false;
  }
  return true;
}

/** Leaves the name as written, and whether the element is empty, with the scan. */
function startTag(scan: Scan, root: boolean): Node | null {
  const { text } = scan;
  const start = scan.at + 1;
  const known = root ? undefined : knownName(scan, start);
  const end = known === undefined ? endOfName(text, start) : start + known.raw.length;
  scan.at = end;
  const attributes = text.charCodeAt(end) === GREATER ? NO_ATTRIBUTES : readAttributes(scan, root);
  if (attributes === null) return null;
  scan.empty = text.charCodeAt(scan.at) === SLASH;
  if (scan.empty) scan.at++;
  if (text.charCodeAt(scan.at) !== GREATER) return null;
  if (root) scan.names = namesUnder(scan.uris);
  const named = known ?? newName(scan, text.slice(start, end));
  if (named === null) return null;
  if (scan.last !== undefined) scan.last.after = named;
  scan.last = named;
  while (scan.newline >= 0 && scan.newline < scan.at) {
    scan.line++;
    scan.newline = text.indexOf('\n', scan.newline + 1);
  }
  scan.at++;
  return { name: named.name, attributes, children: NO_CHILDREN, text: '', line: scan.line };
}

/** The name that starts here, if it is one seen before: most often the one that followed the last name before. */
function knownName({ text, names, last }: Scan, start: number): KnownName | undefined {
  const guess = last?.after;
  if (guess !== undefined && text.startsWith(guess.raw, start) && endsName(text.charCodeAt(start + guess.raw.length))) return guess;
  return cachedName(names, text, start, endOfName(text, start));
}

function endOfName(text: string, start: number): number {
  let end = start;
  while (!endsName(text.charCodeAt(end))) end++;
  return end;
}

/** Blank, =, /, >, <, or the end of the text. */
function endsName(code: number): boolean {
  return code === 62 || code === 32 || code === 61 || code === 47 || code === 10 || code === 9 || code === 60 || Number.isNaN(code);
}

/** Leaves the scan at `>` or `/`. */
function readAttributes(scan: Scan, root: boolean): readonly XmlAttribute[] | null {
  const { text, at, names, limits } = scan;
  if (root) return readEach(scan, true);
  const known = cachedAttributes(names, text, at);
  const after = known === undefined ? 0 : text.charCodeAt(at + known.raw.length);
  if (known !== undefined && (after === GREATER || after === SLASH) && known.attributes.length <= limits.attributes) {
    scan.at = at + known.raw.length;
    return known.attributes;
  }
  const read = readEach(scan, false);
  if (read !== null && read.length > 0) keepAttributes(names, text, at, scan.at, read);
  return read;
}

function readEach(scan: Scan, root: boolean): readonly XmlAttribute[] | null {
  const { text, limits } = scan;
  const pairs: [string, string][] = [];
  for (;;) {
    const before = scan.at;
    skipBlank(scan);
    const code = text.charCodeAt(scan.at);
    if (code === 62 || code === 47) break;
    if (scan.at === before || pairs.length >= limits.attributes) return null;
    const start = scan.at;
    while (!endsName(text.charCodeAt(scan.at))) scan.at++;
    const raw = text.slice(start, scan.at);
    const quote = text.charAt(scan.at + 1);
    if (text.charCodeAt(scan.at) !== 61 || (quote !== '"' && quote !== "'")) return null;
    const end = text.indexOf(quote, scan.at + 2);
    if (end < 0) return null;
    const value = text.slice(scan.at + 2, end);
    if (/[<\t\n]/.test(value)) return null;
    const decoded = plain(value);
    if (decoded === null || !RAW_NAME.test(raw) || pairs.some(([other]) => other === raw)) return null;
    pairs.push([raw, decoded]);
    scan.at = end + 1;
  }
  return attributesOf(scan, pairs, root);
}

/** Namespaces are declared at the root and nowhere else. */
function attributesOf(scan: Scan, pairs: readonly [string, string][], root: boolean): readonly XmlAttribute[] | null {
  const isDeclaration = (raw: string): boolean => raw === 'xmlns' || raw.startsWith('xmlns:');
  for (const [raw, value] of pairs) {
    if (!isDeclaration(raw)) continue;
    const prefix = raw === 'xmlns' ? '' : raw.slice(6);
    const usual = root && !/^xml(?:ns)?$/.test(prefix);
    if (!usual || !NAMESPACE.test(value) || RESERVED.test(value)) return null;
    scan.uris.set(prefix, value);
  }
  const seen: string[] = [];
  const kept: XmlAttribute[] = [];
  for (const [raw, value] of pairs) {
    if (isDeclaration(raw)) continue;
    const name = resolved(scan, raw, '');
    if (name === null || seen.includes(name)) return null;
    seen.push(name);
    if (!name.startsWith('xsi:')) kept.push({ name, value });
  }
  return kept.length === 0 ? NO_ATTRIBUTES : kept;
}

function newName(scan: Scan, raw: string): KnownName | null {
  const name = RAW_NAME.test(raw) ? resolved(scan, raw, scan.uris.get('') ?? '') : null;
  return name === null ? null : keepName(scan.names, raw, name);
}

function resolved({ uris }: Scan, raw: string, bare: string): string | null {
  const colon = raw.indexOf(':');
  if (colon < 0) return qualified(bare, raw);
  const uri = uris.get(raw.slice(0, colon));
  return uri === undefined ? null : qualified(uri, raw.slice(colon + 1));
}

/** Text with its references resolved; null for a reference that is none, or to a character that XML does not have. */
function plain(text: string): string | null {
  if (!text.includes('&')) return text;
  let right = true;
  const out = text.replace(REFERENCE, (_, entity?: string, decimal?: string, hex?: string) => {
    if (entity !== undefined) return ENTITIES[entity] ?? '';
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number.parseInt(decimal, 10);
    if (isCharacter(code)) return String.fromCodePoint(code);
    right = false;
    return '';
  });
  return right ? out : null;
}

function isCharacter(code: number): boolean {
  if (code < 32) return code === 9 || code === 10 || code === 13;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}

function skipBlank(scan: Scan): void {
  const { text } = scan;
  for (let code = text.charCodeAt(scan.at); code === 32 || code === 10 || code === 9; code = text.charCodeAt(++scan.at));
}

/** Blanks and comments around the root. */
function skipMisc(scan: Scan): boolean {
  for (;;) {
    skipBlank(scan);
    if (!scan.text.startsWith('<!', scan.at)) return true;
    if (!skipComment(scan)) return false;
  }
}

function skipComment(scan: Scan): boolean {
  if (!scan.text.startsWith('<!--', scan.at)) return false;
  const end = scan.text.indexOf('--', scan.at + 4);
  if (end < 0 || scan.text.charCodeAt(end + 2) !== 62) return false;
  scan.at = end + 3;
  return true;
}
