import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PASSWORD, startFixtureConsole, type FixtureConsole } from '../console/fixture-console.ts';
import { documents } from '../console/fixture-documents.ts';
import { signIn } from '../console/sign-in.ts';
import { ask } from './raw.ts';

const basic = (name: string, password: string): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`,
});
const GOOD = basic('ana', PASSWORD);
const first = documents[0]?.id as string;

let console_: FixtureConsole;
before(async () => {
  console_ = await startFixtureConsole();
});
after(() => console_.close());

test('health and readiness answer without an identity', async () => {
  assert.equal((await ask(`${console_.url}/healthz`)).status, 200);
  const ready = await ask(`${console_.url}/readyz`);
  assert.deepEqual([ready.status, JSON.parse(ready.text)], [200, { status: 'ready', checks: [{ name: 'database', ok: true }] }]);
});

test('readiness is 503 with the condition that fails, also when the check itself fails', async () => {
  const ready = async () => [
    { name: 'database', ok: true },
    { name: 'schema', ok: false, why: 'newer than this release' },
  ];
  const unready = await startFixtureConsole(undefined, { ready });
  const answer = await ask(`${unready.url}/readyz`);
  assert.equal(answer.status, 503);
  assert.match(answer.text, /newer than this release/);
  await unready.close();
  const broken = await startFixtureConsole(undefined, {
    ready: async () => {
      throw new Error('password=hidden');
    },
  });
  const second = await ask(`${broken.url}/readyz`);
  assert.equal(second.status, 503);
  assert.doesNotMatch(second.text, /hidden/);
  await broken.close();
});

test('metrics are Prometheus text, behind a token when one is set', async () => {
  const open = await ask(`${console_.url}/metrics`);
  assert.deepEqual([open.status, open.text], [200, 'passerelle_up 1\n']);
  const closed = await startFixtureConsole(undefined, { metricsToken: 'token of the monitor' });
  assert.equal((await ask(`${closed.url}/metrics`)).status, 401);
  assert.equal((await ask(`${closed.url}/metrics`, { headers: { authorization: 'Bearer token of the monitor' } })).status, 200);
  await closed.close();
});

test('the API wants an identity and says how to give one', async () => {
  for (const path of ['/api/documents', `/api/documents/${first}`, '/api/connections', '/api/backlog']) {
    const answer = await ask(console_.url + path);
    assert.equal(answer.status, 401, path);
    assert.match(String(answer.headers['www-authenticate']), /^Basic /);
  }
});

test('the API lists, filters and pages documents with amounts as text', async () => {
  const answer = await ask(`${console_.url}/api/documents?halt=held&limit=5`, { headers: GOOD });
  const list = JSON.parse(answer.text) as {
    rows: { id: string; payable: string }[];
    total: number;
    payable: Record<string, string>;
  };
  assert.equal(answer.status, 200);
  assert.deepEqual([list.total, list.rows[0]?.payable, list.payable], [1, '1500.00', { EUR: '1500.00' }]);
});

test('the API gives one document with its events, and 404 for none', async () => {
  const detail = JSON.parse((await ask(`${console_.url}/api/documents/${first}`, { headers: GOOD })).text) as {
    events: unknown[];
    findings: unknown[];
  };
  assert.ok(detail.events.length > 3);
  assert.equal(detail.findings.length, 3);
  assert.equal((await ask(`${console_.url}/api/documents/none`, { headers: GOOD })).status, 404);
});

test('the API refuses what it does not understand', async () => {
  for (const query of ['limit=0', 'limit=9999', 'stage=nowhere', 'from=yesterday', 'offset=-1']) {
    assert.equal((await ask(`${console_.url}/api/documents?${query}`, { headers: GOOD })).status, 400, query);
  }
});

test('a program moves a document with its name as actor', async () => {
  const answer = await ask(`${console_.url}/api/documents/${first}/retry`, {
    method: 'POST',
    body: '{"reason":"address corrected"}',
    headers: { ...GOOD, 'content-type': 'application/json' },
  });
  assert.deepEqual([answer.status, JSON.parse(answer.text)], [200, { outcome: 'done' }]);
  assert.deepEqual(console_.moves.splice(0), [
    { operation: 'retry', document: first, actor: 'ana', reason: 'address corrected' },
  ]);
});

test('each outcome of a move has its status', async () => {
  for (const [outcome, status] of [
    ['impossible', 409],
    ['stale', 409],
    ['unknown', 404],
  ] as const) {
    const other = await startFixtureConsole(undefined, { outcome });
    const answer = await ask(`${other.url}/api/documents/${first}/release`, {
      method: 'POST',
      body: '{}',
      headers: { ...GOOD, 'content-type': 'application/json' },
    });
    assert.deepEqual([answer.status, JSON.parse(answer.text)], [status, { outcome }]);
    await other.close();
  }
});

test('a session cookie reads the API, and moves only with the token of its forms', async () => {
  const { cookie, token } = await signIn(console_);
  const headers = { cookie, 'content-type': 'application/json' };
  const url = `${console_.url}/api/documents/${first}/cancel`;
  assert.equal((await ask(`${console_.url}/api/backlog`, { headers: { cookie } })).status, 200);
  assert.equal((await ask(url, { method: 'POST', body: '{}', headers })).status, 403);
  assert.equal((await ask(url, { method: 'POST', body: '{}', headers: { ...headers, 'x-csrf-token': 'guess' } })).status, 403);
  const cross = { ...headers, 'x-csrf-token': token, 'sec-fetch-site': 'cross-site' };
  assert.equal((await ask(url, { method: 'POST', body: '{}', headers: cross })).status, 403);
  assert.equal(console_.moves.length, 0);
  assert.equal((await ask(url, { method: 'POST', body: '{}', headers: { ...headers, 'x-csrf-token': token } })).status, 200);
  assert.equal(console_.moves.splice(0).length, 1);
});

test('the API describes itself, every route with its answers', async () => {
  const page = JSON.parse((await ask(`${console_.url}/api/openapi.json`)).text) as {
    openapi: string;
    paths: Record<string, Record<string, { responses: object }>>;
  };
  assert.match(page.openapi, /^3\.1/);
  assert.deepEqual(Object.keys(page.paths).sort(), [
    '/api/backlog',
    '/api/connections',
    '/api/documents',
    '/api/documents/{id}',
    '/api/documents/{id}/cancel',
    '/api/documents/{id}/release',
    '/api/documents/{id}/retry',
  ]);
  assert.ok('200' in (page.paths['/api/documents']?.['get']?.responses ?? {}));
});

test('wrong passwords are bounded for programs and for the login form', async () => {
  const bounded = await startFixtureConsole();
  const statuses: number[] = [];
  for (let i = 0; i < 12; i++)
    statuses.push((await ask(`${bounded.url}/api/backlog`, { headers: basic('ana', `guess ${i}`) })).status);
  assert.deepEqual([statuses[0], statuses.at(-1)], [401, 429]);
  assert.equal((await ask(`${bounded.url}/api/backlog`, { headers: GOOD })).status, 429);
  bounded.clock.forward(60_000);
  assert.equal((await ask(`${bounded.url}/api/backlog`, { headers: GOOD })).status, 200);
  const form = async () =>
    (
      await ask(`${bounded.url}/login`, {
        method: 'POST',
        body: 'name=ana',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      })
    ).status;
  const tries: number[] = [];
  for (let i = 0; i < 12; i++) tries.push(await form());
  assert.deepEqual([tries[0], tries.at(-1)], [403, 429]);
  await bounded.close();
});

test('a failing view is answered 500 without its words, and logged', async () => {
  const views = {
    list: async () => {
      throw new Error('relation "document" is secret');
    },
  } as never;
  const broken = await startFixtureConsole(views);
  const answer = await ask(`${broken.url}/api/documents`, { headers: GOOD });
  assert.equal(answer.status, 500);
  assert.doesNotMatch(answer.text, /secret/);
  assert.ok(broken.lines.some(({ event }) => event === 'http.failed'));
  await broken.close();
});
