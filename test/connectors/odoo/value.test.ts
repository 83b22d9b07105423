// Numbers of Odoo stay the text in which they came; moments are computed without a clock.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { millisOf, minutesBefore, momentOf } from '../../../connectors/odoo/odoo-time.ts';
import { fromPlain, idOf, numberOf, parseAnswer, plainDecimal, type OdooRow } from '../../../connectors/odoo/value.ts';

test('a number keeps its digits from the answer to the record', () => {
  const text = '{"a":1234567890123456789.10,"b":[0.1,1530.0],"c":-0.00}';
  assert.equal(JSON.stringify(parseAnswer(text)), text);
});

test('an exponent is written out, digit for digit', () => {
  const cases = [['1e-05', '0.00001'], ['1.5e3', '1500'], ['-2.25E-2', '-0.0225'], ['1.234e1', '12.34'], ['12', '12'], ['7e0', '7']];
  for (const [source = '', expected] of cases) assert.equal(plainDecimal(source), expected);
});

test('any double of XML-RPC is told by a decimal that reads back as the same double', () => {
  fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }), (value) => {
    const text = numberOf(fromPlain(value)) ?? '';
    assert.ok(!/[eE]/.test(text));
    assert.ok((JSON.parse(text) as number) === value);
  }));
});

test('a relation gives its id, an empty one none', () => {
  const row = parseAnswer('{"many":[7,"Client"],"none":false,"bare":12}') as OdooRow;
  assert.deepEqual([idOf(row['many']), idOf(row['none']), idOf(row['bare'])], [7, null, 12]);
});

test('a moment and its milliseconds are one, over two centuries', () => {
  fc.assert(fc.property(fc.integer({ min: -2_208_988_800, max: 4_102_444_800 }), (seconds) => {
    assert.equal(momentOf(seconds * 1000), new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' '));
    assert.equal(millisOf(momentOf(seconds * 1000)), seconds * 1000);
  }));
  assert.equal(minutesBefore('2026-03-01 00:05:00', 15), '2026-02-28 23:50:00');
});
