import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sourceLimit, sourceOf } from '../../src/http/source-limit.ts';
import { fixedClock } from '../console/fixture-console.ts';

test('an IPv6 customer is one source, an IPv4 address written as IPv6 is itself', () => {
  const table = [
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::9', '2001:db8:1:2'],
    ['2001:db8::9', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
  ] as const;
  for (const [address, source] of table) assert.equal(sourceOf(address), source, address);
});

test('tokens come back with time and never exceed the burst', () => {
  const clock = fixedClock();
  const limit = sourceLimit({ burst: 2, perSecond: 0.5, clock });
  assert.deepEqual([limit.take('a'), limit.take('a'), limit.take('a')], [0, 0, 2]);
  clock.forward(2_000);
  assert.deepEqual([limit.take('a'), limit.take('a')], [0, 2]);
  clock.forward(3_600_000);
  assert.deepEqual([limit.take('a'), limit.take('a'), limit.take('a')], [0, 0, 2]);
});

test('only so many sources are remembered, the one unseen for longest goes first', () => {
  const limit = sourceLimit({ burst: 1, perSecond: 0.001, sources: 2, clock: fixedClock() });
  limit.take('a');
  limit.take('b');
  assert.notEqual(limit.take('a'), 0);
  limit.take('c');
  assert.notEqual(limit.take('a'), 0, 'a was seen after b');
  assert.equal(limit.take('b'), 0, 'b was forgotten');
});
