/** What Odoo does to a cursor: late commits, equal seconds, rewrites, echoes, corrected partners. Nothing missed, nothing twice. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { Document } from '../../../src/model/document.ts';
import type { Id } from './admin.ts';
import { createMoves, post, readBuilt } from './build.ts';
import { until } from './daemon.ts';
import type { DocumentSpec } from './documents.ts';
import { BOT } from './ground.ts';
import { seenInOdoo, type Seen } from './observe.ts';
import type { World } from './world.ts';

const DATE = '2026-11-21';
const FON = '300000007';
const spec = (key: string, price: number, more: Partial<DocumentSpec> = {}): DocumentSpec => ({
  key,
  buyer: FON,
  date: DATE,
  scope: 'b2b',
  lines: [{ name: key, quantity: 1, price, tax: 'g20', unit: 'Units' }],
  ...more,
});

export function changesInOdoo(world: () => World): void {
  describe('what changes in Odoo', () => {
    test('a batch that commits after a newer invoice was read is not missed', { timeout: 180_000 }, async () => {
      const { admin, ground } = world();
      const batch = (
        await createMoves(
          ground,
          Array.from({ length: 20 }, (_, index) => spec(`late-${index}`, 100 + index)),
        )
      ).map((plan) => plan.id);
      const [newer] = await createMoves(ground, [spec('newer', 77, { company: 1 })]);
      const slow = postThenSleep(world(), batch, 12);
      await wait(2_000);
      await post(admin, [newer?.id as Id]);
      await arrives(world(), [newer?.id as Id], 20);
      const before = await documentsOf(world(), batch);
      assert.equal(before.length, 0, 'the batch is not visible yet: the newer one overtook it');
      await slow;
      await arrives(world(), batch, 60);
      await offeredOnce(world(), [...batch, newer?.id as Id]);
    });

    test('invoices of one and the same second are all read', { timeout: 120_000 }, async () => {
      const { admin, ground } = world();
      const ids = (
        await createMoves(
          ground,
          Array.from({ length: 30 }, (_, index) => spec(`second-${index}`, 10 + index)),
        )
      ).map((plan) => plan.id);
      await post(admin, ids.slice(0, 28));
      await post(admin, ids.slice(28, 29));
      await post(admin, ids.slice(29));
      await arrives(world(), ids, 60);
      await offeredOnce(world(), ids);
    });

    test('back to draft, other amounts, posted again: shown as diverged, never sent twice', { timeout: 120_000 }, async () => {
      const { admin, ground } = world();
      const [plan] = await createMoves(ground, [spec('rewritten', 500)]);
      const id = plan?.id as Id;
      await post(admin, [id]);
      await arrives(world(), [id], 30);
      await admin.call('account.move', 'button_draft', [[id]]).catch(() => null);
      const [line] = await admin.search('account.move.line', [
        ['move_id', '=', id],
        ['display_type', '=', 'product'],
      ]);
      await admin.write('account.move', [id], { invoice_line_ids: [[1, line, { price_unit: 650 }]] });
      await post(admin, [id]);
      const isShown = (found: ReadonlyMap<Id, Seen>): boolean =>
        found.get(id)?.status === 'diverged' && found.get(id)?.activities.length === 1;
      await until(
        'the divergence and one activity in Odoo',
        40,
        () => seenInOdoo(admin, [id], BOT.login),
        isShown,
        (found) => found.get(id),
      );
      // the buyer's later statuses must not take the activity away
      await wait(8_000);
      assert.ok(isShown(await seenInOdoo(admin, [id], BOT.login)), 'still shown while nobody acted');
      const [document] = await documentsOf(world(), [id]);
      const { events } = await world().daemon.detail(document?.id ?? '');
      const told = events.filter((event) => event.type === 'diverged').length;
      assert.ok(told === 1 || told === 2, 'once for the draft, once for the other amounts at most');
      await offeredOnce(world(), [id]);
    });

    test('a write that changes nothing moves nothing', { timeout: 60_000 }, async () => {
      const { admin, built } = world();
      const ids = built.slice(0, 10).map((one) => one.id);
      const before = await documentsOf(world(), ids);
      for (const row of await admin.rows<{ id: Id; ref: string | false }>('account.move', [['id', 'in', ids]], ['ref'])) {
        await admin.write('account.move', [row.id], { ref: row.ref });
      }
      await wait(8_000);
      assert.deepEqual(
        (await documentsOf(world(), ids)).map((row) => [row.id, row.head]),
        before.map((row) => [row.id, row.head]),
      );
    });

    test('what Passerelle writes into Odoo never comes back as a change', { timeout: 60_000 }, async () => {
      const rows = await world().daemon.documents({ kind: 'invoice', direction: 'out' });
      const heads = (found: readonly Document[]): readonly string[] => found.map((row) => `${row.number ?? row.id} ${row.head}`).sort();
      await wait(6_000);
      const later = await world().daemon.documents({ kind: 'invoice', direction: 'out' });
      assert.deepEqual(heads(later), heads(rows), 'no event without a cause');
      const versions = later.filter((row) => row.version > 1);
      assert.deepEqual(
        versions.map((row) => row.number),
        [],
        'no new version without a change of content',
      );
    });

    test('a partner without SIREN holds the invoice, not the next one; corrected, it goes by itself', { timeout: 120_000 }, async () => {
      const { admin, ground } = world();
      const [country] = await admin.search('res.country', [['code', '=', 'FR']]);
      const [partner] = await admin.create('res.partner', [
        { name: 'Sans Identifiant SAS', is_company: true, street: '2 rue Vide', zip: '35000', city: 'Rennes', country_id: country },
      ]);
      const [held, next] = await createMoves({ ...ground, partner: (key) => (key === 'new' ? (partner as Id) : ground.partner(key)) }, [
        spec('without-siren', 42, { buyer: 'new' }),
        spec('after-it', 43),
      ]);
      await post(admin, [held?.id as Id]);
      await post(admin, [next?.id as Id]);
      await arrives(world(), [next?.id as Id], 30);
      const [row] = await until(
        'held for its SIREN',
        30,
        () => documentsOf(world(), [held?.id as Id]),
        ([one]) => one?.halt === 'held',
      );
      const detail = await world().daemon.detail(row?.id ?? '');
      assert.ok(detail.findings.some((fault) => fault.rule === 'PASS-SIREN-MISSING' && fault.severity === 'fatal'));
      const seen = await until(
        'told in Odoo',
        20,
        () => seenInOdoo(admin, [held?.id as Id], BOT.login),
        (found) => found.get(held?.id as Id)?.status === 'held',
      );
      const activity = seen.get(held?.id as Id)?.activities[0]?.note ?? '';
      assert.match(activity, /SIREN/);
      assert.match(activity, /company_registry/, 'names the field to fill');

      const from = Date.now();
      await admin.write('res.partner', [partner as Id], { company_registry: '17000000400011' });
      await arrives(world(), [held?.id as Id], 15);
      world().say(`the held invoice was delivered ${((Date.now() - from) / 1000).toFixed(1)} s after its partner was corrected`);
      const after = await until(
        'the activity ends',
        20,
        () => seenInOdoo(admin, [held?.id as Id], BOT.login),
        (found) => found.get(held?.id as Id)?.activities.length === 0,
      );
      assert.notEqual(after.get(held?.id as Id)?.status, 'held');
      await offeredOnce(world(), [held?.id as Id, next?.id as Id]);
    });
  });
}

/** Posts in one transaction that stays open: its rows carry its start and become visible at its end. */
async function postThenSleep({ admin }: World, ids: readonly Id[], seconds: number): Promise<void> {
  const [model] = await admin.search('ir.model', [['model', '=', 'account.move']]);
  const [action] = await admin.create('ir.actions.server', [
    {
      name: 'A long import',
      model_id: model,
      state: 'code',
      code: `records.action_post()\nenv.flush_all()\nenv.cr.execute('select pg_sleep(${seconds})')`,
    },
  ]);
  await admin.call('ir.actions.server', 'run', [[action]], {
    context: { active_model: 'account.move', active_ids: ids, active_id: ids[0] },
  });
}

