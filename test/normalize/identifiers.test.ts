import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { addressOf, isFrenchAddress, vatScheme } from '../../src/normalize/identifiers/address.ts';
import { isCode } from '../../src/codes/code-list.ts';
import { luhnSum, passesLuhn } from '../../src/normalize/identifiers/luhn.ts';
import { compact, isSiren } from '../../src/normalize/identifiers/siren.ts';
import { isSiret, sirenOfSiret } from '../../src/normalize/identifiers/siret.ts';
import { compactVat, frenchVatOf, isFrenchVat, sirenOfVat, vatCountry } from '../../src/normalize/identifiers/vat.ts';

const demo = JSON.parse(readFileSync(new URL('../../src/sandbox/demo/counterparties.json', import.meta.url), 'utf8')) as {
  readonly counterparties: readonly { readonly siren: string; readonly siret: string }[];
};

/** Digits followed by the check digit that makes the sum a multiple of ten. */
function withCheck(digits: string): string {
  return digits + String((10 - (luhnSum(`${digits}0`) % 10)) % 10);
}

const digits = (length: number): fc.Arbitrary<string> =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((list) => list.join(''));

test('every company of the demonstration has a valid SIREN and a SIRET that begins with it', () => {
  for (const { siren, siret } of demo.counterparties) {
    assert.ok(isSiren(siren), siren);
    assert.ok(isSiret(siret), siret);
    assert.equal(sirenOfSiret(siret), siren);
  }
});

test('one wrong digit is always found', () => {
  fc.assert(
    fc.property(digits(8).map(withCheck), fc.integer({ min: 0, max: 8 }), fc.integer({ min: 1, max: 9 }), (siren, place, by) => {
      assert.ok(isSiren(siren));
      const wrong = siren.slice(0, place) + String((Number(siren[place]) + by) % 10) + siren.slice(place + 1);
      assert.ok(!isSiren(wrong));
    }),
  );
});

test('La Poste is known by the sum of its digits', () => {
  assert.ok(isSiret('35600000000048'));
  assert.ok(isSiret('35600000049837'));
  assert.ok(!isSiret('35600000049838'));
});

test('the French key of a VAT number gives the SIREN back', () => {
  fc.assert(
    fc.property(digits(8).map(withCheck), (siren) => {
      const vat = frenchVatOf(siren);
      assert.equal(sirenOfVat(vat), siren);
      assert.ok(isFrenchVat(vat));
    }),
  );
  assert.equal(frenchVatOf('404833048'), 'FR83404833048');
});

test('a VAT number with another key is not French, one with letters may be', () => {
  assert.ok(!isFrenchVat('FR84404833048'));
  assert.ok(isFrenchVat('FRK7404833048'));
  assert.equal(sirenOfVat('DE404833048'), null);
  assert.equal(sirenOfVat('FR83404833049'), null);
});

test('identifiers lose what people put between their groups', () => {
  assert.equal(compact('404 833\u00a0048'), '404833048');
  assert.equal(compactVat('fr 83.404 833 048'), 'FR83404833048');
  assert.equal(vatCountry('EL123456789'), 'GR');
  assert.equal(vatCountry('123'), null);
});

test('a French address is a SIREN with what may follow', () => {
  for (const value of ['100000009', '100000009_10000000900017', '100000009_10000000900017_SERVICE-1', '100000009_suffixe'])
    assert.ok(isFrenchAddress(value), value);
  for (const value of ['', '10000000', '100000009_', '100000009 1', `100000009_${'x'.repeat(120)}`])
    assert.ok(!isFrenchAddress(value), value);
});

test('a setting names its scheme or is of the French directory', () => {
  assert.deepEqual(addressOf('100000009'), { scheme: '0225', value: '100000009' });
  assert.deepEqual(addressOf('0088:3012345678904'), { scheme: '0088', value: '3012345678904' });
  assert.deepEqual(addressOf('EM:a@exemple.test'), { scheme: 'EM', value: 'a@exemple.test' });
});

test('every scheme of a VAT number is an address scheme', () => {
  for (const country of ['DE', 'IT', 'BE', 'ES', 'GR', 'FR', 'PT']) assert.ok(isCode('eas', vatScheme(country) ?? ''), country);
  assert.equal(vatScheme('US'), undefined);
});

test('a sum of digits passes only as a multiple of ten', () => {
  assert.ok(passesLuhn('79927398713'));
  assert.ok(!passesLuhn('79927398710'));
  assert.ok(!passesLuhn('7992739871x'));
});
