// A tax of the reverse charge has the rate of an ordinary one: only the list says which is which.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { odooConnector } from '../../../connectors/odoo/index.ts';
import { chooseTax } from '../../../src/normalize/choose-tax.ts';
import { startSandboxOdoo } from '../../../src/sandbox/odoo/sandbox-odoo.ts';
import { NEEDS_DATA, sharedPath } from '../../support/official-data.ts';
import { startRecordedOdoo } from './recorded-odoo.ts';
import { testTools } from './tools.ts';

test('the list of taxes tells a reverse charge from an ordinary tax of its rate', async (t) => {
  const tools = testTools();
  const odoo = await startSandboxOdoo({ clock: tools.clock, ids: tools.ids, records: 'company' });
  const connector = odooConnector.create(odoo.settings(), tools);
  t.after(async () => {
    await connector.close?.();
    await odoo.close();
  });
  const entries = (await connector.lists('tax')).filter((entry) => entry.attributes['type_tax_use'] === 'purchase');
  const reversed = entries.filter((entry) => entry.attributes['has_negative_factor'] === 'true').map((entry) => entry.name);
  assert.deepEqual(reversed, ['20% EU G', '20% EU S']);
  for (const nature of ['goods', 'services']) {
    const { id } = chooseTax({ category: 'S', rate: '20', nature }, entries);
    assert.equal(entries.find((entry) => entry.id === id)?.name, nature === 'goods' ? '20% G' : '20% S');
  }
});

test('without that field, as in Odoo 14, the two sides of a tax tell it', { skip: NEEDS_DATA }, async (t) => {
  const odoo = await startRecordedOdoo(sharedPath('odoo/v14'), '14');
  const connector = odooConnector.create({ url: odoo.url, database: 'x', user: 'admin', key: 'admin' }, testTools());
  t.after(async () => {
    await connector.close?.();
    await odoo.close();
  });
  const told = (await connector.lists('tax')).map((entry) => entry.attributes['has_negative_factor']);
  assert.deepEqual(
    told,
    told.map((_, index) => String(index === 0)),
  );
  assert.ok(told.length > 1);
});
