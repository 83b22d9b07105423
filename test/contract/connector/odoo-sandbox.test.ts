// The Odoo connector against the sandbox Odoo: always run.
import { odooConnector } from '../../../connectors/odoo/index.ts';
import { startSandboxOdoo } from '../../../src/sandbox/odoo/sandbox-odoo.ts';
import { testTools } from '../../connectors/odoo/tools.ts';
import { connectorSuite } from './suite.ts';

connectorSuite('the connector contract, against the sandbox Odoo', async () => {
  const tools = testTools();
  const odoo = await startSandboxOdoo({ clock: tools.clock, ids: tools.ids, records: 'company' });
  const connector = odooConnector.create(odoo.settings(), tools);
  const stranger = odooConnector.create({ ...odoo.settings(), key: 'wrong' }, tools);
  const { partners, products, taxes } = odoo.demo;
  const line = (price: string): unknown => [
    0,
    0,
    {
      product_id: products['book'],
      name: 'Roman relié',
      quantity: '2',
      price_unit: price,
      discount: '0',
      tax_ids: [[6, 0, [taxes['5.5 G'] ?? 0]]],
    },
  ];
  const call = (method: string, ids: readonly number[], args: object = {}): Promise<unknown> =>
    fetch(`${odoo.url}/json/2/account.move/${method}`, {
      method: 'POST',
      headers: { authorization: `bearer ${odoo.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ids, ...args }),
    }).then((response) => response.json());
  const id = (ref: { readonly id: string }): number => Number.parseInt(ref.id, 10);
  return {
    connector,
    stranger,
    siren: '200000008',
    fields: [
      'name',
      'invoice_date',
      'partner_id.name',
      'partner_id.country_id.code',
      'invoice_line_ids.price_subtotal',
      'invoice_line_ids.tax_ids.amount',
    ],
    async postInvoice() {
      const partner = partners['200000008'];
      const made = await odoo.post({
        partner_id: partner,
        commercial_partner_id: partner,
        invoice_date: '2026-11-15',
        invoice_line_ids: [line('12.32')],
      });
      return { model: 'account.move', id: String(made) };
    },
    reopen: async (ref) => void (await call('button_draft', [id(ref)])),
    async amend(ref) {
      await call('button_draft', [id(ref)]);
      for (const row of odoo.db.search('account.move.line', [
        ['move_id', '=', id(ref)],
        ['display_type', '=', 'product'],
      ]))
        row['price_unit'] = '13.5';
      await call('action_post', [id(ref)]);
    },
    touch: async (ref) => void (await call('write', [id(ref)], { vals: {} })),
    chatter: (ref) => Promise.resolve(odoo.chatter(id(ref))),
    activities: (ref) => Promise.resolve(odoo.activities(id(ref))),
    attachments: (ref) => Promise.resolve(odoo.db.search('ir.attachment', [['res_id', '=', id(ref)]]).map((row) => String(row['name']))),
    async close() {
      await connector.close?.();
      await stranger.close?.();
      await odoo.close();
    },
  };
});
