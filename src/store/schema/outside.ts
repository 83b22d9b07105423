/** What stands between us and others: effects on them, what they told us, how far we read them. */
import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { instant, passerelle } from './columns.ts';

/** One row per outside effect for good: the unique key is what keeps it from happening twice. */
export const effect = passerelle.table(
  'effect',
  {
    id: uuid().primaryKey(),
    connection: text().notNull(),
    operation: text().notNull(),
    key: text().notNull(),
    document: uuid().notNull(),
    contentHash: text('content_hash').notNull(),
    state: text().notNull(),
    owner: text().notNull(),
    leaseUntil: instant('lease_until').notNull(),
    attempts: integer().notNull(),
    since: instant().notNull(),
    emptyFinds: integer('empty_finds').notNull(),
    outcome: text(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    uniqueIndex('effect_key').on(table.connection, table.operation, table.key),
    index('effect_document').on(table.document),
  ],
);

export const inbox = passerelle.table(
  'inbox',
  {
    id: uuid().primaryKey(),
    source: text().notNull(),
    dedupe: text().notNull(),
    body: text().notNull(),
    receivedAt: instant('received_at').notNull(),
    attempts: integer().notNull(),
    nextAt: instant('next_at').notNull(),
    why: text(),
    /** Set when the item became durable elsewhere; the row stays a while so that a late duplicate is still known. */
    settledAt: instant('settled_at'),
  },
  (table) => [
    uniqueIndex('inbox_dedupe').on(table.source, table.dedupe),
    index('inbox_pending')
      .on(table.nextAt)
      .where(sql`${table.settledAt} is null`),
    index('inbox_settled')
      .on(table.settledAt)
      .where(sql`${table.settledAt} is not null`),
  ],
);

export const hint = passerelle.table(
  'hint',
  {
    connection: text().notNull(),
    feed: text().notNull(),
    /** Empty: the feed as a whole. */
    ref: text().notNull(),
    postedAt: instant('posted_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.connection, table.feed, table.ref] })],
);

/** The last fingerprint of each record of an ERP feed. */
export const source = passerelle.table(
  'source',
  {
    connection: text().notNull(),
    feed: text().notNull(),
    ref: text().notNull(),
    fingerprint: text().notNull(),
    seenAt: instant('seen_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.connection, table.feed, table.ref] })],
);

export const cursor = passerelle.table(
  'cursor',
  {
    connection: text().notNull(),
    feed: text().notNull(),
    value: text().notNull(),
    movedAt: instant('moved_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.connection, table.feed] })],
);

export const binding = passerelle.table(
  'binding',
  {
    connection: text().notNull(),
    kind: text().notNull(),
    theirs: text().notNull(),
    ours: text().notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.connection, table.kind, table.theirs] })],
);

/** A row is a pause; no row, no pause. */
export const lane = passerelle.table('lane', {
  connection: text().primaryKey(),
  pausedUntil: instant('paused_until'),
  reason: text().notNull(),
  since: instant().notNull(),
});
