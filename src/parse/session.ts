/**
 * State of one parse: where in the file and in the invoice we are, and what was found beside the terms. Nothing that a
 * file holds disappears: what no table consumes is listed in `unread` with its XPath and value.
 */
import type { XmlElement } from '../xml/element.ts';
import { isBlank } from '../xml/element.ts';
import type { Fault } from '../model/fault.ts';
import type { InstancePath } from '../model/path.ts';
import type { SyntaxFacts } from '../model/syntax-facts.ts';
import type { Invoice, Syntax } from '../model/invoice.ts';

export interface Unread {
  /** XPath in the prefixes of xml/names.ts. */
  readonly path: string;
  readonly value: string;
}

/** What of the head decides how the rest is read, as written; looked up before the pass, since CII has it at the end. */
export interface Head {
  readonly number: string | undefined;
  readonly currency: string | undefined;
  readonly vatCurrency: string | undefined;
}

/** Where a term stands in a file. */
export interface Place {
  readonly xpath: string;
  readonly line: number;
}

/** Members writable, for the time of building. */
export type Build<T> = T extends string | number | boolean | bigint | undefined | null
  ? T
  : T extends readonly (infer U)[]
    ? Build<U>[]
    : { -readonly [K in keyof T]: Build<T[K]> };

export interface Session {
  /** The invoice being read: a group inside another may belong to it. */
  readonly invoice: Build<Invoice>;
  head: Head;
  readonly facts: Build<SyntaxFacts>;
  readonly unread: Unread[];
  readonly faults: Fault[];
  /** Ancestors of the element being read, root first. */
  readonly stack: XmlElement[];
  /** Instance path of the object being filled. */
  readonly at: string[];
  /** Filled when places are asked for. */
  readonly places: Map<InstancePath, Place> | null;
  /** XPath steps of the children of elements asked about; one pass per parent however often it is asked. */
  readonly steps: Map<XmlElement, ReadonlyMap<XmlElement, string>>;
  readonly currencies: Map<string, { count: number; first: string }>;
  /** Name of the sibling read before the element being read. */
  previous: string;
}

const NO_HEAD: Head = { number: undefined, currency: undefined, vatCurrency: undefined };

/** A hostile file must not make us list millions of strangers. */
export const UNREAD_MAX = 10_000;

export function newSession(syntax: Syntax, root: XmlElement, places: boolean): Session {
  return {
    facts: {
      syntax, root: root.name,
      currencies: [], vatTotals: [], repeated: [], empty: [], taxSchemes: [], dates: [], numbers: [], unread: [], indicators: [],
    },
    invoice: {},
    head: NO_HEAD,
    unread: [],
    faults: [],
    stack: [],
    at: [],
    places: places ? new Map() : null,
    steps: new Map(),
    currencies: new Map(),
    previous: '',
  };
}

/** XPath of an element that is a child of the top of the stack (or of `parents`). */
export function xpathOf(session: Session, element: XmlElement, parents: readonly XmlElement[] = session.stack): string {
  let path = '';
  for (let index = 0; index < parents.length; index++) {
    path += `/${step(session, parents[index - 1], parents[index] as XmlElement)}`;
  }
  return `${path}/${step(session, parents.at(-1), element)}`;
}

function step(session: Session, parent: XmlElement | undefined, element: XmlElement): string {
  if (parent === undefined) return element.name;
  let steps = session.steps.get(parent);
  if (steps === undefined) session.steps.set(parent, (steps = stepsOf(parent)));
  return steps.get(element) ?? element.name;
}

function stepsOf(parent: XmlElement): ReadonlyMap<XmlElement, string> {
  const totals = new Map<string, number>();
  for (const child of parent.children) totals.set(child.name, (totals.get(child.name) ?? 0) + 1);
  const seen = new Map<string, number>();
  const steps = new Map<XmlElement, string>();
  for (const child of parent.children) {
    const position = (seen.get(child.name) ?? 0) + 1;
    seen.set(child.name, position);
    steps.set(child, totals.get(child.name) === 1 ? child.name : `${child.name}[${position}]`);
  }
  return steps;
}

/** Lists an element that nothing consumed, with everything below it. */
export function unreadElement(session: Session, element: XmlElement): void {
  listUnread(session, element, xpathOf(session, element));
}

function listUnread(session: Session, element: XmlElement, path: string): void {
  if (element.children.length === 0 || !isBlank(element.text)) pushUnread(session, path, element.text.trim());
  for (const { name, value } of element.attributes) pushUnread(session, `${path}/@${name}`, value);
  for (const child of element.children) listUnread(session, child, `${path}/${step(session, element, child)}`);
}

export function unreadAttribute(session: Session, element: XmlElement, name: string, value: string): void {
  pushUnread(session, `${xpathOf(session, element)}/@${name}`, value);
}

export function pushUnread(session: Session, path: string, value: string): void {
  if (session.unread.length < UNREAD_MAX) session.unread.push({ path, value });
}

/** Adds the XPath of an element to a list of the facts. */
export function note(session: Session, list: string[], element: XmlElement): void {
  if (list.length < UNREAD_MAX) list.push(xpathOf(session, element));
}

/** Instance path of a member of the object being filled; without a key, of the object itself. */
export function pathAt(session: Session, key = ''): InstancePath {
  const base = session.at.join('.');
  return base === '' ? key : key === '' ? base : `${base}.${key}`;
}

/** Remembers where a term was found. */
export function place(session: Session, element: XmlElement, key: string): void {
  if (session.places === null) return;
  const path = pathAt(session, key);
  if (!session.places.has(path)) session.places.set(path, { xpath: xpathOf(session, element), line: element.line });
}

/** A term whose text cannot be what the term is. */
export function faultAt(session: Session, element: XmlElement, rule: string, key: string): void {
  if (session.faults.length >= UNREAD_MAX) return;
  const file = xpathOf(session, element);
  const values = { value: element.text.trim().slice(0, 60), line: String(element.line) };
  session.faults.push({ rule, severity: 'fatal', at: [pathAt(session, key)], file, values });
}
