/**
 * What the connector sees in a real Odoo of money and of decisions about bills: a change of either is a new fingerprint
 * in its feed, our own write-back is none, and money that paid a bill is told apart from a credit note.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { formatDecimal } from '../../../src/model/decimal.ts';
import type { BillDecision, Connector, ErpStatus, Feed } from '../../../src/ports/connector.ts';
import type { Id } from './admin.ts';
import { buildDocuments, post } from './build.ts';
import { match, partnerLine, pay, unmatch } from './money.ts';
import type { Stage } from './payments.ts';
import { connectorOf } from './teller.ts';

const STATUS: ErpStatus = {
  reference: 'PAS-feed-1',
  code: '205',
  label: 'Approuvée',
  tracks: { treatment: '205' },
  at: '2026-11-20T10:00:00.000Z',
  message: '205 Approuvée',
};

export function moneyAndDecisionsSeen(world: () => Stage): void {
  describe('money and decisions, as the connector sees them', () => {
    let connector: Connector;
    before(() => {
      connector = connectorOf(world());
    });
    after(() => connector.close?.());
    const watch = (feed: Feed, id: Id): Watch => watching(connector, feed, id);

    test('each match is a change of the feed of payments, and neither a status nor a line in the chatter is', { timeout: 120_000 }, () =>
      moneyMoves(world(), connector, watch),
    );
    test('a bill is seen as draft, decided, posted, paid and cancelled', { timeout: 120_000 }, () => aBillsLife(world(), connector, watch));
    test('a credit note of the supplier pays nothing of a bill', { timeout: 120_000 }, () => aCreditedBill(world(), connector));
    test('a record that is gone, and one that is no bill', async () => {
      assert.equal((await decided(connector, 99_999_999))?.state, 'deleted');
      const [invoice] = await buildDocuments(world().ground, [SERVICE]);
      assert.equal(await decided(connector, invoice?.id ?? 0), null);
      const bill = await makeBill(world(), 10);
      assert.equal(await connector.collected?.(refTo(bill)), null);
    });
  });
}

const SERVICE = {
  key: 'seen',
  buyer: '300000007',
  date: '2026-11-05',
  scope: 'b2b',
  lines: [{ name: 'Conseil', quantity: 1, price: 100, tax: 's20', unit: 'Units' }],
} as const;

interface Watch {
  /** Whether the record changed in its feed since it was asked last, read by the cursor; null: it is not listed. */
  changed(): Promise<boolean | null>;
  gone(): Promise<string | undefined>;
}

function watching(connector: Connector, feed: Feed, id: Id): Watch {
  let cursor: string | null = null;
  let known: string | undefined;
  let gone: string | undefined;
  const look = async (): Promise<boolean | null> => {
    let listed: boolean | null = null;
    for (let more = true; more;) {
      const page = await connector.changes(feed, cursor, 200);
      for (const change of page.items.filter((item) => item.ref.id === String(id))) {
        listed = change.fingerprint !== known;
        [known, gone] = [change.fingerprint, change.gone];
      }
      ({ cursor, more } = page);
    }
    return listed;
  };
  return { changed: look, gone: () => look().then(() => gone) };
}

function refTo(id: Id): { readonly model: string; readonly id: string } {
  return { model: 'account.move', id: String(id) };
}

async function moneyMoves({ ground, admin }: Stage, connector: Connector, watch: (feed: Feed, id: Id) => Watch): Promise<void> {
  const [one] = await buildDocuments(ground, [SERVICE]);
  assert.ok(one !== undefined);
  const [seen, content] = [watch('payments', one.id), watch('invoices', one.id)];
  assert.deepEqual([await seen.changed(), await content.changed()], [true, true], 'posted');
  const [partial = 0] = await pay(ground, one, { amount: 50, date: '2026-11-06' });
  assert.deepEqual([await seen.changed(), await content.changed()], [true, false], 'paid in part: money moved, the invoice did not');
  await connector.writeStatus(refTo(one.id), STATUS);
  await admin.call('account.move', 'message_post', [[one.id]], { body: 'Relancé par téléphone' });
  assert.equal(await seen.changed(), false, 'a status written back');
  const payment = (await partnerLine(admin, one.id)).id;
  assert.ok(payment > 0);
  await unmatch(ground, one, partial);
  assert.equal(await seen.changed(), true, 'taken back');
  assert.equal(await seen.changed(), false, 'read again');
}

