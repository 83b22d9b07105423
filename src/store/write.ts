/**
 * Makes planned writes true inside a transaction that holds the locks: a fixed number of statements, however many
 * documents there are.
 */
import type { Instant } from '../base/calendar-date.ts';
import type { JobRequest } from '../model/step.ts';
import { insertArtifacts } from './artifacts.ts';
import { insertRows, run, updateRows, type Runner } from './bulk.ts';
import { insertJobs, type DocumentJob, type JobSink } from './job-sink.ts';
import type { Writes } from './plan.ts';
import { document, documentArtifact, documentVersion, event, finding } from './schema/index.ts';

/** A digest that a later step does not bring stays; pins likewise. */
const MERGE_VERSION = `on conflict (document, version) do update set
  record = coalesce(excluded.record, t.record), enrichment = coalesce(excluded.enrichment, t.enrichment),
  invoice = coalesce(excluded.invoice, t.invoice), derivations = coalesce(excluded.derivations, t.derivations),
  output = coalesce(excluded.output, t.output), config = coalesce(excluded.config, t.config),
  release = case when excluded.release = '' then t.release else excluded.release end`;

async function writeFindings(tx: Runner, writes: readonly Writes[]): Promise<void> {
  const judged = writes.filter(({ findings }) => findings !== null);
  if (judged.length === 0) return;
  await run(
    tx,
    `delete from passerelle.finding f using unnest($1::uuid[], $2::int[]) as r(document, version)
    where f.document = r.document and f.version = r.version`,
    [judged.map(({ row }) => row.id), judged.map(({ row }) => String(row.version))] as never[],
  );
  await insertRows(
    tx,
    finding,
    judged.flatMap(({ findings }) => findings ?? []),
  );
}

async function writeArtifacts(tx: Runner, writes: readonly Writes[], at: Instant): Promise<void> {
  await insertArtifacts(
    tx,
    writes.flatMap(({ artifacts }) => artifacts),
    at,
  );
  await insertRows(
    tx,
    documentArtifact,
    writes.flatMap(({ row, artifacts }) =>
      artifacts.map((artifact) => ({
        document: row.id,
        version: row.version,
        role: artifact.as,
        sha256: artifact.sha256,
        createdAt: at,
      })),
    ),
    'on conflict do nothing',
  );
}

export function jobsOf(writes: readonly Writes[]): readonly DocumentJob[] {
  return writes.flatMap(({ row, jobs }) => jobs.map((job: JobRequest) => ({ ...job, document: row.id })));
}

/** Everything that follows the document rows themselves. */
async function writeRest(tx: Runner, sink: JobSink, writes: readonly Writes[], at: Instant): Promise<void> {
  await insertRows(
    tx,
    event,
    writes.flatMap(({ events }) => events),
  );
  await writeArtifacts(tx, writes, at);
  await insertRows(
    tx,
    documentVersion,
    writes.flatMap(({ version }) => (version === null ? [] : [version])),
    MERGE_VERSION,
  );
  await writeFindings(tx, writes);
  await insertJobs(tx, sink, jobsOf(writes), at);
}

export async function writeMoves(tx: Runner, sink: JobSink, writes: readonly Writes[], at: Instant): Promise<void> {
  if (writes.length === 0) return;
  await updateRows(
    tx,
    document,
    writes.map(({ row }) => row),
  );
  await writeRest(tx, sink, writes, at);
}

/** Inserts new documents; those whose key exists are left as they are. Key → id of those that were new. */
export async function writeCreations(
  tx: Runner,
  sink: JobSink,
  writes: readonly Writes[],
  at: Instant,
): Promise<ReadonlyMap<string, string>> {
  const sorted = [...writes].sort((a, b) => (a.row.key < b.row.key ? -1 : 1));
  const inserted = await insertRows(
    tx,
    document,
    sorted.map(({ row }) => row),
    'on conflict (key) do nothing returning id',
  );
  const fresh = new Set(inserted.map(({ id }) => String(id)));
  const created = sorted.filter(({ row }) => fresh.has(row.id));
  await writeRest(tx, sink, created, at);
  return new Map(created.map(({ row }) => [row.key, row.id]));
}
