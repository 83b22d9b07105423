import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { dec, formatDecimal, ZERO } from '../../src/model/decimal.ts';
import type { Invoice } from '../../src/model/invoice.ts';
import type { Line } from '../../src/model/line.ts';
import { adopt, type AdoptRoom } from '../../src/normalize/adopt.ts';
import { invoiceOf, line, ROOM, shown } from './adopt-support.ts';

const D = (text: string) => dec(text);

/** `quantity × price − discount`, and what the name adds. */
function booked(one: Line, room: Partial<AdoptRoom> = {}, digits = 2): string {
  const { bill, faults } = adopt(invoiceOf([one], {}, digits), { ...ROOM, ...room });
  assert.deepEqual(faults, []);
  const [first] = bill?.lines ?? [];
  assert.ok(first !== undefined);
  const discount = first.discount === undefined ? '' : ` − ${shown(first.discount)} %`;
  const unit = first.unitCode === undefined ? '' : ` | ${first.unitCode}`;
  return `${shown(first.quantity)} × ${formatDecimal(first.price)}${discount} | ${first.name}${unit}`;
}

suite('quantity and price are kept where Odoo computes the amount from them', () => {
  const cases: readonly (readonly [string, Line, string])[] = [
    ['a plain line', line('6.00', { quantity: D('3'), unitCode: 'C62', price: D('2.00') }), '3 × 2.00 | Papier | C62'],
    ['a price for a hundred', line('36.00', { quantity: D('300'), price: D('12'), priceBaseQuantity: D('100') }), '300 × 0.12 | Papier'],
    [
      'a percentage',
      line('90.00', { quantity: D('2'), price: D('50'), allowances: [{ amount: D('10'), percent: D('10.00') }] }),
      '2 × 50.00 − 10 % | Papier',
    ],
    ['a returned item', line('-7.92', { quantity: D('-2'), price: D('3.96') }), '2 × 3.96 | Papier'],
    ['half a cent that rounds up', line('10.00', { quantity: D('0.5'), price: D('19.99') }), '0.5 × 19.99 | Papier'],
    ['nothing of something', line('0.00', { quantity: ZERO, price: D('5') }), '0 × 5.00 | Papier'],
    ['a free item', line('0', { quantity: D('4'), price: ZERO }), '4 × 0.00 | Papier'],
    [
      'allowances that charges cancel',
      line('135.00', {
        quantity: D('10'),
        price: D('13.5'),
        allowances: [{ amount: D('1.5'), reason: 'Essai' }],
        charges: [{ amount: D('1.5') }],
      }),
      '10 × 13.50 | Papier (−1.5 Essai; +1.5 Frais)',
    ],
    [
      'a base quantity beside a price for one',
      line('147', { quantity: D('3'), price: D('49'), priceBaseQuantity: D('49') }),
      '3 × 49.00 | Papier (3 × 49 / 49)',
    ],
    [
      'a price rounded without loss to the amount',
      line('1.23', { quantity: D('1'), price: D('1.23456') }),
      '1 × 1.23 | Papier (1 × 1.23456)',
    ],
  ];
  for (const [title, one, expected] of cases) test(title, () => assert.equal(booked(one), expected));
});

suite('else the amount stands alone, and the name says what was computed', () => {
  const cases: readonly (readonly [string, Line, string])[] = [
    [
      'many decimals of the price',
      line('140.80', { quantity: D('16000'), unitCode: 'KWH', price: D('0.0088') }),
      '1 × 140.80 | Papier (16000 KWH × 0.0088)',
    ],
    ['many decimals of the quantity', line('100.40', { quantity: D('1.004'), price: D('100') }), '1 × 100.40 | Papier (1.004 × 100)'],
    ['an amount that is another', line('36.75', { quantity: D('1'), price: D('441') }), '1 × 36.75 | Papier (1 × 441)'],
    [
      'an allowance without percentage',
      line('8.00', { quantity: D('1'), price: D('10'), allowances: [{ amount: D('2'), reason: 'Fidélité' }] }),
      '1 × 8.00 | Papier (1 × 10; −2 Fidélité)',
    ],
    [
      'two allowances and a charge',
      line('8.50', {
        quantity: D('1'),
        price: D('10'),
        allowances: [{ amount: D('1'), percent: D('10') }, { amount: D('1') }],
        charges: [{ amount: D('0.5'), reason: 'Port' }],
      }),
      '1 × 8.50 | Papier (1 × 10; −10 % Remise; −1 Remise; +0.5 Port)',
    ],
    ['a line without a price', line('5', { quantity: D('2'), unitCode: 'HUR' }), '1 × 5.00 | Papier (2 HUR)'],
    ['a line without a quantity', line('5', { price: D('2') }), '1 × 5.00 | Papier (2)'],
    ['nothing but an amount', line('5', { item: {} }), '1 × 5.00 | Ligne 1'],
    [
      'a base quantity of nothing',
      line('5', { quantity: D('1'), price: D('5'), priceBaseQuantity: ZERO }),
      '1 × 5.00 | Papier (1 × 5 / 0)',
    ],
    [
      'a percentage with more digits than Odoo keeps',
      line('87.66', { quantity: D('1'), price: D('100'), allowances: [{ amount: D('12.345'), percent: D('12.345') }] }),
      '1 × 87.66 | Papier (1 × 100; −12.345 % Remise)',
    ],
    ['a description', line('5', { item: { name: 'A', description: 'B' } }), '1 × 5.00 | A\nB'],
  ];
  for (const [title, one, expected] of cases) test(title, () => assert.equal(booked(one), expected));
});

