/** The port to the durable queue and to the batching writer; store/ has both on PostgreSQL. */
import type { Queue, Step } from '../model/step.ts';
import type { CommitOutcome, Job } from './store.ts';

export type JobHandler = (jobs: readonly Job[]) => Promise<readonly { readonly id: string; readonly why: string }[] | void>;

export interface Jobs {
  /** At least once: jobs the handler names, or whose worker dies, come again; a throw gives the whole batch back. */
  work(queue: Queue, handler: JobHandler, options?: { readonly batch?: number; readonly concurrency?: number }): Promise<void>;
  /** No new jobs; those under way are waited for. */
  stop(): Promise<void>;
}

/** Gathers the steps that arrive while a commit runs into the next one. */
export interface Committer {
  submit(step: Step): Promise<CommitOutcome>;
}
