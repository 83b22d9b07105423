import assert from 'node:assert/strict';
import test from 'node:test';
import { systemClock } from '../../src/runtime/clock.ts';

test('the clock tells UTC with milliseconds', () => {
  assert.match(systemClock.now(), /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
});

test('a sleep lasts at least its time', async () => {
  const from = systemClock.monotonic();
  await systemClock.sleep(20);
  assert.ok(systemClock.monotonic() - from >= 19);
});

test('an abort ends a sleep at once, without an error', async () => {
  const from = systemClock.monotonic();
  const stop = new AbortController();
  const sleep = systemClock.sleep(10_000, stop.signal);
  stop.abort();
  await sleep;
  await systemClock.sleep(10_000, stop.signal);
  assert.ok(systemClock.monotonic() - from < 1_000);
});
