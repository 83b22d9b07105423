/** The record of what happened: append-only (triggers refuse update and delete; the run-time role lacks the right). */
import { bigint, integer, jsonb, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { Json } from '../../base/json.ts';
import { bytes, digest, instant, passerelle } from './columns.ts';
import { document } from './documents.ts';

export const event = passerelle.table(
  'event',
  {
    document: uuid()
      .notNull()
      .references(() => document.id),
    seq: integer().notNull(),
    at: instant().notNull(),
    type: text().notNull(),
    actor: text().notNull(),
    data: jsonb().$type<Readonly<Record<string, Json>>>().notNull(),
    /** Canonical JSON of the event with the hash of the one before; `hash` is its SHA-256. */
    body: bytes().notNull(),
    previousHash: digest('previous_hash').notNull(),
    hash: digest().notNull(),
  },
  (table) => [primaryKey({ columns: [table.document, table.seq] })],
);

/**
 * Hourly Merkle root over the heads that moved since the anchor before, each chained to it: together they cover all
 * heads. `leaves` is the artifact that lists them, so that an anchor can be checked for good.
 */
export const anchor = passerelle.table('anchor', {
  seq: bigint({ mode: 'number' }).primaryKey(),
  at: instant().notNull(),
  documents: bigint({ mode: 'number' }).notNull(),
  root: digest().notNull(),
  leaves: digest().notNull(),
  previousHash: digest('previous_hash').notNull(),
  hash: digest().notNull(),
});
