import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { startHooksListener, type HookLimits, type HooksListenerOptions } from '../../src/http/hooks-listener.ts';
import type { Listener } from '../../src/http/listener.ts';
import type { Hint, HookRequest } from '../../src/ports/connector.ts';
import { fixedClock, recordingLog, silentMeter, type LogLine } from '../console/fixture-console.ts';
import { ask, rawExchange } from './raw.ts';

const KEY = 'webhook key';
const sign = (body: string): string => createHmac('sha256', KEY).update(body).digest('hex');

interface Posted {
  readonly connection: string;
  readonly feed: string;
  readonly ref: string | null;
}

function readHook(request: HookRequest): readonly Hint[] | null {
  const body = new TextDecoder().decode(request.body);
  if (request.headers['x-signature'] !== sign(body)) return null;
  return JSON.parse(body) as Hint[];
}

async function start(limits: HookLimits = {}, more: Partial<HooksListenerOptions> = {}) {
  const posted: Posted[] = [];
  const lines: LogLine[] = [];
  const woken: string[] = [];
  const clock = fixedClock();
  let read = 0;
  const listener: Listener = await startHooksListener({
    host: '127.0.0.1',
    port: 0,
    limits,
    clock,
    log: recordingLog(lines),
    meter: silentMeter,
    resolve: (name) =>
      name === 'odoo'
        ? {
            readHook: (request) => {
              read += 1;
              return readHook(request);
            },
          }
        : null,
    hints: {
      post: async (connection, feed, ref) => {
        posted.push({ connection, feed, ref });
      },
    },
    wake: (connection) => woken.push(connection),
    ...more,
  });
  return { listener, posted, lines, woken, clock, reads: () => read };
}

let hooks: Awaited<ReturnType<typeof start>>;
before(async () => {
  hooks = await start({ burst: 1000 });
});
after(() => hooks.listener.close());

const post = (url: string, body: string, headers: Record<string, string> = {}) => ask(url, { method: 'POST', body, headers });

test('a signed hook is answered 202, its hints are kept and the daemon is woken', async () => {
  const body = JSON.stringify([{ feed: 'invoices', ref: '41' }]);
  const answer = await post(`${hooks.listener.url}/hooks/odoo/secret-token-path`, body, {
    'x-signature': sign(body),
    'content-type': 'text/strange',
  });
  assert.equal(answer.status, 202);
  assert.deepEqual(hooks.posted.splice(0), [{ connection: 'odoo', feed: 'invoices', ref: '41' }]);
  assert.deepEqual(hooks.woken.splice(0), ['odoo']);
});

test('a hook with a wrong signature is answered 401 and leaves nothing behind', async () => {
  const answer = await post(`${hooks.listener.url}/hooks/odoo`, '[{"feed":"invoices"}]', { 'x-signature': sign('other') });
  assert.equal(answer.status, 401);
  assert.deepEqual([hooks.posted, hooks.woken], [[], []]);
});

test('a hook to an unknown connection is answered 404 before its body is read', async () => {
  const before = hooks.reads();
  const { answer } = await rawExchange(
    hooks.listener.port,
    'POST /hooks/nobody HTTP/1.1\r\nhost: x\r\ncontent-length: 60000\r\nconnection: close\r\n\r\n',
    1500,
  );
  assert.match(answer, /^HTTP\/1\.1 404 /);
  assert.equal(hooks.reads(), before);
});

test('a hook that declares too long a body is refused before any of it is sent, and the connection closed', async () => {
  const { answer, closed } = await rawExchange(
    hooks.listener.port,
    'POST /hooks/odoo HTTP/1.1\r\nhost: x\r\ncontent-length: 900000000\r\n\r\n',
  );
  assert.match(answer, /^HTTP\/1\.1 413 /);
  assert.ok(closed);
});

test('a hook that sends more than it may without declaring a length is cut off', async () => {
  const answer = await ask(`${hooks.listener.url}/hooks/odoo`, { method: 'POST', body: 'x'.repeat(70_000), chunked: true }).catch(
    () => null,
  );
  assert.ok(answer === null || answer.status === 413);
  assert.equal(hooks.posted.length, 0);
});

test('headers beyond their bound are answered 431', async () => {
  const { answer } = await rawExchange(
    hooks.listener.port,
    `POST /hooks/odoo HTTP/1.1\r\nhost: x\r\nx-filler: ${'a'.repeat(20_000)}\r\n\r\n`,
  );
  assert.match(answer, /^HTTP\/1\.1 431 /);
});

