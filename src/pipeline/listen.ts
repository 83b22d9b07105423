/**
 * Lists what the network has for us: each entry goes into the inbox with the cursor that passed over it, in one
 * transaction, before anything looks at it. notices.ts then settles the inbox, one item never holding another.
 */
import { sha256 } from '../base/hash.ts';
import type { Notice, NoticePage } from '../ports/channel.ts';
import type { InboxItem } from '../ports/store.ts';
import { remember } from './heard.ts';
import type { Road } from './road.ts';

export const PAGE_SIZE = 100;
const PAGES_MAX = 50;
/** Entries without an id that are kept of one page; more of them are counted. */
const UNREADABLE_MAX = 20;

export interface ListenResult {
  readonly listed: number;
  readonly stored: number;
}

/** Body of an inbox item for an entry that names no flow. */
export interface Unreadable {
  readonly unreadable: string;
  readonly sha256: string;
}

export function inboxSource(connection: string): string {
  return `channel:${connection}`;
}

/** @throws what the channel throws; the cursor then stays */
export async function listen(connection: string, road: Road): Promise<ListenResult> {
  const channel = road.channel(connection);
  if (channel === null) return { listed: 0, stored: 0 };
  let [listed, stored] = [0, 0];
  let crowdedAt: string | null = null;
  const deliveries: Notice[] = [];
  let fresh = 0;
  for (let pages = 0; pages < PAGES_MAX; pages++) {
    const cursor = await road.store.cursor(connection, 'flows');
    const page = await channel.changes(cursor, PAGE_SIZE);
    reportPage(connection, page, road);
    const outcome = await road.store.commitPage({
      cursor: { connection, feed: 'flows', value: page.cursor },
      inbox: itemsOf(connection, page),
    });
    const received = page.items.filter((notice) => notice.direction === 'in');
    deliveries.push(...received);
    // what an earlier reading took in is listed again for a while: it arrived once
    fresh += Math.min(received.length, outcome.inboxAdded);
    crowdedAt = page.crowded ?? crowdedAt;
    [listed, stored] = [listed + page.items.length, stored + outcome.inboxAdded];
    if (!page.more) break;
  }
  await remember(connection, { listed: fresh, stored: fresh, deliveries, crowdedAt }, road);
  return { listed, stored };
}

export function itemsOf(connection: string, page: NoticePage): readonly InboxItem[] {
  const source = inboxSource(connection);
  const notices = page.items.map((notice) => ({ source, dedupe: dedupeOf(notice), body: JSON.stringify(notice) }));
  const odd = (page.unreadable ?? []).slice(0, UNREADABLE_MAX).map((unreadable) => {
    const digest = sha256(new TextEncoder().encode(unreadable));
    return { source, dedupe: `entry ${digest}:unreadable`, body: JSON.stringify({ unreadable, sha256: digest } satisfies Unreadable) };
  });
  return [...notices, ...odd];
}

export function reportPage(connection: string, page: NoticePage, road: Road): void {
  const odd = page.unreadable?.length ?? 0;
  if (odd > 0) {
    road.meter.count('passerelle_unreadable_entries_total', { connection }, odd);
    road.log.warn('network.entries-without-id', { connection, count: odd, kept: Math.min(odd, UNREADABLE_MAX) });
  }
  if (page.crowded === undefined) return;
  road.meter.count('passerelle_crowded_moments_total', { connection });
  road.log.warn('network.moment-too-full', { connection, moment: page.crowded });
}

/** A flow is news again when its acknowledgement changed. */
function dedupeOf(notice: Notice): string {
  return `${notice.ref}:${notice.ack.status}`;
}
