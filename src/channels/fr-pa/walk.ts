/**
 * How flows are listed without a gap, as a pure state machine. updatedAfter is exclusive, many flows share a timestamp,
 * the order of results is not promised, and a flow may be listed later than its own timestamp: so windows of time are
 * read until one is not full, each begins a millisecond before the last one ended, a finished walk begins again some
 * minutes before the newest flow, and what was given already is left out. A platform's cursor is followed when it comes.
 */
import { z } from 'zod';

/** Times are milliseconds of the epoch. */
const walkShape = z.object({
  v: z.literal(1),
  /** Exclusive. */
  from: z.int(),
  /** Taken as exclusive, since the norm does not say; null: open. */
  to: z.int().nullable(),
  next: z.string().max(8192).optional(),
  /** Raised above the usual one for a window that cannot be narrowed. */
  limit: z.int().positive().optional(),
  /** Index into PARTS when even that did not do. */
  part: z.int().nonnegative().optional(),
  /** The platform's cursor leads nowhere: only windows are believed until this walk has ended. */
  blind: z.literal(true).optional(),
  /** Watches a cursor for going in circles: one met earlier, and how long ago (Brent). */
  turn: z.object({ mark: z.string().max(8192), steps: z.int(), power: z.int() }).optional(),
  /** Flows in a row that were given before, and empty pages in a row. */
  stale: z.int().nonnegative().optional(),
  empty: z.int().nonnegative().optional(),
  high: z.int(),
  seen: z.array(z.string().max(20)).readonly(),
});
export type Walk = Readonly<z.output<typeof walkShape>>;

export interface WalkRules {
  readonly limit: number;
  readonly maxLimit: number;
  readonly ascending: boolean;
  readonly latenessMs: number;
}

/** What one answer showed. */
export interface Sight {
  /** updatedAt of every listed flow that has one, in the order listed. */
  readonly times: readonly number[];
  readonly count: number;
  /** Of them, those not given before; all when absent. */
  readonly fresh?: number;
  readonly next?: string;
}

export interface Advance {
  readonly state: 'more' | 'done';
  readonly walk: Walk;
  /** A moment that holds more flows than can be listed: what was shown is taken, the rest may be hidden. */
  readonly crowded?: number;
}

/** Splits of a timestamp that fills a page by itself: the other criteria the search knows. */
export const PARTS = (['Out', 'In'] as const).flatMap((direction) =>
  (['Ok', 'Error', 'Pending'] as const).map((ackStatus) => ({ flowDirection: [direction], ackStatus })),
);

/** Most digests kept of what was given already; more only means that some flows are told twice. */
const SEEN_MAX = 2000;
/** Platforms that look for a page first and filter it then give empty ones with a cursor. */
const EMPTY_MAX = 50;
const CURSOR_MAX = 8192;
const SKEW_MS = 60_000;

export function firstWalk(startAt: number): Walk {
  return { v: 1, from: startAt, to: null, high: startAt, seen: [] };
}

export function readWalk(cursor: string | null, startAt: number): Walk {
  if (cursor === null) return firstWalk(startAt);
  try {
    const read = walkShape.safeParse(JSON.parse(cursor));
    if (read.success) return read.data;
  } catch {
    // not ours, or of another release: at least once is kept by beginning again
  }
  return firstWalk(startAt);
}

/**
 * The walk after an answer. `now` bounds how long a late flow may still come, and what is believed of timestamps: one
 * absurd date must not make the next walk begin in the future.
 */
export function advance(walk: Walk, sight: Sight, limit: number, rules: WalkRules, now: number): Advance {
  const high = Math.min(now, sight.times.reduce((a, b) => Math.max(a, Math.min(b, now)), walk.high));
  const here: Walk = { ...walk, high };
  if (sight.next !== undefined && walk.blind === undefined) {
    const followed = follow(here, sight, sight.next);
    return { state: 'more', walk: followed ?? { ...strip(here), blind: true } };
  }
  // a cursor that ends on a full page ended the window; without one a full page may hide the rest
  const full = walk.blind === true ? sight.count >= limit || (sight.next !== undefined && sight.count > 0) : sight.count >= limit;
  if (!full || walk.next !== undefined) return leave(here, rules, now);
  const narrower = narrow(here, sight, limit, rules, now);
  if (narrower !== null) return { state: 'more', walk: narrower };
  // one crowded moment must not hide all that follow it
  return { ...leave(here, rules, now), crowded: walk.from + 1 };
}

