/** What the daemon does with jobs: advance documents, write back. Concurrency is bounded here; each remote bounds its own. */
import { advance, type Commit } from '../pipeline/advance.ts';
import { isPaused } from '../pipeline/lanes.ts';
import { backoff, troubleOf } from '../pipeline/retry.ts';
import { respond } from '../pipeline/respond.ts';
import { after, erpConnectionOf, type Road } from '../pipeline/road.ts';
import { writeBack } from '../pipeline/write-back.ts';
import type { Document } from '../model/document.ts';
import type { Jobs } from '../ports/jobs.ts';

const ADVANCE = { batch: 10, concurrency: 4 } as const;
const WRITE_BACK = { batch: 5, concurrency: 2 } as const;
const RESPOND = { batch: 5, concurrency: 2 } as const;
const BUSY_SECONDS = 5;
const RESPOND_AGAIN_SECONDS = 60;

export async function startWork(jobs: Jobs, road: Road, commit: Commit): Promise<void> {
  await jobs.work(
    'advance',
    async (batch) => {
      const results = await Promise.allSettled(batch.map((job) => advance(job.document, road, commit)));
      return results.flatMap((result, index) => {
        const job = batch[index];
        return result.status === 'fulfilled' || job === undefined ? [] : [{ id: job.id, why: troubleOf(result.reason).code }];
      });
    },
    ADVANCE,
  );
  await jobs.work(
    'write-back',
    async (batch) => {
      await Promise.all(batch.map((job) => writeBackOne(job.document, road)));
    },
    WRITE_BACK,
  );
  await jobs.work(
    'respond',
    async (batch) => {
      await Promise.all(batch.map((job) => respondOne(job.document, road)));
    },
    RESPOND,
  );
}

/** What is told waits for the ERP connection of the document's company: open, and the one we know. */
async function erpIsOpen(document: Document, road: Road): Promise<boolean> {
  const connection = erpConnectionOf(document, road);
  const lanes = await road.store.lanes.list();
  return road.trusted(connection) && !lanes.some((lane) => lane.connection === connection && isPaused(lane, road.clock.now()));
}

/** A decision or payment that could not be read is read again later: nothing of it is lost, the ERP keeps it. */
async function respondOne(id: string, road: Road): Promise<void> {
  const document = await road.store.document(id);
  if (document === null) return;
  const again = (seconds: number): Promise<void> =>
    road.store.enqueue(id, { queue: 'respond', at: after(road.clock.now(), seconds * 1000) });
  if (!(await erpIsOpen(document, road))) return again(60);
  try {
    await respond(document, road);
  } catch (error) {
    const trouble = troubleOf(error);
    road.log.warn('respond.failed', { document: id, code: trouble.code, error });
    if (trouble.kind === 'config')
      await road.store.lanes.pause(erpConnectionOf(document, road), null, `${trouble.code}: ${trouble.sentence}`);
    await again(trouble.retryAfter ?? RESPOND_AGAIN_SECONDS);
  }
}

/** Never throws for a remote's trouble: the next try is planned, and a configuration error pauses the ERP connection. */
async function writeBackOne(id: string, road: Road): Promise<void> {
  const document = await road.store.document(id);
  if (document === null) return;
  if (!(await erpIsOpen(document, road))) {
    await road.store.enqueue(id, { queue: 'write-back', at: after(road.clock.now(), 60_000) });
    return;
  }
  try {
    const result = await writeBack(document, road);
    if (result === 'busy') await road.store.enqueue(id, { queue: 'write-back', at: after(road.clock.now(), BUSY_SECONDS * 1000) });
  } catch (error) {
    await planAgain(document, error, road);
  }
}

async function planAgain(document: Document, error: unknown, road: Road): Promise<void> {
  const trouble = troubleOf(error);
  road.log.warn('write-back.failed', { document: document.id, code: trouble.code, error });
  road.meter.count('passerelle_write_back_failures_total', { kind: trouble.kind });
  if (trouble.kind === 'config' && document.erpRef !== null)
    await road.store.lanes.pause(erpConnectionOf(document, road), null, `${trouble.code}: ${trouble.sentence}`);
  const events = await road.store.events(document.id);
  const told = events.findLastIndex((event) => event.type === 'written-back');
  const failures = events.slice(told + 1).filter((event) => event.type === 'write-back-failed').length;
  // the journal keeps the first failures, not a year of them
  if (failures < 8)
    await road.store.append(document.id, {
      type: 'write-back-failed',
      actor: 'daemon',
      data: { code: trouble.code, words: trouble.sentence },
    });
  const wait = trouble.retryAfter === undefined ? backoff(failures + 1, road.noise()) : trouble.retryAfter * 1000;
  await road.store.enqueue(document.id, { queue: 'write-back', at: after(road.clock.now(), wait) });
}
