/** The real clock: the only place that asks the machine for the time or waits. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../ports/runtime.ts';

export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  monotonic: () => performance.now(),
  sleep: async (milliseconds, signal) => {
    if (signal?.aborted === true) return;
    try {
      await wait(milliseconds, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      // an abort ends the wait, it is no failure
      if (!(error instanceof Error && error.name === 'AbortError')) throw error;
    }
  },
};
