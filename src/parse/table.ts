/**
 * Tables that say, for each group of a syntax, which element fills which member: one pass over the children, one look-up
 * per element. Readers here are the small words those tables are written in; what no table names is listed as unread.
 */
import { isCalendarDate } from '../base/calendar-date.ts';
import { parseDecimal } from '../model/decimal.ts';
import type { Decimal } from '../model/decimal.ts';
import type { Invoice } from '../model/invoice.ts';
import type { Identifier } from '../model/party.ts';
import { attributeOf, isBlank, type XmlElement } from '../xml/element.ts';
import {
  faultAt, note, pathAt, place, pushUnread, UNREAD_MAX, unreadAttribute, unreadElement, xpathOf, type Build, type Head, type Session,
} from './session.ts';

/** Fills a member of `into` from an element. */
export type Read<T> = (element: XmlElement, into: T, session: Session) => void;

export type Table<T> = ReadonlyMap<string, Read<T>>;

export function table<T>(rows: Readonly<Record<string, Read<T>>>): Table<T> {
  return new Map(Object.entries(rows));
}

/** Reads the children of a group into an object. */
export function descend<T>(element: XmlElement, into: T, rows: Table<T>, session: Session): void {
  session.stack.push(element);
  let previous = '';
  for (const child of element.children) {
    const read = rows.get(child.name);
    session.previous = previous;
    if (read === undefined) unreadElement(session, child);
    else read(child, into, session);
    previous = child.name;
  }
  session.stack.pop();
  if (!isBlank(element.text)) pushUnread(session, xpathOf(session, element), element.text.trim());
  for (const { name, value } of element.attributes) unreadAttribute(session, element, name, value);
  if (element.children.length === 0) note(session, session.facts.empty, element);
}

/** A group of the syntax that is none of the invoice: its children fill the same object. */
export function into<T>(rows: Table<T>): Read<T> {
  return (element, target, session) => {
    // a schema-valid file repeats an element only next to itself
    if (session.previous === element.name) note(session, session.facts.repeated, element);
    descend(element, target, rows, session);
  };
}

/** As `into`, where the syntax repeats the group by design. */
export function eachInto<T>(rows: Table<T>): Read<T> {
  return (element, target, session) => descend(element, target, rows, session);
}

/** A group held once. */
export function group<K extends string, T>(key: K, rows: Table<T>): Read<{ [P in K]?: T }> {
  return (element, target, session) => {
    if (isSet(element, target, key, session)) return;
    const value = {} as T;
    put(element, target, key, value, session);
    session.at.push(key);
    descend(element, value, rows, session);
    session.at.pop();
  };
}

/** A member of a group that the syntax does not have: the group is made when first needed. */
export function nested<K extends string, T>(key: K, read: Read<T>): Read<{ [P in K]?: T }> {
  return (element, target, session) => {
    const members = target as Record<string, T | undefined>;
    const value = (members[key] ??= {} as T);
    session.at.push(key);
    read(element, value, session);
    session.at.pop();
  };
}

/** Where a group inside another belongs to the invoice: reads into it, whatever object is being filled. */
export function rooted(read: Read<Build<Invoice>>): Read<unknown> {
  return (element, _target, session) => {
    const at = session.at.splice(0);
    read(element, session.invoice, session);
    session.at.splice(0, session.at.length, ...at);
  };
}

/** One more object of a list. */
export function item<K extends string, T>(key: K, rows: Table<T>): Read<{ [P in K]?: T[] }> {
  return (element, target, session) => pushItem(element, target, key, rows, session);
}

export function pushItem<K extends string, T>(
  element: XmlElement, target: { [P in K]?: T[] }, key: K, rows: Table<T>, session: Session,
): T {
  const members = target as Record<string, T[] | undefined>;
  const list = (members[key] ??= []);
  const value = {} as T;
  list.push(value);
  session.at.push(`${key}[${list.length - 1}]`);
  place(session, element, '');
  descend(element, value, rows, session);
  session.at.pop();
  return value;
}

/** Text as written. */
export function text<K extends string>(key: K): Read<{ [P in K]?: string }> {
  return (element, target, session) => {
    if (isSet(element, target, key, session)) return;
    put(element, target, key, element.text, session);
    closeLeaf(element, session);
  };
}

/** Text that the syntax repeats by design: an equal one is consumed, another is unread. */
export function sameText<K extends string>(key: K): Read<{ [P in K]?: string }> {
  const first = text(key);
  return (element, target, session) => {
    if ((target as Record<string, unknown>)[key] === element.text) closeLeaf(element, session);
    else first(element, target, session);
  };
}

/** A code whose words the syntax spells differently from the invoice. */
export function code<K extends string>(key: K, words: Readonly<Record<string, string>>): Read<{ [P in K]?: string }> {
  return (element, target, session) => {
    const word = words[element.text.trim()] ?? element.text;
    if ((target as Record<string, unknown>)[key] === word) return closeLeaf(element, session);
    if (isSet(element, target, key, session)) return;
    put(element, target, key, word, session);
    closeLeaf(element, session);
  };
}

/** YYYY-MM-DD; the time zone that xsd:date allows is dropped and noted, a business date has none. */
export function date<K extends string>(key: K): Read<{ [P in K]?: string }> {
  return (element, target, session) => {
    if (isSet(element, target, key, session)) return;
    const day = element.text.trim().replace(/(?:Z|[+-]\d{2}:\d{2})$/, '');
    const known = isCalendarDate(day);
    put(element, target, key, known ? day : element.text, session);
    if (day !== element.text) session.facts.dates.push({ path: xpathOf(session, element), at: pathAt(session, key), value: element.text });
    if (!known && !isBlank(element.text)) faultAt(session, element, 'PASS-XML-DATE', key);
    closeLeaf(element, session);
  };
}

