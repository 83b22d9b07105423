import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Invoice } from '../../src/model/invoice.ts';
import type { Party } from '../../src/model/party.ts';
import { ibansOf, supplierIds } from '../../src/normalize/supplier-ids.ts';

const SIREN = '200000008';
const SIRET = '20000000800017';

suite('who sent it', () => {
  const of = (seller: Party, more: Partial<Invoice> = {}): readonly string[] =>
    supplierIds({ seller, ...more }).map(({ scheme, value }) => `${scheme ?? ''}:${value}`);
  test('what proves comes before what proposes, each once', () => {
    const seller: Party = {
      name: ' Papeterie ',
      legalId: { scheme: '0002', value: '100 000 009' },
      ids: [
        { scheme: '0009', value: '100 000 009 00017' },
        { scheme: '0088', value: '3012345678904' },
      ],
      vatId: 'fr 86 100000009',
      endpoint: { scheme: '0225', value: '100000009_10000000900017' },
    };
    const payment = { transfers: [{ account: 'FR76 3000 6000 0112 3456 7890 189' }, { account: '12345' }] };
    assert.deepEqual(of(seller, { payment }), [
      '0009:10000000900017',
      '0002:100000009',
      'vat:FR86100000009',
      '0225:100000009_10000000900017',
      'iban:FR7630006000011234567890189',
      'name:Papeterie',
    ]);
  });
  const cases: readonly (readonly [string, Party, readonly string[]])[] = [
    ['the SIREN out of a French VAT number', { vatId: 'FR37200000008' }, [`0002:${SIREN}`, 'vat:FR37200000008']],
    ['a foreign VAT number', { vatId: 'DE 123.456.789' }, ['vat:DE123456789']],
    ['an address of another scheme', { endpoint: { scheme: '0088', value: '3012345678904' } }, ['0088:3012345678904']],
    ['a VAT number as address', { endpoint: { scheme: '9930', value: 'DE123456789' } }, ['vat:DE123456789']],
    ['a SIRET in BT-30', { legalId: { value: SIRET } }, [`0009:${SIRET}`, `0002:${SIREN}`]],
    ['bare digits that are no SIREN', { legalId: { value: '123456789' } }, []],
    ['a name alone', { name: 'A' }, ['name:A']],
    ['nothing', {}, []],
  ];
  for (const [title, seller, expected] of cases) test(title, () => assert.deepEqual(of(seller), expected));

  test('only accounts with the right check digits are IBANs', () => {
    const accounts = ['FR76 3000 6000 0112 3456 7890 189', 'FR77 3000 6000 0112 3456 7890 189', 'be71 0961 2345 6769', ''];
    assert.deepEqual(ibansOf({ payment: { transfers: accounts.map((account) => ({ account })) } }), [
      'FR7630006000011234567890189',
      'BE71096123456769',
    ]);
  });
  test('a hostile list of identifiers is cut', () => {
    const ids = Array.from({ length: 100 }, (_, index) => ({ scheme: '0009', value: String(10_000_000_000_000 + index) }));
    assert.ok(of({ ids }).length <= 20);
  });
});
