// Which lines of a bill are set to the supplier's amounts: cents of rounding and nothing else, always balanced.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { planNets, planTaxes, type BookedTaxLine, type TaxRoom } from '../../../connectors/odoo/plan-taxes.ts';
import { dec, equals, formatDecimal, negate, sum } from '../../../src/model/decimal.ts';

const ROOM: TaxRoom = { sign: 1, rate: { amount: dec('1'), balance: dec('1') }, digits: 2, companyDigits: 2 };

function line(id: number, amount: string, more: Partial<BookedTaxLine> = {}): BookedTaxLine {
  return { id, tax: null, taxes: [], amount: dec(amount), balance: dec(amount), net: null, ...more };
}
const product = (id: number, amount: string, net = amount): BookedTaxLine => line(id, amount, { taxes: [5], net: dec(net) });
const tax = (id: number, amount: string, of = 5): BookedTaxLine => line(id, amount, { tax: of });
const shown = (changes: ReturnType<typeof planTaxes>): readonly string[] =>
  changes.map(({ id, amount, balance }) => `${String(id)}: ${formatDecimal(amount)} ${formatDecimal(balance)}`);

test('a tax is set where rounding explains the difference', () => {
  const cases: readonly (readonly [string, readonly BookedTaxLine[], string, TaxRoom, readonly string[]])[] = [
    ['equal', [product(1, '100'), tax(2, '20.00')], '20', ROOM, []],
    ['a cent', [product(1, '100'), tax(2, '20.00')], '20.01', ROOM, ['2: 20.01 20.01']],
    ['VAT rounded to a whole unit', [product(1, '97'), tax(2, '19.40')], '19', ROOM, ['2: 19.00 19.00']],
    ['more than a unit is too much', [product(1, '100'), tax(2, '20.00')], '21.01', ROOM, []],
    [
      'even more of many lines',
      Array.from({ length: 300 }, (_, n) => product(n, '1')).concat(tax(999, '60')),
      '61.51',
      ROOM,
      ['999: 61.51 61.51'],
    ],
    ['more lines, more cents', [product(1, '50'), product(2, '50'), product(3, '1'), tax(4, '20.20')], '20.23', ROOM, ['4: 20.23 20.23']],
    ['rounded to whole units', [product(1, '69180'), tax(2, '18678.60')], '18679', ROOM, ['2: 18679.00 18679.00']],
    ['a credit note', [product(1, '-100'), tax(2, '-20.00')], '20.01', { ...ROOM, sign: -1 }, ['2: -20.01 -20.01']],
    ['reverse charge', [product(1, '100'), tax(2, '20.00'), tax(3, '-20.00')], '0', ROOM, []],
    ['reverse charge, whatever is stated', [product(1, '100'), tax(2, '0.01'), tax(3, '-0.01')], '0.01', ROOM, []],
    ['no tax line', [product(1, '100')], '0', ROOM, []],
    ['two accounts of one tax: the larger line', [product(1, '100'), tax(2, '5.00'), tax(3, '15.00')], '20.01', ROOM, ['3: 15.01 15.01']],
    [
      'another currency',
      [product(1, '100'), { ...tax(2, '20.00'), balance: dec('18.45') }],
      '19.98',
      { ...ROOM, rate: { amount: dec('1.0842'), balance: dec('1') } },
      ['2: 19.98 18.43'],
    ],
    ['no decimals', [product(1, '100'), tax(2, '20')], '21', { ...ROOM, digits: 0, companyDigits: 0 }, ['2: 21 21']],
  ];
  for (const [name, lines, amount, room, expected] of cases)
    assert.deepEqual(shown(planTaxes(lines, [{ tax: '5', amount: dec(amount) }], room)), expected, name);
});

test('what two rates of the supplier book on one tax is set as one', () => {
  const stated = [
    { tax: '5', amount: dec('12.01') },
    { tax: '5', amount: dec('8') },
  ];
  assert.deepEqual(shown(planTaxes([product(1, '100'), tax(2, '20.00')], stated, ROOM)), ['2: 20.01 20.01']);
});

test('net amounts come back to what the lines say, unless their sum moves by more than rounding', () => {
  assert.deepEqual(shown(planNets([product(1, '1.01', '1.00'), product(2, '1.00')], ROOM)), ['1: 1.00 1.00']);
  assert.deepEqual(shown(planNets([product(1, '1.10', '1.00'), product(2, '1.00')], ROOM)), []);
  assert.deepEqual(shown(planNets([product(1, '-1.01', '1.00')], { ...ROOM, sign: -1 })), ['1: -1.00 -1.00']);
});

test('a plan carried out leaves nothing to plan', () => {
  const cents = fc.integer({ min: -9999, max: 99999 }).map((value) => ({ units: BigInt(value), scale: 2 }));
  fc.assert(
    fc.property(
      fc.array(cents, { minLength: 1, maxLength: 12 }),
      fc.integer({ min: -150, max: 150 }),
      fc.constantFrom<1 | -1>(1, -1),
      (nets, off, sign) => {
        const lines = nets.map((net, index) => ({ ...line(index, '0', { taxes: [5], net }), amount: sign === 1 ? net : negate(net) }));
        const stated = { units: 1001n, scale: 2 };
        const booked = { units: 1001n + BigInt(off), scale: 2 };
        const all = [...lines, { ...line(99, '0', { tax: 5 }), amount: sign === 1 ? booked : negate(booked) }];
        const room = { ...ROOM, sign };
        const changes = [...planNets(all, room), ...planTaxes(all, [{ tax: '5', amount: stated }], room)];
        const after = all.map((one) => ({ ...one, ...changes.find((change) => change.id === one.id) }));
        assert.deepEqual(planNets(after, room), []);
        const left = planTaxes(after, [{ tax: '5', amount: stated }], room);
        assert.deepEqual(left, []);
        if (Math.abs(off) > 100) assert.ok(equals(sum(changes.map((change) => change.amountBy)), dec('0')));
      },
    ),
  );
});
