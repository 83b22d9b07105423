/** How many calls a connection may have under way, and how many may start in a window: per process, in memory only. */
import PQueue from 'p-queue';

export interface LimitOptions {
  readonly concurrency: number;
  /** At most this many calls start in any window of `perSeconds`; unlimited when absent. */
  readonly requests?: number;
  readonly perSeconds?: number;
}

export const LIMIT_DEFAULTS: LimitOptions = { concurrency: 4 };

export interface Limits {
  run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Calls waiting for their turn. */
  readonly waiting: number;
}

export function createLimits(options: LimitOptions = LIMIT_DEFAULTS): Limits {
  const rate = options.requests === undefined
    ? {}
    : { intervalCap: options.requests, interval: (options.perSeconds ?? 1) * 1000, strict: true };
  const queue = new PQueue({ concurrency: options.concurrency, ...rate });
  return {
    run: (task, signal) => queue.add(task, signal === undefined ? {} : { signal }),
    get waiting() {
      return queue.size;
    },
  };
}