async function makeBill({ ground, admin }: Stage, price: number, more: Readonly<Record<string, unknown>> = {}): Promise<Id> {
  const tax = ground.tax(ground.companies[0], 'tva_acq_normale');
  const [id] = await admin.create(
    'account.move',
    [
      {
        move_type: 'in_invoice',
        partner_id: ground.partner('300000007'),
        invoice_date: '2026-11-05',
        ref: `F-${String(price)}-${String((made += 1))}`,
        invoice_line_ids: [[0, 0, { name: 'Fournitures', quantity: 1, price_unit: price, tax_ids: [[6, 0, [tax]]] }]],
        ...more,
      },
    ],
    { allowed_company_ids: [ground.companies[0]] },
  );
  return id as Id;
}
let made = 0;

function decided(connector: Connector, id: Id): Promise<BillDecision | null> {
  return connector.decision?.(refTo(id)) ?? Promise.resolve(null);
}

async function told(connector: Connector, id: Id): Promise<unknown> {
  const found = await decided(connector, id);
  return found === null ? null : { ...found, total: formatDecimal(found.total), paid: formatDecimal(found.paid) };
}

async function aBillsLife(stage: Stage, connector: Connector, watch: (feed: Feed, id: Id) => Watch): Promise<void> {
  const { admin, ground } = stage;
  const id = await makeBill(stage, 100);
  const [bill, money] = [watch('bills', id), watch('payments', id)];
  const common = { currency: 'EUR', total: '120.00' };
  assert.deepEqual([await bill.changed(), await money.changed()], [true, null], 'a draft is a bill, and no money');
  assert.deepEqual(await told(connector, id), { ...common, state: 'draft', paid: '0.00' });
  await connector.writeStatus(refTo(id), { ...STATUS, code: 'received', label: 'Reçue', message: 'Reçue de la plateforme' });
  assert.equal(await bill.changed(), false, 'our status');
  await admin.write('account.move', [id], { x_passerelle_decision: '207', x_passerelle_decision_reason: 'QTE_ERR' });
  assert.equal(await bill.changed(), true, 'decided');
  await admin.write('account.move', [id], { x_passerelle_decision_comment: 'Deux cartons manquent' });
  assert.equal(await bill.changed(), true, 'commented');
  const answer = { code: '207', reason: 'QTE_ERR', comment: 'Deux cartons manquent' };
  assert.deepEqual(await told(connector, id), { ...common, ...answer, state: 'draft', paid: '0.00' });
  await post(admin, [id]);
  assert.equal(await bill.changed(), true, 'posted');
  const [partial = 0] = await pay(ground, { id }, { amount: 50, date: '2026-11-12' });
  assert.deepEqual([await bill.changed(), await money.changed()], [false, true], 'paid');
  assert.deepEqual(await told(connector, id), { ...common, ...answer, state: 'posted', paid: '50.00', paidOn: '2026-11-12' });
  await unmatch(ground, { id }, partial);
  assert.deepEqual(await told(connector, id), { ...common, ...answer, state: 'posted', paid: '0.00' });
  await admin.call('account.move', 'button_draft', [[id]]).catch(() => null);
  await admin.call('account.move', 'button_cancel', [[id]]).catch(() => null);
  assert.equal(await bill.gone(), 'cancelled');
  assert.deepEqual(await told(connector, id), { ...common, ...answer, state: 'cancelled', paid: '0.00' });
}

async function aCreditedBill(stage: Stage, connector: Connector): Promise<void> {
  const { admin, ground } = stage;
  const bill = await makeBill(stage, 200);
  const credit = await makeBill(stage, 50, { move_type: 'in_refund' });
  await post(admin, [bill, credit]);
  await match(ground, { id: bill }, (await partnerLine(admin, credit)).id);
  const common = { currency: 'EUR', state: 'posted' };
  assert.deepEqual(await told(connector, bill), { ...common, total: '240.00', paid: '0.00' });
  await pay(ground, { id: bill }, { amount: 180, date: '2026-11-13' });
  assert.deepEqual(await told(connector, bill), { ...common, total: '240.00', paid: '180.00', paidOn: '2026-11-13' });
  assert.deepEqual(await told(connector, credit), { ...common, total: '60.00', paid: '0.00' });
}
