// The promise "never twice" in small: the way of the transmit stage, against a platform that loses one answer in four.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PasserelleError } from '../../../src/base/error.ts';
import type { Channel, Parcel } from '../../../src/ports/channel.ts';
import { parcelOf } from '../../contract/channel/fictitious-invoice.ts';
import { sandboxHarness } from '../../contract/channel/sandbox-harness.ts';
import { realClock } from '../../contract/channel/world.ts';

const LATE_MS = 60;
const TRIES_MAX = 60;
const ASKS_MAX = 200;

/** Submit; when unclear, wait for the settle time and find twice before a repeat. */
async function sendOnce(parcel: Parcel, channel: Channel): Promise<string> {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const kind = await channel.submit(parcel).then(({ ref }) => ({ ref }), (error: PasserelleError) => error.kind);
    if (typeof kind === 'object') return kind.ref;
    assert.ok(kind === 'uncertain' || kind === 'transient', kind);
    if (kind === 'transient') {
      await realClock.sleep(LATE_MS);
      continue;
    }
    for (let empty = 0, asked = 0; empty < 2; asked++) {
      assert.ok(asked < ASKS_MAX, 'the listing never answers');
      await realClock.sleep(LATE_MS * 2);
      const found = await channel.find(parcel).catch((error: PasserelleError) => {
        assert.equal(error.kind, 'transient');
        return 'again' as const;
      });
      if (found === 'again') continue;
      if (found !== null) return found.ref;
      empty++;
    }
  }
  return assert.fail('never sent');
}

for (const dialect of ['standard-1.3.0', 'standard-1.1.0']) {
  test(`with one answer in four lost, each of 25 parcels is taken in exactly once (${dialect})`, async (t) => {
    const h = await sandboxHarness({ dialect });
    t.after(() => h.close());
    h.platform.storm({
      seed: 20261122, percent: 25, milliseconds: LATE_MS, status: 503,
      kinds: ['accept-then-reset', 'accept-then-error', 'late-listing', 'reset', 'server-error', 'busy'], retryAfter: 0,
    });
    const parcels = Array.from({ length: 25 }, (_, n) => parcelOf(n));
    const refs = await Promise.all(parcels.map((parcel) => sendOnce(parcel, h.channel)));
    assert.equal(new Set(refs).size, 25);
    const submissions = h.platform.submissions();
    for (const parcel of parcels) {
      const own = submissions.filter(({ sha256 }) => sha256 === parcel.sha256);
      assert.equal(own.filter(({ outcome }) => outcome === 'accepted').length, 1);
      assert.equal(own.at(-1)?.outcome, 'accepted', 'nothing is offered again once it was taken in, not even to be refused');
    }
    assert.ok(submissions.some(({ outcome }) => outcome === 'dropped') && submissions.some(({ answered }) => !answered), 'it did storm');
  });
}
