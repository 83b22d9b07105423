import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { reconcileFlows } from '../../src/pipeline/reconcile-flows.ts';
import { settleInbox } from '../../src/pipeline/notices.ts';
import { ublInvoice } from '../contract/channel/fictitious-invoice.ts';
import { withListening, type ListeningWorld } from '../support/listening-world.ts';

const NAME = 'platform';
const MINUTE = 60_000;
const ago = (milliseconds: number): string => new Date(Date.now() - milliseconds).toISOString();

/** Invoices that arrived one after the other, minutes apart, the last one now. */
function deliver(world: ListeningWorld, count: number, prefix: string): readonly string[] {
  return Array.from({ length: count }, (_, n) =>
    world.platform.deliver(ublInvoice({ number: `${prefix}-${n}` }), { updatedAt: ago((count - n) * MINUTE) }),
  );
}

describe('the comparison with what the platform lists', () => {
  for (const version of ['1.3.0', '1.1.0'] as const) {
    it(`takes in what was listed far too late for any cursor, and counts it (${version})`, () =>
      withListening({ version }, async (world) => {
        deliver(world, 120, 'ON-TIME');
        await world.poll();
        const late = [60, 5000, 9000].map((minutes) =>
          world.platform.deliver(ublInvoice({ number: `LATE-${minutes}` }), { updatedAt: ago(minutes * MINUTE) }),
        );
        world.passTime(10 * MINUTE);
        await world.poll();
        for (const flow of late) assert.equal(await world.byFlow(flow), null, 'the walk of changes has passed them');
        const result = await reconcileFlows(NAME, world.road);
        assert.deepEqual(
          { ...result, lateIds: [...result.lateIds].sort() },
          {
            listed: 123,
            stored: 123,
            recovered: 3,
            lateIds: [...late].sort(),
            whole: true,
          },
        );
        while ((await settleInbox(world.road, NAME)) > 0);
        for (const flow of late) assert.equal((await world.byFlow(flow))?.stage, 'announced');
        assert.ok(world.logged.includes('reception.differs'));
        const again = await reconcileFlows(NAME, world.road);
        assert.deepEqual([again.listed, again.stored, again.recovered], [123, 123, 0]);
        const [health] = await world.bench.views.reception();
        assert.deepEqual([health?.listed, health?.stored, health?.recovered], [123, 123, 0]);
        assert.ok(health?.comparedAt !== null && health?.lastOkAt !== null && health?.lastArrivalAt !== null);
      }));
  }

  it('looks back only over its window, and takes a longer one on demand', () =>
    withListening({}, async (world) => {
      await world.poll();
      const old = world.platform.deliver(ublInvoice({ number: 'OLD' }), { updatedAt: ago(30 * 24 * 60 * MINUTE) });
      world.platform.deliver(ublInvoice({ number: 'NEW' }));
      await world.poll();
      assert.deepEqual((await reconcileFlows(NAME, world.road)).listed, 1);
      const wide = await reconcileFlows(NAME, world.road, ago(60 * 24 * 60 * MINUTE));
      assert.deepEqual([wide.listed, wide.stored], [2, 2]);
      while ((await settleInbox(world.road, NAME)) > 0);
      assert.equal((await world.byFlow(old))?.stage, 'announced');
    }));

  it('counts what waits in the inbox as a gap, not as found, and adds what is listed afterwards', () =>
    withListening({}, async (world) => {
      const [waiting] = deliver(world, 1, 'WAITS');
      const raw = { ref: waiting, kind: 'invoice', direction: 'in', at: ago(0), ack: { status: 'ok', details: [] }, raw: '' };
      await world.bench.store.inbox.add([{ source: `channel:${NAME}`, dedupe: `${waiting}:ok`, body: JSON.stringify(raw) }]);
      const result = await reconcileFlows(NAME, world.road);
      assert.deepEqual([result.listed, result.stored, result.recovered], [1, 0, 0]);
      assert.equal(world.counted.get('passerelle_reception_missing'), 1);
      await world.poll();
      deliver(world, 3, 'AFTER');
      await world.poll();
      const [health] = await world.bench.views.reception();
      assert.deepEqual([health?.listed, health?.stored], [4, 3], 'until the next comparison');
      await reconcileFlows(NAME, world.road);
      assert.deepEqual(
        (await world.bench.views.reception()).map(({ listed, stored }) => [listed, stored]),
        [[4, 4]],
      );
    }));

  it('misses nothing of what this account sent, whoever sent it', () =>
    withListening({}, async (world) => {
      world.platform.deliver(ublInvoice({ number: 'IN' }));
      world.platform.deliver(ublInvoice({ number: 'OUT' }), { entry: { flowDirection: 'Out', flowType: 'CustomerInvoice' } });
      await world.poll();
      const result = await reconcileFlows(NAME, world.road);
      assert.deepEqual([result.listed, result.stored, result.recovered], [1, 1, 0]);
    }));

  it('says nothing when the platform cannot be asked', () =>
    withListening({}, async (world) => {
      world.platform.trouble({ kind: 'server-error', on: 'search', status: 500 });
      await assert.rejects(reconcileFlows(NAME, world.road));
      assert.equal(await world.bench.store.facts.get(`compared:${NAME}`), null);
    }));
});

describe('the health of a connection', () => {
  it('tells when a silence begins and when it ends', () =>
    withListening({}, async (world) => {
      // an arrival in each hour of the last three weeks
      const hours = Array.from({ length: 500 }, (_, n) => Math.floor(Date.now() / (60 * MINUTE)) - n).reverse();
      await world.bench.store.facts.set(`arrivals:${NAME}`, hours);
      await world.poll();
      const silent = async (): Promise<boolean | undefined> => (await world.bench.views.reception())[0]?.silent;
      assert.equal(await silent(), false);
      world.passTime(4 * 24 * 60 * MINUTE);
      await world.poll();
      await world.poll();
      assert.equal(await silent(), true);
      assert.equal(world.logged.filter((event) => event === 'reception.silent').length, 1, 'told once');
      assert.equal(world.counted.get('passerelle_reception_silent'), 1);
      world.platform.deliver(ublInvoice({ number: 'BREAKS' }), { updatedAt: world.road.clock.now() });
      await world.poll();
      assert.equal(await silent(), false);
      assert.ok(world.logged.includes('reception.heard-again'));
    }));
});
