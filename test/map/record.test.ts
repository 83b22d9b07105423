import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PasserelleError } from '../../src/base/error.ts';
import { digitsOf, parseRecord, RECORD_DEPTH_MAX } from '../../src/map/record.ts';

test('numbers stay as they were written', () => {
  const record = parseRecord('{"a": 1.50, "b": 1E+2, "c": 12345678901234567890.12}');
  assert.deepEqual(
    [digitsOf(record['a']), digitsOf(record['b']), digitsOf(record['c'])],
    ['1.50', '1E+2', '12345678901234567890.12'],
  );
});

const REFUSED: readonly (readonly [string, string | Uint8Array])[] = [
  ['a text that is not JSON', '{"a": }'],
  ['a list', '[]'],
  ['a number', '3'],
  ['nothing', ''],
  ['too deep a text', `${'{"a":'.repeat(RECORD_DEPTH_MAX + 1)}1${'}'.repeat(RECORD_DEPTH_MAX + 1)}`],
  ['a hundred thousand brackets', '['.repeat(100_000)],
  ['bytes that are not UTF-8', new Uint8Array([0x7b, 0xff, 0x7d])],
];
for (const [what, input] of REFUSED) {
  test(`${what} is no record`, () =>
    assert.throws(
      () => parseRecord(input),
      (error: unknown) => error instanceof PasserelleError && error.code === 'MAP_RECORD_INVALID',
    ));
}

test('brackets inside texts nest nothing', () => {
  const { a } = parseRecord(`{"a": "${'['.repeat(500)}\\"${'{'.repeat(500)}"}`);
  assert.equal(typeof a === 'string' && a.length, 1001);
});
