import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatDecimal } from '../../src/model/decimal.ts';
import { decimalOf } from '../../src/map/numbers.ts';
import { numberText, parseRecord, type Raw } from '../../src/map/record.ts';
import { parseTransform, textOfValue, transform, TRANSFORMS } from '../../src/map/transforms.ts';

function read(as: string, raw: Raw): string | undefined {
  const by = parseTransform(as);
  assert.ok(!('problem' in by), 'problem' in by ? by.problem : '');
  const value = transform(raw, by);
  return value === undefined ? undefined : textOfValue(value);
}

const n = numberText;
const TABLE: readonly (readonly [string, Raw, string | undefined])[] = [
  ['text', '  a b ', 'a b'],
  ['text', n('12.50'), '12.5'],
  ['text', true, 'true'],
  ['text', [], undefined],
  ['upper', 'fr', 'FR'],
  ['code', ' a b ', 'ab'],
  ['html', '<p>a</p><p>b &eacute;&#233;&amp;</p>', 'a\nb éé&'],
  ['html', '5 < 6', '5 < 6'],
  ['html', 'a<!-- x -->b', 'ab'],
  ['html', '<script>alert(1)</script>x<style>y', 'x'],
  ['html', '<br', '<br'],
  ['html', '&unknown; &#xD800;', '&unknown;'],
  ['decimal', n('1e-05'), '0.00001'],
  ['decimal', n('1200.3000000000002'), '1200.3'],
  ['decimal', n('-0.0'), '0'],
  ['decimal', n('0.1'), '0.1'],
  ['decimal', '1.50', '1.50'],
  ['decimal', '1,50', undefined],
  ['decimal', n('1e400'), undefined],
  ['decimal', n('123456789012345678'), '123456789012345678'],
  ['decimal', 'NaN', undefined],
  ['decimal', true, undefined],
  ['decimal 2', n('2.345'), '2.35'],
  ['decimal 2', n('-2.345'), '-2.35'],
  ['decimal 2', n('3'), '3.00'],
  ['decimal 0', n('0.5'), '1'],
  ['absolute', n('-3.2'), '3.2'],
  ['negate', n('3.2'), '-3.2'],
  ['date', '2026-02-28', '2026-02-28'],
  ['date', '2026-02-29', undefined],
  ['date', '01/02/2026', undefined],
  ['date', '2026-09-01T00:00:00', '2026-09-01'],
  ['date', '2026-09-01 10:00:00', undefined],
  ['day', '2026-09-01 22:30:00', '2026-09-01'],
  ['day Europe/Paris', '2026-09-01 22:30:00', '2026-09-02'],
  ['day Europe/Paris', '2026-12-01T22:30:00.123Z', '2026-12-01'],
  ['day', '2026-09-01', '2026-09-01'],
  ['day', '2026-13-01 00:10:00', undefined],
  ['bool', true, 'true'],
  ['bool', false, 'false'],
  ['bool', n('1'), 'true'],
  ['bool', 'no', 'false'],
  ['bool', 'maybe', undefined],
  ['country', 'fr', 'FR'],
  ['country', 'EL', 'GR'],
  ['country', 'FRA', undefined],
  ['siren', '100 000 009', '0002:100000009'],
  ['siren', '10000000900017', '0002:100000009'],
  ['siren', 'FR12200000008', '0002:200000008'],
  ['siren', '100000008', undefined],
  ['siren', '20000000*****', undefined],
  ['siren', 'DE123456789', undefined],
  ['siret', '100 000 009 00017', '0009:10000000900017'],
  ['siret', '10000000900018', undefined],
  ['siret', '35600000000048', '0009:35600000000048'],
  ['vat', 'fr 12 200000008', 'FR12200000008'],
  ['vat', '/', undefined],
  ['vat', '12', undefined],
  ['iban', 'FR76 3000 6000 0112 3456 7890 189', 'FR7630006000011234567890189'],
  ['iban', 'FR7630006000011234567890188', undefined],
  ['iban', '123-456', '123-456'],
  ['identifier 0225', '200000008', '0225:200000008'],
  ['identifier', 'x', 'x'],
];

for (const [as, raw, expected] of TABLE) {
  test(`as: ${as} reads ${JSON.stringify(raw)} as ${String(expected)}`, () => assert.equal(read(as, raw), expected));
}

test('every transform of the table is tried above', () => {
  assert.deepEqual([...new Set(TABLE.map(([as]) => as.split(' ')[0]))].sort(), Object.keys(TRANSFORMS).sort());
});

test('a number of a record keeps its exact value through JSON, up to the 15 digits a double is faithful to', () => {
  const amount = fc.tuple(fc.integer({ min: -99_999_999, max: 99_999_999 }), fc.integer({ min: 0, max: 6 }));
  fc.assert(
    fc.property(amount, ([units, scale]) => {
      const text = formatDecimal({ units: BigInt(units), scale });
      // what an ERP in floating point would write
      const written = JSON.stringify({ amount: JSON.parse(text) as number });
      const value = decimalOf(parseRecord(written)['amount'] ?? null);
      assert.ok(value !== undefined);
      const difference = value.units * 10n ** BigInt(scale) - BigInt(units) * 10n ** BigInt(value.scale);
      assert.equal(difference, 0n);
    }),
  );
});

test('no transform throws, whatever it is given', () => {
  const raw = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.boolean(),
    fc.constant(null),
    fc.double().map((one) => n(String(one))),
    fc.string().map((one) => [one]),
  );
  fc.assert(
    fc.property(raw, (one) => {
      for (const name of Object.keys(TRANSFORMS)) transform(one, { name });
    }),
  );
});

test('a hostile HTML field is read in linear time', () => {
  const started = performance.now();
  for (const text of [
    '<script>'.repeat(60_000),
    '<'.repeat(300_000),
    '<!--'.repeat(100_000),
    '&'.repeat(300_000),
    '<p '.repeat(100_000),
  ])
    transform(text, { name: 'html' });
  assert.ok(performance.now() - started < 3000);
});
