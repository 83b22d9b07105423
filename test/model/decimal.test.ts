/** Decimal against exact rationals of BigInt: no operation may be off by anything. */
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
  isZero,
  multiply,
  negate,
  parseDecimal,
  round,
  subtract,
  sum,
  trim,
  type Decimal,
} from '../../src/model/decimal.ts';

const decimals: fc.Arbitrary<Decimal> = fc.record(
  { units: fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), scale: fc.integer({ min: 0, max: 8 }) },
  { noNullPrototype: true },
);

/** A rational as numerator over a power of ten: the reference that shares no code with Decimal. */
interface Rational {
  readonly over: bigint;
  readonly under: bigint;
}

function rational(value: Decimal): Rational {
  return { over: value.units, under: 10n ** BigInt(value.scale) };
}

function same(a: Rational, b: Rational): boolean {
  return a.over * b.under === b.over * a.under;
}

test('sum, difference and product are exact', () => {
  fc.assert(
    fc.property(decimals, decimals, (a, b) => {
      const [x, y] = [rational(a), rational(b)];
      assert.ok(same(rational(add(a, b)), { over: x.over * y.under + y.over * x.under, under: x.under * y.under }));
      assert.ok(same(rational(subtract(a, b)), { over: x.over * y.under - y.over * x.under, under: x.under * y.under }));
      assert.ok(same(rational(multiply(a, b)), { over: x.over * y.over, under: x.under * y.under }));
    }),
  );
});

test('a quotient lies within half a unit of its last digit, and ties go away from zero', () => {
  fc.assert(
    fc.property(
      decimals,
      decimals.filter((value) => !isZero(value)),
      fc.integer({ min: 0, max: 6 }),
      (a, b, scale) => {
        const quotient = divide(a, b, scale);
        assert.equal(quotient.scale, scale);
        // |quotient − a/b| × 2 × 10^scale ≤ 1, with equality only away from zero
        const [x, y] = [rational(a), rational(b)];
        const exact: Rational = { over: x.over * y.under, under: x.under * y.over };
        const twice = 2n * (quotient.units * exact.under - exact.over * 10n ** BigInt(scale));
        const bound = exact.under < 0n ? -exact.under : exact.under;
        assert.ok((twice < 0n ? -twice : twice) <= bound);
        if ((twice < 0n ? -twice : twice) === bound) assert.ok(compare(absolute(quotient), { units: 0n, scale: 0 }) > 0);
      },
    ),
  );
});

test('rounding is the quotient by one', () => {
  fc.assert(
    fc.property(decimals, fc.integer({ min: 0, max: 8 }), (a, scale) => {
      assert.ok(equals(round(a, scale), divide(a, dec('1'), scale)));
      assert.ok(round(a, scale).scale === scale);
    }),
  );
});

const ROUNDINGS: readonly (readonly [string, number, string])[] = [
  ['0.005', 2, '0.01'],
  ['-0.005', 2, '-0.01'],
  ['0.0049999', 2, '0.00'],
  ['1.005', 2, '1.01'],
  ['2.675', 2, '2.68'],
  ['-2.5', 0, '-3'],
  ['1.1', 3, '1.100'],
];

test('half a cent goes away from zero', () => {
  for (const [text, scale, expected] of ROUNDINGS) assert.equal(formatDecimal(round(dec(text), scale)), expected, text);
});

test('the written form survives: parse and format are inverse', () => {
  fc.assert(
    fc.property(decimals, (value) => {
      const again = parseDecimal(formatDecimal(value));
      assert.deepEqual(again, value);
    }),
  );
  for (const text of ['0.10', '100', '-0.01', '12345678901234567890.123456']) assert.equal(formatDecimal(dec(text)), text);
});

test('what is no decimal is none', () => {
  for (const text of ['', '.', '-', '1e3', '1,5', 'NaN', '0x10', '1 000', '--1', '+', '9'.repeat(61)])
    assert.equal(parseDecimal(text), null, text);
  assert.deepEqual(parseDecimal(' +1.50 '), { units: 150n, scale: 2 });
  assert.deepEqual(parseDecimal('-.5'), { units: -5n, scale: 1 });
  assert.deepEqual(parseDecimal('5.'), { units: 5n, scale: 0 });
  assert.deepEqual(parseDecimal('-0.00'), { units: 0n, scale: 2 });
  assert.deepEqual(parseDecimal('0000000000000000000000000000000012.5'), { units: 125n, scale: 1 });
  assert.deepEqual(parseDecimal('999999999999999'), { units: 999999999999999n, scale: 0 });
  assert.deepEqual(parseDecimal('9999999999999999'), { units: 9999999999999999n, scale: 0 });
});

test('order does not depend on the scale and agrees with the rationals', () => {
  fc.assert(
    fc.property(decimals, decimals, (a, b) => {
      const [x, y] = [rational(a), rational(b)];
      const difference = x.over * y.under - y.over * x.under;
      assert.equal(Math.sign(compare(a, b)), difference < 0n ? -1 : difference > 0n ? 1 : 0);
      assert.equal(equals(a, b), difference === 0n);
    }),
  );
});

test('trimming changes no value and leaves no zero to trim', () => {
  fc.assert(
    fc.property(decimals, fc.integer({ min: 0, max: 4 }), (value, least) => {
      const short = trim(value, least);
      assert.ok(equals(short, value));
      assert.ok(short.scale <= value.scale);
      if (short.scale > least) assert.notEqual(short.units % 10n, 0n);
    }),
  );
});

test('the sum of a list is its sum in any order, negatives cancel', () => {
  fc.assert(
    fc.property(fc.array(decimals), (values) => {
      assert.ok(equals(sum(values), sum([...values].reverse())));
      assert.ok(isZero(sum([...values, ...values.map(negate)])));
    }),
  );
});
