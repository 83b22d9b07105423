/** Reading documents and what belongs to them. */
import type { Instant } from '../base/calendar-date.ts';
import type { Document, ErpRef } from '../model/document.ts';
import type { Store } from '../ports/store.ts';
import { readArtifact } from './artifacts.ts';
import { decode, run } from './bulk.ts';
import type { Shop } from './commit.ts';
import { JOB_SCHEMA } from './job-sink.ts';
import { toDocument, toEvent, toFault, toVersion } from './rows.ts';
import { document, documentVersion, event, finding } from './schema/index.ts';

type Reads = Pick<
  Store,
  | 'document'
  | 'documents'
  | 'byKey'
  | 'byKeys'
  | 'byErpRef'
  | 'byChannelRef'
  | 'byNumber'
  | 'due'
  | 'held'
  | 'waiting'
  | 'version'
  | 'events'
  | 'findings'
  | 'about'
  | 'artifact'
  | 'sources'
  | 'cursor'
>;

/**
 * A due document with a job that will run by itself is left to it. Jobs go by the database's clock, our due times by
 * ours: the sweep only repairs what was lost, so the difference does no harm.
 */
const DUE = `select d.* from passerelle.document d
  where d.due_at <= $1 and not exists (
    select 1 from ${JOB_SCHEMA}.job j where j.name = 'advance' and j.singleton_key = d.id::text
      and j.state in ('created', 'retry', 'active') and j.start_after <= ${JOB_SCHEMA}.job_now())
  order by d.due_at limit $2`;

const HELD = `select * from passerelle.document
  where direction = 'out' and stage in ('received', 'prepared', 'awaiting', 'signed')
    and ($1::text is null or connection = $1) and ($2::text is null or company = $2)
  order by halt nulls last, updated_at, id limit $3`;

/** Empty text, or one that is no UUID, names no document: a page may ask for anything. */
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Query = (text: string, values: readonly unknown[]) => Promise<readonly Document[]>;

function findDocuments(many: Query): Omit<Reads, 'version' | 'events' | 'findings' | 'artifact' | 'sources' | 'cursor'> {
  const where: Query = async (condition, values) => many(`select * from passerelle.document where ${condition}`, values);
  const by = async (condition: string, list: readonly string[], of: 'id' | 'key'): Promise<ReadonlyMap<string, Document>> =>
    list.length === 0 ? new Map() : new Map((await where(condition, [list])).map((each) => [each[of], each]));
  const isId = (id: string): boolean => UUID.test(id);
  return {
    document: async (id) => (isId(id) ? ((await where('id = $1', [id]))[0] ?? null) : null),
    documents: async (ids) => by('id = any($1::uuid[])', ids.filter(isId), 'id'),
    byKey: async (key) => (await where('key = $1', [key]))[0] ?? null,
    byKeys: async (keys) => by('key = any($1::text[])', [...keys], 'key'),
    byErpRef: async (connection, ref: ErpRef) =>
      where('connection = $1 and erp_model = $2 and erp_id = $3 order by id', [connection, ref.model, ref.id]),
    byChannelRef: async (ref) => where('channel_ref = $1 order by id', [ref]),
    byNumber: async (company, number, direction = 'out') =>
      where(`company = $1 and number = $2 and direction = $3 and kind = 'invoice' order by id desc`, [company, number, direction]),
    due: async (now: Instant, limit) => many(DUE, [now, String(limit)]),
    held: async ({ connection, company, limit }) => many(HELD, [connection ?? null, company ?? null, String(limit)]),
    waiting: async (companies, limit) =>
      companies.length === 0
        ? []
        : where(
            `direction = 'in' and kind = 'invoice' and stage = 'parsed' and halt = 'held' and company = any($1::text[])
          order by updated_at, id limit $2`,
            [[...companies], String(limit)],
          ),
    about: async (id) => (isId(id) ? where('about = $1 order by id', [id]) : []),
  };
}

export function makeReads(shop: Pick<Shop, 'client'>): Reads {
  const many: Query = async (text, values) =>
    (await run(shop.client, text, values as never[])).map((row) => toDocument(decode(document, row)));
  return {
    ...findDocuments(many),
    async version(id, version) {
      const [row] = await run(shop.client, 'select * from passerelle.document_version where document = $1 and version = $2', [
        id,
        String(version),
      ]);
      return row === undefined ? null : toVersion(decode(documentVersion, row));
    },
    async events(id) {
      const rows = await run(shop.client, 'select * from passerelle.event where document = $1 order by seq', [id]);
      return rows.map((row) => toEvent(decode(event, row)));
    },
    async findings(id, version) {
      const rows = await run(shop.client, 'select * from passerelle.finding where document = $1 and version = $2 order by position', [
        id,
        String(version),
      ]);
      return rows.map((row) => toFault(decode(finding, row)));
    },
    artifact: async (sha256) => readArtifact(shop.client, sha256),
    async sources(connection, feed, refs) {
      const rows = await run<{ ref: string; fingerprint: string }>(
        shop.client,
        'select ref, fingerprint from passerelle.source where connection = $1 and feed = $2 and ref = any($3::text[])',
        [connection, feed, [...refs]] as never[],
      );
      return new Map(rows.map(({ ref, fingerprint }) => [ref, fingerprint]));
    },
    async cursor(connection, feed) {
      const [row] = await run<{ value: string }>(shop.client, 'select value from passerelle.cursor where connection = $1 and feed = $2', [
        connection,
        feed,
      ]);
      return row?.value ?? null;
    },
  };
}
