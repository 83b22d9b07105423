/** UUID version 7 (RFC 9562 §5.7): sorts by time, and within one millisecond by a counter, so ids of one process rise. */
import { randomBytes } from 'node:crypto';
import type { Ids } from '../ports/runtime.ts';

/** 12 bits: rand_a holds the counter of RFC 9562 §6.2, method 1. */
const COUNTER_END = 0x1000;

export function createIds(now: () => number = Date.now, random: (size: number) => Uint8Array = randomBytes): Ids {
  let time = -1;
  let counter = 0;
  return {
    next: () => {
      // a clock that steps back must not make ids fall: stay at the highest time seen
      const at = Math.max(now(), time);
      const bytes = random(10);
      if (at > time) counter = ((bytes[0] ?? 0) << 3) | ((bytes[1] ?? 0) >> 5);
      else counter += 1;
      time = at;
      if (counter >= COUNTER_END) {
        time += 1;
        counter = 0;
      }
      return format(time, counter, bytes.subarray(2));
    },
  };
}

function format(time: number, counter: number, random: Uint8Array): string {
  const stamp = time.toString(16).padStart(12, '0');
  const sequence = counter.toString(16).padStart(3, '0');
  const variant = (0x80 | ((random[0] ?? 0) & 0x3f)).toString(16);
  const tail = Array.from(random.subarray(1, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${stamp.slice(0, 8)}-${stamp.slice(8)}-7${sequence}-${variant}${tail.slice(0, 2)}-${tail.slice(2)}`;
}
