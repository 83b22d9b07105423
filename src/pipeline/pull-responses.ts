/**
 * Reads what people decided on bills and what money moved: each change of a document we know asks for an answer to the
 * network (respond.ts), queued before the cursor passes over it. What is told is decided there, from the ERP's own state.
 */
import type { Change } from '../ports/connector.ts';
import type { Document } from '../model/document.ts';
import { companiesOn, type Road } from './road.ts';

const FEEDS = ['bills', 'payments'] as const;
const PAGE_SIZE = 200;
const PAGES_MAX = 50;

/** Number of documents queued. @throws what the connector throws; the cursor then stays */
export async function pullResponses(connection: string, road: Road): Promise<number> {
  const connector = road.connector(connection);
  if (connector === null || (connector.decision === undefined && connector.collected === undefined)) return 0;
  let queued = 0;
  for (const feed of FEEDS) {
    for (let pages = 0; pages < PAGES_MAX; pages++) {
      const page = await connector.changes(feed, await road.store.cursor(connection, feed), PAGE_SIZE);
      const refs = page.items.map((item) => item.ref.id);
      const known = await road.store.sources(connection, feed, refs);
      const changed = page.items.filter((item) => known.get(item.ref.id) !== fingerprintOf(item));
      for (const change of changed) {
        for (const document of await documentsOf(change, connection, road)) {
          await road.store.enqueue(document.id, { queue: 'respond' });
          queued++;
        }
      }
      await road.store.commitPage({
        cursor: { connection, feed, value: page.cursor },
        sources: changed.map((item) => ({ connection, feed, ref: item.ref.id, fingerprint: fingerprintOf(item) })),
      });
      if (!page.more) break;
    }
  }
  return queued;
}

function fingerprintOf({ gone, fingerprint }: Change): string {
  return gone === undefined ? fingerprint : `${gone}:${fingerprint}`;
}

/** An invoice we sent, by its record; a supplier's bill, by the binding that booking made. */
async function documentsOf(change: Change, connection: string, road: Road): Promise<readonly Document[]> {
  const sent = await road.store.byErpRef(connection, change.ref);
  const booked = await road.store.bindings.get(connection, 'bill', change.ref.id);
  const received = booked === null ? null : await road.store.document(booked);
  const documents = received === null ? sent : [...sent, received];
  return documents.filter((document) => companiesOn(road, connection).some((c) => c.company.name === document.company));
}
