import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { resolveByHand } from '../../src/pipeline/resolve-by-hand.ts';
import type { Document } from '../../src/model/document.ts';
import type { Event } from '../../src/model/event.ts';
import type { Fault } from '../../src/model/fault.ts';
import type { Resolution } from '../../src/ports/operator.ts';
import { renderStatus } from '../../src/render/cdar/render-status.ts';
import { DEMO_SUPPLIERS, supplierInvoice, vatOf, type DemoBill, type DemoSupplier } from '../../src/sandbox/demo/supplier-invoice.ts';
import { statusMessage } from '../../src/sandbox/platform/status-message.ts';
import { withRoad, type RoadWorld } from '../support/road-world.ts';

const KNOWN = DEMO_SUPPLIERS[0] as DemoSupplier;
const STRANGER: DemoSupplier = {
  name: 'Nouvelle Venue SAS',
  siren: '250000008',
  vatId: vatOf('250000008'),
  iban: 'FR7630006000011234567890189',
};

function bill(number: string, changes: Partial<DemoBill> = {}): DemoBill {
  return {
    number,
    issueDate: '2026-11-03',
    supplier: KNOWN,
    lines: [
      { name: 'Ramettes A4', quantity: '12', price: '4.15', rate: '20' },
      { name: 'Manuels', quantity: '3', price: '21.99', rate: '5.5' },
    ],
    ...changes,
  };
}

function deliver(world: RoadWorld, one: DemoBill): string {
  return world.platform.deliver(supplierInvoice(one, 'ubl'));
}

async function received(world: RoadWorld, flow: string): Promise<Document> {
  const document = await world.app.open.store.byKey(`in:platform:${flow}`);
  if (document === null) throw new Error(`no document for flow ${flow}`);
  return document;
}

async function findings(world: RoadWorld, flow: string): Promise<readonly Fault[]> {
  const { id, version } = await received(world, flow);
  return world.app.open.store.findings(id, version);
}

async function events(world: RoadWorld, flow: string): Promise<readonly Event[]> {
  return world.app.open.store.events((await received(world, flow)).id);
}

async function moveOf(world: RoadWorld, flow: string): Promise<number> {
  const { erpRef } = await received(world, flow);
  return Number.parseInt(erpRef?.id ?? '0', 10);
}

function bills(world: RoadWorld): number {
  return world.odoo.db.search('account.move', [['move_type', 'in', ['in_invoice', 'in_refund']]]).length;
}

async function resolve(world: RoadWorld, flow: string, resolution: Resolution): Promise<void> {
  const { id } = await received(world, flow);
  assert.equal(await resolveByHand(world.app.open.store, id, resolution, 'ana'), 'done');
  await world.run();
}

/** A change that somebody makes in Odoo: its second differs from that of the last reading. */
async function change(world: RoadWorld, move: number, values: Readonly<Record<string, string | false>>): Promise<void> {
  await wait(1100);
  world.odoo.db.transaction(null, () => {
    world.odoo.db.update('account.move', move, values);
  });
  await world.run();
}

/** Codes of the statuses about an invoice that reached the platform, in order. */
async function told(world: RoadWorld, flow: string): Promise<readonly string[]> {
  const about = await world.app.open.store.about((await received(world, flow)).id);
  return about.filter((one) => one.direction === 'out' && one.stage === 'delivered').map((one) => one.status ?? '');
}

