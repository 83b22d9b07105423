import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  absolute,
  add,
  compare,
  dec,
  divide,
  equals,
  formatDecimal,
  multiply,
  negate,
  round,
  subtract,
  sum,
  ZERO,
  type Decimal,
} from '../../src/model/decimal.ts';
import type { Invoice } from '../../src/model/invoice.ts';
import type { Line } from '../../src/model/line.ts';
import { adopt } from '../../src/normalize/adopt.ts';
import { invoice as arbitraryInvoice } from '../support/arbitrary-invoice.ts';
import { basesOf, invoiceOf, rawOf, shown } from './adopt-support.ts';

const HUNDRED = dec('100');
const rates = fc.constantFrom('20', '10', '5.50', '2.1', '0').map((text) => ({ category: text === '0' ? 'E' : 'S', rate: dec(text) }));

function amount(most: bigint, scale: number): fc.Arbitrary<Decimal> {
  return fc.bigInt(-most, most).map((units) => ({ units, scale }));
}

/** Lines as suppliers write them: amounts rounded or not, computed from quantity and price or from elsewhere. */
function lineOf(digits: number): fc.Arbitrary<Line> {
  return fc
    .record({
      quantity: fc.option(fc.oneof(amount(2000n, 0), amount(20000n, 2), amount(200000n, 4)), { nil: undefined }),
      price: fc.option(fc.oneof(amount(90000n, 2), amount(900000n, 5)), { nil: undefined }),
      per: fc.constantFrom('1', '1', '100', '0.5', '3'),
      percent: fc.option(fc.constantFrom('10', '12.50', '33.333'), { nil: undefined }),
      own: fc.option(amount(1000000n, digits), { nil: undefined }),
      extra: fc.constantFrom(0, 0, 2),
      vat: rates,
    })
    .map(({ quantity, price, per, percent, own, extra, vat }, index = 0) => {
      const gross = quantity === undefined || price === undefined ? ZERO : divide(multiply(quantity, price), dec(per), digits + extra);
      const off = percent === undefined ? ZERO : divide(multiply(gross, dec(percent)), HUNDRED, digits);
      return {
        id: String(index),
        item: { name: 'Article' },
        net: own ?? subtract(gross, off),
        vat,
        ...(quantity === undefined ? {} : { quantity, unitCode: 'C62' }),
        ...(price === undefined ? {} : { price }),
        ...(per === '1' ? {} : { priceBaseQuantity: dec(per) }),
        ...(percent === undefined ? {} : { allowances: [{ amount: off, percent: dec(percent) }] }),
      };
    });
}

interface Case {
  readonly invoice: Invoice;
  readonly digits: number;
}

/** Everything else of an invoice is arbitrary; its amounts agree, the VAT of a rate perhaps by a cent. */
const rightInvoice: fc.Arbitrary<Case> = fc.constantFrom(0, 2, 2, 2, 3).chain((digits) =>
  fc
    .record({
      rest: arbitraryInvoice,
      lines: fc.array(lineOf(digits), { minLength: 1, maxLength: 12 }),
      allowances: fc.array(fc.record({ amount: amount(5000n, digits), vat: rates }), { maxLength: 2 }),
      charges: fc.array(fc.record({ amount: amount(5000n, digits), vat: rates }), { maxLength: 2 }),
      rounding: fc.option(amount(9n, digits), { nil: undefined }),
      cent: fc.constantFrom(0n, 1n, -1n),
    })
    .map(({ rest, lines, allowances, charges, rounding, cent }) => {
      const { vat: _rows, totals: _totals, ...others } = rest;
      const made = invoiceOf(lines, { ...others, lines, allowances, charges, totals: rounding === undefined ? {} : { rounding } }, digits);
      const vat =
        made.vat?.map((row, index) =>
          index === 0 && !equals(row.rate ?? ZERO, ZERO) ? moved(row, { units: cent, scale: digits }) : row,
        ) ?? [];
      const tax = sum(vat.map((row) => row.amount));
      return {
        digits,
        invoice: { ...made, vat, totals: { ...made.totals, vat: tax, withVat: add(made.totals?.withoutVat ?? ZERO, tax) } },
      };
    }),
);

function moved<T extends { readonly amount?: Decimal }>(row: T, by: Decimal): T {
  return { ...row, amount: add(row.amount ?? ZERO, by) };
}

