import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { add, dec, ZERO } from '../../src/model/decimal.ts';
import type { Invoice } from '../../src/model/invoice.ts';
import type { Line } from '../../src/model/line.ts';
import { adopt } from '../../src/normalize/adopt.ts';
import { invoiceOf, line, ROOM, shown } from './adopt-support.ts';

const D = (text: string) => dec(text);
const ROW = { category: 'S', rate: D('20'), base: D('100'), amount: D('20') };

function faultsOf(invoice: Invoice): readonly string[] {
  const { bill, faults } = adopt(invoice, ROOM);
  assert.equal(
    bill === null,
    faults.some(({ severity }) => severity === 'fatal'),
  );
  return faults.map(({ rule, values }) => [rule, ...Object.values(values)].join(' '));
}

suite('what does not agree holds, and names both figures', () => {
  const right = invoiceOf([line('100')]);
  const cases: readonly (readonly [string, Invoice, readonly string[]])[] = [
    [
      'BT-109',
      { ...right, totals: { ...right.totals, withoutVat: D('100.01'), withVat: D('120.01') } },
      ['PASS-IN-AMOUNTS BT-109 100.01 100.00'],
    ],
    ['BT-110', { ...right, totals: { ...right.totals, vat: D('20.01'), withVat: D('120.01') } }, ['PASS-IN-AMOUNTS BT-110 20.01 20.00']],
    ['BT-112', { ...right, totals: { ...right.totals, withVat: D('120.01') } }, ['PASS-IN-AMOUNTS BT-112 120.01 120.00']],
    [
      'a base that its lines do not give',
      { ...right, vat: [{ ...ROW, base: D('99.99') }] },
      ['PASS-IN-AMOUNTS BT-116 (S 20 %) 99.99 100.00'],
    ],
    [
      'a line whose rate the breakdown lacks',
      { ...right, lines: [line('100', { vat: { category: 'S', rate: D('10') } })] },
      [
        'PASS-IN-AMOUNTS BT-116 (S 20 %) 100.00 0.00',
        'PASS-IN-AMOUNTS BT-117 (S 20 %) 20.00 0.00',
        'PASS-IN-AMOUNTS BT-116 (S 10 %) 0.00 100.00',
      ],
    ],
    [
      'a VAT of tenths of a cent',
      { ...right, vat: [{ ...ROW, amount: D('20.001') }], totals: { withoutVat: D('100') } },
      ['PASS-IN-AMOUNTS BT-117 (S 20 %) 20.001 20.00'],
    ],
  ];
  for (const [title, invoice, expected] of cases) test(title, () => assert.deepEqual(faultsOf(invoice), expected));
});

test('an invoice in which everything is wrong is told in no more than fifty findings', () => {
  const lines = Array.from({ length: 200 }, (_, index) => line('1', { vat: { category: 'S', rate: D(String(index)) } }));
  assert.equal(faultsOf({ ...invoiceOf(lines), vat: [ROW] }).length, 50);
});

test('a row without a rate has that of its lines, when they have one', () => {
  const { category, base, amount } = ROW;
  assert.deepEqual(faultsOf({ ...invoiceOf([line('60'), line('40')]), vat: [{ category, base, amount }] }), []);
});

suite('what agrees is booked', () => {
  test('a cent of VAT inside a rate is the supplier’s: it is taken', () => {
    const { bill, faults } = adopt(
      {
        ...invoiceOf([line('100')]),
        vat: [{ ...ROW, amount: D('20.01') }],
        totals: { withoutVat: D('100'), vat: D('20.01'), withVat: D('120.01') },
      },
      ROOM,
    );
    assert.deepEqual(faults, []);
    assert.equal(shown(bill?.taxes[0]?.amount ?? ZERO), '20.01');
    assert.equal(shown(bill?.withVat ?? ZERO), '120.01');
  });

  test('rows that differ by exemption reason are one tax', () => {
    const vat = { category: 'E', rate: ZERO };
    const lines = [line('10', { vat: { ...vat, reasonCode: 'VATEX-EU-132' } }), line('5', { vat: { ...vat, reasonCode: 'VATEX-EU-143' } })];
    const rows = lines.map(({ net = ZERO, vat: own }) => ({ ...vat, base: net, amount: ZERO, reasonCode: own?.reasonCode ?? '' }));
    const { bill } = adopt({ ...invoiceOf(lines), vat: rows }, ROOM);
    assert.deepEqual(
      bill?.taxes.map(({ category, base, reasonCode }) => [category, shown(base), reasonCode]),
      [['E', '15', undefined]],
    );
    assert.deepEqual(
      bill?.lines.map((one) => one.vat?.reasonCode),
      ['VATEX-EU-132', 'VATEX-EU-143'],
    );
  });

  test('a line without VAT has that of the only row', () => {
    const { bill } = adopt({ ...invoiceOf([line('100')]), lines: [{ id: '1', net: D('100') }] }, ROOM);
    assert.equal(shown(bill?.lines[0]?.vat?.rate ?? ZERO), '20');
  });

  test('without a breakdown the lines tell the rates, and BT-110 the tax of the only one', () => {
    const { totals = {}, ...rest } = invoiceOf([line('100'), line('5', { vat: { category: 'Z', rate: ZERO } })]);
    const { vat: _, ...bare } = rest;
    const { bill } = adopt({ ...bare, totals: { ...totals, vat: D('20.01'), withVat: D('125.01') } }, ROOM);
    assert.deepEqual(
      bill?.taxes.map(({ category, amount }) => [category, shown(amount)]),
      [
        ['S', '20.01'],
        ['Z', '0'],
      ],
    );
  });

  test('amounts in the accounting currency BT-6 stay out of it', () => {
    const { bill } = adopt(invoiceOf([line('100')], { currency: 'USD', vatCurrency: 'EUR', totals: { vatAccounting: D('18.40') } }), ROOM);
    assert.equal(shown(bill?.vat ?? ZERO), '20');
  });

  test('what was paid before is told, and owed all the same', () => {
    assert.deepEqual(faultsOf(invoiceOf([line('100')], { totals: { paid: D('30'), due: D('90') } })), ['PASS-IN-PAID 30.00 90.00']);
  });
});

