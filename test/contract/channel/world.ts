/** The world of the channel tests: the real clock, counting ids, credentials in memory, silent logs. */
import type { AdapterTools } from '../../../src/ports/adapter.ts';
import type { Clock, Ids } from '../../../src/ports/runtime.ts';

export const realClock: Clock = {
  now: () => new Date().toISOString(),
  monotonic: () => performance.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted === true) return resolve();
      const timer = setTimeout(resolve, milliseconds);
      signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      }, { once: true });
    }),
};

/** A clock that stands still until moved; sleeping moves nothing and ends only by the signal. */
export function steppedClock(start: string): Clock & { step(milliseconds: number): void } {
  let now = Date.parse(start);
  return {
    now: () => new Date(now).toISOString(),
    monotonic: () => now,
    sleep: (_, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) resolve();
        signal?.addEventListener('abort', () => resolve(), { once: true });
      }),
    step(milliseconds) {
      now += milliseconds;
    },
  };
}

export function countingIds(): Ids {
  let count = 0;
  return { next: () => `01930000-0000-7000-8000-${String(++count).padStart(12, '0')}` };
}

export interface TestTools extends AdapterTools {
  readonly stored: Map<string, string>;
  readonly logged: string[];
}

export function testTools(clock: Clock = realClock, stored = new Map<string, string>()): TestTools {
  const logged: string[] = [];
  const log = (event: string): void => void logged.push(event);
  return {
    connection: 'sandbox',
    clock,
    ids: countingIds(),
    log: { debug: () => undefined, info: log, warn: log, error: log },
    meter: { count: () => undefined, gauge: () => undefined, observe: () => undefined },
    credentials: {
      get: (name) => Promise.resolve(stored.get(name) ?? null),
      put: (name, secret) => Promise.resolve(void stored.set(name, secret)),
    },
    stored,
    logged,
  };
}
