import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { activate } from '../../src/app/activation.ts';
import { withRoad, type RoadWorld } from '../support/road-world.ts';

const PAYS = '200000008';
const REFUSES = '500000005';
const ACK_ERROR = '130000003';

function lines(world: RoadWorld, id: number, code: string): number {
  return world.odoo.chatter(id).filter((line) => new RegExp(`^(<p>)?${code} `).test(line)).length;
}

describe('the road out, from Odoo to the platform and back', () => {
  it('delivers an invoice once and tells each status once in the ERP', () =>
    withRoad({}, async (world) => {
      const id = await world.post(PAYS);
      await world.run();
      const document = await world.documentOf(id);
      assert.equal(document.stage, 'delivered');
      assert.equal(document.status, '211');
      assert.equal(world.platform.submissions().length, 1);
      for (const code of ['200', '202', '203', '204', '205', '211']) assert.equal(lines(world, id, code), 1, code);
      assert.equal(world.odoo.invoice(id)['x_passerelle_status'], '211');
      await world.run();
      for (const code of ['200', '205', '211']) assert.equal(lines(world, id, code), 1, `${code} was told again`);
    }));

  it('takes no change of its own for a change of the invoice', () =>
    withRoad({}, async (world) => {
      const id = await world.post(PAYS);
      await world.run();
      const before = (await world.eventsOf(id)).length;
      await world.pull();
      assert.equal((await world.eventsOf(id)).length, before);
    }));

  it('finds an invoice whose answer was lost, instead of sending it again', () =>
    withRoad({}, async (world) => {
      world.platform.trouble({ kind: 'accept-then-reset', times: 1 });
      const id = await world.post(PAYS);
      await world.pull();
      await world.move();
      assert.equal((await world.documentOf(id)).stage, 'signed');
      await world.run();
      assert.equal((await world.documentOf(id)).stage, 'delivered');
      assert.equal(world.platform.submissions().length, 1);
    }));

  it('sends again what never arrived, once the search came back empty twice', () =>
    withRoad({}, async (world) => {
      world.platform.trouble({ kind: 'silence', on: 'submit', times: 1 });
      const id = await world.post(PAYS);
      await world.pull();
      await world.move();
      assert.equal((await world.documentOf(id)).stage, 'signed');
      for (let look = 0; look < 4; look++) await world.move();
      await world.run();
      assert.equal((await world.documentOf(id)).stage, 'delivered');
      assert.equal(world.platform.submissions().filter((s) => s.outcome === 'accepted').length, 1);
    }));

  it('holds an invoice that lacks a SIREN, says which field, and sends it when the partner was corrected', () =>
    withRoad({}, async (world) => {
      const partner = world.odoo.demo.partners[PAYS] ?? 0;
      const kept = world.odoo.db.row('res.partner', partner);
      const [registry, vat] = [kept['company_registry'], kept['vat']];
      await wait(1100);
      world.odoo.db.transaction(null, () => {
        world.odoo.db.update('res.partner', partner, { company_registry: false, vat: false });
      });
      const id = await world.post(PAYS);
      const other = await world.post('300000007');
      await world.run();
      const held = await world.documentOf(id);
      assert.equal(held.halt, 'held');
      assert.equal((await world.documentOf(other)).stage, 'delivered', 'the next one goes on');
      assert.ok(world.odoo.activities(id).length >= 1, 'a person is asked to act');
      await wait(1100);
      world.odoo.db.transaction(null, () => {
        world.odoo.db.update('res.partner', partner, { company_registry: registry ?? false, vat: vat ?? false });
      });
      await world.run();
      assert.equal((await world.documentOf(id)).stage, 'delivered');
      assert.equal(world.odoo.activities(id).length, 0, 'the activity ended with the correction');
    }));

  it('ends a refused invoice with its reason and never sends that document again', () =>
    withRoad({}, async (world) => {
      const id = await world.post(REFUSES);
      await world.run();
      const document = await world.documentOf(id);
      assert.equal(document.stage, 'refused');
      assert.equal(document.status, '210');
      assert.equal(document.reason, 'CMD_ERR');
      assert.equal(lines(world, id, '210'), 1);
      await wait(1100);
      world.odoo.db.transaction(null, () => {
        world.odoo.db.update('account.move', id, { ref: 'CDE-CORRIGEE' });
      });
      await world.run();
      assert.equal(world.platform.submissions().length, 1);
    }));

  it('offers an invoice again under the same number when the platform refused its file and it was corrected', () =>
    withRoad({}, async (world) => {
      const id = await world.post(ACK_ERROR);
      await world.run();
      assert.equal((await world.documentOf(id)).stage, 'refused');
      assert.equal((await world.documentOf(id)).status, 'ack');
      await wait(1100);
      world.odoo.db.transaction(null, () => {
        world.odoo.db.update('account.move', id, { ref: 'CDE-1' });
      });
      await world.run();
      const numbers = world.platform.submissions().map((s) => s.number);
      assert.equal(numbers.length, 2);
      assert.equal(new Set(numbers).size, 1);
      assert.equal((await world.documentOf(id)).version, 2);
    }));

  it('shows a divergence when the invoice changes after it was sent, and sends nothing', () =>
    withRoad({}, async (world) => {
      const id = await world.post(PAYS);
      await world.run();
      await wait(1100);
      world.odoo.db.transaction(null, () => {
        world.odoo.db.update('account.move', id, { invoice_date_due: '2027-01-31' });
      });
      await world.run();
      const events = await world.eventsOf(id);
      assert.equal(events.filter((e) => e.type === 'diverged').length, 1);
      assert.equal(world.platform.submissions().length, 1);
      assert.ok(world.odoo.activities(id).length >= 1);
    }));

  it('ends a divergence once the record is again what was sent', () =>
    withRoad({}, async (world) => {
      const id = await world.post(PAYS);
      await world.run();
      const due = world.odoo.invoice(id)['invoice_date_due'] ?? false;
      for (const value of ['2027-01-31', due]) {
        await wait(1100);
        world.odoo.db.transaction(null, () => {
          world.odoo.db.update('account.move', id, { invoice_date_due: value });
        });
        await world.run();
      }
      assert.equal(world.odoo.invoice(id)['x_passerelle_status'], '211');
      assert.equal(world.odoo.activities(id).length, 0);
      assert.equal(world.platform.submissions().length, 1);
    }));

  it('sends the amounts of the record as it is when it leaves: a change before sending makes a new version', () =>
    withRoad({}, async (world) => {
      world.platform.trouble({ kind: 'busy', on: 'submit', times: 1, retryAfter: 0 });
      const id = await world.post(PAYS);
      await world.pull();
      await world.move();
      await wait(1100);
      world.odoo.db.transaction(null, () => {
        world.odoo.db.update('account.move', id, { ref: 'CDE-9' });
      });
      await world.run();
      const document = await world.documentOf(id);
      assert.equal(document.stage, 'delivered');
      assert.equal(document.version, 2);
      assert.equal(world.platform.submissions().filter((s) => s.outcome === 'accepted').length, 1);
    }));

  for (const mode of ['shadow', 'off'] as const) {
    it(`lets nothing leave of a company that is ${mode}`, () =>
      withRoad({ company: { mode } }, async (world) => {
        await world.post(PAYS);
        await world.run();
        assert.equal(world.platform.submissions().length, 0);
        assert.equal((await world.app.views.list({}, { offset: 0, limit: 10 })).total, mode === 'off' ? 0 : 1);
      }));
  }

  it('sends what waited in shadow once an operator switched the company live, from the day on that was said', () =>
    withRoad({ company: { mode: 'shadow' } }, async (world) => {
      const early = await world.post(PAYS, { invoice_date: '2026-08-31' });
      const waiting = await world.post(PAYS, { invoice_date: '2026-09-02' });
      await world.run();
      assert.equal((await world.documentOf(waiting)).reason, 'shadow');
      const { store, clock } = world.app.road;
      await assert.rejects(activate(store, 'demo', 'live', undefined, 'ana', clock.now()), { code: 'CONFIG_NOT_LIVE' });
      const leaving = await activate(store, 'demo', 'live', '2026-09-01', 'ana', clock.now());
      assert.deepEqual(
        leaving.map((document) => document.erpRef?.id),
        [String(waiting)],
      );
      await world.app.refresh();
      await world.run();
      assert.equal((await world.documentOf(waiting)).stage, 'delivered');
      assert.equal((await world.documentOf(early)).stage, 'signed');
      assert.equal(world.platform.submissions().length, 1);
    }));

  it('keeps what was posted before the company went live', () =>
    withRoad({ company: { since: '2099-01-01' } }, async (world) => {
      const id = await world.post(PAYS);
      await world.run();
      assert.equal((await world.documentOf(id)).stage, 'excluded');
      assert.equal(world.platform.submissions().length, 0);
      assert.equal(world.odoo.chatter(id).length, 0);
    }));

  it('stops before reading when the database behind the connection is another one', () =>
    withRoad({}, async (world) => {
      const { verifyIdentity } = await import('../../src/daemon/identity.ts');
      assert.equal(await verifyIdentity('erp', world.app.road), true);
      await world.app.open.store.facts.set('identity:erp', { 'database uuid': 'another', database: 'production' });
      assert.equal(await verifyIdentity('erp', world.app.road), false);
      const [lane] = await world.app.open.store.lanes.list();
      assert.match(lane?.reason ?? '', /CONNECTOR_COPY/);
    }));

  it('lets nothing move before the other end of its ERP proved to be the one we know', () =>
    withRoad({}, async (world) => {
      const id = await world.post(PAYS);
      await world.pull();
      world.app.road.trust('erp', false);
      await world.run();
      assert.equal((await world.documentOf(id)).stage, 'received');
      assert.equal(world.platform.submissions().length, 0);
      world.app.road.trust('erp', true);
      await world.run();
      assert.equal((await world.documentOf(id)).stage, 'delivered');
    }));
});
