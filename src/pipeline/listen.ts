/**
 * Lists what the network has for us: each entry goes into the inbox with the cursor that passed over it, in one
 * transaction, before anything looks at it. notices.ts then settles the inbox, one item never holding another.
 */
import type { Notice } from '../ports/channel.ts';
import type { Road } from './road.ts';

const PAGE_SIZE = 100;
const PAGES_MAX = 50;

export interface ListenResult {
  readonly listed: number;
  readonly stored: number;
}

export function inboxSource(connection: string): string {
  return `channel:${connection}`;
}

/** @throws what the channel throws; the cursor then stays */
export async function listen(connection: string, road: Road): Promise<ListenResult> {
  const channel = road.channel(connection);
  if (channel === null) return { listed: 0, stored: 0 };
  let [listed, stored] = [0, 0];
  for (let pages = 0; pages < PAGES_MAX; pages++) {
    const cursor = await road.store.cursor(connection, 'flows');
    const page = await channel.changes(cursor, PAGE_SIZE);
    const outcome = await road.store.commitPage({
      cursor: { connection, feed: 'flows', value: page.cursor },
      inbox: page.items.map((notice) => ({ source: inboxSource(connection), dedupe: dedupeOf(notice), body: JSON.stringify(notice) })),
    });
    [listed, stored] = [listed + page.items.length, stored + outcome.inboxAdded];
    if (!page.more) break;
  }
  return { listed, stored };
}

/** A flow is news again when its acknowledgement changed. */
function dedupeOf(notice: Notice): string {
  return `${notice.ref}:${notice.ack.status}`;
}
