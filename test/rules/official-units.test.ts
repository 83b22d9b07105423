/** The 1131 official unit cases of EN 16931 for UBL: each says which rule must speak or stay silent on a fragment. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PROFILES } from '../../src/rules/profiles.ts';
import { isAsWanted, spoken, unitCases } from '../support/official-units.ts';
import { twinOf, WHY_NOT } from '../support/cii-twins.ts';
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
    [],
  );
});

test('the same cases in CII get the same verdict where CII has their terms', { skip: NEEDS_DATA }, (context) => {
  const twins = unitCases().map((one) => twinOf(one));
  const compared = twins.filter(({ why }) => why === null);
  const different = compared.filter(({ equal }) => !equal).map(({ one }) => `${one.file}: ${one.rule} ${one.want}`);
  assert.deepEqual(different, []);
  assert.ok(compared.length >= 1075, `${compared.length} could be compared`);
  for (const why of Object.keys(WHY_NOT)) context.diagnostic(`${twins.filter((twin) => twin.why === why).length}: ${why}`);
  assert.equal(twins.filter(({ why }) => why === 'binding').length, 32);
});

test('a rule that went wrong in CII alone would be seen', { skip: NEEDS_DATA }, () => {
  const [one] = unitCases().filter(({ rule, want }) => rule === 'BR-CO-10' && want === 'error');
  assert.ok(one !== undefined);
  assert.ok(twinOf(one).equal);
  const deaf = { ...PROFILES.en16931, inSyntax: { ubl: {}, cii: { 'BR-CO-10': 'off' } } } as const;
  assert.deepEqual([twinOf(one, deaf).why, twinOf(one, deaf).equal], [null, false]);
});
