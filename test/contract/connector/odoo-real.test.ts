// The Odoo connector against a real Odoo 19, through both transports: set PASSERELLE_ODOO_URL, PASSERELLE_ODOO_KEY (an
// API key), and if they differ PASSERELLE_ODOO_DATABASE and PASSERELLE_ODOO_USER.
import { test } from 'node:test';
import { odooConnector } from '../../../connectors/odoo/index.ts';
import { testTools } from '../../connectors/odoo/tools.ts';
import { connectorSuite, type Bench } from './suite.ts';

const { PASSERELLE_ODOO_URL: url, PASSERELLE_ODOO_KEY: key } = process.env;
const database = process.env['PASSERELLE_ODOO_DATABASE'] ?? 'passerelle';
const user = process.env['PASSERELLE_ODOO_USER'] ?? 'admin';

type Rows = readonly Readonly<Record<string, unknown>>[];

async function call(model: string, method: string, body: object): Promise<unknown> {
  const response = await fetch(`${url ?? ''}/json/2/${model}/${method}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { authorization: `bearer ${key ?? ''}`, 'content-type': 'application/json', 'x-odoo-database': database },
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${model}.${method}: ${String(response.status)} ${JSON.stringify(answer).slice(0, 300)}`);
  return answer;
}

async function idOf(model: string, domain: readonly unknown[], values: Readonly<Record<string, unknown>>): Promise<number> {
  const [found] = (await call(model, 'search', { domain, limit: 1 })) as readonly number[];
  return found ?? ((await call(model, 'create', { vals_list: [values] })) as readonly number[])[0] ?? 0;
}

async function bench(transport: 'json2' | 'xmlrpc'): Promise<Bench> {
  const settings = { url, database, user, key, transport };
  const connector = odooConnector.create(settings, testTools());
  const stranger = odooConnector.create({ ...settings, key: 'f'.repeat(40) }, testTools());
  const country = await idOf('res.country', [['code', '=', 'FR']], {});
  const partner = await idOf('res.partner', [['company_registry', '=', '20000000800017']], {
    name: 'Librairie des Exemples SARL',
    is_company: true,
    company_registry: '20000000800017',
    country_id: country,
    city: 'Lyon',
    zip: '69002',
    street: '3 rue des Livres',
  });
  const tax = await idOf(
    'account.tax',
    [
      ['amount', '=', 20],
      ['type_tax_use', '=', 'sale'],
      ['price_include', '=', false],
    ],
    {},
  );
  const id = (ref: { readonly id: string }): number => Number.parseInt(ref.id, 10);
  const column = async (model: string, field: string, domain: readonly unknown[]): Promise<readonly string[]> =>
    ((await call(model, 'search_read', { domain, fields: [field] })) as Rows).map((row) => String(row[field]));
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
      const values = {
        move_type: 'out_invoice',
        partner_id: partner,
        invoice_date: '2026-11-15',
        invoice_line_ids: [[0, 0, { name: 'Roman relié', quantity: 2, price_unit: 12.32, tax_ids: [[6, 0, [tax]]] }]],
      };
      const ids = (await call('account.move', 'create', { vals_list: [values] })) as readonly number[];
      await call('account.move', 'action_post', { ids });
      return { model: 'account.move', id: String(ids[0]) };
    },
    reopen: async (ref) => void (await call('account.move', 'button_draft', { ids: [id(ref)] })),
    async amend(ref) {
      await call('account.move', 'button_draft', { ids: [id(ref)] });
      const lines = await call('account.move.line', 'search', {
        domain: [
          ['move_id', '=', id(ref)],
          ['display_type', '=', 'product'],
        ],
      });
      await call('account.move', 'write', {
        ids: [id(ref)],
        vals: { invoice_line_ids: [[1, (lines as readonly number[])[0], { price_unit: 13.5 }]] },
      });
      await call('account.move', 'action_post', { ids: [id(ref)] });
    },
    touch: async (ref) => void (await call('account.move', 'write', { ids: [id(ref)], vals: { ref: false } })),
    chatter: (ref) =>
      column('mail.message', 'body', [
        ['model', '=', 'account.move'],
        ['res_id', '=', id(ref)],
      ]),
    activities: (ref) =>
      column('mail.activity', 'summary', [
        ['res_model', '=', 'account.move'],
        ['res_id', '=', id(ref)],
      ]),
    attachments: (ref) =>
      column('ir.attachment', 'name', [
        ['res_model', '=', 'account.move'],
        ['res_id', '=', id(ref)],
      ]),
    async close() {
      await connector.close?.();
      await stranger.close?.();
    },
  };
}

if (url === undefined || key === undefined) {
  test(
    'the connector contract against a real Odoo',
    { skip: 'PASSERELLE_ODOO_URL and PASSERELLE_ODOO_KEY name no real Odoo' },
    () => undefined,
  );
} else {
  connectorSuite('the connector contract, against a real Odoo over JSON-2', () => bench('json2'));
  connectorSuite('the connector contract, against a real Odoo over XML-RPC', () => bench('xmlrpc'));
}
