/**
 * How often one source may ask: a token bucket per network address, with a bounded number of buckets. It decides
 * before a body is read, and never learns what was asked.
 */
import type { Clock } from '../ports/runtime.ts';

export interface SourceLimitOptions {
  /** Requests that may come at once. */
  readonly burst: number;
  /** Requests per second in the long run. */
  readonly perSecond: number;
  /** Sources remembered; the one unseen for longest is forgotten first. */
  readonly sources?: number;
  readonly clock: Clock;
}

export interface SourceLimit {
  /** Seconds to wait, or 0 when the request may pass. */
  take(source: string, cost?: number): number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** One address; of IPv6 the /64 prefix, because one customer owns all of it. */
export function sourceOf(address: string): string {
  if (address.startsWith('::ffff:')) return address.slice(7);
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('::', 2);
  const left = head === '' ? [] : head.split(':');
  if (tail === undefined) return left.slice(0, 4).join(':');
  const right = tail === '' ? [] : tail.split(':');
  const zeros = new Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  return [...left, ...zeros, ...right].slice(0, 4).join(':');
}

export function sourceLimit(options: SourceLimitOptions): SourceLimit {
  const buckets = new Map<string, Bucket>();
  const most = options.sources ?? 10_000;

  function bucketOf(source: string, now: number): Bucket {
    const known = buckets.get(source);
    // deleting and setting again keeps the map in order of last use
    buckets.delete(source);
    const passed = known === undefined ? 0 : Math.max(0, now - known.at) / 1000;
    const tokens = known === undefined ? options.burst : Math.min(options.burst, known.tokens + passed * options.perSecond);
    const bucket = { tokens, at: now };
    buckets.set(source, bucket);
    if (buckets.size > most) buckets.delete(buckets.keys().next().value as string);
    return bucket;
  }

  return {
    take(source, cost = 1) {
      const bucket = bucketOf(sourceOf(source), options.clock.monotonic());
      if (bucket.tokens < 1) return Math.max(1, Math.ceil((1 - bucket.tokens) / options.perSecond));
      // a cost above what is left makes a debt, so that a failed proof of identity is felt later
      bucket.tokens -= cost;
      return 0;
    },
  };
}