suite('a base that its lines miss by a cent each', () => {
  const extended = 'urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr';
  const lines = [line('33.33'), line('33.33'), line('33.33')];
  const missed = (base: string, specification: string): Invoice => {
    const totals = { withoutVat: D(base), vat: D('20'), withVat: add(D(base), D('20')) };
    return { ...invoiceOf(lines, { specification }), vat: [{ ...ROW, base: D(base) }], totals };
  };
  test('is right in EXTENDED-CTC-FR, and a line of that rate holds the rest', () => {
    const { bill, faults } = adopt(missed('100', extended), ROOM);
    assert.deepEqual(faults, []);
    const last = bill?.lines.at(-1);
    assert.deepEqual(
      [last?.source, last?.name, shown(last?.net ?? ZERO), last?.vat?.category],
      ['rounding', 'Arrondi · TVA 20 %', '0.01', 'S'],
    );
    assert.equal(shown(bill?.withoutVat ?? ZERO), '100');
  });
  test('is a fault elsewhere', () =>
    assert.deepEqual(faultsOf(missed('100', 'urn:cen.eu:en16931:2017')).slice(0, 1), ['PASS-IN-AMOUNTS BT-116 (S 20 %) 100.00 99.99']));
  test('is a fault beyond a cent for each line', () =>
    assert.deepEqual(faultsOf(missed('100.03', extended)).slice(0, 1), ['PASS-IN-AMOUNTS BT-116 (S 20 %) 100.03 99.99']));
});

suite('lines of EXTENDED-CTC-FR that repeat or comment others are not booked', () => {
  const names = (lines: readonly Line[], stated: string): readonly string[] => {
    const booked = lines.filter(({ item }) => item?.name?.startsWith('D') === true);
    const { bill } = adopt({ ...invoiceOf(booked), lines, totals: { ...invoiceOf(booked).totals, lines: D(stated) } }, ROOM);
    return bill?.lines.map(({ name }) => name) ?? [];
  };
  const detail = (id: string, net: string, more: Partial<Line> = {}): Line => line(net, { id, item: { name: `D${id}` }, ...more });

  test('groups, details and information', () => {
    const lines = [
      line('30', { id: '1', item: { name: 'Lot' }, status: 'GROUP' }),
      detail('2', '10', { parentId: '1', status: 'DETAIL' }),
      detail('3', '20', { parentId: '1', status: 'DETAIL' }),
      { id: '4', parentId: '3', status: 'INFORMATION', item: { name: 'Composant' }, net: D('20') },
    ];
    assert.deepEqual(names(lines, '30'), ['D2', 'D3']);
  });
  test('parents without a status, when the sum of lines says that they repeat their children', () => {
    const lines = [
      line('30', { id: '1', item: { name: 'Lot' } }),
      detail('2', '10', { parentId: '1' }),
      detail('3', '20', { parentId: '1' }),
    ];
    assert.deepEqual(names(lines, '30'), ['D2', 'D3']);
  });
  test('parents with an amount of their own are booked', () => {
    assert.deepEqual(names([detail('1', '30'), detail('2', '10', { parentId: '1' })], '40'), ['D1', 'D2']);
  });
});

suite('profiles without lines', () => {
  const bare: Invoice = { number: 'F-7', typeCode: '380', specification: 'urn:factur-x.eu:1p0:basicwl' };
  test('one line for each rate', () => {
    const vat = [
      ROW,
      { category: 'S', rate: D('5.5'), base: D('10'), amount: D('0.55') },
      { category: 'E', rate: ZERO, base: D('4'), amount: ZERO },
    ];
    const totals = { withoutVat: D('114'), vat: D('20.55'), withVat: D('134.55') };
    const { bill, faults } = adopt({ ...bare, vat, totals, allowances: [{ amount: D('3'), vat: { category: 'S', rate: D('20') } }] }, ROOM);
    assert.deepEqual(faults, []);
    assert.deepEqual(
      bill?.lines.map(({ source, name, net }) => [source, name, shown(net)]),
      [
        ['rate', 'F-7 · TVA 20 %', '100'],
        ['rate', 'F-7 · TVA 5.5 %', '10'],
        ['rate', 'F-7 · TVA E', '4'],
      ],
    );
  });
  test('MINIMUM says no rate: 10 % may be half of 20 %', () => {
    const minimum = {
      ...bare,
      specification: 'urn:factur-x.eu:1p0:minimum',
      totals: { withoutVat: D('100'), vat: D('10'), withVat: D('110') },
    };
    assert.deepEqual(faultsOf(minimum), ['PASS-IN-NO-RATE MINIMUM']);
  });
  test('a tax without its rate', () => {
    assert.deepEqual(faultsOf({ ...bare, vat: [{ category: 'S', base: D('100'), amount: D('20') }] }), ['PASS-IN-NO-RATE BASIC WL']);
  });
  test('nothing at all', () => assert.deepEqual(faultsOf({}), ['PASS-IN-NO-RATE ']));
});
