// Platforms outside of the published API: each answer becomes an error that says what to do, never a crash or a wrong yes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frPaChannel } from '../../../src/channels/fr-pa/index.ts';
import type { Channel } from '../../../src/ports/channel.ts';
import { parcelOf } from '../../contract/channel/fictitious-invoice.ts';
import { failure } from '../../contract/channel/suite.ts';
import { testTools, type TestTools } from '../../contract/channel/world.ts';
import { serve } from '../../net/server.ts';

interface Answer {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

type Answers = (path: string, body: string) => Answer;
type Use = (channel: Channel, tools: TestTools) => Promise<void>;

async function against(answers: Answers, use: Use, dialect: object = {}): Promise<void> {
  const server = await serve((request, response, body) => {
    const token: Answer = { body: { access_token: 'x', expires_in: 3600 } };
    const { status = 200, body: answer, headers = {} } = request.url === '/token' ? token : answers(request.url ?? '', body);
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof answer === 'string' ? answer : JSON.stringify(answer ?? {}));
  });
  const { url } = server;
  const credentials = { tokenUrl: `${url}/token`, clientId: 'i', clientSecret: 's' };
  const settings = { flowUrl: url, directoryUrl: url, ...credentials, breaker: { failures: 99 } };
  const tools = testTools();
  const channel = frPaChannel.create(settings, dialect, tools);
  try {
    await use(channel, tools);
  } finally {
    await channel.close?.();
    await server.close();
  }
}

test('an acceptance that cannot be read is uncertain, never a refusal', async () => {
  for (const body of ['<html>ok</html>', '', {}, { flowId: '' }, { flowId: 7 }, [], 'null']) {
    await against(() => ({ status: 202, body }), async (channel) => {
      const error = await failure(channel.submit(parcelOf(1)));
      assert.equal(error.kind, 'uncertain', JSON.stringify(body));
    });
  }
});

test('an answer decides what happens to the document', async () => {
  const table: readonly (readonly [number, unknown, string, string])[] = [
    [400, { errorCode: 'MISSING_REQUIRED_FIELD', errorMessage: 'name' }, 'CHANNEL_REFUSED', 'remote'],
    [400, { errorCode: 'AlreadyExistingFlow' }, 'CHANNEL_UNCLEAR', 'uncertain'],
    [400, { errorCode: 'E17', errorMessage: 'Facture déjà déposée' }, 'CHANNEL_UNCLEAR', 'uncertain'],
    [409, { errorMessage: 'Duplicate invoice' }, 'CHANNEL_UNCLEAR', 'uncertain'],
    [413, { errorCode: 'FILE_SIZE_EXCEEDED' }, 'CHANNEL_REFUSED', 'remote'],
    [422, '<h1>Unprocessable</h1>', 'CHANNEL_REFUSED', 'remote'],
    [404, '', 'NET_ANSWER_INVALID', 'config'],
    [302, '', 'NET_ANSWER_INVALID', 'config'],
    [403, {}, 'NET_UNAUTHORIZED', 'config'],
    [500, {}, 'NET_UNCLEAR', 'uncertain'],
  ];
  for (const [status, body, code, kind] of table) {
    await against(() => ({ status, body }), async (channel) => {
      const error = await failure(channel.submit(parcelOf(1)));
      assert.deepEqual([error.code, error.kind], [code, kind], `${status} ${JSON.stringify(body)}`);
    });
  }
});

test('the words of the platform are told plainly, cut and without control characters', async () => {
  const words = `Rule\u0007 broken\n${'x'.repeat(2000)}`;
  await against(() => ({ status: 422, body: { errorCode: 'E1', errorMessage: words } }), async (channel) => {
    const error = await failure(channel.submit(parcelOf(1)));
    assert.ok(error.message.includes('E1 – Rule broken x') && error.message.length < 500);
  });
});

