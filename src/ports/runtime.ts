/** The world as the shell sees it; runtime/ has the real ones, tests pass their own. */
import type { Instant } from '../base/calendar-date.ts';

export interface Clock {
  now(): Instant;
  /** Milliseconds of a clock that only goes forward. */
  monotonic(): number;
  /** Resolves after the time, or at once when the signal aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export interface Ids {
  /** A new unique id that sorts by time (UUID version 7). */
  next(): string;
}

/** 0 ≤ noise < 1, for the spread of retries. */
export type Noise = () => number;

/** An event name plus facts; never bodies, names, amounts, secrets. */
export interface Log {
  debug(event: string, facts?: Readonly<Record<string, unknown>>): void;
  info(event: string, facts?: Readonly<Record<string, unknown>>): void;
  warn(event: string, facts?: Readonly<Record<string, unknown>>): void;
  error(event: string, facts?: Readonly<Record<string, unknown>>): void;
}

/** Counters and gauges by name; runtime/metrics has Prometheus behind it. */
export interface Meter {
  count(name: string, labels?: Readonly<Record<string, string>>, by?: number): void;
  gauge(name: string, value: number, labels?: Readonly<Record<string, string>>): void;
  /** Seconds. */
  observe(name: string, seconds: number, labels?: Readonly<Record<string, string>>): void;
}
