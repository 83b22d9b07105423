import { PasserelleError } from './error.ts';

/** Programming mistakes only: an input can never make it fail. @throws PasserelleError BASE_BUG */
export function assert(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new PasserelleError('BASE_BUG', sentence);
}

/** The unreachable end of an exhaustive switch. */
export function never(value: never): never {
  throw new PasserelleError('BASE_BUG', `unexpected value ${String(value)}`);
}
