// Platforms outside of the published API: each answer becomes an error that says what to do, never a crash or a wrong yes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frPaChannel } from '../../../src/channels/fr-pa/index.ts';
import type { Channel } from '../../../src/ports/channel.ts';
import { parcelOf } from '../../contract/channel/fictitious-invoice.ts';
import { everything, failure } from '../../contract/channel/suite.ts';
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
    await against(
      () => ({ status: 202, body }),
      async (channel) => {
        const error = await failure(channel.submit(parcelOf(1)));
        assert.equal(error.kind, 'uncertain', JSON.stringify(body));
      },
    );
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
    await against(
      () => ({ status, body }),
      async (channel) => {
        const error = await failure(channel.submit(parcelOf(1)));
        assert.deepEqual([error.code, error.kind], [code, kind], `${status} ${JSON.stringify(body)}`);
      },
    );
  }
});

test('the words of the platform are told plainly, cut and without control characters', async () => {
  const words = `Rule\u0007 broken\n${'x'.repeat(2000)}`;
  await against(
    () => ({ status: 422, body: { errorCode: 'E1', errorMessage: words } }),
    async (channel) => {
      const error = await failure(channel.submit(parcelOf(1)));
      assert.ok(error.message.includes('E1 – Rule broken x') && error.message.length < 500);
    },
  );
});

test('a search that neglects the tracking id never makes a stranger ours, and the flows are walked', async () => {
  const stranger = { flowId: 'stranger', trackingId: 'other', updatedAt: '2026-11-22T10:00:00Z', submittedAt: '2026-11-22T10:00:00Z' };
  const mine = { ...stranger, flowId: 'mine', trackingId: parcelOf(1).trackingId };
  const walked = (body: string): boolean => body.includes('updatedAfter');
  await against(
    () => ({ body: { results: [stranger] } }),
    async (channel) => {
      assert.equal(await channel.find(parcelOf(1)), null);
    },
  );
  await against(
    (_, body) => ({ body: { results: walked(body) ? [stranger, mine] : [stranger] } }),
    async (channel) => {
      assert.equal((await channel.find(parcelOf(1)))?.ref, 'mine');
    },
  );
});

test('our tracking id over other content is not our parcel, and of several flows the accepted one counts', async () => {
  const { trackingId, sha256 } = parcelOf(1);
  const flow = (flowId: string, status: string, digest = sha256): object => ({
    flowId,
    trackingId,
    sha256: digest,
    submittedAt: '2026-11-22T10:00:00Z',
    acknowledgement: { status },
  });
  await against(
    () => ({ body: { results: [flow('other', 'Ok', '0'.repeat(64))] } }),
    async (channel, tools) => {
      assert.equal(await channel.find(parcelOf(1)), null);
      assert.ok(tools.logged.includes('channel.found-other-content'));
    },
  );
  await against(
    () => ({ body: { results: [flow('refused', 'Error'), flow('good', 'Ok')] } }),
    async (channel) => {
      assert.equal((await channel.find(parcelOf(1)))?.ref, 'good');
    },
  );
});

test('broken entries of a listing never hide the good ones', async () => {
  const good = { flowId: 'good', flowType: 'SupplierInvoice', flowDirection: 'In', updatedAt: '2026-11-22T10:00:00Z' };
  const odd = { ...good, flowId: 'odd', acknowledgement: 'Ok' };
  const results = [null, 7, 'x', {}, { flowId: 5 }, { flowId: 'late', updatedAt: 'never' }, good, odd];
  await against(
    () => ({ body: { results } }),
    async (channel) => {
      const { items } = await channel.changes(null, 100);
      assert.deepEqual(items.map(({ ref }) => ref).sort(), ['5', 'good', 'late', 'odd'], 'a number is an id written carelessly');
    },
  );
  await against(
    () => ({ body: { results: 'none' } }),
    async (channel) => {
      assert.equal((await failure(channel.changes(null, 100))).code, 'CHANNEL_ANSWER_INVALID');
    },
  );
});

