// The sandbox Odoo buys as a real one does (what a real Odoo 19 answered is in the contract suite, run on both).
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startSandboxOdoo, type SandboxOdoo } from '../../../src/sandbox/odoo/sandbox-odoo.ts';
import { testTools } from '../../connectors/odoo/tools.ts';

describe('bills of the sandbox Odoo', () => {
  let odoo: SandboxOdoo;
  before(async () => {
    const { clock, ids } = testTools();
    odoo = await startSandboxOdoo({ clock, ids, records: 'company' });
  });
  after(() => odoo.close());

  const call = async (
    model: string,
    method: string,
    body: object,
    settings = odoo.settings(),
  ): Promise<{ status: number; body: unknown }> => {
    const response = await fetch(`${odoo.url}/json/2/${model}/${method}`, {
      method: 'POST',
      headers: { authorization: `bearer ${String(settings['key'])}` },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  };
  const load = async (
    fields: readonly string[],
    data: readonly (readonly string[])[],
  ): Promise<{ ids: number[] | false; messages: { message: string }[] }> =>
    (await call('account.move', 'load', { fields, data })).body as { ids: number[] | false; messages: { message: string }[] };
  const HEAD = ['id', 'move_type', 'partner_id/.id', 'invoice_line_ids/id', 'invoice_line_ids/name', 'invoice_line_ids/price_unit'];
  const supplier = (): string => String(odoo.demo.purchases.suppliers['210000006']);

  test('a column that is not there lets the ERP choose, an empty cell empties', async () => {
    const taxed = await load(HEAD, [['t.a', 'in_invoice', supplier(), 't.a1', 'a', '100']]);
    assert.ok(taxed.ids);
    assert.equal(odoo.invoice(taxed.ids[0] ?? 0)['amount_tax'], '20.00', 'the purchase tax of the company comes by itself');
    const free = await load([...HEAD, 'invoice_line_ids/tax_ids/.id'], [['t.b', 'in_invoice', supplier(), 't.b1', 'b', '100', '']]);
    assert.ok(free.ids);
    assert.equal(odoo.invoice(free.ids[0] ?? 0)['amount_total'], '100.00');
  });

  test('what is refused is told in the answer and leaves nothing behind', async () => {
    const before = odoo.db.search('account.move', []).length;
    const refused = await load([...HEAD, 'invoice_line_ids/account_id/.id'], [['t.c', 'in_invoice', supplier(), 't.c1', 'c', '100', '']]);
    assert.equal(refused.ids, false);
    assert.match(refused.messages[0]?.message ?? '', /account_move_line_check_accountable_required_fields/);
    assert.equal(odoo.db.search('account.move', []).length, before);
  });

  test('a draft that goes takes lines, files and external ids with it, a posted one stays', async () => {
    const made = await load(HEAD, [['t.d', 'in_invoice', supplier(), 't.d1', 'd', '100']]);
    const ids = made.ids || [];
    await call('ir.attachment', 'create', { vals_list: [{ name: 'f.xml', res_model: 'account.move', res_id: ids[0], datas: '' }] });
    await call('account.move', 'unlink', { ids });
    const left = (model: string, domain: readonly unknown[]): number => odoo.db.search(model, domain).length;
    assert.deepEqual(
      [
        left('account.move.line', [['move_id', 'in', ids]]),
        left('ir.attachment', [['res_id', 'in', ids]]),
        left('ir.model.data', [
          ['module', '=', 't'],
          ['name', '=like', 'd%'],
        ]),
      ],
      [0, 0, 0],
    );
    const posted = await load(HEAD, [['t.e', 'in_invoice', supplier(), 't.e1', 'e', '100']]);
    await call('account.move', 'action_post', { ids: posted.ids });
    assert.equal((await call('account.move', 'unlink', { ids: posted.ids })).status, 422);
  });

  test('a user of invoicing may make bills, and neither contacts nor read external ids', async () => {
    const plain = odoo.plainSettings();
    assert.equal((await call('res.partner', 'create', { vals_list: [{ name: 'x' }] }, plain)).status, 403);
    assert.equal((await call('ir.model.data', 'search_read', { domain: [] }, plain)).status, 403);
    assert.equal((await call('res.partner', 'has_access', { ids: [], operation: 'create' }, plain)).body, false);
    assert.equal((await call('account.move', 'search_count', { domain: [] }, plain)).status, 200);
  });

  test('the page for people shows bills with the supplier’s number, escaped', async () => {
    await load([...HEAD, 'ref'], [['t.f', 'in_invoice', supplier(), 't.f1', 'f', '100', '<F-1>']]);
    const page = await (await fetch(odoo.url)).text();
    assert.ok(page.includes('Factures fournisseurs') && page.includes('&lt;F-1&gt;') && page.includes('Papeterie du Modèle SARL'));
  });
});
