// What is told of money: after any history the told amounts add up to what is collected, by rate.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { CollectedRate } from '../../src/model/collect.ts';
import { dec, equals, formatDecimal, sum } from '../../src/model/decimal.ts';
import { tellNow, type CollectedSums } from '../../src/normalize/told-212.ts';

const rates = (amounts: Readonly<Record<string, string>>): CollectedRate[] =>
  Object.entries(amounts).map(([rate, amount]) => ({ rate: dec(rate), amount: dec(amount) }));
const shown = (list: readonly CollectedRate[]): Record<string, string> =>
  Object.fromEntries(list.map(({ rate, amount }) => [`${formatDecimal(rate)} %`, formatDecimal(amount)]));
describe('what is to be told of money collected', () => {
  test('the first payment is told whole, the second by what it adds, and nothing when nothing moved', () => {
    const first = { money212: rates({ 20: '342.86', 10: '157.14' }), netted212: [] };
    assert.deepEqual(shown(tellNow(first, 'both', [])), { '20 %': '342.86', '10 %': '157.14' });
    const second = { money212: rates({ 20: '1200.00', 10: '157.14' }), netted212: [] };
    assert.deepEqual(shown(tellNow(second, 'both', first.money212)), { '20 %': '857.14' });
    assert.deepEqual(tellNow(second, 'both', second.money212), []);
  });

  test('a payment that is taken back is told negative, at rates that nothing is left of too', () => {
    const told = rates({ 20: '100.00', 5.5: '10.55' });
    assert.deepEqual(shown(tellNow({ money212: [], netted212: [] }, 'both', told)), { '20 %': '-100.00', '5.5 %': '-10.55' });
  });

  test('a credit note settles its invoice under the policy both, and is no money under cash', () => {
    const invoice = { money212: rates({ 20: '90.00' }), netted212: rates({ 20: '30.00' }) };
    const creditNote = { money212: [], netted212: rates({ 20: '-30.00' }) };
    assert.deepEqual(shown(tellNow(invoice, 'both', [])), { '20 %': '120.00' });
    assert.deepEqual(shown(tellNow(creditNote, 'both', [])), { '20 %': '-30.00' });
    assert.deepEqual(shown(tellNow(invoice, 'cash', [])), { '20 %': '90.00' });
    assert.deepEqual(tellNow(creditNote, 'cash', []), []);
    assert.deepEqual(shown(tellNow(invoice, 'cash', rates({ 20: '120.00' }))), { '20 %': '-30.00' }, 'a policy changed later takes back');
  });

  test('after any history the told amounts add up to the last state, by rate', () => {
    const amount = fc.integer({ min: -500_000, max: 500_000 }).map((units) => ({ units: BigInt(units), scale: 2 }));
    const list = fc.uniqueArray(fc.record({ rate: fc.constantFrom('20', '10', '5.5', '2.1').map(dec), amount }), {
      selector: (one) => formatDecimal(one.rate),
    });
    const state: fc.Arbitrary<CollectedSums> = fc.record({ money212: list, netted212: list });
    fc.assert(
      fc.property(fc.array(state, { minLength: 1, maxLength: 8 }), fc.constantFrom('both' as const, 'cash' as const), (states, netting) => {
        const told: CollectedRate[] = [];
        for (const collected of states) told.push(...tellNow(collected, netting, told));
        const last = states.at(-1) as CollectedSums;
        const due = netting === 'both' ? [...last.money212, ...last.netted212] : last.money212;
        for (const rate of ['20', '10', '5.5', '2.1'].map(dec)) {
          const of = (rows: readonly CollectedRate[]) => sum(rows.filter((one) => equals(one.rate, rate)).map((one) => one.amount));
          assert.ok(equals(of(told), of(due)));
        }
      }),
    );
  });
});
