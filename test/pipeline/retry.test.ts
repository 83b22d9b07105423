import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ERROR_KINDS } from '../../src/base/error.ts';
import { backoff, decide, type Trouble } from '../../src/pipeline/retry.ts';

const now = '2026-10-01T08:00:00.000Z';
const fresh = { attempts: 0, stageSince: now, settleSeconds: 180 };
const trouble = (kind: Trouble['kind'], retryAfter?: number): Trouble => ({ kind, retryAfter, code: 'NET_TIMEOUT', sentence: 'no answer' });

describe('what follows an error', () => {
  it('tries a passing failure again, later each time and never later than a quarter of an hour', () => {
    fc.assert(
      fc.property(fc.nat(100), fc.double({ min: 0, max: 0.999999, noNaN: true }), (attempts, noise) => {
        const wait = backoff(attempts, noise);
        return wait >= 1000 && wait <= 900_000;
      }),
    );
    assert.ok(backoff(5, 0) > backoff(2, 0));
  });

  it('comes back when the remote said, and spends no attempt for it', () => {
    assert.deepEqual(decide(trouble('transient', 30), fresh, now, 0.5), { action: 'retry', at: '2026-10-01T08:00:30.000Z', spent: false });
  });

  it('parks what could not pass for three days', () => {
    assert.deepEqual(decide(trouble('transient'), { ...fresh, stageSince: '2026-09-27T08:00:00.000Z' }, now, 0), { action: 'park' });
  });

  it('waits for the settle time of the platform after an unclear outcome', () => {
    assert.deepEqual(decide(trouble('uncertain'), fresh, now, 0), { action: 'settle', at: '2026-10-01T08:03:00.000Z' });
  });

  it('holds what a person must correct, pauses what a configuration blocks', () => {
    assert.equal(decide(trouble('remote'), fresh, now, 0).action, 'hold');
    assert.equal(decide(trouble('data'), fresh, now, 0).action, 'hold');
    assert.equal(decide(trouble('config'), fresh, now, 0).action, 'pause');
  });

  it('tries a bug twice, then parks it with its evidence', () => {
    assert.equal(decide(trouble('bug'), fresh, now, 0).action, 'retry');
    assert.equal(decide(trouble('bug'), { ...fresh, attempts: 2 }, now, 0).action, 'park');
  });

  it('has a verdict for every kind of error', () => {
    for (const kind of ERROR_KINDS) assert.ok(decide(trouble(kind), fresh, now, 0).action);
  });
});
