/** Hints, lanes and bindings: what others woke us for, which connections rest, which of their ids is which of ours. */
import { and, eq } from 'drizzle-orm';
import type { Bindings, Hints, Lanes } from '../ports/store.ts';
import { run } from './bulk.ts';
import type { Shop } from './commit.ts';
import type { Database } from './connect.ts';
import { binding, hint, lane } from './schema/index.ts';

export function makeHints(db: Database, shop: Shop): Hints {
  return {
    async post(connection, feed, ref) {
      await db
        .insert(hint)
        .values({ connection, feed, ref: ref ?? '', postedAt: shop.clock.now() })
        .onConflictDoNothing();
    },
    async take(connection) {
      const taken = await run<{ feed: string; ref: string }>(
        shop.client,
        'delete from passerelle.hint where connection = $1 returning feed, ref',
        [connection],
      );
      return taken.map(({ feed, ref }) => ({ feed, ref: ref === '' ? null : ref }));
    },
    async pendingConnections() {
      const rows = await db.selectDistinct({ connection: hint.connection }).from(hint).orderBy(hint.connection);
      return rows.map((row) => row.connection);
    },
  };
}

export function makeLanes(db: Database, shop: Shop): Lanes {
  return {
    async pause(connection, until, reason) {
      const values = { pausedUntil: until, reason };
      await db
        .insert(lane)
        .values({ connection, since: shop.clock.now(), ...values })
        .onConflictDoUpdate({ target: lane.connection, set: values });
    },
    async resume(connection) {
      await db.delete(lane).where(eq(lane.connection, connection));
    },
    async list() {
      return db
        .select({ connection: lane.connection, pausedUntil: lane.pausedUntil, reason: lane.reason })
        .from(lane)
        .orderBy(lane.connection);
    },
  };
}

export function makeBindings(db: Database, shop: Shop): Bindings {
  return {
    async get(connection, kind, theirs) {
      const [row] = await db
        .select({ ours: binding.ours })
        .from(binding)
        .where(and(eq(binding.connection, connection), eq(binding.kind, kind), eq(binding.theirs, theirs)));
      return row?.ours ?? null;
    },
    async put(connection, kind, theirs, ours) {
      const updatedAt = shop.clock.now();
      await db
        .insert(binding)
        .values({ connection, kind, theirs, ours, updatedAt })
        .onConflictDoUpdate({ target: [binding.connection, binding.kind, binding.theirs], set: { ours, updatedAt } });
    },
  };
}
