// Decisions about supplier bills and what was paid of them, and what provisioning offers for it, against the sandbox Odoo.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { odooConnector } from '../../../connectors/odoo/index.ts';
import { DECISIONS, REASON_WORDS, REASONS } from '../../../connectors/odoo/provision/decisions.ts';
import { VIEWS } from '../../../connectors/odoo/provision/views.ts';
import { formatDecimal } from '../../../src/model/decimal.ts';
import { needsReason, reasonsOf } from '../../../src/model/lifecycle-codes.ts';
import type { Change, Connector, ErpStatus } from '../../../src/ports/connector.ts';
import { startSandboxOdoo, type SandboxOdoo } from '../../../src/sandbox/odoo/sandbox-odoo.ts';
import { testTools } from './tools.ts';

const STATUS: ErpStatus = {
  reference: 'PAS-2-1',
  code: 'received',
  label: 'Reçue',
  tracks: {},
  at: '2026-11-20T10:00:00.000Z',
  message: 'Reçue',
};

describe('decisions about bills, as the Odoo connector tells them', () => {
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

  const call = async (method: string, body: Readonly<Record<string, unknown>>): Promise<unknown> => {
    const headers = { authorization: `bearer ${odoo.key}`, 'content-type': 'application/json' };
    const answer = await fetch(`${odoo.url}/json/2/account.move/${method}`, { method: 'POST', headers, body: JSON.stringify(body) });
    assert.equal(answer.status, 200, `${method}: ${answer.ok ? '' : await answer.text()}`);
    return answer.json();
  };
  const makeBill = async (price: string, type = 'in_invoice'): Promise<number> => {
    const line = { name: 'Fournitures', quantity: '1', price_unit: price, tax_ids: [[6, 0, []]] };
    const values = { move_type: type, partner_id: odoo.demo.partners['200000008'], ref: `F-${price}`, invoice_date: '2026-11-05' };
    const [id = 0] = (await call('create', { vals_list: [{ ...values, invoice_line_ids: [[0, 0, line]] }] })) as number[];
    return id;
  };
  const decided = async (id: number): Promise<unknown> => {
    const found = await connector.decision?.({ model: 'account.move', id: String(id) });
    return found === null || found === undefined ? found : { ...found, total: formatDecimal(found.total), paid: formatDecimal(found.paid) };
  };
  const listed = async (id: number): Promise<Change | undefined> =>
    (await connector.changes('bills', null, 500)).items.find((item) => item.ref.id === String(id));

  test('a bill from draft to cancelled, with what was chosen and what was paid', async () => {
    const id = await makeBill('120');
    const common = { currency: 'EUR', total: '120.00' };
    assert.deepEqual(await decided(id), { ...common, state: 'draft', paid: '0.00' });
    const chosen = {
      x_passerelle_decision: '207',
      x_passerelle_decision_reason: 'QTE_ERR',
      x_passerelle_decision_comment: ' Deux manquent ',
    };
    await call('write', { ids: [id], vals: chosen });
    await call('action_post', { ids: [id] });
    const answer = { code: '207', reason: 'QTE_ERR', comment: 'Deux manquent', state: 'posted' };
    assert.deepEqual(await decided(id), { ...common, ...answer, paid: '0.00' });
    await odoo.pay(id, { amount: '50', date: '2026-11-12' });
    await odoo.pay(id, { amount: '30', money: '29', date: '2026-11-10' });
    assert.deepEqual(await decided(id), { ...common, ...answer, paid: '79.00', paidOn: '2026-11-12' });
    await call('button_cancel', { ids: [id] });
    assert.deepEqual(await decided(id), { ...common, ...answer, state: 'cancelled', paid: '0.00' });
    assert.equal((await listed(id))?.gone, 'cancelled');
  });

  test('a supplier’s credit note pays nothing, and money that came back is negative', async () => {
    const [bill, credit] = [await makeBill('200'), await makeBill('50', 'in_refund')];
    await call('action_post', { ids: [bill, credit] });
    await odoo.offset(bill, credit);
    await odoo.pay(bill, { amount: '100', date: '2026-11-02' });
    const common = { currency: 'EUR', state: 'posted' };
    assert.deepEqual(await decided(bill), { ...common, total: '200.00', paid: '100.00', paidOn: '2026-11-05' }, 'not before the bill');
    const other = await makeBill('40', 'in_refund');
    await call('action_post', { ids: [other] });
    await odoo.pay(other, { amount: '40', date: '2026-11-12' });
    assert.deepEqual(await decided(other), { ...common, total: '40.00', paid: '-40.00', paidOn: '2026-11-12' });
  });

  test('a record that is gone, one that is no bill, one of another model', async () => {
    assert.deepEqual(await decided(999_999), { state: 'deleted', currency: '', total: '0', paid: '0' });
    const invoice = await odoo.post({
      partner_id: odoo.demo.partners['200000008'],
      invoice_line_ids: [[0, 0, { name: 'a', quantity: '1', price_unit: '1', tax_ids: [] }]],
    });
    assert.equal(await decided(invoice), null);
  });

  test('a draft is listed, a decision is a change of it, and our own status is none', async () => {
    const id = await makeBill('10');
    const [draft, gone] = [(await listed(id))?.fingerprint, (await listed(id))?.gone];
    assert.deepEqual([typeof draft, gone], ['string', undefined]);
    await connector.writeStatus({ model: 'account.move', id: String(id) }, STATUS);
    assert.equal((await listed(id))?.fingerprint, draft);
    for (const vals of [
      { x_passerelle_decision: '210' },
      { x_passerelle_decision_reason: 'DOUBLON' },
      { x_passerelle_decision_comment: 'c' },
    ]) {
      const before = (await listed(id))?.fingerprint;
      await call('write', { ids: [id], vals });
      assert.notEqual((await listed(id))?.fingerprint, before, Object.keys(vals)[0]);
    }
  });

  test('a hook about a bill wakes the feed of bills', () => {
    const settings = odoo.settings() as { readonly hookToken: string };
    const body = (type: string): Uint8Array => new TextEncoder().encode(`{"_model":"account.move","_id":5,"move_type":"${type}"}`);
    const hints = (type: string): unknown =>
      connector.readHook?.({ path: `/${settings.hookToken}`, headers: {}, body: body(type), receivedAt: '2026-11-20T10:00:00.000Z' });
    assert.deepEqual(['in_invoice', 'in_refund', 'out_invoice'].map(hints), [
      [{ feed: 'bills', ref: '5' }],
      [{ feed: 'bills', ref: '5' }],
      [{ feed: 'invoices', ref: '5' }],
    ]);
  });
});