async function documentsOf({ daemon }: World, ids: readonly Id[]): Promise<readonly Document[]> {
  const wanted = new Set(ids.map(String));
  const rows = await daemon.documents({ kind: 'invoice', direction: 'out' });
  return rows.filter((row) => wanted.has(row.erpRef?.id ?? '')).toSorted((a, b) => Number(a.erpRef?.id) - Number(b.erpRef?.id));
}

/** All are delivered within the seconds. */
export async function arrives(world: World, ids: readonly Id[], seconds: number): Promise<void> {
  await until(
    `${ids.length} documents delivered`,
    seconds,
    () => documentsOf(world, ids),
    (rows) => rows.length === ids.length && rows.every((row) => ['delivered', 'closed'].includes(row.stage)),
    (rows) => rows.map((row) => [row.number, row.stage, row.halt, row.reason]),
  );
}

/** The platform was offered each of these once, whatever it answered. */
async function offeredOnce({ admin, platform, ground }: World, ids: readonly Id[]): Promise<void> {
  const sirens = new Map([
    [ground.companies[0], '100000009'],
    [ground.companies[1], '160000006'],
  ]);
  const rows = await admin.rows<{ id: Id; company_id: [Id, string] }>('account.move', [['id', 'in', ids]], ['company_id']);
  const built = await readBuilt(
    admin,
    ids.map((id) => ({ ...spec('', 0), id })),
  );
  for (const one of built) {
    const seller = sirens.get(rows.find((row) => row.id === one.id)?.company_id[0] ?? 0);
    const offers = platform.submissions().filter((offer) => offer.number === one.number && (offer.seller ?? '').startsWith(seller ?? '?'));
    assert.equal(offers.length, 1, `${one.number} was offered ${offers.length} times`);
  }
}
