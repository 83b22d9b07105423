/** What proves a hook authentic: comparisons in constant time, signatures, and a window of minutes against replay. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../base/calendar-date.ts';

/** Five minutes: as long as a signed hook may travel. */
export const HOOK_WINDOW_SECONDS = 300;

/** Equal secrets, in a time that does not depend on where they differ nor on their length. */
export function sameSecret(given: string | Uint8Array, expected: string | Uint8Array): boolean {
  const [a, b] = [createHash('sha256').update(given).digest(), createHash('sha256').update(expected).digest()];
  return timingSafeEqual(a, b);
}

export function hmacSha256(key: Uint8Array, data: Uint8Array | string): Uint8Array {
  return createHmac('sha256', key).update(data).digest();
}

/** True when the moment (epoch seconds, decimal digits) is within the window before or after the receipt. */
export function withinWindow(epochSeconds: string, receivedAt: Instant, window = HOOK_WINDOW_SECONDS): boolean {
  if (!/^\d{1,12}$/.test(epochSeconds)) return false;
  return Math.abs(Date.parse(receivedAt) / 1000 - Number.parseInt(epochSeconds, 10)) <= window;
}
