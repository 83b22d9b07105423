/**
 * Folds what others said of an invoice into tracks, whatever the order in which it arrived and however often: one entry
 * per reference, a fixed order inside each track, one state per track, one headline over all. Decides nothing about
 * what to do next (model/playbook.ts) and never looks at when a message arrived, only at when its status was set.
 */
import { canonicalJson, type Json } from '../base/json.ts';
import { add, dec, formatDecimal, isZero, parseDecimal, trim, ZERO, type Decimal } from './decimal.ts';
import type { Event } from './event.ts';
import { TRACKS, type Lifecycle, type LifecycleEntry, type Track } from './lifecycle.ts';

/**
 * What is shown first when several tracks have a state: what ends or blocks the invoice, then money, then agreement,
 * then the road. Earlier in the list wins; a code that is not in it comes last, by its own order.
 */
const HEADLINE: readonly string[] = [
  '213',
  '501',
  '210',
  '220',
  '251',
  '601',
  '221',
  '212',
  '207',
  '208',
  '211',
  '206',
  '205',
  '214',
  '209',
  '204',
  '203',
  '202',
  '201',
  '200',
  '225',
  '226',
  '224',
  '227',
  '228',
  '500',
  '250',
];

/** Platforms set these in this order; a lower one that arrives late says nothing new. 213 ends the road. */
const ROAD: readonly string[] = ['200', '201', '202', '221', '203', '213'];

/** 210 and 220 end the treatment: nothing said later about the same invoice undoes them (XP Z12-012, life cycle). */
const LAST_WORDS: readonly string[] = ['210', '220'];

function rank(order: readonly string[], code: string): number {
  return order.indexOf(code);
}

/** Total order, so that a fold does not depend on the order of its input: time, then code, then reference. */
function byTime(a: LifecycleEntry, b: LifecycleEntry): number {
  return (
    compareText(a.at, b.at) ||
    rank(ROAD, a.code) - rank(ROAD, b.code) ||
    compareText(a.code, b.code) ||
    compareText(a.reference, b.reference)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Of two messages with one reference the first by time counts, then by content. */
function oncePerReference(entries: readonly LifecycleEntry[]): readonly LifecycleEntry[] {
  const known = new Map<string, LifecycleEntry>();
  for (const entry of entries) {
    const before = known.get(entry.reference);
    if (before === undefined || (byTime(entry, before) || compareText(textOf(entry), textOf(before))) < 0)
      known.set(entry.reference, entry);
  }
  return [...known.values()].sort(byTime);
}

function textOf(entry: LifecycleEntry): string {
  return canonicalJson(entry as unknown as Json);
}

/** 20 and 20.00 are one rate. */
function rateKey(written: string): string {
  const rate = parseDecimal(written);
  return rate === null ? written : formatDecimal(trim(rate));
}

/** What was collected or paid so far: amounts of one type (MEN, MPA, …) by rate, cancellations being negative. */
export function amountsOf(
  entries: readonly LifecycleEntry[],
  code: string,
): ReadonlyMap<string, ReadonlyMap<string, Decimal>> {
  const sums = new Map<string, Map<string, Decimal>>();
  for (const entry of entries.filter((each) => each.code === code)) {
    for (const { type, rate: written = '', amount } of entry.amounts ?? []) {
      const rates = sums.get(type) ?? new Map<string, Decimal>();
      const rate = rateKey(written);
      rates.set(rate, add(rates.get(rate) ?? ZERO, parseDecimal(amount) ?? dec('0')));
      sums.set(type, rates);
    }
  }
  return sums;
}

/** MEN is the collected amount (MDT-207); a collection that was cancelled in full is none. */
function collectedNothing(entries: readonly LifecycleEntry[]): boolean {
  const collected = amountsOf(entries, '212').get('MEN');
  if (collected === undefined) return false;
  return [...collected.values()].every(isZero);
}

/** The entry that gives a track its state. Entries are in time order and not empty. */
function stateOf(track: Track, entries: readonly LifecycleEntry[]): LifecycleEntry | undefined {
  const latest = (among: readonly LifecycleEntry[]): LifecycleEntry | undefined => among.at(-1);
  switch (track) {
    case 'transport': {
      const furthest = Math.max(...entries.map(({ code }) => rank(ROAD, code)));
      return latest(entries.filter(({ code }) => rank(ROAD, code) === furthest));
    }
    case 'treatment': {
      const last = entries.filter(({ code }) => LAST_WORDS.includes(code));
      return latest(last.length > 0 ? last : entries);
    }
    case 'payment': {
      const collections = collectedNothing(entries) ? [] : entries.filter(({ code }) => code === '212');
      const others = entries.filter(({ code }) => code !== '212');
      return latest(collections) ?? latest(others) ?? latest(entries);
    }
    case 'assignment':
    case 'authority':
      return latest(entries);
  }
}

function shownBefore(a: LifecycleEntry, b: LifecycleEntry): number {
  const place = (code: string): number => (HEADLINE.includes(code) ? rank(HEADLINE, code) : HEADLINE.length);
  return place(a.code) - place(b.code) || byTime(b, a);
}

/** Pure, and the same for every order and repetition of its input. */
export function foldLifecycle(all: readonly LifecycleEntry[]): Lifecycle {
  const entries = oncePerReference(all);
  const tracks: Partial<Record<Track, Lifecycle['tracks'][Track]>> = {};
  const states: LifecycleEntry[] = [];
  for (const track of TRACKS) {
    const own = entries.filter((entry) => entry.track === track);
    const state = stateOf(track, own);
    if (state === undefined) continue;
    tracks[track] = { code: state.code, at: state.at, entries: own };
    states.push(state);
  }
  return { tracks, headline: [...states].sort(shownBefore)[0] ?? null, entries };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isEntry(data: Readonly<Record<string, Json>>): boolean {
  return (
    isText(data['reference']) &&
    isText(data['code']) &&
    isText(data['at']) &&
    Array.isArray(data['reasons']) &&
    (TRACKS as readonly unknown[]).includes(data['track'])
  );
}

/** The entries that the `lifecycle` events of a document carry as their data; an event without one is passed over. */
export function entriesOf(events: readonly Pick<Event, 'type' | 'data'>[]): readonly LifecycleEntry[] {
  return events
    .filter(({ type, data }) => type === 'lifecycle' && isEntry(data))
    .map(({ data }) => data as unknown as LifecycleEntry);
}
