/**
 * XML bytes → light tree, under bounds. Every file is hostile: no DOCTYPE, no entities but the five of XML, no file or
 * network access; depth, elements and attributes are counted while reading, before they cost anything.
 */
import { SaxesParser, type SaxesAttributeNSIncomplete, type SaxesTagNS } from 'saxes';
import { PasserelleError } from '../base/error.ts';
import { decodeXml } from './decode.ts';
import { isBlank, type XmlAttribute, type XmlElement } from './element.ts';
import { qualified } from './names.ts';
import { quickTree } from './quick-reader.ts';

export interface XmlLimits {
  readonly bytes: number;
  readonly depth: number;
  readonly elements: number;
  /** Per element. */
  readonly attributes: number;
}

/** An invoice of ten thousand lines with attachments stays well below. */
export const XML_LIMITS: XmlLimits = { bytes: 64 * 1024 * 1024, depth: 100, elements: 2_000_000, attributes: 64 };

interface Node extends XmlElement {
  attributes: readonly XmlAttribute[];
  readonly children: Node[];
  text: string;
  line: number;
}

const NO_ATTRIBUTES: readonly XmlAttribute[] = Object.freeze([]);
const XMLNS = 'http://www.w3.org/2000/xmlns/';

/** @throws PasserelleError XML_INVALID, XML_TOO_LARGE */
export function readXml(bytes: Uint8Array, limits: XmlLimits = XML_LIMITS): XmlElement {
  if (bytes.length > limits.bytes) tooLarge(`the file is larger than ${limits.bytes} bytes`);
  const { text, encoding } = decodeXml(bytes);
  return quickTree(text, limits, encoding === 'utf-8' ? bytes : null) ?? fullTree(text, limits);
}

/** All of XML, and the reason when a file is not: what quick-reader.ts gives up is read here. */
export function fullTree(text: string, limits: XmlLimits): XmlElement {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const stack: Node[] = [];
  const names = namesOf();
  let root: Node | undefined;
  let elements = 0;
  let attributes = 0;
  parser.on('error', (error) => invalid(sentenceOf(error.message), parser.line, parser.column));
  parser.on('doctype', () => invalid('the file has a DOCTYPE', parser.line, parser.column));
  parser.on('opentagstart', () => {
    attributes = 0;
    if (stack.length >= limits.depth) tooLarge(`elements are nested deeper than ${limits.depth}`);
    if (++elements > limits.elements) tooLarge(`the file has more than ${limits.elements} elements`);
  });
  parser.on('attribute', (_: SaxesAttributeNSIncomplete) => {
    if (++attributes > limits.attributes) tooLarge(`an element has more than ${limits.attributes} attributes`);
  });
  parser.on('opentag', (tag: SaxesTagNS) => {
    const node: Node = {
      name: names(tag.uri, tag.local),
      attributes: attributes === 0 ? NO_ATTRIBUTES : attributesOf(tag),
      children: [],
      text: '',
      line: parser.line,
    };
    const parent = stack.at(-1);
    if (parent === undefined) root = node;
    else parent.children.push(node);
    stack.push(node);
  });
  const append = (part: string): void => {
    const node = stack.at(-1);
    if (node !== undefined) node.text += part;
  };
  parser.on('text', append);
  parser.on('cdata', append);
  parser.on('closetag', () => {
    const node = stack.pop();
    if (node !== undefined && node.children.length > 0 && isBlank(node.text)) node.text = '';
  });
  parser.write(text).close();
  if (root === undefined) invalid('the file has no root element', 1, 0);
  return root;
}

function attributesOf(tag: SaxesTagNS): readonly XmlAttribute[] {
  const kept: XmlAttribute[] = [];
  for (const attribute of Object.values(tag.attributes)) {
    if (attribute.uri === XMLNS || attribute.prefix === 'xmlns') continue;
    const name = qualified(attribute.uri, attribute.local);
    if (!name.startsWith('xsi:')) kept.push({ name, value: attribute.value });
  }
  return kept.length === 0 ? NO_ATTRIBUTES : kept;
}

/** One string per distinct name: the parsers' tables then look it up by a hash computed once. */
function namesOf(): (uri: string, local: string) => string {
  const byUri = new Map<string, Map<string, string>>();
  return (uri, local) => {
    let locals = byUri.get(uri);
    if (locals === undefined) byUri.set(uri, (locals = new Map<string, string>()));
    let name = locals.get(local);
    if (name === undefined) locals.set(local, (name = qualified(uri, local)));
    return name;
  };
}

/** saxes writes `line:column: sentence`; the place goes into `where`. */
function sentenceOf(message: string): string {
  return `the file is not well-formed XML: ${message.replace(/^(?:[^:]*:)?\d+:\d+: /, '').replace(/\.$/, '').slice(0, 200)}`;
}

function invalid(sentence: string, line: number, column: number): never {
  throw new PasserelleError('XML_INVALID', sentence, { where: { line, column: column + 1 } });
}

function tooLarge(sentence: string): never {
  throw new PasserelleError('XML_TOO_LARGE', sentence);
}