test('a directory that neglects the filter never routes an invoice to a stranger', async () => {
  const results = [{ addressingIdentifier: '999999999', directoryLineStatus: 'Enabled', siren: '999999999' }];
  await against(
    () => ({ body: { results } }),
    async (channel) => {
      assert.deepEqual(await channel.lookup?.({ siren: '200000008' }), { state: 'none' });
      assert.equal((await channel.lookup?.({}))?.state, 'undetermined');
    },
  );
  await against(
    () => ({ status: 404 }),
    async (channel) => {
      assert.deepEqual(await channel.lookup?.({ siren: '200000008' }), { state: 'none' });
    },
  );
  await against(
    () => ({ status: 503 }),
    async (channel) => {
      assert.equal((await failure(channel.lookup?.({ siren: '200000008' }) ?? Promise.resolve())).kind, 'transient');
    },
  );
});

test('a download is bounded, and the proposed name loses its folders', async () => {
  const headers = { 'content-disposition': 'attachment;filename=../../etc/F1.xml', 'content-type': 'application/xml; charset=utf-8' };
  await against(
    () => ({ body: 'bytes', headers }),
    async (channel) => {
      const file = await channel.download('a/b?c', 'Original');
      assert.deepEqual([file.name, file.mediaType], ['F1.xml', 'application/xml']);
    },
  );
  await against(
    () => ({ body: 'bytes' }),
    async (channel) => {
      assert.equal((await failure(channel.download('x', 'ReadableView'))).code, 'CHANNEL_NOT_FOUND');
    },
    { documents: ['Original'] },
  );
});

interface ListedFlow {
  readonly flowId: string;
  readonly updatedAt: string;
}

/** A platform over these flows that honours windows and limits, and says of the cursor what `next` says. */
function listing(
  flows: readonly ListedFlow[],
  next: (cursor: string | undefined, results: readonly ListedFlow[], n: number) => Answer | string | undefined,
): Answers {
  let asked = 0;
  return (_, body) => {
    const { limit, cursor, where } = JSON.parse(body) as {
      limit: number;
      cursor?: string;
      where: { updatedAfter: string; updatedBefore?: string };
    };
    const inside = flows.filter(
      ({ updatedAt }) => updatedAt > where.updatedAfter && (where.updatedBefore === undefined || updatedAt < where.updatedBefore),
    );
    const results = inside.slice(0, limit);
    const said = next(cursor, results, asked++);
    if (typeof said === 'object') return said;
    return { body: { results, ...(said === undefined ? {} : { nextCursor: said }) } };
  };
}

const twelve = Array.from({ length: 12 }, (_, n) => ({ flowId: `f${n}`, updatedAt: `2026-11-22T10:00:${String(n + 10)}.000Z` }));
const allTwelve = twelve.map(({ flowId }) => flowId).sort();
const listed = async (channel: Channel, limit: number): Promise<readonly string[]> =>
  [...new Set((await everything(channel, null, limit)).items.map(({ ref }) => ref))].sort();

test('a cursor that goes in circles, never ends, is too long or is refused is left for windows of time', async () => {
  const cursors: Readonly<Record<string, Parameters<typeof listing>[1]>> = {
    'the same again': () => 'again',
    'a circle of three': (cursor) => ({ a: 'b', b: 'c', c: 'a' })[cursor ?? ''] ?? 'a',
    'always another': (_, __, n) => `cursor-${n}`,
    'too long': () => 'x'.repeat(10_000),
    refused: (cursor) => (cursor === undefined ? 'fine' : { status: 400, body: { errorCode: 'INVALID_CURSOR' } }),
    gone: (cursor) => (cursor === undefined ? 'fine' : { status: 404 }),
  };
  for (const [what, next] of Object.entries(cursors)) {
    await against(listing(twelve, next), async (channel, tools) => {
      assert.deepEqual(await listed(channel, 5), allTwelve, what);
      assert.ok(tools.logged.includes('channel.cursor-leads-nowhere'), what);
    });
  }
});

