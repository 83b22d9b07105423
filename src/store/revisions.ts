/** Configuration as it was applied, every revision kept: a document version of the past points at the one that made it. */
import { and, desc, eq, sql } from 'drizzle-orm';
import { sha256 } from '../base/hash.ts';
import { canonicalJson, type Json } from '../base/json.ts';
import type { Facts, Revision, RevisionKind, Revisions } from '../ports/store.ts';
import { run } from './bulk.ts';
import type { Shop } from './commit.ts';
import type { Database } from './connect.ts';
import { configRevision, fact } from './schema/index.ts';
import { storable } from './storable.ts';

function toRevision(row: typeof configRevision.$inferSelect): Revision {
  const { current: _unseen, kind, managedBy, ...same } = row;
  return { ...same, kind: kind as RevisionKind, managedBy: managedBy as Revision['managedBy'] };
}

function sameAs(row: typeof configRevision.$inferSelect, sha: string, revision: Omit<Revision, 'id' | 'createdAt' | 'sha'>): boolean {
  return row.sha === sha && row.problem === revision.problem && row.managedBy === revision.managedBy;
}

export function makeRevisions(db: Database, shop: Shop): Revisions {
  return {
    async current(kind) {
      const rows = await db
        .select()
        .from(configRevision)
        .where(and(eq(configRevision.current, true), kind === undefined ? undefined : eq(configRevision.kind, kind)))
        .orderBy(configRevision.kind, configRevision.name);
      return rows.map(toRevision);
    },
    async get(id) {
      const [row] = await db.select().from(configRevision).where(eq(configRevision.id, id)).orderBy(desc(configRevision.createdAt));
      return row === undefined ? null : toRevision(row);
    },
    /** The same content again is the same revision. */
    async put(revision) {
      const content = storable(revision.content);
      const sha = sha256(canonicalJson(content));
      return db.transaction(async (tx) => {
        // One writer of a name at a time: there may be no row to lock yet
        await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`revision ${revision.kind} ${revision.name}`}))`);
        const inForce = and(
          eq(configRevision.kind, revision.kind),
          eq(configRevision.name, revision.name),
          eq(configRevision.current, true),
        );
        const [before] = await tx.select().from(configRevision).where(inForce).for('update');
        if (before !== undefined && sameAs(before, sha, revision)) return toRevision(before);
        await tx.update(configRevision).set({ current: false }).where(inForce);
        const row = { ...revision, id: shop.ids.next(), sha, content, current: true, createdAt: shop.clock.now() };
        await tx.insert(configRevision).values(row);
        return toRevision(row);
      });
    },
    async remove(kind, name) {
      await db
        .update(configRevision)
        .set({ current: false })
        .where(and(eq(configRevision.kind, kind), eq(configRevision.name, name)));
    },
  };
}

export function makeFacts(db: Database, shop: Shop): Facts {
  return {
    async get(name) {
      const [row] = await db.select({ value: fact.value }).from(fact).where(eq(fact.name, name));
      return row === undefined ? null : row.value;
    },
    async set(name, value: Json) {
      // As text: null is a value here, and drizzle would take it for an absent one
      await run(
        shop.client,
        `insert into passerelle.fact (name, value, updated_at) values ($1, $2::text::jsonb, $3)
        on conflict (name) do update set value = excluded.value, updated_at = excluded.updated_at`,
        [name, JSON.stringify(storable(value)), shop.clock.now()],
      );
    },
    async claim(name, value) {
      const [row] = await run(
        shop.client,
        `insert into passerelle.fact (name, value, updated_at) values ($1, to_jsonb($2::text), $3)
         on conflict (name) do update set value = excluded.value, updated_at = excluded.updated_at
         where fact.value is distinct from excluded.value returning name`,
        [name, value, shop.clock.now()],
      );
      return row !== undefined;
    },
  };
}
