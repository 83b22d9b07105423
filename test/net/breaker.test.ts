import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PasserelleError } from '../../src/base/error.ts';
import { Breaker } from '../../src/net/breaker.ts';
import { steppedClock } from '../contract/channel/world.ts';

const OPTIONS = { failures: 3, firstPause: 10, longestPause: 40 };

function breaker(): { readonly breaker: Breaker; readonly clock: ReturnType<typeof steppedClock> } {
  const clock = steppedClock('2026-11-22T10:00:00.000Z');
  return { breaker: new Breaker('sandbox', clock, OPTIONS), clock };
}

const fails = (code: 'NET_UNREACHABLE' | 'NET_BUSY' | 'NET_UNAUTHORIZED', retryAfter?: number) => (): Promise<never> =>
  Promise.reject(new PasserelleError(code, 'planned', retryAfter === undefined ? {} : { retryAfter }));

async function attempt(b: Breaker, task: () => Promise<unknown>): Promise<string> {
  try {
    await b.run(task);
    return 'ok';
  } catch (error) {
    return (error as PasserelleError).code;
  }
}

test('it opens after so many failures in a row, and calls then fail without reaching the remote', async () => {
  const { breaker: b } = breaker();
  for (let n = 0; n < 3; n++) assert.equal(await attempt(b, fails('NET_UNREACHABLE')), 'NET_UNREACHABLE');
  assert.equal(b.state, 'open');
  let reached = false;
  assert.equal(await attempt(b, () => Promise.resolve((reached = true))), 'NET_BREAKER_OPEN');
  assert.equal(reached, false);
  assert.equal(b.secondsToWait, 10);
});

test('a success between failures starts the count again', async () => {
  const { breaker: b } = breaker();
  for (let n = 0; n < 5; n++) {
    await attempt(b, fails('NET_UNREACHABLE'));
    await attempt(b, fails('NET_UNREACHABLE'));
    await attempt(b, () => Promise.resolve());
  }
  assert.equal(b.state, 'closed');
});

test('calls that were under way when it opened do not make the pause longer', async () => {
  const { breaker: b } = breaker();
  const failing: ((error: Error) => void)[] = [];
  const underWay = Array.from({ length: 20 }, () => b.run(() => new Promise((_, reject) => failing.push(reject))));
  for (const fail of failing) fail(new PasserelleError('NET_UNREACHABLE', 'all at once'));
  assert.equal((await Promise.allSettled(underWay)).filter(({ status }) => status === 'rejected').length, 20);
  assert.equal(b.secondsToWait, 10);
});

test('one probe goes through; it closes the breaker or doubles the pause up to the longest', async () => {
  const { breaker: b, clock } = breaker();
  for (let n = 0; n < 3; n++) await attempt(b, fails('NET_UNREACHABLE'));
  for (const pause of [20, 40, 40]) {
    clock.step(b.secondsToWait * 1000);
    const probe = b.run(() => new Promise((_, reject) => setImmediate(() => reject(new PasserelleError('NET_UNREACHABLE', 'still')))));
    assert.equal(b.state, 'probing');
    assert.equal(await attempt(b, () => Promise.resolve()), 'NET_BREAKER_OPEN', 'only one probe at a time');
    await assert.rejects(probe);
    assert.equal(b.secondsToWait, pause);
  }
  clock.step(40_000);
  assert.equal(await attempt(b, () => Promise.resolve()), 'ok');
  assert.equal(b.state, 'closed');
});

test('a remote that says how long to wait is obeyed at once', async () => {
  const { breaker: b, clock } = breaker();
  assert.equal(await attempt(b, fails('NET_BUSY', 90)), 'NET_BUSY');
  assert.equal(b.secondsToWait, 90);
  clock.step(90_000);
  assert.equal(await attempt(b, () => Promise.resolve()), 'ok');
});

test('a time that the remote names is no failed probe: the pause of our own does not grow by it', async () => {
  const { breaker: b, clock } = breaker();
  for (let n = 0; n < 4; n++) {
    await attempt(b, fails('NET_BUSY', 2));
    assert.equal(b.secondsToWait, 2);
    clock.step(2000);
  }
  await attempt(b, fails('NET_UNREACHABLE'));
  assert.equal(b.secondsToWait, 10);
});

test('to come again at once is no time to wait: it opens as any other failure does', async () => {
  const { breaker: b } = breaker();
  assert.equal(await attempt(b, fails('NET_BUSY', 0)), 'NET_BUSY');
  assert.equal(b.state, 'closed');
  for (let n = 0; n < 2; n++) await attempt(b, fails('NET_BUSY', 0));
  assert.equal(b.secondsToWait, 10);
});

test('an answer that is no failure of the remote never opens it', async () => {
  const { breaker: b } = breaker();
  for (let n = 0; n < 10; n++) await attempt(b, fails('NET_UNAUTHORIZED'));
  assert.equal(b.state, 'closed');
});
