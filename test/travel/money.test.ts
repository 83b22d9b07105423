import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { add, formatDecimal, ZERO } from '../../src/model/decimal.ts';
import { parseStatus } from '../../src/parse/cdar/parse-status.ts';
import { DEMO_SUPPLIERS, supplierInvoice, type DemoSupplier } from '../../src/sandbox/demo/supplier-invoice.ts';
import { withRoad, type RoadWorld } from '../support/road-world.ts';

/** Takes charge and approves, and says nothing of money. */
const CUSTOMER = '300000007';

/** A posted service of 1 000 at 20 % and 200 at 20 % of goods, delivered. */
async function sell(world: RoadWorld): Promise<number> {
  const { taxes, products } = world.odoo.demo;
  const line = (name: string, price: string, tax: string) => [
    0,
    0,
    { product_id: products['paper'] ?? 0, name, quantity: '1', price_unit: price, tax_ids: [[6, 0, [taxes[tax] ?? 0]]] },
  ];
  const id = await world.post(CUSTOMER, { invoice_line_ids: [line('Conseil', '1000', '20 S'), line('Ramettes', '200', '20 G')] });
  await world.run();
  return id;
}

/** Amounts of the messages with this code that the platform took, added up by type and rate. */
function told(world: RoadWorld, code: string): Readonly<Record<string, string>> {
  const sums = new Map<string, typeof ZERO>();
  for (const flow of world.platform.flows()) {
    if (flow.code !== code || flow.direction !== 'Out' || flow.ack.status !== 'Ok') continue;
    for (const { type = '', percent, amount = ZERO } of parseStatus(world.platform.file(flow.flowId)).reasons.flatMap(
      (reason) => reason.characteristics ?? [],
    )) {
      const key = percent === undefined ? type : `${type} ${formatDecimal(percent)}`;
      sums.set(key, add(sums.get(key) ?? ZERO, amount));
    }
  }
  return Object.fromEntries([...sums].map(([key, sum]) => [key, formatDecimal(sum)]));
}

function messages(world: RoadWorld, code: string): number {
  return world.platform.flows().filter((flow) => flow.code === code && flow.direction === 'Out').length;
}

describe('money, told to the network', () => {
  it('tells what was collected of services, payment by payment, and takes back what was taken back', () =>
    withRoad({}, async (world) => {
      const id = await sell(world);
      await wait(1100);
      const [match] = await world.odoo.pay(id, { amount: '720', date: '2026-11-20' });
      await world.run();
      assert.deepEqual(told(world, '212'), { 'MEN 20': '600.00' });
      await wait(1100);
      await world.odoo.pay(id, { amount: '720', date: '2026-11-21' });
      await world.run();
      assert.deepEqual(told(world, '212'), { 'MEN 20': '1200.00' });
      assert.equal(messages(world, '212'), 2);
      await wait(1100);
      world.odoo.unmatch(match ?? 0);
      await world.run();
      assert.deepEqual(told(world, '212'), { 'MEN 20': '600.00' });
      await world.run();
      assert.equal(messages(world, '212'), 3, 'nothing is told twice');
    }));

  it('tells nothing where VAT is due on debits', () =>
    withRoad({ company: { vatOnDebits: true } }, async (world) => {
      const id = await sell(world);
      await wait(1100);
      await world.odoo.pay(id, { amount: '1440', date: '2026-11-20' });
      await world.run();
      assert.equal(messages(world, '212'), 0);
    }));

  it('tells a supplier that its invoice was paid, in part and then in whole', () =>
    withRoad({}, async (world) => {
      const supplier = DEMO_SUPPLIERS[0] as DemoSupplier;
      const lines = [{ name: 'Ramettes', quantity: '100', price: '10', rate: '20' }];
      const flow = world.platform.deliver(supplierInvoice({ number: 'PAP-9', issueDate: '2026-11-03', supplier, lines }, 'cii'));
      await world.run();
      const document = await world.app.open.store.byKey(`in:platform:${flow}`);
      const bill = Number.parseInt(document?.erpRef?.id ?? '0', 10);
      await wait(1100);
      world.odoo.db.transaction(null, () => {
        world.odoo.db.update('account.move', bill, { state: 'posted', posted_before: true });
      });
      await world.run();
      for (const amount of ['400', '800']) {
        await wait(1100);
        await world.odoo.pay(bill, { amount, date: '2026-11-20' });
        await world.run();
      }
      assert.equal(messages(world, '205'), 1);
      assert.equal(messages(world, '211'), 2);
      assert.deepEqual(told(world, '211'), { MPA: '1200.00' });
    }));
});
