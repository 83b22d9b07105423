/** The 1131 official unit cases of EN 16931 for UBL: each says which rule must speak or stay silent on a fragment. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PROFILES } from '../../src/rules/profiles.ts';
import { isAsWanted, MORE_PLACES, spoken, unitCases } from '../support/official-units.ts';
import { NEEDS_DATA } from '../support/shared-data.ts';

test('disabling a rule that has error cases makes them fail', { skip: NEEDS_DATA }, () => {
  const errors = unitCases().filter(({ want }) => want === 'error');
  for (const one of errors) {
    const without = { ...PROFILES.en16931, severities: { sending: { [one.rule]: 'off' }, receiving: {} } } as const;
    assert.equal(spoken(one, without), 0, `${one.file}: ${one.rule} is judged by another rule`);
  }
});

test('the official unit cases of EN 16931 give their verdicts', { skip: NEEDS_DATA }, () => {
  const cases = unitCases();
  assert.equal(cases.length, 1131);
  const wrong = cases.filter((one) => !isAsWanted(one, spoken(one)));
  assert.deepEqual(
    wrong.map(({ file, rule, want, times }) => `${file}: ${rule} ${want} ${times ?? ''}`),
    Object.keys(MORE_PLACES),
  );
});
