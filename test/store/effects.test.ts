// One effect per key for good: claims, leases, conflicts and settlements between daemons.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Clock } from '../../src/ports/runtime.ts';
import type { EffectRequest } from '../../src/ports/store.ts';
import { realClock, withStore } from '../support/database.ts';
import { made } from './drafts.ts';

const KEY = { connection: 'pa', operation: 'submit', key: '100000009/F-1/2026' };

function request(document: string, owner: string, contentHash = 'a'.repeat(64)): EffectRequest {
  return { ...KEY, document, contentHash, owner, leaseSeconds: 60 };
}

/** A clock that stands still until it is moved. */
function movable(): Clock & { move(seconds: number): void } {
  let time = Date.parse('2026-11-22T08:00:00.000Z');
  return {
    ...realClock,
    now: () => new Date(time).toISOString(),
    move: (seconds) => {
      time += seconds * 1000;
    },
  };
}

describe('a claim', () => {
  test('among many is granted to exactly one', async () => {
    await withStore(async ({ store, another }) => {
      const { id } = await made(store, 'k');
      const stores = [store, (await another({ role: 'command' })).store];
      const claims = await Promise.all(
        Array.from({ length: 20 }, async (_, n) => stores[n % 2]?.effects.claim(request(id, `owner-${n}`))),
      );
      assert.deepEqual(claims.map((claim) => claim?.state).sort(), [...Array<string>(19).fill('busy'), 'granted']);
    });
  });

  test('is busy for the length of the lease, even for its own owner, and then goes to the next with what was before', async () => {
    const clock = movable();
    await withStore(
      async ({ store }) => {
        const { id } = await made(store, 'k');
        assert.equal((await store.effects.claim(request(id, 'one'))).state, 'granted');
        assert.deepEqual(await store.effects.claim(request(id, 'one')), {
          state: 'busy',
          until: '2026-11-22T08:01:00.000Z',
        });
        clock.move(61);
        const next = await store.effects.claim(request(id, 'two'));
        assert.ok(next.state === 'granted' && next.previous?.state === 'open' && next.previous.owner === 'one');
        assert.deepEqual(
          [next.effect.attempts, next.effect.owner, next.effect.since],
          [2, 'two', '2026-11-22T08:00:00.000Z'],
        );
      },
      { clock },
    );
  });

  test('after success is done for the same content and a conflict for another', async () => {
    await withStore(async ({ store }) => {
      const { id } = await made(store, 'k');
      const claim = await store.effects.claim(request(id, 'one'));
      assert.ok(claim.state === 'granted');
      await store.effects.settle(claim.effect.id, 'one', { state: 'succeeded', outcome: 'flow-1' });
      const again = await store.effects.claim(request(id, 'two'));
      assert.ok(again.state === 'done' && again.effect.outcome === 'flow-1');
      assert.equal((await store.effects.claim(request(id, 'two', 'b'.repeat(64)))).state, 'conflict');
    });
  });

  test('of another content is a conflict while a try is open or unclear, and granted after a definite refusal', async () => {
    await withStore(async ({ store }) => {
      const { id } = await made(store, 'k');
      const other = request(id, 'one', 'b'.repeat(64));
      const claim = await store.effects.claim(request(id, 'one'));
      assert.ok(claim.state === 'granted');
      assert.equal((await store.effects.claim(other)).state, 'conflict');
      await store.effects.settle(claim.effect.id, 'one', { state: 'uncertain' });
      assert.equal((await store.effects.claim(other)).state, 'conflict');
      const search = await store.effects.claim(request(id, 'one'));
      assert.ok(search.state === 'granted' && search.previous?.state === 'uncertain');
      await store.effects.settle(claim.effect.id, 'one', { state: 'refused', outcome: 'REJ_SEMAN' });
      const corrected = await store.effects.claim(other);
      assert.ok(
        corrected.state === 'granted' &&
          corrected.previous === null &&
          corrected.effect.contentHash === other.contentHash,
      );
    });
  });
});

describe('a settlement', () => {
  test('counts empty searches, and begins anew after another unclear try', async () => {
    await withStore(async ({ store }) => {
      const { id } = await made(store, 'k');
      const emptyFinds: number[] = [];
      for (const emptyFind of [false, true, true, false]) {
        const claim = await store.effects.claim(request(id, 'one'));
        assert.ok(claim.state === 'granted');
        await store.effects.settle(claim.effect.id, 'one', { state: 'uncertain', emptyFind });
        emptyFinds.push((await store.effects.get(KEY))?.emptyFinds ?? -1);
      }
      assert.deepEqual(emptyFinds, [0, 1, 2, 0]);
    });
  });

  test('does not believe searches made before a try that was cut off', async () => {
    const clock = movable();
    await withStore(
      async ({ store }) => {
        const { id } = await made(store, 'k');
        const claim = await store.effects.claim(request(id, 'one'));
        assert.ok(claim.state === 'granted');
        await store.effects.settle(claim.effect.id, 'one', { state: 'uncertain', emptyFind: true });
        await store.effects.claim(request(id, 'one'));
        clock.move(61);
        const after = await store.effects.claim(request(id, 'two'));
        assert.ok(after.state === 'granted' && after.previous?.state === 'open' && after.effect.emptyFinds === 0);
      },
      { clock },
    );
  });

  test('of one who lost the lease counts only when it is a success', async () => {
    const clock = movable();
    await withStore(
      async ({ store }) => {
        const { id } = await made(store, 'k');
        const first = await store.effects.claim(request(id, 'one'));
        assert.ok(first.state === 'granted');
        clock.move(61);
        await store.effects.claim(request(id, 'two'));
        await store.effects.settle(first.effect.id, 'one', { state: 'failed' });
        assert.equal((await store.effects.get(KEY))?.state, 'open');
        await store.effects.settle(first.effect.id, 'one', { state: 'succeeded', outcome: 'flow-7' });
        assert.equal((await store.effects.get(KEY))?.state, 'succeeded');
        await store.effects.settle(first.effect.id, 'two', { state: 'failed' });
        assert.deepEqual(
          [(await store.effects.get(KEY))?.state, (await store.effects.get(KEY))?.outcome],
          ['succeeded', 'flow-7'],
        );
      },
      { clock },
    );
  });
});
