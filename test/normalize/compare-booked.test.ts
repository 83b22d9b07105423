import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Bill } from '../../src/model/bill.ts';
import { add, dec, sum, ZERO } from '../../src/model/decimal.ts';
import { bookedTaxes } from '../../src/normalize/booked-taxes.ts';
import { compareBooked, type Booked } from '../../src/normalize/compare-booked.ts';
import { shown } from './adopt-support.ts';

type Row = readonly [category: string, rate: string, base: string, amount: string];

function bill(...rows: readonly Row[]): Bill {
  const taxes = rows.map(([category, rate, base, amount]) => ({ category, rate: dec(rate), base: dec(base), amount: dec(amount) }));
  const withoutVat = sum(taxes.map(({ base }) => base));
  const vat = sum(taxes.map(({ amount }) => amount));
  return { type: 'invoice', lines: [], taxes, withoutVat, vat, withVat: add(withoutVat, vat) };
}

function booked(totals: readonly [string, string, string], ...rows: readonly (readonly [string, string, string])[]): Booked {
  const [withoutVat, vat, withVat] = totals;
  const rates = rows.map(([rate, base, amount]) => ({ rate: dec(rate), base: dec(base), amount: dec(amount) }));
  return { withoutVat: dec(withoutVat), vat: dec(vat), withVat: dec(withVat), rates };
}

const found = (ours: Bill, theirs: Booked): readonly string[] =>
  compareBooked(ours, theirs).map(({ rule, values }) => `${rule.slice(8)} ${Object.values(values).join(' ')}`);

suite('what the ERP shows is what the supplier stated', () => {
  const cases: readonly (readonly [string, Bill, Booked])[] = [
    ['one rate', bill(['S', '20', '100', '20']), booked(['100', '20', '120'], ['20.0', '100.00', '20.00'])],
    ['two taxes of one rate', bill(['S', '20', '100', '20']), booked(['100', '20', '120'], ['20', '60', '12'], ['20.00', '40', '8'])],
    [
      'exempt without a tax in the ERP',
      bill(['S', '20', '100', '20'], ['E', '0', '50', '0']),
      booked(['150', '20', '170'], ['20', '100', '20']),
    ],
    ['exempt with a tax of nothing', bill(['E', '0', '50', '0']), booked(['50', '0', '50'], ['0', '50', '0'])],
    ['reverse charge computed both ways', bill(['AE', '0', '50', '0']), booked(['50', '0', '50'], ['20', '50', '0'])],
    [
      'reverse charge beside the same rate',
      bill(['S', '20', '100', '20'], ['K', '0', '50', '0']),
      booked(['150', '20', '170'], ['20', '150', '20']),
    ],
    [
      'a negative rate, read back without its sign',
      bill(['S', '20', '100', '20'], ['S', '10', '-10', '-1']),
      booked(['90', '19', '109'], ['20', '100', '20'], ['10', '-10', '1']),
    ],
    ['a row of nothing', bill(['S', '20', '100', '20'], ['S', '10', '0', '0']), booked(['100', '20', '120'], ['20', '100', '20'])],
  ];
  for (const [title, ours, theirs] of cases) test(title, () => assert.deepEqual(found(ours, theirs), []));
});

suite('a difference of a cent names both figures', () => {
  const ours = bill(['S', '20', '100', '20']);
  const cases: readonly (readonly [string, Booked, readonly string[]])[] = [
    [
      'tax',
      booked(['100', '20.01', '120.01'], ['20', '100', '20.01']),
      ['NOT-TO-THE-CENT BT-117 (20 %) 20.00 20.01', 'NOT-TO-THE-CENT BT-110 20.00 20.01', 'NOT-TO-THE-CENT BT-112 120.00 120.01'],
    ],
    [
      'base',
      booked(['99.99', '20', '119.99'], ['20', '99.99', '20']),
      ['NOT-TO-THE-CENT BT-116 (20 %) 100.00 99.99', 'NOT-TO-THE-CENT BT-109 100.00 99.99', 'NOT-TO-THE-CENT BT-112 120.00 119.99'],
    ],
    [
      'another rate',
      booked(['100', '20', '120'], ['19', '100', '20']),
      [
        'NOT-TO-THE-CENT BT-116 (20 %) 100.00 0.00',
        'NOT-TO-THE-CENT BT-117 (20 %) 20.00 0.00',
        'NOT-TO-THE-CENT BT-116 (19 %) 0.00 100.00',
        'NOT-TO-THE-CENT BT-117 (19 %) 0.00 20.00',
      ],
    ],
    ['a total alone', booked(['100', '20', '120.01'], ['20', '100', '20']), ['NOT-TO-THE-CENT BT-112 120.00 120.01']],
    [
      'a bill without its tax',
      booked(['100', '0', '100']),
      [
        'NOT-TO-THE-CENT BT-116 (20 %) 100.00 0.00',
        'NOT-TO-THE-CENT BT-117 (20 %) 20.00 0.00',
        'NOT-TO-THE-CENT BT-110 20.00 0.00',
        'NOT-TO-THE-CENT BT-112 120.00 100.00',
      ],
    ],
  ];
  for (const [title, theirs, expected] of cases) test(title, () => assert.deepEqual(found(ours, theirs), expected));
});

suite('the tax of a rate goes to the taxes that its lines are booked with', () => {
  const vat = { category: 'S', rate: dec('20') };
  const line = (name: string, net: string, own: Bill['lines'][number]['vat'] = vat): Bill['lines'][number] => {
    return { source: 'line', name, quantity: dec('1'), price: dec(net), net: dec(net), ...(own === undefined ? {} : { vat: own }) };
  };
  const shares = (ours: Bill): readonly string[] =>
    bookedTaxes(ours, ({ name }) => (name === '' ? null : name)).map(({ tax, base, amount }) => `${tax} ${shown(base)} ${shown(amount)}`);

  test('one', () =>
    assert.deepEqual(shares({ ...bill(['S', '20', '100', '20.01']), lines: [line('G', '60'), line('G', '40')] }), ['G 100 20.01']));
  test('two, whose cents add up to BT-117', () => {
    const lines = [line('S', '33.33'), line('G', '66.67'), { ...line('', '0.01'), vat: undefined }].map(({ vat: own, ...rest }) => ({
      ...rest,
      ...(own === undefined ? {} : { vat: own }),
    }));
    assert.deepEqual(shares({ ...bill(['S', '20', '100', '20.01']), lines }), ['G 66.67 13.34', 'S 33.33 6.67']);
  });
  test('rates without tax have no tax line to set', () => {
    const free = { category: 'K', rate: ZERO };
    assert.deepEqual(
      shares({
        ...bill(['K', '0', '10', '0'], ['S', '20', '0', '0.00']),
        lines: [line('EU', '10', free), line('G', '5'), line('S', '-5')],
      }),
      ['G 5 0', 'S -5 0'],
    );
  });
  test('a tax that nobody knows is left out', () =>
    assert.deepEqual(shares({ ...bill(['S', '20', '10', '2']), lines: [line('', '10')] }), []));
});
