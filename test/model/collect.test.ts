// Shares of what was collected: for any document and any payments the cents add up, and nothing depends on their order.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { collectedPerRate, type CollectedRate, type CollectPart, type Settlement } from '../../src/model/collect.ts';
import { add, compare, dec, equals, formatDecimal, isZero, sum, type Decimal } from '../../src/model/decimal.ts';

const part = (rate: string | null, gross: string, due = true): CollectPart => ({
  rate: rate === null ? null : dec(rate),
  gross: dec(gross),
  due,
});
const paid = (amount: string): Settlement => ({ settles: dec(amount), counts: dec(amount) });
const booked = (amount: string, ...rates: readonly (readonly [string, string])[]): Settlement => ({
  ...paid(amount),
  booked: rates.map(([rate, gross]) => ({ rate: dec(rate), amount: dec(gross) })),
});
const told = (rates: readonly CollectedRate[]): string[] =>
  rates.map(({ rate, amount }) => `${formatDecimal(rate)} %: ${formatDecimal(amount)}`);
const total = (rates: readonly CollectedRate[]): Decimal => sum(rates.map((one) => one.amount));
const cents = (units: number): Decimal => ({ units: BigInt(units), scale: 2 });

describe('what was collected per rate', () => {
  test('a third of two rates is a third of each, to the cent of the money', () => {
    const parts = [part('20', '1200.00'), part('10', '550.00')];
    assert.deepEqual(told(collectedPerRate(parts, [paid('583.33')], 2)), ['20 %: 400.00', '10 %: 183.33']);
    assert.deepEqual(told(collectedPerRate(parts, [paid('500.00')], 2)), ['20 %: 342.86', '10 %: 157.14']);
  });

  test('where the ERP booked the VAT of the payment, its own amounts are told', () => {
    const parts = [part('20', '1200.00'), part('10', '550.00')];
    const entries = [booked('500.00', ['20', '285.71'], ['20', '57.14'], ['10', '142.86'], ['10', '14.29'])];
    assert.deepEqual(told(collectedPerRate(parts, entries, 2)), ['20 %: 342.85', '10 %: 157.15']);
  });

  test('the cents that booking rounds away are back when all is paid', () => {
    const thirds = ['40.00', '40.00', '40.00'].map((amount) => booked(amount, ['20', '33.33'], ['20', '6.67']));
    const parts = [part('20', '120.00')];
    assert.deepEqual(told(collectedPerRate(parts, thirds.slice(0, 2), 2)), ['20 %: 80.00']);
    assert.deepEqual(told(collectedPerRate(parts, thirds, 2)), ['20 %: 120.00']);
  });

  test('goods are paid too, but only services are told', () => {
    const parts = [part('20', '120.00'), part('20', '240.00', false), part(null, '0.50', false)];
    assert.deepEqual(told(collectedPerRate(parts, [paid('180.25')], 2)), ['20 %: 60.00']);
    assert.deepEqual(collectedPerRate([part('20', '240.00', false)], [paid('240.00')], 2), []);
  });

  test('a discount that was taken off is not money', () => {
    const entry = { ...booked('120.00', ['20', '120.00']), counts: dec('117.60') };
    assert.deepEqual(told(collectedPerRate([part('20', '120.00')], [entry], 2)), ['20 %: 117.60']);
    const mixed = { ...booked('360.00', ['20', '120.00']), counts: dec('352.80') };
    assert.deepEqual(told(collectedPerRate([part('20', '120.00'), part('5.5', '240.00', false)], [mixed], 2)), ['20 %: 117.60']);
  });

  test('a currency without fraction, or with three digits, keeps its own cents', () => {
    assert.deepEqual(told(collectedPerRate([part('20', '1000'), part('10', '500')], [paid('1000')], 0)), ['20 %: 667', '10 %: 333']);
    assert.deepEqual(told(collectedPerRate([part('19', '10.000'), part('7', '20.000')], [paid('10.001')], 3)), [
      '19 %: 3.334',
      '7 %: 6.667',
    ]);
  });

  test('a document of nothing, and one of which nothing is paid, collected nothing', () => {
    assert.ok(isZero(total(collectedPerRate([part('20', '10.00'), part('20', '-10.00')], [], 2))));
    assert.deepEqual(told(collectedPerRate([part('20', '10.00')], [], 2)), ['20 %: 0.00']);
  });
});

