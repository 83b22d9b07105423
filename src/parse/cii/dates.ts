/** CII dates: udt:DateTimeString, qdt:DateTimeString or udt:DateString in format 102 (YYYYMMDD) → YYYY-MM-DD. */
import { isCalendarDate } from '../../base/calendar-date.ts';
import { attributeOf, isBlank, type XmlElement } from '../../xml/element.ts';
import { faultAt, pathAt, xpathOf, type Session } from '../session.ts';
import { closeLeaf, descend, isSet, put, table, type Read } from '../table.ts';

/** A group that holds one date string. */
export function date<K extends string>(key: K): Read<{ [P in K]?: string }> {
  const read: Read<{ [P in K]?: string }> = (element, target, session) => readDate(element, target, key, session);
  const rows = table({ 'udt:DateTimeString': read, 'qdt:DateTimeString': read, 'udt:DateString': read });
  return (element, target, session) => descend(element, target, rows, session);
}

function readDate(element: XmlElement, target: object, key: string, session: Session): void {
  if (isSet(element, target, key, session)) return;
  const written = element.text.trim();
  const format = attributeOf(element, 'format');
  const match = /^(\d{4})(\d{2})(\d{2})(?:\d{4}|\d{6})?$/.exec(written);
  const day = match === null ? '' : `${match[1]}-${match[2]}-${match[3]}`;
  const known = isCalendarDate(day);
  put(element, target, key, known ? day : element.text, session);
  if (format !== '102' || !known || written.length !== 8) {
    const at = pathAt(session, key);
    session.facts.dates.push({ path: xpathOf(session, element), at, value: element.text, ...(format === undefined ? {} : { format }) });
  }
  if (!known && !isBlank(element.text)) faultAt(session, element, 'PASS-XML-DATE', key);
  closeLeaf(element, session, format === '102' ? 'format' : undefined);
}
