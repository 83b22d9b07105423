import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PasserelleError } from '../../src/base/error.ts';
import { createHttp } from '../../src/net/http.ts';
import { createTokens, type OAuthOptions, type Tokens } from '../../src/net/oauth2.ts';
import { steppedClock, testTools, type TestTools } from '../contract/channel/world.ts';
import { serve, type Handler, type TestServer } from './server.ts';

interface Desk {
  readonly server: TestServer;
  readonly tokens: Tokens;
  readonly tools: TestTools;
  step(milliseconds: number): void;
  close(): Promise<void>;
}

async function desk(handler: Handler, options: Partial<OAuthOptions> = {}): Promise<Desk> {
  const clock = steppedClock('2026-11-22T10:00:00.000Z');
  const tools = testTools(clock);
  const server = await serve(handler);
  const http = createHttp(tools);
  const base = { tokenUrl: `${server.url}/token`, clientId: 'a client', clientSecret: 'p@ss: word', clientAuth: 'body' } as const;
  return {
    server, tools,
    tokens: createTokens({ ...base, ...options }, http, tools),
    step: (milliseconds) => clock.step(milliseconds),
    close: () => {
      http.close();
      return server.close();
    },
  };
}

let count = 0;
const grants: Handler = (_, response) => void response.end(JSON.stringify({ access_token: `token-${++count}`, expires_in: 100 }));

test('many callers share one request, and the token is kept until a margin before its end', async () => {
  const d = await desk(grants);
  const first = await Promise.all(Array.from({ length: 5 }, () => d.tokens.token()));
  assert.equal(new Set(first).size, 1);
  d.step(69_000);
  assert.equal(await d.tokens.token(), first[0]);
  d.step(2_000);
  assert.notEqual(await d.tokens.token(), first[0]);
  assert.equal(d.server.requests.length, 2);
  await d.close();
});

test('a forgotten token is asked for anew, a stranger is not', async () => {
  const d = await desk(grants);
  const token = await d.tokens.token();
  d.tokens.forget('another');
  assert.equal(await d.tokens.token(), token);
  d.tokens.forget(token);
  assert.notEqual(await d.tokens.token(), token);
  await d.close();
});

test('the client names itself in the body or by HTTP Basic with encoded parts', async () => {
  const body = await desk(grants);
  await body.tokens.token();
  const form = new URLSearchParams(body.server.requests[0]?.body);
  assert.deepEqual(Object.fromEntries(form), { grant_type: 'client_credentials', client_id: 'a client', client_secret: 'p@ss: word' });
  await body.close();
  const basic = await desk(grants, { clientAuth: 'basic' });
  await basic.tokens.token();
  const header = basic.server.requests[0]?.headers.authorization ?? '';
  assert.equal(Buffer.from(header.slice(6), 'base64').toString(), 'a+client:p%40ss%3A+word');
  assert.equal(basic.server.requests[0]?.body, 'grant_type=client_credentials');
  await basic.close();
});

test('refused credentials are a matter of configuration, and the secret is not repeated', async () => {
  for (const status of [400, 401]) {
    const d = await desk((_, response) => void response.writeHead(status).end('{"error":"invalid_client"}'));
    await assert.rejects(d.tokens.token(), (error: PasserelleError) => {
      assert.equal(error.code, 'NET_UNAUTHORIZED');
      assert.ok(!error.message.includes('p@ss'));
      return true;
    });
    await d.close();
  }
});

test('a rotating refresh token is stored before the access token is used, and the stored one counts', async () => {
  const seen: string[] = [];
  const d = await desk((_, response, text) => {
    seen.push(new URLSearchParams(text).get('refresh_token') ?? '');
    response.end(JSON.stringify({ access_token: 'x', expires_in: '100', refresh_token: `refresh-${seen.length}` }));
  }, { refreshToken: 'refresh-0' });
  await d.tokens.token();
  assert.equal(d.tools.stored.get('oauth2-refresh-token'), 'refresh-1');
  d.step(100_000);
  await d.tokens.token();
  assert.deepEqual(seen, ['refresh-0', 'refresh-1']);
  await d.close();
});

test('an answer without a token is named for what it is', async () => {
  const d = await desk((_, response) => void response.end('<html>login</html>'));
  await assert.rejects(d.tokens.token(), { code: 'NET_ANSWER_INVALID' });
  await d.close();
});
