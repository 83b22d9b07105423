// What a bill is written as in the versions that cannot be run here: 14 and 15, whose entries Odoo does not balance by
// itself and whose narration is text.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tablesOf } from '../../../connectors/odoo/bill-table.ts';
import { setTaxes } from '../../../connectors/odoo/tax-lines.ts';
import type { OdooCall, OdooClient } from '../../../connectors/odoo/client.ts';
import type { Fields, Session } from '../../../connectors/odoo/session.ts';
import { fromPlain } from '../../../connectors/odoo/value.ts';
import { dec } from '../../../src/model/decimal.ts';

const field = (type: string, relation?: string): Fields[string] => ({
  type,
  writable: true,
  ...(relation === undefined ? {} : { relation }),
});

const FIELDS: Readonly<Record<string, Fields>> = {
  'account.move': {
    move_type: field('selection'),
    partner_id: field('many2one', 'res.partner'),
    narration: field('text'),
    currency_id: field('many2one', 'res.currency'),
    company_currency_id: field('many2one', 'res.currency'),
  },
  'account.move.line': {
    name: field('char'),
    price_unit: field('float'),
    price_subtotal: field('monetary'),
    account_id: field('many2one', 'account.account'),
    tax_ids: field('many2many', 'account.tax'),
    analytic_account_id: field('many2one', 'account.analytic.account'),
    tax_line_id: field('many2one', 'account.tax'),
    amount_currency: field('monetary'),
    balance: field('monetary'),
    exclude_from_invoice_tab: field('boolean'),
    date_maturity: field('date'),
    display_type: field('selection'),
  },
  'res.currency': { decimal_places: field('integer') },
};

const ROWS: Readonly<Record<string, readonly object[]>> = {
  'account.move': [{ id: 7, move_type: 'in_invoice', currency_id: [1, 'USD'], company_currency_id: [2, 'EUR'] }],
  'res.currency': [
    { id: 1, decimal_places: 2 },
    { id: 2, decimal_places: 2 },
  ],
  'account.move.line': [
    {
      id: 1,
      tax_ids: [5],
      tax_line_id: false,
      amount_currency: 100,
      balance: 80,
      price_subtotal: 100,
      display_type: false,
      date_maturity: false,
    },
    {
      id: 2,
      tax_ids: [],
      tax_line_id: [5, 'TVA'],
      amount_currency: 20,
      balance: 16,
      price_subtotal: 20,
      display_type: false,
      exclude_from_invoice_tab: true,
      date_maturity: false,
    },
    {
      id: 3,
      tax_ids: [],
      tax_line_id: false,
      amount_currency: -120,
      balance: -96,
      price_subtotal: 0,
      display_type: false,
      exclude_from_invoice_tab: true,
      date_maturity: '2026-12-01',
    },
  ],
};

function sessionOf(major: number, calls: OdooCall[]): Session {
  const client = {
    transport: 'xmlrpc',
    serverTime: () => null,
    uid: () => Promise.resolve(2),
    call(call: OdooCall) {
      calls.push(call);
      const rows = ROWS[call.model] ?? [];
      return Promise.resolve(fromPlain(call.method === 'read' || call.method === 'search_read' ? rows : true));
    },
  } satisfies OdooClient;
  const fields = (model: string): Promise<Fields | null> => Promise.resolve(FIELDS[model] ?? null);
  return {
    client: () => Promise.resolve(client),
    fields,
    version: () => Promise.resolve({ major }),
    present: async (model: string, names: readonly string[]) => names.filter((name) => FIELDS[model]?.[name] !== undefined),
  } as unknown as Session;
}

async function commands(major: number): Promise<unknown> {
  const calls: OdooCall[] = [];
  await setTaxes(sessionOf(major, calls), 7, [{ tax: '5', base: dec('100'), amount: dec('20.01') }], {});
  return (calls.find((call) => call.method === 'write')?.args?.['vals'] as { line_ids?: unknown } | undefined)?.line_ids;
}

test('up to 15 the line of the supplier moves with the tax, in both currencies; from 16 on Odoo moves it', async () => {
  for (const major of [14, 15]) {
    assert.deepEqual(await commands(major), [
      [1, 2, { amount_currency: 20.01, debit: 16.01, credit: 0 }],
      [1, 3, { amount_currency: -120.01, debit: 0, credit: 96.01 }],
    ]);
  }
  assert.deepEqual(await commands(16), [[1, 2, { amount_currency: 20.01, balance: 16.01 }]]);
});

test('a narration written as HTML is text where the field is text', async () => {
  const values = {
    move_type: 'in_invoice',
    partner_id: '3',
    narration: 'BT-12 A &amp; B<br/>&lt;C&gt;',
    invoice_line_ids: [{ name: 'a', price_unit: dec('1.50') }],
  };
  const { whole, further } = await tablesOf(sessionOf(14, []), { key: 'a/b', company: '1', values });
  assert.deepEqual(whole.fields, [
    'id',
    'move_type',
    'partner_id/.id',
    'narration',
    'invoice_line_ids/id',
    'invoice_line_ids/name',
    'invoice_line_ids/price_unit',
    'invoice_line_ids/tax_ids/.id',
  ]);
  assert.deepEqual(whole.data, [['passerelle.a_b', 'in_invoice', '3', 'BT-12 A & B\n<C>', 'passerelle.a_b_line_1', 'a', '1.50', '']]);
  assert.deepEqual(further, []);
});