/** A number with the fraction digits written; attributes named here are consumed by the caller. */
export function decimal<K extends string>(key: K, ...consumed: readonly string[]): Read<{ [P in K]?: Decimal }> {
  return (element, target, session) => {
    if (isSet(element, target, key, session)) return;
    readDecimal(element, target, key, session);
    closeLeaf(element, session, ...consumed);
  };
}

/** A number with its attribute unitCode. */
export function quantity<K extends string, U extends string>(
  key: K, unit: U,
): Read<{ [P in K]?: Decimal } & { [P in U]?: string }> {
  return (element, target, session) => {
    if (isSet(element, target, key, session)) return;
    readDecimal(element, target, key, session);
    const written = attributeOf(element, 'unitCode');
    if (written !== undefined) put(element, target, unit, written, session);
    closeLeaf(element, session, 'unitCode');
  };
}

/** An amount: as decimal, and its currencyID is counted. */
export function amount<K extends string>(key: K): Read<{ [P in K]?: Decimal }> {
  return (element, target, session) => {
    if (isSet(element, target, key, session)) return;
    readDecimal(element, target, key, session);
    const currency = countCurrency(element, session);
    closeLeaf(element, session, currency === undefined ? undefined : 'currencyID');
  };
}

function readDecimal(element: XmlElement, target: object, key: string, session: Session): void {
  const value = parseDecimal(element.text);
  if (value !== null) {
    if (!isPlain(element.text) && session.facts.numbers.length < UNREAD_MAX) {
      session.facts.numbers.push({ at: pathAt(session, key), text: element.text });
    }
    return put(element, target, key, value, session);
  }
  if (isBlank(element.text)) return;
  faultAt(session, element, 'PASS-XML-NUMBER', key);
  pushUnread(session, xpathOf(session, element), element.text.trim());
}

/** Of the text of a number: it begins with a digit, or a minus and a digit, and ends with one. */
function isPlain(text: string): boolean {
  const first = text.charCodeAt(0) === MINUS ? 1 : 0;
  return isDigit(text.charCodeAt(first)) && isDigit(text.charCodeAt(text.length - 1));
}

const MINUS = 45;

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** The currencyID of an amount, counted. */
export function countCurrency(element: XmlElement, session: Session): string | undefined {
  const currency = attributeOf(element, 'currencyID');
  if (currency === undefined) return undefined;
  const use = session.currencies.get(currency);
  if (use === undefined) session.currencies.set(currency, { count: 1, first: xpathOf(session, element) });
  else use.count++;
  return currency;
}

export function identifier<K extends string>(key: K): Read<{ [P in K]?: Build<Identifier> }> {
  return (element, target, session) => {
    if (isSet(element, target, key, session)) return;
    put(element, target, key, identifierOf(element, session), session);
  };
}

export function identifiers<K extends string>(key: K): Read<{ [P in K]?: Build<Identifier>[] }> {
  return (element, target, session) => addTo(element, target, key, identifierOf(element, session), session);
}

/** Text and schemeID; the leaf is done with. */
export function identifierOf(element: XmlElement, session: Session): Build<Identifier> {
  const scheme = attributeOf(element, 'schemeID');
  closeLeaf(element, session, scheme === undefined ? undefined : 'schemeID');
  return scheme === undefined ? { value: element.text } : { value: element.text, scheme };
}

/** Appends a value that is read already. */
export function addTo<K extends string, T>(
  element: XmlElement, target: { [P in K]?: T[] }, key: K, value: T, session: Session,
): void {
  const members = target as Record<string, T[] | undefined>;
  const list = (members[key] ??= []);
  list.push(value);
  place(session, element, `${key}[${list.length - 1}]`);
}

/** Words that the binding prescribes and the invoice does not keep; other words are unread. */
export function fixed<T>(...words: readonly string[]): Read<T> {
  return (element, _target, session) => {
    if (words.includes(element.text.trim())) closeLeaf(element, session);
    else unreadElement(session, element);
  };
}

/** Words that the head of the file gives. */
export function asHead<T>(member: keyof Head): Read<T> {
  return (element, _target, session) => {
    if (element.text.trim() === (session.head[member]?.trim() ?? '')) closeLeaf(element, session);
    else unreadElement(session, element);
  };
}

/** True when the member is taken: the element is then a repetition, and unread. */
export function isSet(element: XmlElement, target: object, key: string, session: Session): boolean {
  if ((target as Record<string, unknown>)[key] === undefined) return false;
  note(session, session.facts.repeated, element);
  unreadElement(session, element);
  return true;
}

export function put(element: XmlElement, target: object, key: string, value: unknown, session: Session): void {
  (target as Record<string, unknown>)[key] = value;
  place(session, element, key);
}

/** Ends a leaf: whatever else it holds is unread. */
export function closeLeaf(element: XmlElement, session: Session, ...consumed: readonly (string | undefined)[]): void {
  for (const { name, value } of element.attributes) {
    if (!consumed.includes(name)) unreadAttribute(session, element, name, value);
  }
  if (element.children.length > 0) {
    session.stack.push(element);
    for (const child of element.children) unreadElement(session, child);
    session.stack.pop();
  } else if (element.text === '') note(session, session.facts.empty, element);
}
