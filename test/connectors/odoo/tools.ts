// What an adapter gets of the world, in tests: the real time, silent logs, no stored credentials.
import type { AdapterTools } from '../../../src/ports/adapter.ts';

const nothing = (): void => undefined;

export function testTools(connection = 'erp-test', now = (): string => new Date().toISOString()): AdapterTools {
  let next = 0;
  return {
    connection,
    clock: {
      now,
      monotonic: () => performance.now(),
      sleep: (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); }),
    },
    ids: { next: () => `id-${String((next += 1))}` },
    log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
    meter: { count: nothing, gauge: nothing, observe: nothing },
    credentials: { get: () => Promise.resolve(null), put: () => Promise.resolve() },
  };
}