test('an ERP computes from the booked lines exactly the bases and totals of the supplier, rounding each line or their sum', () => {
  fc.assert(
    fc.property(rightInvoice, fc.constantFrom(2, 2, 4), ({ invoice, digits }, priceDigits) => {
      const { bill, faults } = adopt(invoice, { priceDigits, quantityDigits: 2, currencyDigits: digits });
      assert.deepEqual(
        faults.filter(({ severity }) => severity === 'fatal'),
        [],
      );
      assert.ok(bill !== null);
      for (const line of bill.lines) {
        assert.ok(equals(round(rawOf(line), digits), line.net), 'the line');
        assert.ok(equals(round(line.price, priceDigits), line.price) && equals(round(line.quantity, 2), line.quantity), 'the digits');
      }
      const bases = basesOf(bill, digits);
      for (const { category, rate, base } of bill.taxes) {
        const expected = { perLine: shown(base), globally: shown(base) };
        // a row of nothing has no line to show it
        assert.deepEqual(bases[`${category} ${shown(rate)}`] ?? { perLine: '0', globally: '0' }, expected);
      }
      const totals = invoice.totals ?? {};
      const rounding = totals.rounding ?? ZERO;
      const sign = compare(add(totals.withVat ?? ZERO, rounding), ZERO) < 0 ? negate : (value: Decimal) => value;
      assert.equal(shown(sum(bill.lines.map(({ net }) => net))), shown(bill.withoutVat));
      assert.equal(shown(sum(bill.taxes.map((tax) => tax.amount))), shown(bill.vat));
      assert.equal(shown(bill.withoutVat), shown(sign(add(totals.withoutVat ?? ZERO, rounding))));
      assert.equal(shown(bill.withVat), shown(sign(add(totals.withVat ?? ZERO, rounding))));
      assert.ok(bill.withVat.units >= 0n);
    }),
    { numRuns: 400 },
  );
});

test('no line moves by a whole cent, and a quantity that stays is the supplier’s', () => {
  fc.assert(
    fc.property(rightInvoice, ({ invoice, digits }) => {
      const { bill } = adopt(invoice, { priceDigits: 2, quantityDigits: 2, currencyDigits: digits });
      assert.ok(bill !== null);
      const counted = bill.lines.filter(({ source }) => source === 'line');
      counted.forEach((line, index) => {
        const own = invoice.lines?.[index];
        const away = absolute(subtract(absolute(line.net), absolute(own?.net ?? ZERO)));
        assert.ok(compare(away, { units: 1n, scale: digits }) < 0);
        if (line.unitCode !== undefined) assert.ok(equals(absolute(line.quantity), absolute(own?.quantity ?? ZERO)));
      });
    }),
    { numRuns: 200 },
  );
});

test('every value of the bill has a story', () => {
  fc.assert(
    fc.property(rightInvoice, ({ invoice, digits }) => {
      const { bill, derivations } = adopt(invoice, { priceDigits: 2, quantityDigits: 2, currencyDigits: digits });
      const told = new Map(derivations.map(({ at, value }) => [at, value]));
      for (const [at, value] of leavesOf(bill, 'bill')) assert.equal(told.get(at), value, at);
      assert.ok(derivations.every(({ by, from }) => by === 'adopt' && from.length > 0));
    }),
    { numRuns: 100 },
  );
});

function leavesOf(value: unknown, at: string): readonly (readonly [string, string])[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => leavesOf(item, `${at}[${index}]`));
  if (typeof value !== 'object' || value === null) return [[at, String(value)]];
  if ('units' in value) return [[at, formatDecimal(value as Decimal)]];
  return Object.entries(value).flatMap(([name, item]) => leavesOf(item, `${at}.${name}`));
}

test('an invoice whose amounts do not agree is held with both figures, never booked', () => {
  fc.assert(
    fc.property(arbitraryInvoice, (invoice) => {
      const { bill, faults } = adopt(invoice, { priceDigits: 2, quantityDigits: 2, currencyDigits: 2 });
      const fatal = faults.filter(({ severity }) => severity === 'fatal');
      assert.equal(bill === null, fatal.length > 0);
      for (const { values } of fatal) assert.notEqual(values['stated'] ?? 'profile', values['computed'] ?? '');
    }),
    { numRuns: 200 },
  );
});
