import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { judgeSilence, withArrivals } from '../../src/pipeline/silence.ts';

const HOUR = 3_600_000;
/** A Monday, in winter time. */
const MONDAY = Date.UTC(2026, 0, 12);
const at = (time: number): string => new Date(time).toISOString();

/** Arrivals of some weeks: on these days of the week (0 is Monday), at these hours UTC. */
function weeks(count: number, days: readonly number[], hours: readonly number[]): readonly number[] {
  const times = Array.from({ length: count }, (_, week) =>
    days.flatMap((day) => hours.map((hour) => MONDAY + ((week * 7 + day) * 24 + hour) * HOUR)),
  ).flat();
  return withArrivals([], times.map(at));
}

const OFFICE = weeks(5, [0, 1, 2, 3, 4], [8, 9, 10, 11, 13, 14, 15, 16]);
/** Friday of the fifth week, 16 h: the last arrival. */
const LAST = MONDAY + (4 * 7 + 4) * 24 * HOUR + 16 * HOUR;
const silentAfter = (hours: number, arrivals = OFFICE, last = LAST): boolean => judgeSilence(arrivals, at(last + hours * HOUR)).silent;

describe('a silence', () => {
  it('is no alarm over a night, a weekend, or the first hours of a Monday', () => {
    for (const hours of [0, 1, 12, 24, 48, 63, 64, 66]) assert.equal(silentAfter(hours), false, `${hours} h after Friday, 16 h`);
  });

  it('is an alarm once it lasts longer than usual over hours in which something comes', () => {
    assert.equal(silentAfter(64 + 8), true, 'Monday, the whole day');
    assert.ok((judgeSilence(OFFICE, at(LAST)).usualGapSeconds ?? 0) <= 2 * 3600);
  });

  it('is measured by what is usual here: two invoices a week may be followed by a quiet one', () => {
    const rare = weeks(8, [1, 3], [9, 10]);
    const last = MONDAY + ((7 * 7 + 3) * 24 + 10) * HOUR;
    assert.equal(silentAfter(7 * 24, rare, last), false, 'a week later');
    assert.equal(silentAfter(21 * 24, rare, last), true, 'three weeks later');
  });

  it('is never one while little is known', () => {
    assert.deepEqual(judgeSilence([], at(LAST)), { usualGapSeconds: null, silent: false });
    const few = weeks(4, [0], [9, 10]);
    assert.equal(judgeSilence(few, at(LAST + 9000 * HOUR)).silent, false, 'eight arrivals');
    const dense = weeks(1, [0, 1, 2, 3, 4, 5, 6], [8, 9, 10, 11, 12]);
    assert.equal(judgeSilence(dense, at(LAST + 9000 * HOUR)).silent, false, 'one week');
  });

  it('does not count French public holidays: Easter Monday, the first of May', () => {
    // five weeks that end on Friday, 3 April 2026; Easter Monday is the 6th
    const shift = Date.UTC(2026, 2, 2) - MONDAY;
    const spring = OFFICE.map((hour) => hour + shift / HOUR);
    const friday = LAST + shift;
    assert.equal(silentAfter(72, spring, friday), false, 'Easter Monday, 16 h');
    assert.equal(silentAfter(96, spring, friday), true, 'the Tuesday after, 16 h');
  });

  it('ends with an arrival, whatever came before', () => {
    const moment = fc.integer({ min: 0, max: 2000 }).map((hour) => at(MONDAY + hour * HOUR));
    fc.assert(
      fc.property(fc.array(moment, { maxLength: 200 }), moment, (past, now) => {
        const hours = withArrivals(withArrivals([], past), [now]);
        assert.equal(
          judgeSilence(
            hours.filter((hour) => hour * HOUR <= Date.parse(now)),
            now,
          ).silent,
          false,
        );
        assert.deepEqual(
          [...hours].sort((a, b) => a - b),
          hours,
        );
        assert.equal(new Set(hours).size, hours.length);
        assert.ok(hours.length <= 8 * 168);
      }),
    );
  });

  it('remembers an hour once, and says when nothing is new', () => {
    const hours = withArrivals([], [at(MONDAY), at(MONDAY + 60_000)]);
    assert.equal(hours.length, 1);
    assert.equal(withArrivals(hours, [at(MONDAY + 120_000)]), hours);
  });
});
