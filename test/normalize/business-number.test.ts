import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { businessNumber } from '../../src/normalize/business-number.ts';

suite('numbers as duplicates are compared', () => {
  const same = [
    ['FA-2026-00012', 'fa 2026/12', 'FA2026_12', ' Fà-2026.0012 '],
    ['0012', '12'],
    ['F-000', 'f0'],
  ];
  for (const group of same) test(group.join(' = '), () => assert.equal(new Set(group.map(businessNumber)).size, 1));
  test('parts stay apart', () => {
    assert.equal(new Set(['1-23', '12-3', '123', '1-2-3', '1023', 'A123'].map(businessNumber)).size, 6);
  });
  test('signs alone are no number', () => assert.equal(businessNumber(' -/- '), ''));
  test('normalizing again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => assert.equal(businessNumber(businessNumber(text)), businessNumber(text))),
    );
  });
});
