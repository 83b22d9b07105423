import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { createIds } from '../../src/runtime/ids.ts';

test('ids are UUIDs of version 7 that hold the time', () => {
  const id = createIds(() => 0x0123456789ab).next();
  assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(id.slice(0, 13), '01234567-89ab');
});

test('ids rise whatever the clock does, also many in one millisecond', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 200 }), (times) => {
      let index = 0;
      const ids = createIds(() => times[index++ % times.length] ?? 0);
      const made = Array.from({ length: 300 }, () => ids.next());
      assert.deepEqual(made, [...made].sort());
      assert.equal(new Set(made).size, made.length);
    }),
    { numRuns: 50 },
  );
});

test('more ids in a millisecond than the counter holds still rise', () => {
  const ids = createIds(
    () => 7,
    (size) => new Uint8Array(size),
  );
  const made = Array.from({ length: 9_000 }, () => ids.next());
  assert.deepEqual(made, [...made].sort());
  assert.equal(new Set(made).size, made.length);
});
