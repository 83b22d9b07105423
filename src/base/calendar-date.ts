/** Business dates: a day in the company's calendar, without time or zone, as YYYY-MM-DD. */
declare const brand: unique symbol;
export type CalendarDate = string & { readonly [brand]: 'CalendarDate' };

/** A moment in UTC, ISO 8601 with milliseconds and Z. */
export type Instant = string;

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** True for a day that exists in the Gregorian calendar, written YYYY-MM-DD. */
export function isCalendarDate(text: string): text is CalendarDate {
  const match = SHAPE.exec(text);
  if (match === null) return false;
  const [year = 0, month = 0, day = 0] = match.slice(1).map((digits) => Number.parseInt(digits, 10));
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** The day it is at a moment in a zone (IANA name). */
export function dayOf(instant: Instant, zone: string): CalendarDate {
  // en-CA writes YYYY-MM-DD
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
    .format(Date.parse(instant)) as CalendarDate;
}
