/** The port to the durable queue and to the batching writer; store/ has both on PostgreSQL. */
import type { Queue, Step } from '../model/step.ts';
import type { CommitOutcome, Job } from './store.ts';

export interface Jobs {
  /** At least once: a job whose handler throws, or whose worker dies, comes again. */
  work(queue: Queue, handler: (jobs: readonly Job[]) => Promise<void>, options: { readonly batch: number; readonly concurrency: number }): Promise<void>;
  /** No new jobs; those under way are waited for. */
  stop(): Promise<void>;
}

/** Gathers the steps that arrive while a commit runs into the next one. */
export interface Committer {
  submit(step: Step): Promise<CommitOutcome>;
}
