/** What the daemon runs by: revisions of its configuration, run-time credentials, small facts. */
import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { Json } from '../../base/json.ts';
import { bytes, instant, passerelle } from './columns.ts';

export const configRevision = passerelle.table(
  'config_revision',
  {
    id: uuid().primaryKey(),
    kind: text().notNull(),
    name: text().notNull(),
    managedBy: text('managed_by').notNull(),
    sha: text().notNull(),
    content: jsonb().$type<Json>().notNull(),
    problem: text(),
    /** At most one of a name is in force; the others are what document versions of the past point at. */
    current: boolean().notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    uniqueIndex('config_revision_current')
      .on(table.kind, table.name)
      .where(sql`${table.current}`),
    index('config_revision_name').on(table.kind, table.name, table.createdAt),
  ],
);

/** Sealed by the key file of the data folder: a copy of the database alone opens nothing. */
export const credential = passerelle.table(
  'credential',
  {
    connection: text().notNull(),
    name: text().notNull(),
    generation: integer().notNull(),
    ciphertext: bytes().notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.connection, table.name, table.generation] })],
);

export const fact = passerelle.table('fact', {
  name: text().primaryKey(),
  value: jsonb().$type<Json>().notNull(),
  updatedAt: instant('updated_at').notNull(),
});
