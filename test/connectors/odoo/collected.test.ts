// Money collected, told by VAT rate, against the sandbox Odoo; the figures are those that a real Odoo 19 gave (test/e2e/odoo).
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { odooConnector } from '../../../connectors/odoo/index.ts';
import { formatDecimal } from '../../../src/model/decimal.ts';
import { NETTINGS } from '../../../src/model/company.ts';
import type { CollectedRate } from '../../../src/model/collect.ts';
import { tellNow } from '../../../src/normalize/told-212.ts';
import type { Collected, Connector } from '../../../src/ports/connector.ts';
import { startSandboxOdoo, type SandboxOdoo } from '../../../src/sandbox/odoo/sandbox-odoo.ts';
import { testTools } from './tools.ts';

type Lines = Readonly<Record<string, string>>;
const TWO_RATES: Lines = { '20 S': '1000', '10 S': '500' };

describe('money collected, as the Odoo connector tells it', () => {
  let odoo: SandboxOdoo;
  let connector: Connector;
  before(async () => {
    const tools = testTools();
    odoo = await startSandboxOdoo({ clock: tools.clock, ids: tools.ids, records: 'company' });
    connector = odooConnector.create(odoo.settings(), tools);
  });
  after(async () => {
    await connector.close?.();
    await odoo.close();
  });

  const invoice = (lines: Lines, more: Readonly<Record<string, unknown>> = {}): Promise<number> =>
    odoo.post({
      partner_id: odoo.demo.partners['200000008'],
      invoice_date: '2026-11-05',
      invoice_line_ids: Object.entries(lines).map(([tax, price]) => [
        0,
        0,
        { name: tax, quantity: '1', price_unit: price, tax_ids: [[6, 0, [odoo.demo.taxes[tax]]]] },
      ]),
      ...more,
    });
  const collected = async (id: number): Promise<Collected> => {
    const found = await connector.collected?.({ model: 'account.move', id: String(id) });
    assert.ok(found !== null && found !== undefined);
    return found;
  };
  const rates = (list: readonly CollectedRate[]): Lines =>
    Object.fromEntries(list.map(({ rate, amount }) => [formatDecimal(rate), formatDecimal(amount)]));
  const money = async (id: number): Promise<Lines> => rates((await collected(id)).money212);

  test('payments over two rates add up to what Odoo booked, and at the end to the invoice', async () => {
    const id = await invoice(TWO_RATES);
    assert.deepEqual(await money(id), {});
    const [first = 0] = await odoo.pay(id, { amount: '500', date: '2026-11-06' });
    assert.deepEqual(await money(id), { '20': '342.85', '10': '157.15' });
    await odoo.pay(id, { amount: '600', date: '2026-11-09' });
    assert.deepEqual(await money(id), { '20': '754.28', '10': '345.72' });
    await odoo.pay(id, { amount: '650', date: '2026-11-16' });
    const all = await collected(id);
    assert.deepEqual(rates(all.money212), { '20': '1200.00', '10': '550.00' });
    assert.deepEqual([all.currency, formatDecimal(all.money), all.on], ['EUR', '1750.00', '2026-11-16']);
    assert.equal(all.evidence.length, 6, 'three matches and their three entries');
    odoo.unmatch(first);
    assert.equal(formatDecimal((await collected(id)).money), '1250.00');
  });

  test('all taken back leaves nothing', async () => {
    const id = await invoice(TWO_RATES);
    const matches = [
      ...(await odoo.pay(id, { amount: '400', date: '2026-11-06' })),
      ...(await odoo.pay(id, { amount: '350', date: '2026-11-07' })),
    ];
    for (const match of matches) odoo.unmatch(match);
    const none = await collected(id);
    assert.deepEqual([none.money212, none.netted212, none.on, none.evidence], [[], [], undefined, []]);
  });

  test('goods beside services, zero rates, and a fixed part: only what is due on collection', async () => {
    const mixed = await invoice({ '20 S': '180', '20 G': '59.97', '5.5 G': '106.5', '10 S': '75', 'EXEMPT S': '10' });
    await odoo.pay(mixed, { amount: '492.82', date: '2026-11-06' });
    assert.deepEqual(await money(mixed), { '20': '216.00', '10': '82.50' });
    const goods = await invoice({ '20 G': '100' });
    await odoo.pay(goods, { amount: '60', date: '2026-11-06' });
    const told = await collected(goods);
    assert.deepEqual([told.money212, formatDecimal(told.money), formatDecimal(told.open)], [[], '60.00', '60.00']);
  });

  test('a credit note set off is told by the policy of the company', async () => {
    const id = await invoice(TWO_RATES);
    const credit = await invoice({ '20 S': '100' }, { move_type: 'out_refund' });
    const [match = 0] = await odoo.offset(id, credit);
    const [one, other] = [await collected(id), await collected(credit)];
    const [both, cash] = NETTINGS.map((policy) => [one, other].map((each) => rates(tellNow(each, policy, []))));
    assert.deepEqual(both, [{ '20': '82.28', '10': '37.72' }, { '20': '-120.00' }]);
    assert.deepEqual(cash, [{}, {}]);
    assert.deepEqual(
      one.netted.map((each) => [each.ref.id, formatDecimal(each.amount)]),
      [[String(credit), '120.00']],
    );
    assert.equal(formatDecimal(other.total), '120.00', 'a credit note is told positive where it is no money');
    await odoo.pay(id, { amount: '1630', date: '2026-11-12' });
    const paid = await collected(id);
    assert.deepEqual(rates(paid.money212), { '20': '1117.72', '10': '512.28' });
    assert.deepEqual(rates(tellNow(paid, 'both', [])), { '20': '1200.00', '10': '550.00' });
    odoo.unmatch(match);
    assert.deepEqual((await collected(credit)).netted212, []);
  });

  test('money paid back on a credit note is negative', async () => {
    const credit = await invoice({ '20 S': '100' }, { move_type: 'out_refund' });
    await odoo.pay(credit, { amount: '45', date: '2026-11-12' });
    const told = await collected(credit);
    assert.deepEqual(rates(told.money212), { '20': '-45.00' });
    assert.equal(formatDecimal(told.money), '-45.00');
  });

  test('what is written off is not money', async () => {
    const id = await invoice({ '20 S': '1000' });
    await odoo.pay(id, { amount: '1200', money: '1176', date: '2026-11-06' });
    const told = await collected(id);
    assert.deepEqual([rates(told.money212), formatDecimal(told.open)], [{ '20': '1176.00' }, '0.00']);
  });

  test('a company without cash basis tells its services pro rata', async () => {
    const { company } = odoo.demo;
    odoo.db.update('res.company', company, { tax_exigibility: false });
    const tax = odoo.demo.taxes['20 S'] ?? 0;
    odoo.db.update('account.tax', tax, { tax_exigibility: 'on_invoice' });
    const id = await invoice({ '20 S': '1000', '20 G': '500' });
    await odoo.pay(id, { amount: '100', date: '2026-11-06' });
    assert.deepEqual(await money(id), { '20': '66.67' });
    odoo.db.update('res.company', company, { tax_exigibility: true });
    assert.deepEqual(await money(id), {}, 'with cash basis the tax decides');
    odoo.db.update('account.tax', tax, { tax_exigibility: 'on_payment' });
  });

  test('a cancelled invoice has collected nothing, and what is no invoice cannot be collected', async () => {
    const id = await invoice({ '20 S': '50' });
    await odoo.pay(id, { amount: '60', date: '2026-11-06' });
    const call = { method: 'POST', headers: { authorization: `bearer ${odoo.key}`, 'content-type': 'application/json' } };
    const answer = await fetch(`${odoo.url}/json/2/account.move/button_cancel`, { ...call, body: JSON.stringify({ ids: [id] }) });
    assert.equal(answer.status, 200);
    assert.deepEqual(await money(id), {});
    for (const ref of ['999999', 'x', '0']) assert.equal(await connector.collected?.({ model: 'account.move', id: ref }), null);
    assert.equal(await connector.collected?.({ model: 'res.partner', id: '1' }), null);
  });

  test('the feed of payments tells each match once, a match taken back too, and nothing of a status', async () => {
    const id = await invoice({ '20 S': '100' });
    const seen = async (): Promise<string | undefined> => {
      const page = await connector.changes('payments', null, 500);
      return page.items.find((item) => item.ref.id === String(id))?.fingerprint;
    };
    const open = await seen();
    const [match = 0] = await odoo.pay(id, { amount: '50', date: '2026-11-06' });
    const paid = await seen();
    await connector.writeStatus(
      { model: 'account.move', id: String(id) },
      { reference: 'PAS-1', code: '203', label: '', tracks: {}, at: '2026-11-20T10:00:00.000Z', message: 'Mise à disposition' },
    );
    assert.deepEqual([typeof open, paid === open, (await seen()) === paid], ['string', false, true]);
    odoo.unmatch(match);
    assert.equal(await seen(), open);
    const window = { from: '2026-11-05', to: '2026-11-05' };
    assert.ok((await connector.sweep('payments', window, null)).items.some((item) => item.ref.id === String(id)));
  });
});