describe('what provisioning offers for decisions', () => {
  test('every answer of a buyer, with every reason that goes with one of them, in French', () => {
    assert.deepEqual(
      DECISIONS.map(([code]) => code),
      ['204', '205', '206', '207', '208', '210'],
    );
    const needed = new Set(DECISIONS.flatMap(([code]) => reasonsOf(code)));
    assert.deepEqual(new Set(REASONS.map(([code]) => code)), needed);
    assert.deepEqual(
      [...needed].filter((code) => REASON_WORDS[code] === undefined),
      [],
    );
  });

  test('the decision stands on the form of bills alone, and asks for a reason where the network does', () => {
    const form = VIEWS.find((view) => view.model === 'account.move' && view.name.endsWith('.form'));
    for (const [major, hidden] of [
      [19, `invisible="move_type not in ('in_invoice', 'in_refund')"`],
      [16, `[('move_type', 'not in', ['in_invoice', 'in_refund'])]`],
    ] as const) {
      const arch = form?.arch(major) ?? '';
      const group = /<group name="passerelle_decision".*?<\/group>/s.exec(arch)?.[0] ?? '';
      assert.ok(group.includes(hidden), `Odoo ${String(major)}`);
      for (const [code] of DECISIONS) assert.equal(group.includes(`'${code}'`), needsReason(code), `${code} in Odoo ${String(major)}`);
      assert.ok(!arch.replace(group, '').includes('x_passerelle_decision'));
    }
  });
});
