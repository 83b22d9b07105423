/** What is sent equals the ERP's totals to the cent, whatever way it rounds; and a cent that no rounding explains holds. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  add,
  dec,
  divide,
  equals,
  formatDecimal,
  multiply,
  round,
  subtract,
  sum,
  ZERO,
  type Decimal,
} from '../../src/model/decimal.ts';
import { isFatal } from '../../src/model/fault.ts';
import type { Line } from '../../src/model/line.ts';
import type { StatedTotals } from '../../src/model/totals.ts';
import { normalize, type Normalized } from '../../src/normalize/normalize.ts';
import { check } from '../../src/rules/check.ts';
import { PROFILES } from '../../src/rules/profiles.ts';
import { demoCompany } from '../support/demo-company.ts';
import { draft, line, NOTHING_FETCHED, stated } from './drafts.ts';

const HUNDRED = dec('100');

function run(lines: readonly Line[], totals: StatedTotals, more: Parameters<typeof draft>[2] = {}): Normalized {
  return normalize(draft(lines, totals, more), { company: demoCompany(), enrichment: NOTHING_FETCHED });
}

function rulesOf(result: Normalized): readonly string[] {
  return result.faults.filter(isFatal).map((fault) => fault.rule);
}

test('totals, breakdown and amount due follow from the lines', () => {
  const { invoice, faults } = run([line('100.0'), line('50', '5.5')], stated('150.00', '22.75', '172.75', { due: dec('72.75') }));
  assert.deepEqual(faults, []);
  const shown = Object.fromEntries(
    Object.entries(invoice.totals ?? {}).map(([name, value]) => [name, formatDecimal(value as Decimal)]),
  );
  assert.deepEqual(shown, {
    lines: '150.00',
    withoutVat: '150.00',
    vat: '22.75',
    withVat: '172.75',
    paid: '100.00',
    due: '72.75',
  });
  assert.deepEqual(
    invoice.vat?.map((row) => [
      row.category,
      formatDecimal(row.rate ?? ZERO),
      formatDecimal(row.base ?? ZERO),
      formatDecimal(row.amount ?? ZERO),
    ]),
    [
      ['S', '20', '100.00', '20.00'],
      ['S', '5.5', '50.00', '2.75'],
    ],
  );
});

test('under global rounding a base moves by a cent, and total without tax, tax and total stay', () => {
  // three times 8.333… each booked 8.33; the ERP adds up before it rounds
  const third = (): Line => line('8.33', '20', 'S', { quantity: dec('1'), price: dec('8.333333') });
  const { invoice, faults, derivations } = run(
    [third(), third(), third()],
    stated('25.00', '5.00', '30.00', { rates: [{ rate: dec('20'), amount: dec('5.00') }] }),
  );
  assert.deepEqual(faults, []);
  assert.equal(formatDecimal(invoice.totals?.lines ?? ZERO), '24.99');
  assert.equal(formatDecimal(invoice.totals?.withoutVat ?? ZERO), '25.00');
  assert.equal(formatDecimal(invoice.charges?.[0]?.amount ?? ZERO), '0.01');
  assert.ok(derivations.some((one) => one.at === 'charges[0].amount' && one.operation.includes('base moved')));
  assert.deepEqual(check(invoice, PROFILES['fr-cius']).filter(isFatal), []);
});

const HELD: readonly (readonly [string, readonly Line[], StatedTotals, readonly string[]])[] = [
  [
    'a total without tax one cent off',
    [line('100')],
    stated('100.01', '20.00', '120.01'),
    ['PASS-TOTAL-WITHOUT-VAT', 'PASS-TOTAL-WITH-VAT'],
  ],
  ['a tax one cent off', [line('100')], stated('100.00', '20.01', '120.01'), ['PASS-TOTAL-VAT', 'PASS-TOTAL-WITH-VAT']],
  ['a total one cent off', [line('100'), line('7.77')], stated('107.77', '21.55', '129.33'), ['PASS-TOTAL-WITH-VAT']],
  [
    'a line that is missing',
    [line('100')],
    stated('150.00', '30.00', '180.00'),
    ['PASS-TOTAL-WITHOUT-VAT', 'PASS-TOTAL-VAT', 'PASS-TOTAL-WITH-VAT'],
  ],
  [
    'whole lines leave no room',
    [line('50'), line('50')],
    stated('100.01', '20.00', '120.01'),
    ['PASS-TOTAL-WITHOUT-VAT', 'PASS-TOTAL-WITH-VAT'],
  ],
  [
    'a rate that no line carries',
    [line('100')],
    stated('100.00', '20.00', '120.00', {
      rates: [
        { rate: dec('20'), amount: dec('20') },
        { rate: dec('10'), amount: dec('1') },
      ],
    }),
    ['PASS-TOTAL-RATE'],
  ],
  [
    'a tax per rate beyond rounding',
    [line('100')],
    stated('100.00', '25.00', '125.00', { rates: [{ rate: dec('20'), amount: dec('25') }] }),
    ['PASS-TOTAL-RATE', 'PASS-TOTAL-VAT', 'PASS-TOTAL-WITH-VAT'],
  ],
];

for (const [title, lines, totals, expected] of HELD) {
  test(`${title} is held, naming both figures`, () => {
    const result = run(lines, totals);
    assert.deepEqual(rulesOf(result), expected);
    for (const fault of result.faults) assert.ok(fault.values['stated'] !== undefined && fault.values['computed'] !== undefined);
  });
}

test('cash rounding is told apart and the total still equals the ERP’s', () => {
  const { invoice, faults } = run([line('10.02')], stated('10.03', '2.00', '12.03'), { totals: { rounding: dec('0.01') } });
  assert.deepEqual(faults, []);
  assert.equal(formatDecimal(invoice.totals?.due ?? ZERO), '12.03');
  assert.deepEqual(check(invoice, PROFILES.en16931).filter(isFatal), []);
});

test('a negative price gives its sign to the quantity, a price with tax gives way to the amount', () => {
  const down = line('-30', '20', 'S', { quantity: dec('1'), price: dec('-30') });
  const included = line('100', '20', 'S', { quantity: dec('3'), price: dec('40') });
  const { invoice } = run([included, down], stated('70.00', '14.00', '84.00'));
  assert.deepEqual(
    invoice.lines?.map((one) => [
      formatDecimal(one.quantity ?? ZERO),
      formatDecimal(one.price ?? ZERO),
      formatDecimal(one.net ?? ZERO),
    ]),
    [
      ['3', '33.333333', '100.00'],
      ['-1', '30', '-30.00'],
    ],
  );
});

test('a credit note keeps its positive amounts and is never “already paid”', () => {
  const { invoice } = run([line('100')], stated('100.00', '20.00', '120.00', { due: dec('0') }), { typeCode: '381' });
  assert.equal(invoice.businessProcess, 'B1');
  assert.equal(formatDecimal(invoice.totals?.due ?? ZERO), '0.00');
});

interface Erp {
  readonly lines: readonly Line[];
  readonly totals: StatedTotals;
}

const RATES = ['20', '10', '5.5', '0'] as const;
const erpLine = fc.record({
  quantity: fc.integer({ min: 1, max: 40 }),
  units: fc.bigInt({ min: 1n, max: 9_999_999n }),
  scale: fc.integer({ min: 0, max: 4 }),
  rate: fc.constantFrom(...RATES),
});

/** An ERP that rounds globally: it keeps the exact amounts until it has added them up, per rate. */
function globally(items: readonly { quantity: number; units: bigint; scale: number; rate: string }[]): Erp {
  const exact = items.map((item) => ({
    ...item,
    raw: multiply(dec(String(item.quantity)), { units: item.units, scale: item.scale }),
  }));
  const rates = [...new Set(items.map((item) => item.rate))].map((rate) => {
    const raw = sum(exact.filter((item) => item.rate === rate).map((item) => item.raw));
    return { rate: dec(rate), base: round(raw, 2), amount: divide(multiply(raw, dec(rate)), HUNDRED, 2) };
  });
  const [withoutVat, vat] = [sum(rates.map((rate) => rate.base)), sum(rates.map((rate) => rate.amount))];
  return {
    lines: exact.map((item) =>
      line(formatDecimal(round(item.raw, 2)), item.rate, item.rate === '0' ? 'Z' : 'S', {
        quantity: dec(String(item.quantity)),
        price: { units: item.units, scale: item.scale },
      }),
    ),
    totals: {
      withoutVat,
      vat,
      withVat: add(withoutVat, vat),
      due: add(withoutVat, vat),
      rates: rates.map(({ rate, amount }) => ({ rate, amount })),
    },
  };
}

