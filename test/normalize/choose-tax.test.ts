import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { readFileSync } from 'node:fs';
import { dec, equals, ZERO } from '../../src/model/decimal.ts';
import { chooseTax, type TaxEntry } from '../../src/normalize/choose-tax.ts';
import { NEEDS_DATA, sharedPath } from '../support/official-data.ts';

function tax(id: string, amount: string, more: Readonly<Record<string, string>> = {}, code?: string): TaxEntry {
  const attributes = { amount, amount_type: 'percent', type_tax_use: 'purchase', price_include: 'false', active: 'true', ...more };
  return { id, name: `tax ${id}`, attributes, ...(code === undefined ? {} : { code }) };
}

/** A French chart in small: goods and services, reduced rates inactive, two reverse charges of goods. */
const CHART: readonly TaxEntry[] = [
  tax('40', '20', { type_tax_use: 'sale' }),
  tax('12', '20', { price_include: 'true', tax_scope: 'consu' }),
  tax('13', '20', { amount_type: 'fixed' }),
  tax('31', '20', { tax_scope: 'service' }),
  tax('5', '20.0', { tax_scope: 'consu' }),
  tax('10', '20', { tax_scope: 'consu' }),
  tax('4', '20', { tax_scope: 'consu', active: 'false' }),
  tax('8', '5.5', { tax_scope: 'consu', active: 'false' }),
  tax('27', '20', { tax_scope: 'consu', has_negative_factor: 'true', is_domestic: 'false' }),
  tax('22', '20', { tax_scope: 'consu', has_negative_factor: 'true', is_domestic: 'false' }),
  tax('28', '20', { tax_scope: 'service', has_negative_factor: 'true', is_domestic: 'false' }),
  tax('30', '0', { tax_scope: 'service' }),
];

function choose(category: string, rate: string | undefined, nature?: string, chart: readonly TaxEntry[] = CHART): string {
  const question = { category, ...(rate === undefined ? {} : { rate }), ...(nature === undefined ? {} : { nature }) };
  const choice = chooseTax(question, chart);
  return choice.id ?? `? ${choice.proposals.map(({ id }) => id).join(' ')}`.trim();
}

suite('one tax is meant', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['goods at 20 %', choose('S', '20', 'goods'), '5'],
    ['services at 20 %', choose('S', '20.00', 'services'), '31'],
    ['20 % of nobody knows what: the oldest', choose('S', '20'), '5'],
    ['a rate whose only tax is inactive', choose('S', '5.5', 'services'), '8'],
    ['exempt', choose('E', '0', 'goods'), '30'],
    ['out of scope, without a rate', choose('O', undefined), '30'],
    ['intra-community services, the only tax of its kind', choose('K', '0', 'services'), '28'],
    [
      'a code of the ERP before the oldest',
      choose('Z', '0', undefined, [tax('1', '0'), tax('2', '0', {}, 'Z'), tax('3', '0', {}, 'E')]),
      '2',
    ],
    ['reverse charge by its code', choose('AE', '0', 'goods', [...CHART, tax('50', '20', { has_negative_factor: 'true' }, 'AE')]), '50'],
    ['a chart that computes no reverse charge', choose('AE', '0', undefined, [tax('1', '20'), tax('2', '0')]), '2'],
    [
      'a scope that a chart leaves empty',
      choose('S', '20', 'services', [tax('1', '20', { tax_scope: 'consu' }), tax('2', '20', { tax_scope: 'false' })]),
      '2',
    ],
  ];
  for (const [title, found, expected] of cases) test(title, () => assert.equal(found, expected));
});

suite('nobody can know, or none is there: a person chooses', () => {
  const both = [tax('1', '20', { has_negative_factor: 'true' }, 'AE'), tax('2', '10', { has_negative_factor: 'true' }, 'AE')];
  const cases: readonly (readonly [string, string, string])[] = [
    ['reverse charge at two rates', choose('AE', '0', undefined, both), '? 1 2'],
    ['two reverse charges that only names tell apart', choose('K', '0', 'goods'), '? 22 27 28'],
    ['a rate that the chart lacks', choose('S', '19'), '?'],
    ['a tax of the rate with the code of another category', choose('E', '0', undefined, [tax('1', '0', {}, 'Z')]), '? 1'],
    ['no tax at all', choose('S', '20', undefined, []), '?'],
    ['a rate that is none', choose('S', 'abc', undefined, [tax('1', '20')]), '?'],
  ];
  for (const [title, found, expected] of cases) test(title, () => assert.equal(found, expected));
});

test('a tax that would change the total is never chosen, whatever is asked', () => {
  for (const category of ['S', 'E', 'Z', 'O', 'AE', 'K', 'G', '']) {
    for (const rate of ['0', '2.1', '5.5', '10', '20', '19.6']) {
      const choice = chooseTax({ category, rate }, CHART);
      if (choice.id === null) continue;
      const { attributes } = CHART.find(({ id }) => id === choice.id) as TaxEntry;
      const reversed = attributes['has_negative_factor'] === 'true';
      assert.ok(equals(reversed ? ZERO : dec(attributes['amount'] ?? ''), dec(rate)), `${category} ${rate}`);
      assert.equal(`${attributes['type_tax_use']} ${attributes['amount_type']} ${attributes['price_include']}`, 'purchase percent false');
    }
  }
});

test('on the taxes recorded from an Odoo with the French chart', { skip: NEEDS_DATA }, () => {
  const rows = JSON.parse(readFileSync(sharedPath('odoo', 'account.tax.json'), 'utf8')) as readonly Readonly<Record<string, unknown>>[];
  const names = ['amount', 'amount_type', 'type_tax_use', 'tax_scope', 'price_include', 'active', 'has_negative_factor', 'is_domestic'];
  const chart = rows.map((row): TaxEntry => ({
    id: String(row['id']),
    name: String(row['name']),
    attributes: Object.fromEntries(names.map((name) => [name, String(row[name])])),
  }));
  const name = (category: string, rate: string, nature?: string): string | undefined =>
    chart.find(({ id }) => id === choose(category, rate, nature, chart))?.name;
  assert.deepEqual(
    [name('S', '20', 'goods'), name('S', '20', 'services'), name('S', '8.5', 'goods'), name('S', '5.5'), name('S', '2.1'), name('E', '0')],
    ['20% G', '20% S', '8.5% G', '5.5% G', '2.1% G', '0% EX'],
  );
  assert.equal(choose('K', '0', 'services', chart), '? 28 29 22 27');
});
