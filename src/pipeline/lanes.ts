/** Whether the lane of a connection is closed now: asked by ticks, stages, write-back and readiness alike. Pure. */
import type { Instant } from '../base/calendar-date.ts';
import type { Lane } from '../ports/store.ts';

export function isPaused(lane: Lane, now: Instant): boolean {
  return lane.pausedUntil === null || lane.pausedUntil > now;
}
