/** The small words that the tables of e-reporting messages are written in: numbers, days, identifiers with their attribute. */
import { isCalendarDate } from '../../base/calendar-date.ts';
import { formatDecimal, parseDecimal } from '../../model/decimal.ts';
import type { Identifier } from '../../model/party.ts';
import type { Figure } from '../../model/report.ts';
import { attributeOf, isBlank, type XmlElement } from '../../xml/element.ts';
import { faultAt, place, pushUnread, unreadAttribute, unreadElement, xpathOf, type Build, type Session } from '../session.ts';
import { closeLeaf, isSet, put, type Read, type Table } from '../table.ts';

/** A day as written; eight digits that are no day of the calendar are a fault, any other text is for the rules. */
export function day<K extends string>(key: K): Read<{ [P in K]?: string }> {
  return (element, target, session) => {
    if (isSet(element, target, key, session)) return;
    const [, year = '', month = '', date = ''] = /^(\d{4})(\d{2})(\d{2})$/.exec(element.text) ?? [];
    put(element, target, key, element.text, session);
    if (year !== '' && !isCalendarDate(`${year}-${month}-${date}`)) faultAt(session, element, 'PASS-XML-DATE', key);
    closeLeaf(element, session);
  };
}

/** A number, with its text where rules on digits would see another; the attribute named is consumed by the caller. */
export function figure<K extends string>(key: K, consumed?: string): Read<{ [P in K]?: Build<Figure> }> {
  return (element, target, session) => {
    if (isSet(element, target, key, session)) return;
    const value = parseDecimal(element.text);
    if (value === null) faultAt(session, element, 'PASS-XML-NUMBER', key);
    else put(element, target, key, formatDecimal(value) === element.text ? value : { ...value, written: element.text }, session);
    closeLeaf(element, session, consumed);
  };
}

/** A number and, as another member, its attribute. */
export function figureWith<K extends string, A extends string>(
  key: K,
  attribute: string,
  member: A,
): Read<{ [P in K]?: Build<Figure> } & { [P in A]?: string }> {
  const number = figure(key, attribute);
  return (element, target, session) => {
    const written = attributeOf(element, attribute);
    const again = (target as Record<string, unknown>)[key] !== undefined;
    number(element, target, session);
    if (written !== undefined && !again) put(element, target, member, written, session);
  };
}

/** An identifier and the attribute that says of what kind it is. */
export function identified<K extends string>(key: K, attribute: string): Read<{ [P in K]?: Build<Identifier> }> {
  return (element, target, session) => {
    if (isSet(element, target, key, session)) return;
    const scheme = attributeOf(element, attribute);
    put(element, target, key, scheme === undefined ? { value: element.text } : { value: element.text, scheme }, session);
    closeLeaf(element, session, attribute);
  };
}

/** One more allowance or charge: the only group that has an attribute, which says which of the two it is. */
export function adjustment<T extends { charge?: string }>(rows: Table<T>): Read<{ adjustments?: T[] }> {
  return (element, target, session) => {
    const list = (target.adjustments ??= []);
    const value = {} as T;
    list.push(value);
    session.at.push(`adjustments[${list.length - 1}]`);
    place(session, element, '');
    for (const attribute of element.attributes) {
      if (attribute.name === 'ChargeIndicator') value.charge = attribute.value;
      else unreadAttribute(session, element, attribute.name, attribute.value);
    }
    readLeaves(element, value, rows, session);
    if (!isBlank(element.text)) pushUnread(session, xpathOf(session, element), element.text.trim());
    session.at.pop();
  };
}

function readLeaves<T>(element: XmlElement, value: T, rows: Table<T>, session: Session): void {
  session.stack.push(element);
  for (const child of element.children) {
    const read = rows.get(child.name);
    if (read === undefined) unreadElement(session, child);
    else read(child, value, session);
  }
  session.stack.pop();
}