test('a platform that lists fewer than it is asked for, and says so, is read to its end', async () => {
  const capped: Answers = (path, body) => {
    const asked = JSON.parse(body) as { limit: number };
    const answer = listing(twelve, () => undefined)(path, JSON.stringify({ ...asked, limit: Math.min(3, asked.limit) }));
    return { body: { ...(answer.body as object), limit: 3 } };
  };
  await against(
    capped,
    async (channel) => {
      assert.deepEqual(await listed(channel, 100), allTwelve);
    },
    { search: { cursor: false } },
  );
});

test('an absurd date is listed, and the next walk does not begin in the future', async () => {
  const flows = [
    ...twelve,
    { flowId: 'future', updatedAt: '9998-01-01T00:00:00.000Z' },
    { flowId: 'beyond', updatedAt: '+275760-09-13T00:00:00Z' },
  ];
  const windows: string[] = [];
  const answers: Answers = (path, body) => {
    windows.push((JSON.parse(body) as { where: { updatedAfter: string } }).where.updatedAfter);
    return listing(flows, () => undefined)(path, body);
  };
  await against(answers, async (channel) => {
    const { cursor } = await everything(channel, null, 100);
    await channel.changes(cursor, 100);
    assert.ok(
      windows.every((from) => from < new Date().toISOString()),
      windows.join(' '),
    );
    const page = await channel.changes(null, 100);
    assert.ok(page.items.some(({ ref, at }) => ref === 'future' && at < '2100'));
  });
});

test('control characters in somebody’s words do not make a whole page unreadable', async () => {
  const page = `\uFEFF{"results":[{"flowId":"a","flowDirection":"In","name":"line\u0001\nbreak"},{"flowId":"b"}]}`;
  await against(
    () => ({ body: page }),
    async (channel) => {
      assert.deepEqual((await channel.changes(null, 100)).items.map(({ ref }) => ref).sort(), ['a', 'b']);
    },
  );
});

test('a flow without a direction is a delivery unless it carries a tracking id', async () => {
  const flows = [
    { flowId: 'plain' },
    { flowId: 'ours', trackingId: 't' },
    { flowId: 'bill', trackingId: 't', flowType: 'SupplierInvoice' },
    { flowId: 'in', flowDirection: 'IN' },
  ];
  await against(
    () => ({ body: { results: flows } }),
    async (channel) => {
      const { items } = await channel.changes(null, 100);
      const found = Object.fromEntries(items.map(({ ref, direction, guessed }) => [ref, [direction, guessed]]));
      assert.deepEqual(found, { plain: ['in', true], ours: ['out', true], bill: ['in', true], in: ['in', undefined] });
    },
  );
});

test('files that fail or hang hold up neither the listing nor each other', async () => {
  await against(
    (path) => (path.includes('/flows/bad') ? { status: 500 } : { body: path.includes('search') ? { results: [] } : 'bytes' }),
    async (channel) => {
      for (let n = 0; n < 30; n++) assert.equal((await failure(channel.download(`bad${n}`, 'Original'))).kind, 'transient');
      assert.equal(Buffer.from((await channel.download('good', 'Original')).bytes).toString(), 'bytes');
      await channel.changes(null, 100);
    },
  );
});

test('files asked for again take only some of the places', async () => {
  const held: (() => void)[] = [];
  const server = await serve((request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url === '/token') return void response.end(JSON.stringify({ access_token: 'x', expires_in: 3600 }));
    if (request.url?.includes('/slow') === true) return void held.push(() => response.end('late'));
    response.end('bytes');
  });
  const settings = { flowUrl: server.url, tokenUrl: `${server.url}/token`, clientId: 'i', clientSecret: 's', limits: { concurrency: 4 } };
  const channel = frPaChannel.create(settings, {}, testTools());
  const again = Promise.all([0, 1].map((n) => channel.download(`slow${n}`, 'Original', 1)));
  while (held.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  const refused = await failure(channel.download('slow2', 'Original', 1));
  assert.deepEqual([refused.code, refused.retryAfter], ['NET_BUSY', 5]);
  assert.equal(Buffer.from((await channel.download('first', 'Original')).bytes).toString(), 'bytes');
  for (const release of held) release();
  assert.equal((await again).length, 2);
  await channel.close?.();
  await server.close();
});
