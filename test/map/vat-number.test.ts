import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asVat } from '../../src/map/read-identifier.ts';

describe('a VAT number as people write it', () => {
  for (const [written, read] of [
    ['FR 88 100000009', 'FR88100000009'], ['be 0400.000.086', 'BE0400000086'], ['CHE-100.000.006 MWST', 'CHE100000006'],
    ['CHE-100.000.006 TVA', 'CHE100000006'], ['12345', undefined], ['FR', undefined], ['', undefined],
  ] as const) {
    it(`${written === '' ? 'nothing' : written} is ${read ?? 'none'}`, () => { assert.equal(asVat(written), read); });
  }
});
