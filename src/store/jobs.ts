/** Work on documents, delivered at least once, in batches: pg-boss hands out, the handler says what came of each. */
import type { PgBoss } from 'pg-boss';
import type { Queue } from '../model/step.ts';
import type { Log } from '../ports/runtime.ts';
import type { Job } from '../ports/store.ts';

/** A job as handed out; `redeliveries` counts workers that died or failed with it before. */
export interface Delivery extends Job {
  readonly redeliveries: number;
}

export interface JobFailure {
  readonly id: string;
  readonly why: string;
}

/** Names the jobs to be delivered again; all others are done. Throwing gives the whole batch back. */
export type JobHandler = (jobs: readonly Delivery[]) => Promise<readonly JobFailure[] | void>;

export interface WorkOptions {
  /** Documents per call of the handler; default 50. */
  readonly batch?: number;
  /** Calls at the same time in this process; default 2. */
  readonly concurrency?: number;
}

export interface Jobs {
  work(queue: Queue, handler: JobHandler, options?: WorkOptions): Promise<void>;
  /** Stops fetching, waits for what runs; what is not done in time goes back to the queue. */
  stop(timeoutMilliseconds?: number): Promise<void>;
}

interface Payload {
  readonly document: string;
}

const STOP_TIMEOUT = 20_000;

export function makeJobs(boss: PgBoss, log: Log): Jobs {
  return {
    async work(queue, handler, { batch = 50, concurrency = 2 } = {}) {
      const options = {
        batchSize: batch,
        localConcurrency: concurrency,
        perJobResults: true,
        burstWhenBatchFull: true,
        pollingIntervalSeconds: 1,
        notifyPollingIntervalSeconds: 1,
        heartbeatRefreshSeconds: 3,
      } as const;
      await boss.work<Payload, unknown, typeof options>(queue, options, async (fetched) => {
        const deliveries = fetched.map((job) => ({
          id: job.id,
          queue,
          document: job.data.document,
          redeliveries: job.retryCount,
        }));
        const failures = new Map(((await handler(deliveries)) ?? []).map(({ id, why }) => [id, why]));
        return deliveries.map(({ id, document }) => {
          const why = failures.get(id);
          if (why === undefined) return { id, status: 'completed' as const };
          log.warn('job-given-back', { queue, document, why });
          return { id, status: 'failed' as const, output: { why } };
        });
      });
    },
    async stop(timeout = STOP_TIMEOUT) {
      await boss.stop({ graceful: true, close: false, timeout });
    },
  };
}
