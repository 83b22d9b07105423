/**
 * A correction of a partner or product does not touch the invoice in the ERP: held documents that read a changed record
 * are looked at again at once; all others of the connection once an hour (their due time).
 */
import type { Document } from '../model/document.ts';
import { companiesOn, type Road } from './road.ts';

const FEEDS = ['parties', 'products'] as const;
const HELD_MAX = 500;
const PAGE_SIZE = 200;
const PAGES_MAX = 20;

/** Number of documents put in the queue again. */
export async function recheckHeld(connection: string, road: Road): Promise<number> {
  const connector = road.connector(connection);
  if (connector === null) return 0;
  const held = (await road.store.held({ connection, limit: HELD_MAX })).filter((d) => d.stage === 'received');
  const waiting = await road.store.waiting(companiesOf(connection, road), HELD_MAX);
  if (held.length + waiting.length === 0) return 0;
  let queued = 0;
  for (const feed of FEEDS) {
    for (let pages = 0; pages < PAGES_MAX; pages++) {
      const page = await connector.changes(feed, await road.store.cursor(connection, feed), PAGE_SIZE);
      const known = await road.store.sources(
        connection,
        feed,
        page.items.map((item) => item.ref.id),
      );
      const changed = page.items.filter((item) => known.get(item.ref.id) !== item.fingerprint);
      for (const document of held) {
        if (
          changed.length === 0 ||
          !(await reads(
            document,
            changed.map((item) => item.ref.id),
            road,
          ))
        )
          continue;
        await road.store.enqueue(document.id, { queue: 'advance' });
        queued++;
      }
      // a supplier that was made or corrected may be the one that any of them waits for
      for (const document of feed === 'parties' && changed.length > 0 ? waiting : []) {
        await road.store.enqueue(document.id, { queue: 'advance' });
        queued++;
      }
      await road.store.commitPage({
        cursor: { connection, feed, value: page.cursor },
        sources: changed.map((item) => ({ connection, feed, ref: item.ref.id, fingerprint: item.fingerprint })),
      });
      if (!page.more) break;
    }
  }
  return queued;
}

function companiesOf(connection: string, road: Road): readonly string[] {
  return companiesOn(road, connection)
    .filter(({ company }) => company.erp.connection === connection)
    .map(({ company }) => company.name);
}

/** True when the record of the held version holds one of the ids; too often is harmless, too seldom is not. */
async function reads(document: Document, ids: readonly string[], road: Road): Promise<boolean> {
  const version = await road.store.version(document.id, document.version);
  const record = version?.record === null || version === null ? null : await road.store.artifact(version.record);
  if (record === null) return true;
  const held = new Set<string>();
  JSON.parse(new TextDecoder().decode(record), (key, value: unknown) => {
    if (key === 'id' || key.endsWith('_id')) held.add(String(value));
    return value;
  });
  return ids.some((id) => held.has(id));
}
