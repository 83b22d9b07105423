/**
 * The one place that decides what follows an error. Pure: noise and time come in. An adapter never repeats by itself,
 * the job engine only redelivers after a crash.
 */
import { kindOf, PasserelleError, type ErrorKind } from '../base/error.ts';
import type { Instant } from '../base/calendar-date.ts';
import { after } from './road.ts';

/** Seconds before the first repeat, doubled each time up to the longest. */
const FIRST_SECONDS = 2;
const LONGEST_SECONDS = 900;
/** A document that cannot pass for this long, while its remote answers, is parked. */
export const PARK_AFTER_HOURS = 72;
/** Own tries of one document while others pass. */
export const ATTEMPTS_MAX = 12;

export type Verdict =
  | { readonly action: 'retry'; readonly at: Instant; readonly spent: boolean }
  /** The outcome is unknown: wait for the settle time, then ask the remote. */
  | { readonly action: 'settle'; readonly at: Instant }
  | { readonly action: 'hold' }
  /** Pause the connection: nothing of it can pass until somebody acts. */
  | { readonly action: 'pause' }
  | { readonly action: 'park' };

export interface Trouble {
  readonly kind: ErrorKind;
  readonly retryAfter: number | undefined;
  readonly code: string;
  readonly sentence: string;
}

export function troubleOf(error: unknown): Trouble {
  if (error instanceof PasserelleError) {
    return { kind: error.kind, retryAfter: error.retryAfter, code: error.code, sentence: error.message };
  }
  return { kind: kindOf(error), retryAfter: undefined, code: 'BASE_BUG', sentence: error instanceof Error ? error.message : String(error) };
}

/** Milliseconds before try number `attempts` + 1: exponential, spread by noise over the upper half. */
export function backoff(attempts: number, noise: number): number {
  const seconds = Math.min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** Math.min(attempts, 20));
  return Math.round(seconds * 1000 * (0.5 + noise / 2));
}

export function decide(
  trouble: Trouble,
  state: { readonly attempts: number; readonly stageSince: Instant; readonly settleSeconds: number },
  now: Instant,
  noise: number,
): Verdict {
  switch (trouble.kind) {
    case 'transient': {
      const at = trouble.retryAfter === undefined ? after(now, backoff(state.attempts, noise)) : after(now, trouble.retryAfter * 1000);
      // a remote that says when to come back is healthy: that costs no attempt
      const spent = trouble.retryAfter === undefined;
      const old = Date.parse(now) - Date.parse(state.stageSince) > PARK_AFTER_HOURS * 3_600_000;
      return old ? { action: 'park' } : { action: 'retry', at, spent };
    }
    case 'uncertain':
      return { action: 'settle', at: after(now, state.settleSeconds * 1000) };
    case 'remote':
    case 'data':
      return { action: 'hold' };
    case 'config':
      return { action: 'pause' };
    case 'bug':
      return state.attempts < 2 ? { action: 'retry', at: after(now, backoff(state.attempts + 2, noise)), spent: true } : { action: 'park' };
  }
}
