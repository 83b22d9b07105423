// What Odoo 14 and 18 keep elsewhere than 19, from records of real servers, read through odoo-await.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { odooConnector } from '../../../connectors/odoo/index.ts';
import { applyMapping } from '../../../src/map/apply-mapping.ts';
import { fieldsOf } from '../../../src/map/fields-of.ts';
import { formatDecimal } from '../../../src/model/decimal.ts';
import { NEEDS_DATA, sharedPath } from '../../support/official-data.ts';
import { startRecordedOdoo } from './recorded-odoo.ts';
import { mappingFor } from './shipped-mapping.ts';
import { testTools } from './tools.ts';

for (const version of ['14', '18']) {
  test(`the recorded invoice of Odoo ${version} is mapped with its SIREN, taxes and totals`, { skip: NEEDS_DATA }, async (t) => {
    const odoo = await startRecordedOdoo(sharedPath(`odoo/v${version}`), version);
    const connector = odooConnector.create({ url: odoo.url, database: 'x', user: 'admin', key: 'admin' }, testTools());
    t.after(async () => {
      await connector.close?.();
      await odoo.close();
    });
    const mapping = mappingFor(`${version}.0`);
    const page = await connector.changes('invoices', null, 10);
    const [change] = page.items;
    assert.equal(page.items.length, 1);
    const record = await connector.read(change?.ref ?? { model: '', id: '' }, fieldsOf(mapping));
    assert.equal(record.fingerprint, change?.fingerprint);
    const { draft, faults } = applyMapping(mapping, record.bytes);
    assert.deepEqual(faults, []);
    const { invoice, stated } = draft;
    assert.deepEqual(invoice.seller?.legalId, { value: '334175221', scheme: '0002' });
    assert.deepEqual(invoice.buyer?.legalId, { value: '404833048', scheme: '0002' });
    assert.equal(invoice.buyer?.ids?.[0]?.value, '40483304800022');
    assert.equal(invoice.typeCode, '380');
    assert.equal(invoice.lines?.length, 1);
    const [line] = invoice.lines ?? [];
    assert.equal(line?.vat?.category, 'S');
    assert.equal(formatDecimal(line?.net ?? { units: 0n, scale: 0 }), '1530.00');
    assert.equal(formatDecimal(line?.allowances?.[0]?.amount ?? { units: 0n, scale: 0 }), '170.00');
    assert.equal(formatDecimal(stated?.withVat ?? { units: 0n, scale: 0 }), '1836.00');
    assert.deepEqual(stated?.rates?.map((rate) => formatDecimal(rate.amount ?? { units: 0n, scale: 0 })), ['306']);
    // every call had the seven parameters of execute_kw: none was made with an array that an earlier try had changed
    assert.ok(odoo.calls.every((call) => call.endsWith('/7')));
  });
}
