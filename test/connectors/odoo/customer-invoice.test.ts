// The shipped mapping on the sandbox's invoices: every kind a French company sends, read through the connector.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { odooConnector } from '../../../connectors/odoo/index.ts';
import { applyMapping, type Applied } from '../../../src/map/apply-mapping.ts';
import { fieldsOf } from '../../../src/map/fields-of.ts';
import { formatDecimal, type Decimal } from '../../../src/model/decimal.ts';
import { startSandboxOdoo } from '../../../src/sandbox/odoo/sandbox-odoo.ts';
import { mappingFor } from './shipped-mapping.ts';
import { testTools } from './tools.ts';

const shown = (value: Decimal | undefined): string => (value === undefined ? '' : formatDecimal(value));

describe('the mapping of customer invoices of Odoo 19', () => {
  const drafts = new Map<string, Applied>();
  before(async () => {
    const tools = testTools();
    const odoo = await startSandboxOdoo({ clock: tools.clock, ids: tools.ids });
    const connector = odooConnector.create(odoo.settings(), tools);
    const mapping = mappingFor('19.0');
    for (const [name, id] of Object.entries(odoo.demo.invoices)) {
      const record = await connector.read({ model: 'account.move', id: String(id) }, fieldsOf(mapping));
      drafts.set(name, applyMapping(mapping, record.bytes));
    }
    await connector.close?.();
    await odoo.close();
  });
  after(() => {
    drafts.clear();
  });

  const applied = (name: string): Applied => {
    const found = drafts.get(name);
    assert.ok(found, name);
    return found;
  };
  const invoice = (name: string): Applied['draft']['invoice'] => applied(name).draft.invoice;

  test('no invoice of the demonstration has a fault of mapping', () => {
    for (const [name, { faults }] of drafts) assert.deepEqual(faults, [], name);
    assert.ok(drafts.size >= 20);
  });

  test('sections are dropped, notes of lines become notes of the invoice', () => {
    assert.equal(invoice('goods').lines?.length, 2);
    assert.deepEqual(
      invoice('goods').notes?.map((note) => note.text),
      ['Merci de votre confiance.', 'Livraison en deux fois'],
    );
  });

  test('goods, services and both are told apart by their taxes', () => {
    const operations = ['goods', 'services', 'mixed'].map((name) => applied(name).draft.scope?.operation);
    assert.deepEqual(operations, ['goods', 'services', 'mixed']);
  });

  test('a discount is an allowance of its line, early payment a note', () => {
    const [line] = invoice('discounts').lines ?? [];
    assert.deepEqual([shown(line?.net), shown(line?.price), shown(line?.allowances?.[0]?.amount)], ['1260.00', '480', '180.00']);
    assert.ok(invoice('discounts').notes?.some((note) => note.subject === 'AAB' && note.text?.includes('2 %') === true));
  });

  test('a price with tax included becomes the price without', () => {
    const [line] = invoice('tax included').lines ?? [];
    assert.deepEqual([shown(line?.net), shown(line?.price)], ['124.98', '41.66']);
  });

  test('categories follow the taxes: union, export, standard', () => {
    const categories = ['intra-union', 'export', 'goods'].map((name) => invoice(name).lines?.[0]?.vat);
    assert.deepEqual(
      categories.map((vat) => [vat?.category, vat?.reasonCode]),
      [
        ['K', 'VATEX-EU-IC'],
        ['G', 'VATEX-EU-G'],
        ['S', undefined],
      ],
    );
  });

  test('a public buyer has its service, engagement and contract in their terms', () => {
    const { buyerReference, orderReference, contractReference } = invoice('public buyer');
    assert.deepEqual([buyerReference, orderReference, contractReference], ['SERVICE-TECHNIQUE', 'ENG-2026-118', 'MAPA-2026-04']);
  });

  test('several due dates are told one by one, and the last is the due date', () => {
    const { payment, dueDate } = invoice('instalments');
    assert.match(payment?.terms ?? '', /1638\.00 EUR ; \d{4}-\d{2}-\d{2} : 3822\.00 EUR/);
    assert.ok(payment?.terms?.includes(dueDate ?? 'none'));
  });

  test('a credit note refers to its invoice with the day, and its amounts are positive', () => {
    const note = invoice('credit note');
    assert.equal(note.typeCode, '381');
    assert.equal(note.precedingInvoices?.[0]?.number, invoice('goods').number);
    assert.ok(note.precedingInvoices?.[0]?.issueDate !== undefined);
    assert.equal(shown(applied('credit note').draft.stated?.rates?.[0]?.amount), '2.71');
  });

  test('another currency brings the tax in euros', () => {
    assert.equal(invoice('foreign currency').currency, 'USD');
    assert.equal(shown(invoice('foreign currency').totals?.vatAccounting), '243.50');
    assert.equal(invoice('goods').totals?.vatAccounting, undefined);
  });

  test('a private person is none of the companies', () => {
    assert.equal(applied('private person').draft.scope?.buyerIsCompany, false);
    assert.equal(applied('missing siren').draft.scope?.buyerIsCompany, true);
  });
});