suite('currencies without cents and with mills', () => {
  test('yen', () =>
    assert.equal(booked(line('1500', { quantity: D('3'), price: D('500') }), { currencyDigits: 0 }, 0), '3 × 500.00 | Papier'));
  test('dinars of which a price holds no mills', () =>
    assert.equal(
      booked(line('1.234', { quantity: D('1'), price: D('1.234') }), { currencyDigits: 3 }, 3),
      '0.1 × 12.34 | Papier (1 × 1.234)',
    ));
  test('dinars of which a price does', () =>
    assert.equal(
      booked(line('3.702', { quantity: D('3'), price: D('1.234') }), { currencyDigits: 3, priceDigits: 3 }, 3),
      '3 × 1.234 | Papier',
    ));
  test('an amount that the currency cannot hold is a fault', () => {
    const { bill, faults } = adopt(invoiceOf([line('10.5')]), { ...ROOM, currencyDigits: 0 });
    assert.equal(bill, null);
    assert.ok(faults.some(({ rule, values }) => rule === 'PASS-IN-AMOUNTS' && values['stated'] === '10.5'));
  });
});

test('lines lose together less than half a cent to what their products are unrounded', () => {
  const one = line('0.33', { quantity: D('0.5'), price: D('0.66') });
  const lossy = line('0.33', { quantity: D('0.33'), price: D('0.99') });
  const { bill } = adopt(invoiceOf([one, lossy, lossy, lossy, one]), ROOM);
  assert.deepEqual(
    bill?.lines.map(({ quantity }) => shown(quantity)),
    ['0.5', '0.33', '1', '1', '0.5'],
  );
});

test('amounts with more digits than the currency go to a neighbouring cent, the base of their rate kept', () => {
  const lines = [line('1.004'), line('1.004'), line('1.004')];
  const { bill } = adopt(invoiceOf(lines), ROOM);
  assert.deepEqual(
    bill?.lines.map(({ net }) => formatDecimal(net)),
    ['1.01', '1.00', '1.00'],
  );
  assert.equal(shown(bill?.withoutVat ?? ZERO), '3.01');
});

test('allowances are negative lines and charges lines, each with its own rate; BT-114 is a line without VAT', () => {
  const vat = { category: 'S', rate: D('20') };
  const reduced = { category: 'S', rate: D('5.5') };
  const { bill, faults } = adopt(
    invoiceOf([line('100')], {
      allowances: [
        { amount: D('10'), base: D('100'), percent: D('10'), vat },
        { amount: ZERO, vat },
      ],
      charges: [{ amount: D('5'), reason: 'Port', vat: reduced }],
      totals: { rounding: D('-0.01') },
    }),
    ROOM,
  );
  assert.deepEqual(
    bill?.lines.map(({ source, name, quantity, price, vat: own }) => [source, name, shown(quantity), shown(price), own && shown(own.rate)]),
    [
      ['line', 'Papier', '1', '100', '20'],
      ['allowance', 'Remise (10 % × 100)', '1', '-10', '20'],
      ['charge', 'Port', '1', '5', '5.5'],
      ['rounding', 'Arrondi', '1', '-0.01', undefined],
    ],
  );
  assert.equal(shown(bill?.withoutVat ?? ZERO), '94.99');
  assert.equal(shown(bill?.withVat ?? ZERO), '113.27');
  assert.deepEqual(
    faults.map(({ rule, severity }) => [rule, severity]),
    [['PASS-IN-ROUNDING', 'warning']],
  );
});

suite('the type of the bill', () => {
  const total = (net: string, more: Partial<Invoice>, room: Partial<AdoptRoom> = {}) => {
    const { bill } = adopt(invoiceOf([line(net, { quantity: D('1'), price: D(net) })], more), { ...ROOM, ...room });
    const [first] = bill?.lines ?? [];
    return [
      bill?.type,
      shown(bill?.withVat ?? ZERO),
      shown(bill?.vat ?? ZERO),
      shown(first?.net ?? ZERO),
      shown(first?.quantity ?? ZERO),
      shown(first?.price ?? ZERO),
    ].join(' ');
  };
  for (const code of ['381', '261', '262', '396', '502', '503', '81', '532']) {
    test(`${code} is a credit note`, () => assert.equal(total('10', { typeCode: code }), 'credit-note 12 2 10 1 10'));
  }
  for (const code of ['380', '384', '386', '389', '393', '501']) {
    test(`${code} is an invoice`, () => assert.equal(total('10', { typeCode: code }), 'invoice 12 2 10 1 10'));
  }
  test('a UBL CreditNote is one whatever its code says', () =>
    assert.equal(total('10', {}, { document: 'credit-note' }), 'credit-note 12 2 10 1 10'));
  test('a negative invoice is a credit note', () => assert.equal(total('-10', {}), 'credit-note 12 2 10 1 10'));
  test('a negative credit note is an invoice', () => assert.equal(total('-10', { typeCode: '381' }), 'invoice 12 2 10 1 10'));
  test('an invoice over nothing stays one', () => assert.equal(total('0', {}), 'invoice 0 0 0 1 0'));
});