test('a search that neglects the tracking id never makes a stranger ours, and the flows are walked', async () => {
  const stranger = { flowId: 'stranger', trackingId: 'other', updatedAt: '2026-11-22T10:00:00Z', submittedAt: '2026-11-22T10:00:00Z' };
  const mine = { ...stranger, flowId: 'mine', trackingId: parcelOf(1).trackingId };
  const walked = (body: string): boolean => body.includes('updatedAfter');
  await against(() => ({ body: { results: [stranger] } }), async (channel) => {
    assert.equal(await channel.find(parcelOf(1)), null);
  });
  await against((_, body) => ({ body: { results: walked(body) ? [stranger, mine] : [stranger] } }), async (channel) => {
    assert.equal((await channel.find(parcelOf(1)))?.ref, 'mine');
  });
});

test('our tracking id over other content is not our parcel, and of several flows the accepted one counts', async () => {
  const { trackingId, sha256 } = parcelOf(1);
  const flow = (flowId: string, status: string, digest = sha256): object =>
    ({ flowId, trackingId, sha256: digest, submittedAt: '2026-11-22T10:00:00Z', acknowledgement: { status } });
  await against(() => ({ body: { results: [flow('other', 'Ok', '0'.repeat(64))] } }), async (channel, tools) => {
    assert.equal(await channel.find(parcelOf(1)), null);
    assert.ok(tools.logged.includes('channel.found-other-content'));
  });
  await against(() => ({ body: { results: [flow('refused', 'Error'), flow('good', 'Ok')] } }), async (channel) => {
    assert.equal((await channel.find(parcelOf(1)))?.ref, 'good');
  });
});

test('broken entries of a listing never hide the good ones', async () => {
  const good = { flowId: 'good', flowType: 'SupplierInvoice', flowDirection: 'In', updatedAt: '2026-11-22T10:00:00Z' };
  const odd = { ...good, flowId: 'odd', acknowledgement: 'Ok' };
  const results = [null, 7, 'x', {}, { flowId: 5 }, { flowId: 'late', updatedAt: 'never' }, good, odd];
  await against(() => ({ body: { results } }), async (channel) => {
    const { items } = await channel.changes(null, 100);
    assert.deepEqual(items.map(({ ref }) => ref).sort(), ['5', 'good', 'late', 'odd'], 'a number is an id written carelessly');
  });
  await against(() => ({ body: { results: 'none' } }), async (channel) => {
    assert.equal((await failure(channel.changes(null, 100))).code, 'CHANNEL_ANSWER_INVALID');
  });
});

test('a directory that neglects the filter never routes an invoice to a stranger', async () => {
  const results = [{ addressingIdentifier: '999999999', directoryLineStatus: 'Enabled', siren: '999999999' }];
  await against(() => ({ body: { results } }), async (channel) => {
    assert.deepEqual(await channel.lookup?.({ siren: '200000008' }), { state: 'none' });
    assert.equal((await channel.lookup?.({}))?.state, 'undetermined');
  });
  await against(() => ({ status: 404 }), async (channel) => {
    assert.deepEqual(await channel.lookup?.({ siren: '200000008' }), { state: 'none' });
  });
  await against(() => ({ status: 503 }), async (channel) => {
    assert.equal((await failure(channel.lookup?.({ siren: '200000008' }) ?? Promise.resolve())).kind, 'transient');
  });
});

test('a download is bounded, and the proposed name loses its folders', async () => {
  const headers = { 'content-disposition': 'attachment;filename=../../etc/F1.xml', 'content-type': 'application/xml; charset=utf-8' };
  await against(() => ({ body: 'bytes', headers }), async (channel) => {
    const file = await channel.download('a/b?c', 'Original');
    assert.deepEqual([file.name, file.mediaType], ['F1.xml', 'application/xml']);
  });
  await against(() => ({ body: 'bytes' }), async (channel) => {
    assert.equal((await failure(channel.download('x', 'ReadableView'))).code, 'CHANNEL_NOT_FOUND');
  }, { documents: ['Original'] });
});
