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
  readonly next?: string;
}

export type Advance = { readonly state: 'more' | 'done'; readonly walk: Walk } | { readonly state: 'stuck' };

/** Splits of a timestamp that fills a page by itself: the other criteria the search knows. */
export const PARTS = (['Out', 'In'] as const).flatMap((direction) =>
  (['Ok', 'Error', 'Pending'] as const).map((ackStatus) => ({ flowDirection: [direction], ackStatus })),
);

/** Most digests kept of what was given already; more only means that some flows are told twice. */
const SEEN_MAX = 2000;
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

/** The walk after an answer. `now` bounds how long a late flow may still come. */
export function advance(walk: Walk, sight: Sight, limit: number, rules: WalkRules, now: number): Advance {
  const high = sight.times.reduce((a, b) => Math.max(a, b), walk.high);
  const here: Walk = { ...walk, high };
  if (sight.next !== undefined && sight.count > 0) return { state: 'more', walk: { ...here, next: sight.next } };
  if (sight.count >= limit) {
    // a cursor that ends on a full page ended the window; without one a full page may hide the rest
    if (walk.next === undefined) return narrow(here, sight, limit, rules);
  }
  if (walk.part !== undefined && walk.part + 1 < PARTS.length) {
    return { state: 'more', walk: { ...strip(here), limit: walk.limit, part: walk.part + 1 } };
  }
  if (walk.to === null) return { state: 'done', walk: again(here, rules, now) };
  return { state: 'more', walk: { ...strip(here), from: walk.to - 1, to: widened(here, walk.to) } };
}

/** The next window, twice as wide as the one that was not full; open once it passes the newest flow known. */
function widened(walk: Walk, end: number): number | null {
  const to = end - 1 + 2 * (end - walk.from);
  return to > walk.high ? null : to;
}

function strip({ v, from, to, high, seen }: Walk): Walk {
  return { v, from, to, high, seen };
}

/** The next walk: far enough back for flows that come late, but only as long as they can. */
function again(walk: Walk, rules: WalkRules, now: number): Walk {
  const lateOnesPassed = now > walk.high + rules.latenessMs + SKEW_MS;
  const from = lateOnesPassed ? walk.high - 1 : walk.high - rules.latenessMs;
  return { ...strip(walk), from, to: null };
}

function narrow(walk: Walk, sight: Sight, limit: number, rules: WalkRules): Advance {
  const inside = sight.times.filter((time) => time > walk.from && (walk.to === null || time < walk.to));
  const ordered = rules.ascending && walk.part === undefined;
  const last = inside.at(-1);
  if (ordered && last !== undefined && last - 1 > walk.from) {
    return { state: 'more', walk: { ...strip(walk), from: last - 1, to: walk.to } };
  }
  const to = ordered ? walk.from + 2 : split(walk, inside);
  // two exclusive bounds need two milliseconds to hold one
  if (walk.part === undefined && to !== null && to >= walk.from + 2 && (walk.to === null || to < walk.to)) {
    return { state: 'more', walk: { ...strip(walk), to } };
  }
  if (limit < rules.maxLimit) return { state: 'more', walk: { ...strip(walk), part: walk.part, limit: rules.maxLimit } };
  if (walk.part !== undefined) return { state: 'stuck' };
  return { state: 'more', walk: { ...strip(walk), limit: rules.maxLimit, part: 0 } };
}

/** Where to cut a full window: at the median of what was listed, or half way when the newest came first. */
function split(walk: Walk, inside: readonly number[]): number | null {
  if (inside.length === 0) return walk.to === null ? null : Math.floor((walk.from + walk.to) / 2);
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
