/** Business dates: a day in the company's calendar, without time or zone, as YYYY-MM-DD. */
declare const brand: unique symbol;
export type CalendarDate = string & { readonly [brand]: 'CalendarDate' };

/** A moment in UTC, ISO 8601 with milliseconds and Z. */
export type Instant = string;

const LENGTH = 'YYYY-MM-DD'.length;
const [HYPHEN, ZERO] = [45, 48];

/** True for a day that exists in the Gregorian calendar, written YYYY-MM-DD. */
export function isCalendarDate(text: string): text is CalendarDate {
  if (text.length !== LENGTH || text.charCodeAt(4) !== HYPHEN || text.charCodeAt(7) !== HYPHEN) return false;
  const [year, month, day] = [digitsAt(text, 0, 4), digitsAt(text, 5, 7), digitsAt(text, 8, 10)];
  return year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

/** -1 when one is no digit; read without cutting the text, for dates are asked about often. */
function digitsAt(text: string, start: number, end: number): number {
  let value = 0;
  for (let index = start; index < end; index++) {
    const digit = text.charCodeAt(index) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The day it is at a moment in a zone (IANA name). */
export function dayOf(instant: Instant, zone: string): CalendarDate {
  // en-CA writes YYYY-MM-DD
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
    .format(Date.parse(instant)) as CalendarDate;
}
