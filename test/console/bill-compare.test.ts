import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { answerFor, answerName } from '../../src/console/bill-answers.ts';
import { compareBill } from '../../src/console/bill-compare.ts';
import type { Bill, BillLine } from '../../src/model/bill.ts';
import { dec, ZERO } from '../../src/model/decimal.ts';
import type { Invoice } from '../../src/model/invoice.ts';
import type { Line } from '../../src/model/line.ts';
import { billOf, enrichmentOf, SUPPLIERS, supplierInvoice } from './fixture-supplier.ts';

const facts = { ...SUPPLIERS[0], number: 'IB-1', issueDate: '2026-11-20' };
const invoice = supplierInvoice(facts);
const bill = billOf(invoice, enrichmentOf(0), false).bill;

const line = (id: string, net: string): Line => ({
  id,
  net: dec(net),
  quantity: dec('1'),
  price: dec(net),
  vat: { category: 'S', rate: dec('20') },
});
const billLine = (id: string, net: string, more: Partial<BillLine> = {}): BillLine => ({
  source: 'line',
  line: id,
  name: 'x',
  quantity: dec('1'),
  price: dec(net),
  net: dec(net),
  vat: { category: 'S', rate: dec('20') },
  ...more,
});
const billWith = (lines: readonly BillLine[]): Bill => ({ type: 'invoice', lines, taxes: [], withoutVat: ZERO, vat: ZERO, withVat: ZERO });

test('a bill with the supplier’s amounts has no difference, however quantities and prices are arranged', () => {
  const compared = compareBill(bill, invoice);
  assert.equal(compared.differences, 0);
  assert.deepEqual(
    compared.lines.map(({ differs }) => differs),
    [[], ['quantity', 'price'], ['quantity', 'price'], [], []],
  );
  assert.deepEqual(compared.missing, []);
});

test('one cent is a difference in the line, the base, the VAT and the totals', () => {
  const compared = compareBill(billOf(invoice, enrichmentOf(0), true).bill, invoice);
  assert.deepEqual(compared.lines[0]?.differs, ['net']);
  assert.deepEqual(
    compared.rates.map(({ base, amount }) => [base.differs, amount.differs]),
    [
      [true, true],
      [false, false],
    ],
  );
  assert.deepEqual(
    Object.values(compared.totals).map(({ differs }) => differs),
    [true, true, true],
  );
  assert.equal(compared.differences, 6);
});

test('another category or rate of a line is a difference', () => {
  const one: Invoice = { lines: [line('1', '10.00')] };
  for (const vat of [
    { category: 'E', rate: dec('20') },
    { category: 'S', rate: dec('5.5') },
  ]) {
    assert.deepEqual(compareBill(billWith([billLine('1', '10.00', { vat })]), one).lines[0]?.differs, ['vat']);
  }
  assert.deepEqual(
    compareBill(billWith([billLine('1', '10.000', { vat: { category: 'S', rate: dec('20.00') } })]), one).lines[0]?.differs,
    [],
  );
});

test('rounding BT-114 is part of what is booked', () => {
  const rounded: Invoice = { totals: { withoutVat: dec('10.00'), vat: dec('2.00'), withVat: dec('12.00'), rounding: dec('0.02') } };
  const totals = { withoutVat: dec('10.02'), vat: dec('2.00'), withVat: dec('12.02') };
  assert.equal(compareBill({ ...billWith([]), ...totals }, rounded).differences, 0);
  assert.equal(compareBill({ ...billWith([]), ...totals, withVat: dec('12.00') }, rounded).differences, 1);
});

test('one rate given twice is one tax, and a rate that only one side has is a difference', () => {
  const vat = [
    { category: 'E', rate: dec('0'), base: dec('3.00'), amount: dec('0.00'), reasonCode: 'A' },
    { category: 'E', base: dec('4.00'), amount: dec('0.00'), reasonCode: 'B' },
  ];
  const taxes = [{ category: 'E', rate: dec('0.00'), base: dec('7.00'), amount: dec('0.00') }];
  assert.equal(compareBill({ ...billWith([]), taxes }, { vat }).differences, 0);
  const only = compareBill({ ...billWith([]), taxes }, {});
  assert.deepEqual(only.rates[0]?.base, { invoice: null, bill: dec('7.00'), differs: true });
});

test('a bill by rate of a profile without lines misses no line', () => {
  const byRate = billWith([billLine('', '10.00', { source: 'rate' })]);
  assert.deepEqual(compareBill(byRate, { lines: [line('1', '10.00')] }).missing, []);
});

test('no invoice line is lost: each is paired once or reported, whatever numbers the file gives', () => {
  const id = fc.constantFrom('1', '2', '', 'A');
  fc.assert(
    fc.property(fc.array(id, { maxLength: 8 }), fc.array(id, { maxLength: 8 }), (theirs, ours) => {
      const lines = theirs.map((one, index) => line(one, `${index}.00`));
      const { lines: pairs, missing } = compareBill(billWith(ours.map((one, index) => billLine(one, `${index}.00`))), { lines });
      const paired = pairs.flatMap((pair) => pair.invoice ?? []);
      assert.equal(pairs.length, ours.length);
      assert.deepEqual(new Set([...paired, ...missing]), new Set(lines));
      assert.equal(paired.length + missing.length, lines.length);
      for (const pair of pairs) assert.ok(pair.invoice === null || pair.invoice.id === pair.bill.line);
    }),
  );
});

test('a line finds the answer that was asked with its own values', () => {
  const { resolved } = enrichmentOf(0);
  const [consulting, , book, paper] = bill.lines as readonly [BillLine, BillLine, BillLine, BillLine];
  const found = (one: BillLine, what: string): string | null => answerFor(one, what, resolved)?.answer ?? null;
  assert.deepEqual(
    [consulting, book, paper].map((one) => found(one, 'tax')),
    ['31', '34', '31'],
    '5.5 and 5.50 are one rate',
  );
  assert.deepEqual(
    [consulting, paper].map((one) => found(one, 'account')),
    ['622600', '606400'],
  );
  assert.equal(found(book, 'account'), null);
  assert.deepEqual([found(paper, 'unit'), found(consulting, 'unit')], ['12', null]);
  assert.equal(found({ ...paper, vat: { category: 'S', rate: dec('10') } }, 'tax'), null);
});

test('the answer asked with more of the line’s values wins; values no line knows do not count', () => {
  const general = { what: 'account', by: { supplier: '40' }, answer: '1', how: 'default' } as const;
  const special = { what: 'account', by: { item: 'x', supplier: '40' }, answer: '2', how: 'binding' } as const;
  assert.equal(answerFor(billLine('1', '1.00'), 'account', [general, special])?.answer, '2');
  assert.equal(answerFor(billLine('1', '1.00', { name: 'y' }), 'account', [general, special])?.answer, '1');
});

test('an answer is called as the ERP calls it, where that is known', () => {
  const base = { what: 'tax', by: {}, answer: '31', how: 'list' } as const;
  assert.equal(answerName(base), null);
  assert.equal(answerName({ ...base, name: 'A' }), 'A');
  assert.equal(
    answerName({
      ...base,
      proposals: [
        { id: '30', name: 'B' },
        { id: '31', name: 'C' },
      ],
    }),
    'C',
  );
  assert.equal(answerName({ ...base, answer: null, name: 'A' }), null);
});
