import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ageText, amountText, countText, dayText, decimalText, momentText } from '../../src/console/format.ts';

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

test('amounts keep every digit they were written with, in both languages', () => {
  const table = [
    ['fr', '1500.00', 'EUR', '1 500,00 €'],
    ['en', '1500.00', 'EUR', '€1,500.00'],
    ['fr', '-150.5', 'EUR', '-150,5 €'],
    ['en', '-150.5', 'EUR', '-€150.5'],
    ['fr', '12450.000', 'TND', '12 450,000 TND'],
    ['en', '0.10', 'USD', '0.10 USD'],
    ['fr', '90071992547409931234567.89', 'EUR', '90 071 992 547 409 931 234 567,89 €'],
    ['fr', '7', null, '7'],
    ['en', 'not a number', 'EUR', 'not a number'],
    ['fr', '1.00', '<b>', '1,00 <b>'],
  ] as const;
  for (const [locale, value, currency, shown] of table) assert.equal(plain(amountText(locale, value, currency)), shown);
});

test('the digits shown are the digits given (property)', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), fc.integer({ min: 0, max: 8 }), (units, scale) => {
      const digits = units
        .toString()
        .replace('-', '')
        .padStart(scale + 1, '0');
      assert.equal(decimalText('fr', { units, scale }).replace(/\D/g, ''), digits);
    }),
  );
});

test('days and moments are written for people, in the zone asked for', () => {
  assert.equal(plain(dayText('fr', '2026-11-22')), '22 nov. 2026');
  assert.equal(plain(dayText('en', '2026-11-02')), '2 Nov 2026');
  assert.equal(dayText('fr', 'bientôt'), 'bientôt');
  assert.equal(dayText('fr', '2026-99-99'), '2026-99-99');
  assert.match(momentText('fr', '2026-11-22T23:30:00.000Z', 'Europe/Paris'), /^23 nov\. 2026.*00:30$/);
  assert.match(momentText('en', '2026-11-22T23:30:00.000Z', 'Africa/Tunis', 'second'), /^23 Nov 2026.*00:30:00$/);
  assert.equal(momentText('en', 'never', 'Europe/Paris'), 'never');
});

test('an age is one number with its unit', () => {
  const now = '2026-11-22T12:00:00.000Z';
  const table = [
    ['2026-11-22T11:59:59.000Z', '0 min'],
    ['2026-11-22T11:30:00.000Z', '30 min'],
    ['2026-11-22T07:00:00.000Z', '5 h'],
    ['2026-11-19T07:00:00.000Z', '3 j'],
    ['2026-11-23T07:00:00.000Z', '0 min'],
  ] as const;
  for (const [since, shown] of table) assert.equal(plain(ageText('fr', since, now)), shown);
  assert.equal(plain(countText('fr', 12_345)), '12 345');
});
