/** What is sent is judged as the file that it is, and what only the file shows is told where the invoice has it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeOutput } from '../../src/pipeline/make-output.ts';
import { PROFILES } from '../../src/rules/profiles.ts';
import { change } from '../rules/change.ts';
import { SOUND } from '../rules/sound.ts';

const ONE_ID = change(SOUND, { 'buyer.ids': SOUND.buyer?.ids?.slice(0, 1) });
const TWO_IDS = change(SOUND, {
  'buyer.ids': [
    { value: '20000000800012', scheme: '0009' },
    { value: 'CLI-4711', scheme: '0224' },
  ],
});

test('a right invoice gives its file in both syntaxes', () => {
  for (const syntax of ['ubl', 'cii'] as const) {
    const { faults, bytes } = makeOutput(ONE_ID, PROFILES['fr-cius'], syntax);
    assert.notEqual(bytes, null, JSON.stringify(faults));
  }
});

test('a second identifier of the buyer, for which the CIUS has no room in UBL, is told at the identifier', () => {
  const { faults, bytes } = makeOutput(TWO_IDS, PROFILES['fr-cius'], 'ubl');
  assert.equal(bytes, null);
  const found = faults.find(({ rule }) => rule === 'UBL-SR-16');
  assert.equal(found?.severity, 'fatal');
  assert.match(found?.at[0] ?? '', /^buyer\.ids/);
});

test('an invoice that is not right makes no file', () => {
  assert.equal(makeOutput(change(ONE_ID, { number: undefined }), PROFILES['fr-cius'], 'ubl').bytes, null);
});