describe('the road in, from the platform into Odoo and back', () => {
  it('books a supplier invoice as one draft bill with the supplier’s amounts, and tells the clerk', () =>
    withRoad({}, async (world) => {
      const before = bills(world);
      const flow = deliver(world, bill('PAP-2026-001'));
      await world.run();
      const document = await received(world, flow);
      assert.equal(document.stage, 'delivered', JSON.stringify(await findings(world, flow)));
      const move = world.odoo.db.row('account.move', await moveOf(world, flow));
      assert.equal(move['state'], 'draft');
      assert.equal(move['move_type'], 'in_invoice');
      assert.equal(move['ref'], 'PAP-2026-001');
      assert.equal(String(move['amount_untaxed']), '115.77');
      assert.equal(String(move['amount_total']), '129.36');
      assert.equal(world.odoo.chatter(await moveOf(world, flow)).length, 1);
      await world.run();
      assert.equal(bills(world), before + 1);
      assert.equal(world.odoo.chatter(await moveOf(world, flow)).length, 1, 'nothing is told twice');
    }));

  it('holds an invoice of an unknown supplier, and goes on with the answer of a person for good', () =>
    withRoad({}, async (world) => {
      const first = deliver(world, bill('NV-1', { supplier: STRANGER }));
      await world.run();
      assert.equal((await received(world, first)).reason, 'PASS-IN-SUPPLIER-UNKNOWN');
      await resolve(world, first, { kind: 'create-party' });
      assert.equal((await received(world, first)).stage, 'delivered');
      const second = deliver(world, bill('NV-2', { supplier: STRANGER }));
      await world.run();
      assert.equal((await received(world, second)).stage, 'delivered');
      const [a, b] = [await moveOf(world, first), await moveOf(world, second)];
      assert.equal(String(world.odoo.db.row('account.move', a)['partner_id']), String(world.odoo.db.row('account.move', b)['partner_id']));
    }));

  it('holds a bill whose IBAN changed until another person accepted it', () =>
    withRoad({}, async (world) => {
      const flow = deliver(world, bill('PAP-2', { supplier: { ...KNOWN, iban: STRANGER.iban ?? '' } }));
      await world.run();
      assert.equal((await received(world, flow)).reason, 'PASS-IN-IBAN-CHANGED');
      await resolve(world, flow, { kind: 'accept', rule: 'PASS-IN-IBAN-CHANGED' });
      assert.equal((await received(world, flow)).stage, 'delivered');
      assert.ok((await events(world, flow)).some((event) => event.type === 'resolved' && event.actor === 'operator:ana'));
    }));

  it('books the same invoice once, whether the file or only the number comes again', () =>
    withRoad({}, async (world) => {
      const before = bills(world);
      const first = deliver(world, bill('PAP-3'));
      const sameFile = deliver(world, bill('PAP-3'));
      const sameNumber = deliver(world, bill(' pap-3', { order: 'CDE-7' }));
      await world.run();
      const stages = await Promise.all([first, sameFile].map(async (flow) => (await received(world, flow)).stage));
      assert.deepEqual([...stages].sort(), ['delivered', 'ignored']);
      assert.equal((await received(world, sameNumber)).reason, 'PASS-IN-DUPLICATE');
      assert.equal(bills(world), before + 1);
      await resolve(world, sameNumber, { kind: 'accept', rule: 'PASS-IN-DUPLICATE' });
      assert.equal((await received(world, sameNumber)).stage, 'delivered');
      assert.equal(bills(world), before + 2);
    }));

  it('refuses a duplicate with DOUBLON where the policy says so', () =>
    withRoad({ company: { policies: { reception: { duplicateNumber: 'refuse' } } } }, async (world) => {
      deliver(world, bill('PAP-4'));
      await world.run();
      const again = deliver(world, bill('PAP-4', { order: 'CDE-8' }));
      await world.run();
      assert.equal((await received(world, again)).stage, 'refused');
      assert.equal((await received(world, again)).reason, 'DOUBLON');
      assert.deepEqual(await told(world, again), ['210']);
    }));

  it('leaves aside what is for nobody here, and keeps what cannot be read for a person', () =>
    withRoad({}, async (world) => {
      const other = { name: 'Librairie des Exemples SARL', siren: '200000008', vatId: vatOf('200000008') };
      const foreign = deliver(world, bill('X-1', { buyer: other }));
      const broken = world.platform.deliver(
        new TextEncoder().encode('<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"><'),
      );
      const good = deliver(world, bill('PAP-5'));
      await world.run();
      assert.equal((await received(world, foreign)).reason, 'not-ours');
      assert.equal((await received(world, broken)).reason, 'PASS-IN-UNREADABLE');
      assert.equal((await received(world, good)).stage, 'delivered');
    }));

  it('reads a status that the platform listed as an invoice for what it is', () =>
    withRoad({}, async (world) => {
      const id = await world.post('110000007');
      await world.run();
      const sent = world.platform.flows().find((one) => one.invoice?.buyer === '110000007');
      assert.ok(sent?.invoice !== undefined);
      const message = statusMessage(sent.invoice, { code: '205' }, '2026-11-22T10:00:00.000Z', sent.submittedAt);
      const flow = world.platform.deliver(renderStatus(message), { syntax: 'UBL' });
      await world.run();
      assert.equal((await received(world, flow)).kind, 'lifecycle');
      assert.equal((await world.documentOf(id)).status, '205');
    }));

  it('tells the supplier that the bill was posted, once, and that it was paid', () =>
    withRoad({ company: { policies: { reception: { onPosted: 'take-charge-first' } } } }, async (world) => {
      const flow = deliver(world, bill('PAP-6'));
      await world.run();
      await change(world, await moveOf(world, flow), { state: 'posted' });
      assert.deepEqual(await told(world, flow), ['204', '205']);
      assert.equal((await received(world, flow)).status, '205');
      await world.run();
      assert.deepEqual(await told(world, flow), ['204', '205']);
      assert.equal(world.odoo.db.row('account.move', await moveOf(world, flow))['x_passerelle_status'], '205');
    }));

  it('tells a dispute with its reason, and asks for the reason that is missing instead of telling without', () =>
    withRoad({}, async (world) => {
      const flow = deliver(world, bill('PAP-7'));
      await world.run();
      const move = await moveOf(world, flow);
      await change(world, move, { x_passerelle_decision: '207' });
      assert.deepEqual(await told(world, flow), []);
      assert.equal(world.odoo.activities(move).length, 1);
      await change(world, move, { x_passerelle_decision_reason: 'QTE_ERR', x_passerelle_decision_comment: 'Deux ramettes manquent' });
      assert.deepEqual(await told(world, flow), ['207']);
      assert.equal(world.odoo.activities(move).length, 0, 'the activity ended with the answer');
      await change(world, move, { state: 'posted' });
      assert.deepEqual(await told(world, flow), ['207', '205'], 'posting the bill ends the dispute');
    }));

  it('ends a refused invoice with 210 and its reason', () =>
    withRoad({}, async (world) => {
      const flow = deliver(world, bill('PAP-8'));
      await world.run();
      await change(world, await moveOf(world, flow), {
        x_passerelle_decision: '210',
        x_passerelle_decision_reason: 'CMD_ERR',
        x_passerelle_decision_comment: 'Aucune commande de notre part',
      });
      assert.deepEqual(await told(world, flow), ['210']);
      assert.equal((await received(world, flow)).stage, 'refused');
    }));
});