/** The walk with the platform's cursor, or null when it goes in circles or is no cursor of reasonable length. */
function follow(walk: Walk, sight: Sight, next: string): Walk | null {
  if (next.length > CURSOR_MAX || next === walk.next || next === walk.turn?.mark) return null;
  const stale = (sight.fresh ?? sight.count) > 0 ? 0 : (walk.stale ?? 0) + sight.count;
  const empty = sight.count > 0 ? 0 : (walk.empty ?? 0) + 1;
  // more known flows in a row than we remember: some were shown twice
  if (stale > walk.seen.length || empty > EMPTY_MAX) return null;
  const { mark, steps, power } = walk.turn ?? { mark: next, steps: -1, power: 1 };
  const turn = steps + 1 === power ? { mark: next, steps: 0, power: power * 2 } : { mark, steps: steps + 1, power };
  return { ...walk, next, turn, stale, empty };
}

/** What comes after a window, or a part of one, that showed all it can show. */
function leave(walk: Walk, rules: WalkRules, now: number): Advance {
  if (walk.part !== undefined && walk.part + 1 < PARTS.length) {
    return { state: 'more', walk: { ...strip(walk), limit: walk.limit, part: walk.part + 1 } };
  }
  if (walk.to === null) return { state: 'done', walk: again(walk, rules, now) };
  return { state: 'more', walk: { ...strip(walk), from: walk.to - 1, to: widened(walk, walk.to) } };
}

/** The next window, twice as wide as the one that was not full; open once it passes the newest flow known. */
function widened(walk: Walk, end: number): number | null {
  const to = end - 1 + 2 * (end - walk.from);
  return to > walk.high ? null : to;
}

/** Back to the beginning of its window, as far as the platform's own cursor goes. */
export function withoutCursor(walk: Walk): Walk {
  return { ...strip(walk), blind: true };
}

function strip({ v, from, to, high, seen, blind }: Walk): Walk {
  return { v, from, to, high, seen, ...(blind === undefined ? {} : { blind }) };
}

/** The next walk: far enough back for flows that come late, but only as long as they can. */
function again({ v, high, seen }: Walk, rules: WalkRules, now: number): Walk {
  const lateOnesPassed = now > high + rules.latenessMs + SKEW_MS;
  return { v, from: lateOnesPassed ? high - 1 : high - rules.latenessMs, to: null, high, seen };
}

/** A smaller question, or null when there is none. */
function narrow(walk: Walk, sight: Sight, limit: number, rules: WalkRules, now: number): Walk | null {
  const inside = sight.times.filter((time) => time > walk.from && (walk.to === null || time < walk.to));
  const ordered = rules.ascending && walk.part === undefined;
  const last = inside.at(-1);
  if (ordered && last !== undefined && last - 1 > walk.from) return { ...strip(walk), from: last - 1, to: walk.to };
  const to = ordered && last !== undefined ? walk.from + 2 : split(walk, inside, now);
  // two exclusive bounds need two milliseconds to hold one
  if (walk.part === undefined && to >= walk.from + 2 && (walk.to === null || to < walk.to)) return { ...strip(walk), to };
  if (walk.limit === undefined && limit < rules.maxLimit) return { ...strip(walk), part: walk.part, limit: rules.maxLimit };
  return walk.part === undefined ? { ...strip(walk), limit: rules.maxLimit, part: 0 } : null;
}

/** Where to cut a full window: at the median of what was listed, or half way when the newest came first or nothing has a time. */
function split(walk: Walk, inside: readonly number[], now: number): number {
  if (inside.length === 0) return Math.floor((walk.from + (walk.to ?? Math.max(now, walk.from))) / 2);
  const sorted = [...inside].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] as number;
  const falls = inside.every((time, i) => i === 0 || time <= (inside[i - 1] as number));
  const newestFirst = falls && (inside[0] as number) > (inside.at(-1) as number);
  const cut = newestFirst ? Math.floor((walk.from + (sorted[0] as number)) / 2) : median;
  const bounded = walk.to === null ? cut : Math.min(cut, walk.to - 1);
  return Math.max(bounded, walk.from + 2);
}

export interface Unseen<T> {
  readonly fresh: readonly T[];
  readonly walk: Walk;
}

/** Without those given already, and the walk that remembers the new ones. */
export function unseen<T>(walk: Walk, items: readonly T[], digest: (item: T) => string): Unseen<T> {
  const known = new Set(walk.seen);
  const fresh: T[] = [];
  for (const item of items) {
    const mark = digest(item);
    if (known.has(mark)) continue;
    known.add(mark);
    fresh.push(item);
  }
  return { fresh, walk: { ...walk, seen: [...known].slice(-SEEN_MAX) } };
}
