import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PasserelleError } from '../../src/base/error.ts';
import { createHttp, type HttpCall, type HttpOptions } from '../../src/net/http.ts';
import { realClock, testTools } from '../contract/channel/world.ts';
import { serve, type TestServer } from './server.ts';

let server: TestServer;
before(async () => {
  server = await serve((request, response) => {
    const status = /^\/status\/(\d+)/.exec(request.url ?? '')?.[1];
    if (status !== undefined) {
      const headers = status === '302' ? { location: '/ok' } : { 'retry-after': '7' };
      response.writeHead(Number.parseInt(status, 10), headers).end('{"errorCode":"X"}');
    } else if (request.url === '/reset') request.socket.destroy();
    else if (request.url === '/silent') return;
    else if (request.url === '/big') response.end(Buffer.alloc(5000));
    else if (request.url === '/half') {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half');
      setTimeout(() => request.socket.destroy(), 20);
    } else response.end('hello');
  });
});
after(() => server.close());

function call(path: string, changes = false, rest: Partial<HttpCall> = {}): HttpCall {
  return { method: changes ? 'POST' : 'GET', url: server.url + path, changes, ...(changes ? { body: 'x' } : {}), ...rest };
}

async function codeOf(asked: HttpCall, options: HttpOptions = {}): Promise<string> {
  const http = createHttp(testTools(), { timeouts: { answer: 200 }, ...options });
  try {
    const answer = await http.call(asked);
    return `status ${answer.status}`;
  } catch (error) {
    assert.ok(error instanceof PasserelleError, String(error));
    return `${error.code} ${error.kind}${error.retryAfter === undefined ? '' : ` after ${error.retryAfter}`}`;
  } finally {
    http.close();
  }
}

test('what went wrong decides what the daemon must do, and differs for reading and for changing', async () => {
  const table: readonly (readonly [string, string, string])[] = [
    ['/ok', 'status 200', 'status 200'],
    ['/status/302', 'status 302', 'status 302'],
    ['/status/404', 'status 404', 'status 404'],
    ['/status/422', 'status 422', 'status 422'],
    ['/status/401', 'NET_UNAUTHORIZED config', 'NET_UNAUTHORIZED config'],
    ['/status/403', 'NET_UNAUTHORIZED config', 'NET_UNAUTHORIZED config'],
    ['/status/408', 'NET_TIMEOUT transient after 7', 'NET_TIMEOUT transient after 7'],
    ['/status/429', 'NET_BUSY transient after 7', 'NET_BUSY transient after 7'],
    ['/status/503', 'NET_UNREACHABLE transient after 7', 'NET_UNCLEAR uncertain after 7'],
    ['/reset', 'NET_UNREACHABLE transient', 'NET_UNCLEAR uncertain'],
    ['/silent', 'NET_TIMEOUT transient', 'NET_UNCLEAR uncertain'],
    ['/half', 'NET_UNREACHABLE transient', 'NET_UNCLEAR uncertain'],
  ];
  for (const [path, reading, changing] of table) {
    assert.equal(await codeOf(call(path)), reading, `reading ${path}`);
    assert.equal(await codeOf(call(path, true)), changing, `changing ${path}`);
  }
});

test('a refused connection or an unknown name is transient even for a change, since nothing was sent', async () => {
  const refused = { ...call('/', true), url: 'http://127.0.0.1:1/' };
  assert.equal(await codeOf(refused), 'NET_UNREACHABLE transient');
  assert.equal(await codeOf({ ...refused, url: 'http://nobody.invalid/' }), 'NET_UNREACHABLE transient');
});

test('an answer beyond its bound is not read to the end', async () => {
  assert.equal(await codeOf(call('/big', false, { maxBytes: 4999 })), 'NET_ANSWER_TOO_LARGE remote');
  assert.equal(await codeOf(call('/big', true, { maxBytes: 4999 })), 'NET_ANSWER_TOO_LARGE uncertain');
  assert.equal(await codeOf(call('/big', false, { maxBytes: 5000 })), 'status 200');
});

test('the caller may judge a status itself', async () => {
  assert.equal(await codeOf(call('/status/403', false, { judge: [403] })), 'status 403');
});

test('credentials and queries of a URL never stand in a message', async () => {
  const http = createHttp(testTools());
  const secret = server.url.replace('http://', 'http://user:secret-word@') + '/status/500?token=secret-word';
  await assert.rejects(http.call({ method: 'GET', url: secret, changes: false }), (error: PasserelleError) => {
    assert.ok(!JSON.stringify([error.message, error.where]).includes('secret-word'));
    return true;
  });
  http.close();
});

test('each request says who asks and carries an id that the answer remembers', async () => {
  const http = createHttp(testTools(), { userAgent: 'Passerelle/test' });
  const answer = await http.call(call('/ok'));
  const seen = server.requests.at(-1);
  assert.equal(seen?.headers['user-agent'], 'Passerelle/test');
  assert.equal(seen?.headers['request-id'], answer.requestId);
  http.close();
});

test('no more calls are under way than allowed, nor start in a window', async () => {
  let [under, most] = [0, 0];
  const slow = await serve((_, response) => {
    most = Math.max(most, ++under);
    setTimeout(() => {
      under--;
      response.end();
    }, 20);
  });
  const http = createHttp(testTools(), { limits: { concurrency: 2 } });
  await Promise.all(Array.from({ length: 8 }, () => http.call({ method: 'GET', url: slow.url, changes: false })));
  assert.equal(most, 2);
  const paced = createHttp(testTools(), { limits: { concurrency: 8, requests: 2, perSeconds: 0.2 } });
  const started = realClock.monotonic();
  await Promise.all(Array.from({ length: 6 }, () => paced.call({ method: 'GET', url: slow.url, changes: false })));
  assert.ok(realClock.monotonic() - started >= 380, 'six calls at two per 200 ms take at least 400 ms');
  http.close();
  paced.close();
  await slow.close();
});
