/**
 * Puts jobs into pg-boss inside our own transaction, so that a move and the job it asks for are one fact.
 * One waiting job per document and queue: a second request joins it, and an earlier one moves it forward.
 */
import { fromBunSql, type PgBoss } from 'pg-boss';
import type { Instant } from '../base/calendar-date.ts';
import { QUEUES, type JobRequest, type Queue } from '../model/step.ts';
import { run, type Runner } from './bulk.ts';

/** Where jobs are handed in: an instance of pg-boss that was started. */
export type JobSink = Pick<PgBoss, 'insert'>;

export interface DocumentJob extends JobRequest {
  readonly document: string;
}

export const JOB_SCHEMA = 'pgboss';

/** Seconds from our clock's now: the database's clock, which pg-boss goes by, may differ from ours. */
function delaySeconds(at: Instant | undefined, now: Instant): number {
  return at === undefined ? 0 : Math.max(0, (Date.parse(at) - Date.parse(now)) / 1000);
}

function earliestPerDocument(jobs: readonly DocumentJob[], now: Instant): ReadonlyMap<string, number> {
  const delays = new Map<string, number>();
  for (const job of jobs) {
    const delay = delaySeconds(job.at, now);
    delays.set(job.document, Math.min(delay, delays.get(job.document) ?? delay));
  }
  return delays;
}

/** Takes away waiting jobs that would come later than what is asked now; phrased as pg-boss's index job_i1 is. */
const REMOVE_LATER = `delete from ${JOB_SCHEMA}.job j using unnest($2::text[], $3::float8[]) as r(document, delay)
  where j.name = $1 and j.state = 'created' and j.policy = 'short' and coalesce(j.singleton_key, '') = r.document
    and j.start_after > ${JOB_SCHEMA}.job_now() + r.delay * interval '1 second'`;

async function insertInto(tx: Runner, sink: JobSink, queue: Queue, delays: ReadonlyMap<string, number>): Promise<void> {
  if (delays.size === 0) return;
  // In id order, as everything here, so that two transactions never wait for each other
  const sorted = [...delays].sort(([a], [b]) => (a < b ? -1 : 1));
  await run(tx, REMOVE_LATER, [queue, sorted.map(([id]) => id), sorted.map(([, delay]) => String(delay))] as never[]);
  const jobs = sorted.map(([id, delay]) => ({ data: { document: id }, singletonKey: id, startAfter: delay }));
  await sink.insert(queue, jobs, { db: fromBunSql(tx as never) });
}

export async function insertJobs(tx: Runner, sink: JobSink, jobs: readonly DocumentJob[], now: Instant): Promise<void> {
  for (const queue of QUEUES) {
    await insertInto(
      tx,
      sink,
      queue,
      earliestPerDocument(
        jobs.filter((job) => job.queue === queue),
        now,
      ),
    );
  }
}
