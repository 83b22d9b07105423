/**
 * What is remembered of how a network connection is heard: one fact that each listing keeps, one that each comparison
 * keeps (so that two ticks never overwrite each other), and the hours in which flows arrived. src/views/reception.ts
 * puts them together.
 */
import type { Instant } from '../base/calendar-date.ts';
import type { Json } from '../base/json.ts';
import type { Notice } from '../ports/channel.ts';
import type { Road } from './road.ts';
import { judgeSilence, withArrivals } from './silence.ts';

export interface Heard {
  readonly connection: string;
  readonly lastOkAt: Instant;
  /** Deliveries since this connection is known. */
  readonly listed: number;
  readonly stored: number;
  readonly lastArrivalAt: Instant | null;
  readonly usualGapSeconds: number | null;
  readonly silent: boolean;
  /** The last moment that held more flows than the network lists. */
  readonly crowdedAt: Instant | null;
}

export interface Compared {
  readonly comparedAt: Instant;
  readonly listed: number;
  readonly stored: number;
  readonly recovered: number;
  /** What listing had counted then: what it counted since is added. */
  readonly heardListed: number;
  readonly heardStored: number;
}

export function heardFact(connection: string): string {
  return `reception:${connection}`;
}

export function comparedFact(connection: string): string {
  return `compared:${connection}`;
}

export async function heardOf(connection: string, road: Road): Promise<Heard | null> {
  return (await road.store.facts.get(heardFact(connection))) as Heard | null;
}

export interface Hearing {
  /** Deliveries listed and taken in by this reading. */
  readonly listed: number;
  readonly stored: number;
  readonly deliveries: readonly Notice[];
  readonly crowdedAt: Instant | null;
}

/** After each good reading of a listing; judges the silence by the way. */
export async function remember(connection: string, hearing: Hearing, road: Road): Promise<void> {
  const now = road.clock.now();
  const before = await heardOf(connection, road);
  const times = hearing.deliveries.map(({ at }) => (at < now ? at : now));
  const hours = await arrivals(connection, times, road);
  const silence = judgeSilence(hours, now);
  const newest = times.reduce<Instant | null>((a, b) => (a === null || b > a ? b : a), before?.lastArrivalAt ?? null);
  const heard: Heard = {
    connection,
    lastOkAt: now,
    listed: (before?.listed ?? 0) + hearing.listed,
    stored: (before?.stored ?? 0) + hearing.stored,
    lastArrivalAt: newest,
    ...silence,
    crowdedAt: hearing.crowdedAt ?? before?.crowdedAt ?? null,
  };
  await road.store.facts.set(heardFact(connection), { ...heard } satisfies Record<string, Json>);
  road.meter.gauge('passerelle_reception_silent', silence.silent ? 1 : 0, { connection });
  if (silence.silent === (before?.silent ?? false)) return;
  if (silence.silent) road.log.warn('reception.silent', { connection, lastArrivalAt: newest, usualGapSeconds: silence.usualGapSeconds });
  else road.log.info('reception.heard-again', { connection });
}

async function arrivals(connection: string, times: readonly Instant[], road: Road): Promise<readonly number[]> {
  const name = `arrivals:${connection}`;
  const stored = await road.store.facts.get(name);
  const known = Array.isArray(stored) ? stored.filter((hour) => typeof hour === 'number') : [];
  const hours = withArrivals(known, times);
  if (hours !== known) await road.store.facts.set(name, [...hours]);
  return hours;
}
