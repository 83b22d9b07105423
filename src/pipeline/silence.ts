/**
 * Is it unusual that nothing arrives? Judged by what used to arrive: gaps are counted only over the hours of the week in
 * which something ever came, so that nights, weekends and French holidays are no silence. Pure; knows no clock.
 */
import type { Instant } from '../base/calendar-date.ts';

export interface Silence {
  /** Longest gap that is usual, over the hours in which flows arrive; null while too little is known. */
  readonly usualGapSeconds: number | null;
  readonly silent: boolean;
}

const HOUR_MS = 3_600_000;
const WEEK_HOURS = 168;
/** How much of the past is remembered. */
const KEPT_HOURS = 8 * WEEK_HOURS;
/** Less than this says nothing: different hours with an arrival, and the time they spread over. */
const ARRIVALS_MIN = 20;
const SPAN_MIN = 2 * WEEK_HOURS;
/** Outages of the past must not become usual. */
const USUAL_SHARE = 0.95;
const FACTOR = 2.5;
const CLOCK_FACTOR = 1.5;
/** Never an alarm before so many hours in which something could have come. */
const SHORTEST_ALARM = 4;

/** Hours of the epoch in which something arrived, ascending; the same list when nothing is new. */
export function withArrivals(hours: readonly number[], arrivals: readonly Instant[]): readonly number[] {
  const known = new Set(hours);
  const added = arrivals.map(hourOf).filter((hour) => !known.has(hour));
  if (added.length === 0) return hours;
  const all = [...new Set([...hours, ...added])].sort((a, b) => a - b);
  const newest = all.at(-1) ?? 0;
  return all.filter((hour) => hour > newest - KEPT_HOURS);
}

export function judgeSilence(hours: readonly number[], now: Instant): Silence {
  const [first, last] = [hours[0], hours.at(-1)];
  if (first === undefined || last === undefined || hours.length < ARRIVALS_MIN || last - first < SPAN_MIN) {
    return { usualGapSeconds: null, silent: false };
  }
  const lively = livelyHours(hours);
  const gaps = hours.slice(1).map((hour, index) => [hours[index] as number, hour] as const);
  const usual = usualOf(gaps.map(([from, to]) => livelyBetween(from, to, lively)));
  // who receives little must miss more than a beat: by the clock, nights and weekends included, it is unusual too
  const usualByClock = usualOf(gaps.map(([from, to]) => to - from));
  const quiet = livelyBetween(last, hourOf(now), lively);
  const long = quiet > Math.max(SHORTEST_ALARM, usual * FACTOR) && hourOf(now) - last > usualByClock * CLOCK_FACTOR;
  return { usualGapSeconds: usual * 3600, silent: long };
}

function usualOf(gaps: readonly number[]): number {
  const sorted = [...gaps].sort((a, b) => a - b);
  return Math.max(1, sorted[Math.ceil(USUAL_SHARE * sorted.length) - 1] ?? 1);
}

/** Hours of the week in which something came; one beside counts too, because clocks are put forward and back. */
function livelyHours(hours: readonly number[]): ReadonlySet<number> {
  return new Set(hours.flatMap((hour) => [-1, 0, 1].map((shift) => (hour + shift + WEEK_HOURS) % WEEK_HOURS)));
}

/** Lively hours between two, neither counted; bounded, whatever the clocks say. */
function livelyBetween(from: number, to: number, lively: ReadonlySet<number>): number {
  let count = 0;
  for (let hour = from + 1; hour < Math.min(to, from + KEPT_HOURS); hour++) {
    if (lively.has(hour % WEEK_HOURS) && !isHoliday(hour)) count += 1;
  }
  return count;
}

function hourOf(instant: Instant): number {
  return Math.floor(Date.parse(instant) / HOUR_MS);
}

/** Month and day of the French public holidays that never move. */
const FIXED = new Set(['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25']);
/** Days after Easter: Easter Monday, Ascension, Whit Monday. */
const AFTER_EASTER = [1, 39, 50];

/** By winter time: an hour too early or late at midnight does not matter here. */
function isHoliday(hour: number): boolean {
  const date = new Date((hour + 1) * HOUR_MS);
  if (FIXED.has(date.toISOString().slice(5, 10))) return true;
  const day = Math.floor(date.getTime() / (24 * HOUR_MS));
  const easter = easterDay(date.getUTCFullYear());
  return AFTER_EASTER.some((days) => easter + days === day);
}

/** Day of the epoch of Easter Sunday (Gregorian, by Meeus). */
function easterDay(year: number): number {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return Date.UTC(year, Math.floor(f / 31) - 1, (f % 31) + 1) / (24 * HOUR_MS);
}