/** An ERP that rounds each line and each tax of each line. */
function perLine(items: readonly { quantity: number; units: bigint; scale: number; rate: string }[]): Erp {
  const booked = items.map((item) => {
    const net = round(multiply(dec(String(item.quantity)), { units: item.units, scale: item.scale }), 2);
    return { ...item, net, tax: divide(multiply(net, dec(item.rate)), HUNDRED, 2) };
  });
  const [withoutVat, vat] = [sum(booked.map((item) => item.net)), sum(booked.map((item) => item.tax))];
  return {
    lines: booked.map((item) =>
      line(formatDecimal(item.net), item.rate, item.rate === '0' ? 'Z' : 'S', {
        quantity: dec(String(item.quantity)),
        price: { units: item.units, scale: item.scale },
      }),
    ),
    totals: {
      withoutVat,
      vat,
      withVat: add(withoutVat, vat),
      rates: [...new Set(items.map((item) => item.rate))].map((rate) => ({
        rate: dec(rate),
        amount: sum(booked.filter((item) => item.rate === rate).map((item) => item.tax)),
      })),
    },
  };
}

for (const [name, book] of Object.entries({ globally, 'line by line': perLine })) {
  test(`an ERP that rounds ${name} keeps every total, and the invoice breaks no rule of totals`, () => {
    fc.assert(
      fc.property(fc.array(erpLine, { minLength: 1, maxLength: 12 }), (items) => {
        const { lines, totals } = book(items);
        const result = run(lines, totals);
        assert.deepEqual(rulesOf(result), []);
        const { withoutVat, vat, withVat } = result.invoice.totals ?? {};
        assert.ok(
          equals(withoutVat ?? ZERO, totals.withoutVat ?? ZERO) &&
            equals(vat ?? ZERO, totals.vat ?? ZERO) &&
            equals(withVat ?? ZERO, totals.withVat ?? ZERO),
        );
        assert.deepEqual(
          check(result.invoice, PROFILES.en16931).filter((fault) => /^BR-(CO|S|Z)-/.test(fault.rule)),
          [],
        );
      }),
      { numRuns: 300 },
    );
  });
}

test('a total with tax that is a cent off is always held, however the ERP rounds', () => {
  fc.assert(
    fc.property(fc.array(erpLine, { minLength: 1, maxLength: 8 }), fc.constantFrom('0.01', '-0.01'), (items, cent) => {
      const { lines, totals } = globally(items);
      const result = run(lines, { ...totals, withVat: subtract(totals.withVat ?? ZERO, dec(cent)) });
      assert.ok(rulesOf(result).includes('PASS-TOTAL-WITH-VAT'));
    }),
  );
});
