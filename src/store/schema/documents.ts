/** What we know of each document: its row, its versions, their findings, and the bytes that belong to it. */
import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, numeric, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { FieldRef } from '../../model/path.ts';
import { bytes, digest, instant, passerelle } from './columns.ts';

export const document = passerelle.table(
  'document',
  {
    id: uuid().primaryKey(),
    key: text().notNull(),
    company: text(),
    connection: text().notNull(),
    direction: text().notNull(),
    kind: text().notNull(),
    version: integer().notNull(),
    stage: text().notNull(),
    halt: text(),
    head: integer().notNull(),
    /** Hash of the event at `head`: the next event is chained to it without another look. */
    headHash: digest('head_hash').notNull(),
    dueAt: instant('due_at'),
    attempts: integer().notNull(),
    stageSince: instant('stage_since').notNull(),
    about: uuid(),
    erpModel: text('erp_model'),
    erpId: text('erp_id'),
    fingerprint: text(),
    channelRef: text('channel_ref'),
    number: text(),
    issueDate: text('issue_date'),
    counterparty: text(),
    currency: text(),
    payable: numeric(),
    scope: text(),
    reason: text(),
    status: text(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    uniqueIndex('document_key').on(table.key),
    index('document_erp').on(table.connection, table.erpModel, table.erpId),
    index('document_channel')
      .on(table.channelRef)
      .where(sql`${table.channelRef} is not null`),
    index('document_number').on(table.company, table.number),
    index('document_about')
      .on(table.about)
      .where(sql`${table.about} is not null`),
    index('document_due')
      .on(table.dueAt)
      .where(sql`${table.dueAt} is not null`),
    // Every move writes to all of these, so there are no more than lists need.
    // Ids sort by time, so each of these gives the newest first without a sort
    index('document_company').on(table.company, table.id),
    index('document_stage').on(table.stage, table.halt, table.id),
    index('document_halt')
      .on(table.halt, table.id)
      .where(sql`${table.halt} is not null`),
    index('document_status')
      .on(table.status, table.id)
      .where(sql`${table.status} is not null`),
    index('document_issued').on(table.issueDate, table.id),
  ],
);

export const documentVersion = passerelle.table(
  'document_version',
  {
    document: uuid()
      .notNull()
      .references(() => document.id),
    version: integer().notNull(),
    record: text(),
    enrichment: text(),
    invoice: text(),
    derivations: text(),
    output: text(),
    config: text(),
    release: text().notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.document, table.version] })],
);

export const finding = passerelle.table(
  'finding',
  {
    document: uuid()
      .notNull()
      .references(() => document.id),
    version: integer().notNull(),
    position: integer().notNull(),
    rule: text().notNull(),
    severity: text().notNull(),
    at: jsonb().$type<readonly string[]>().notNull(),
    file: text(),
    erp: jsonb().$type<readonly FieldRef[]>(),
    values: jsonb().$type<Readonly<Record<string, string>>>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.document, table.version, table.position] }),
    index('finding_rule').on(table.rule),
  ],
);

/** Bytes by content, compressed by us (zstd); a row may be dropped by retention, its digest stays where it is named. */
export const artifact = passerelle.table(
  'artifact',
  {
    sha256: digest().primaryKey(),
    mediaType: text('media_type').notNull(),
    /** Length before compression. */
    size: bigint({ mode: 'number' }).notNull(),
    bytes: bytes().notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [index('artifact_created').on(table.createdAt)],
);

/** Which document uses which bytes as what: retention asks here, and so does the timeline. */
export const documentArtifact = passerelle.table(
  'document_artifact',
  {
    document: uuid()
      .notNull()
      .references(() => document.id),
    version: integer().notNull(),
    role: text().notNull(),
    sha256: digest().notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.document, table.version, table.role, table.sha256] }),
    index('document_artifact_sha').on(table.sha256),
  ],
);