test('a request that is no HTTP is answered 400 and closed', async () => {
  const { answer, closed } = await rawExchange(hooks.listener.port, '\u0016\u0003\u0001 nonsense\r\n\r\n');
  assert.match(answer, /^HTTP\/1\.1 400 /);
  assert.ok(closed);
});

test('only POST below /hooks exists', async () => {
  for (const [method, path] of [
    ['GET', '/hooks/odoo'],
    ['GET', '/'],
    ['GET', '/api/documents'],
    ['GET', '/metrics'],
    ['POST', '/'],
  ] as const) {
    assert.equal((await ask(hooks.listener.url + path, { method })).status, 404, `${method} ${path}`);
  }
});

test('tokens in the address never reach the log', async () => {
  await post(`${hooks.listener.url}/hooks/odoo/secret-token-path?key=hidden-key`, '[]', { 'x-signature': 'no' });
  const written = JSON.stringify(hooks.lines);
  assert.match(written, /hooks\/:connection/);
  assert.doesNotMatch(written, /secret-token-path|hidden-key/);
});

test('a source that asks too often waits as long as it is told, others do not', async () => {
  const bounded = await start({ burst: 3, perSecond: 1 }, { trustProxy: ['127.0.0.1'] });
  const body = '[]';
  const send = (from: string) =>
    post(`${bounded.listener.url}/hooks/odoo`, body, { 'x-signature': sign(body), 'x-forwarded-for': from });
  for (let i = 0; i < 3; i++) assert.equal((await send('192.0.2.1')).status, 202);
  const refused = await send('192.0.2.1');
  assert.equal(refused.status, 429);
  assert.equal(refused.headers['retry-after'], '1');
  assert.equal((await send('192.0.2.2')).status, 202);
  bounded.clock.forward(1_000);
  assert.equal((await send('192.0.2.1')).status, 202);
  await bounded.listener.close();
});

test('failed proofs of identity use up the budget of their source sooner', async () => {
  const bounded = await start({ burst: 10, perSecond: 1 });
  const statuses: number[] = [];
  for (let i = 0; i < 4; i++)
    statuses.push((await post(`${bounded.listener.url}/hooks/odoo`, '[]', { 'x-signature': 'no' })).status);
  assert.deepEqual(statuses, [401, 401, 429, 429]);
  await bounded.listener.close();
});

test('more hints than the bound ask for whole feeds, once each', async () => {
  const bounded = await start({ hints: 2, burst: 100 });
  const body = JSON.stringify([
    { feed: 'invoices', ref: '1' },
    { feed: 'invoices', ref: '2' },
    { feed: 'parties', ref: '3' },
  ]);
  await post(`${bounded.listener.url}/hooks/odoo`, body, { 'x-signature': sign(body) });
  assert.deepEqual(bounded.posted, [
    { connection: 'odoo', feed: 'invoices', ref: null },
    { connection: 'odoo', feed: 'parties', ref: null },
  ]);
  await bounded.listener.close();
});

test('a hint that could not be kept is answered 500, so that the sender tries again', async () => {
  const broken = await start(
    {},
    {
      hints: {
        post: async () => {
          throw new Error('database is away');
        },
      },
    },
  );
  const body = '[{"feed":"invoices"}]';
  const answer = await post(`${broken.listener.url}/hooks/odoo`, body, { 'x-signature': sign(body) });
  assert.equal(answer.status, 500);
  assert.doesNotMatch(answer.text, /database is away/);
  assert.equal(broken.woken.length, 0);
  await broken.listener.close();
});

test('a source that never ends its headers is dropped', async () => {
  const bounded = await start({ headersTimeout: 300 });
  const { answer, closed } = await rawExchange(bounded.listener.port, 'POST /hooks/odoo HTTP/1.1\r\nhost: x\r\n', 5_000);
  assert.ok(closed);
  assert.match(answer, /^HTTP\/1\.1 408 /);
  await bounded.listener.close();
});

test('two hundred signed hooks are each answered within milliseconds', async () => {
  const body = JSON.stringify([{ feed: 'invoices', ref: '41' }]);
  const times: number[] = [];
  for (let i = 0; i < 200; i++) {
    const begin = performance.now();
    await post(`${hooks.listener.url}/hooks/odoo`, body, { 'x-signature': sign(body) });
    times.push(performance.now() - begin);
  }
  times.sort((a, b) => a - b);
  assert.ok((times[190] ?? Infinity) < 50, `p95 ${times[190]?.toFixed(1)} ms`);
});

test('a taken port is reported with what to do', async () => {
  await assert.rejects(start({}, { port: hooks.listener.port }), { code: 'DAEMON_PORT_TAKEN' });
});
