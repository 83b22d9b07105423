/**
 * A remote that refuses connections or answers 429 or 5xx opens its breaker: calls then fail at once, without reaching
 * it, until one probe has gone through. Counts only consecutive failures; knows nothing of what is asked.
 */
import { PasserelleError } from '../base/error.ts';
import type { Clock } from '../ports/runtime.ts';

export const BREAKER_STATES = ['closed', 'open', 'probing'] as const;
export type BreakerState = (typeof BREAKER_STATES)[number];

export interface BreakerOptions {
  /** Consecutive failures that open it. */
  readonly failures: number;
  /** First pause in seconds; doubles at each failed probe. */
  readonly firstPause: number;
  readonly longestPause: number;
}

export const BREAKER_DEFAULTS: BreakerOptions = { failures: 5, firstPause: 5, longestPause: 300 };

const OPENS = new Set(['NET_UNREACHABLE', 'NET_TIMEOUT', 'NET_BUSY', 'NET_UNCLEAR']);

export class Breaker {
  readonly #options: BreakerOptions;
  readonly #clock: Clock;
  readonly #connection: string;
  #failures = 0;
  #pauses = 0;
  #openUntil: number | null = null;
  #probing = false;

  constructor(connection: string, clock: Clock, options: Partial<BreakerOptions> = {}) {
    this.#connection = connection;
    this.#clock = clock;
    this.#options = { ...BREAKER_DEFAULTS, ...options };
  }

  get state(): BreakerState {
    if (this.#openUntil === null) return 'closed';
    return this.#probing ? 'probing' : 'open';
  }

  /** Seconds until the next probe may go. */
  get secondsToWait(): number {
    return this.#openUntil === null ? 0 : Math.max(0, Math.ceil((this.#openUntil - this.#clock.monotonic()) / 1000));
  }

  /** @throws NET_BREAKER_OPEN while open; else what the task throws */
  async run<T>(task: () => Promise<T>): Promise<T> {
    const probe = this.#admit();
    try {
      const value = await task();
      this.#succeeded();
      return value;
    } catch (error) {
      this.#failed(error, probe);
      throw error;
    } finally {
      if (probe) this.#probing = false;
    }
  }

  /** True when the admitted call is the probe. */
  #admit(): boolean {
    if (this.#openUntil === null) return false;
    if (this.#probing || this.#clock.monotonic() < this.#openUntil) {
      throw new PasserelleError('NET_BREAKER_OPEN', 'the remote failed several times in a row; waiting before the next try', {
        where: { connection: this.#connection },
        retryAfter: Math.max(1, this.secondsToWait),
      });
    }
    this.#probing = true;
    return true;
  }

  #succeeded(): void {
    this.#failures = 0;
    this.#pauses = 0;
    this.#openUntil = null;
  }

  #failed(error: unknown, probe: boolean): void {
    if (!(error instanceof PasserelleError) || !OPENS.has(error.code)) {
      // the remote answered: whatever it said, it is up
      if (error instanceof PasserelleError && error.kind !== 'bug') this.#succeeded();
      return;
    }
    this.#failures += 1;
    // a remote that names a time is waited for as long as it says, which is no failed probe; at once is no time
    if (error.code === 'NET_BUSY' && (error.retryAfter ?? 0) > 0) return this.#open(error.retryAfter ?? 0);
    // a call that was under way when it opened says nothing new: only a failed probe doubles
    if (!probe && (this.#openUntil !== null || this.#failures < this.#options.failures)) return;
    const pause = Math.min(this.#options.firstPause * 2 ** this.#pauses, this.#options.longestPause);
    this.#pauses = Math.min(this.#pauses + 1, 16);
    this.#open(pause);
  }

  /** Never for less time than it is open already. */
  #open(seconds: number): void {
    this.#openUntil = Math.max(this.#clock.monotonic() + seconds * 1000, this.#openUntil ?? 0);
  }
}