const RATES = ['20', '10', '8.5', '5.5', '2.1', '0'] as const;
const arbitraryParts = fc
  .array(fc.record({ rate: fc.constantFrom(...RATES), units: fc.integer({ min: 1, max: 2_000_000 }), due: fc.boolean() }), {
    minLength: 1,
    maxLength: 8,
  })
  .map((list) => list.map(({ rate, units, due }): CollectPart => ({ rate: dec(rate), gross: cents(units), due })));
/** Cuts the total into payments; the last may be left out. */
const arbitraryCase = fc.record({ parts: arbitraryParts, cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 }) });

function payments(parts: readonly CollectPart[], cuts: readonly number[]): Settlement[] {
  const whole = parts.reduce((units, one) => units + one.gross.units, 0n);
  const at = [0n, ...cuts.map((cut) => (whole * BigInt(Math.round(cut * 1000))) / 1000n), whole].sort((a, b) =>
    a < b ? -1 : a > b ? 1 : 0,
  );
  return at.slice(1).map((end, index) => {
    const amount = { units: end - (at[index] ?? 0n), scale: 2 };
    return { settles: amount, counts: amount };
  });
}

const allDue = (parts: readonly CollectPart[]): CollectPart[] => parts.map((one) => ({ ...one, due: true }));

describe('for any document and any payments', () => {
  test('the rates add up to the money when all of them are due, and stay within a cent of their share when not', () => {
    fc.assert(
      fc.property(arbitraryCase, fc.nat(), ({ parts, cuts }, seed) => {
        const list = payments(parts, cuts);
        const some = list.slice(0, seed % (list.length + 1));
        const money = sum(some.map((one) => one.counts));
        assert.ok(equals(total(collectedPerRate(allDue(parts), some, 2)), money));
        const due = parts.filter((one) => one.due).reduce((units, one) => units + one.gross.units, 0n);
        const whole = parts.reduce((units, one) => units + one.gross.units, 0n);
        const rates = collectedPerRate(parts, some, 2);
        // |told − money × due ÷ whole| < one cent per rate
        const off = total(rates).units * whole - money.units * due;
        assert.ok((off < 0n ? -off : off) < whole * BigInt(Math.max(1, rates.length)));
      }),
    );
  });

  test('all payments together give exactly the amounts of the document', () => {
    fc.assert(
      fc.property(arbitraryCase, ({ parts, cuts }) => {
        for (const { rate, amount } of collectedPerRate(parts, payments(parts, cuts), 2)) {
          const own = parts.filter((one) => one.due && one.rate !== null && compare(one.rate, rate) === 0);
          assert.ok(equals(amount, sum(own.map((one) => one.gross))));
        }
      }),
    );
  });

  test('neither the order of payments nor that of lines changes anything, and taking all back leaves nothing', () => {
    fc.assert(
      fc.property(arbitraryCase, fc.nat(), ({ parts, cuts }, seed) => {
        const list = payments(parts, cuts).slice(seed % 2);
        const forth = collectedPerRate(parts, list, 2);
        assert.deepEqual(told(collectedPerRate(parts.toReversed(), list.toReversed(), 2)), told(forth));
        assert.ok(collectedPerRate(parts, [], 2).every((one) => isZero(one.amount)));
      }),
    );
  });

  test('amounts that the ERP booked and rounded per payment add up to the money all the same', () => {
    fc.assert(
      fc.property(arbitraryCase, fc.nat(), ({ parts, cuts }, seed) => {
        const due = allDue(parts);
        const whole = due.reduce((units, one) => units + one.gross.units, 0n);
        const list = payments(due, cuts).map((one): Settlement => ({
          ...one,
          booked: due.map((each) => ({
            rate: each.rate as Decimal,
            amount: { units: (each.gross.units * one.settles.units) / whole, scale: 2 },
          })),
        }));
        const some = list.slice(0, seed % (list.length + 1));
        assert.ok(equals(total(collectedPerRate(due, some, 2)), sum(some.map((one) => one.counts))));
        const rates = collectedPerRate(due, list, 2);
        assert.ok(
          equals(
            total(rates),
            due.reduce((all, one) => add(all, one.gross), dec('0')),
          ),
        );
      }),
    );
  });
});
