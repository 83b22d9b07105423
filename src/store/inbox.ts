/** What arrived from outside before anyone acted on it. A settled item is remembered for a week, so a repeat is known. */
import type { Instant } from '../base/calendar-date.ts';
import type { Inbox, InboxItem, StoredInboxItem } from '../ports/store.ts';
import { insertRows, run, type Runner } from './bulk.ts';
import { toInstant } from './schema/columns.ts';
import { inbox } from './schema/index.ts';
import type { Shop } from './commit.ts';
import { storableText } from './storable.ts';

const REMEMBERED = '7 days';

export async function insertInbox(on: Runner, shop: Pick<Shop, 'clock' | 'ids'>, items: readonly InboxItem[]): Promise<number> {
  const at = shop.clock.now();
  const rows = items
    .map((item) => ({
      id: shop.ids.next(),
      source: item.source,
      dedupe: storableText(item.dedupe),
      body: storableText(item.body),
      receivedAt: at,
      attempts: 0,
      nextAt: at,
      why: null,
      settledAt: null,
    }))
    .sort((a, b) => (a.dedupe < b.dedupe ? -1 : 1));
  const added = await insertRows(on, inbox, rows, 'on conflict (source, dedupe) do nothing returning id');
  return added.length;
}

function toItem(row: Readonly<Record<string, unknown>>): StoredInboxItem {
  return {
    id: String(row['id']),
    source: String(row['source']),
    dedupe: String(row['dedupe']),
    body: String(row['body']),
    receivedAt: toInstant(String(row['received_at'])),
    attempts: row['attempts'] as number,
  };
}

export function makeInbox(shop: Shop): Inbox {
  return {
    add: async (items) => insertInbox(shop.client, shop, items),
    async pending(limit: number, before?: Instant, source = '') {
      const rows = await run(
        shop.client,
        `select id, source, dedupe, body, received_at, attempts from passerelle.inbox
        where settled_at is null and next_at <= $1 and starts_with(source, $3) order by next_at, id limit $2`,
        [before ?? shop.clock.now(), String(limit), source],
      );
      return rows.map(toItem);
    },
    async settle(ids) {
      const at = shop.clock.now();
      await run(shop.client, `update passerelle.inbox set settled_at = $2, body = '' where id = any($1::uuid[])`, [
        [...ids],
        at,
      ] as never[]);
      await run(shop.client, `delete from passerelle.inbox where settled_at < $1::timestamptz - interval '${REMEMBERED}'`, [at]);
    },
    async postpone(id, until, why) {
      await run(shop.client, `update passerelle.inbox set attempts = attempts + 1, next_at = $2, why = $3 where id = $1`, [
        id,
        until,
        storableText(why),
      ]);
    },
  };
}
