// What the simulator does to those who receive: spoilt files, late and odd listings, other forms, many flows.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { FETCHING } from '../../../src/sandbox/platform/trouble.ts';
import { ublInvoice } from '../../contract/channel/fictitious-invoice.ts';
import { startApi, type Api } from './api.ts';

let api: Api;
before(async () => {
  api = await startApi();
});
after(() => api.close());

async function fetchFile(of: Api, flowId: string, docType: string): Promise<{ readonly status: number; readonly text: string } | 'broken'> {
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'passerelle-demo', client_secret: 'fictitious-secret' });
  const grant = (await (await fetch(of.platform.urls.token, { method: 'POST', body: form })).json()) as { access_token: string };
  try {
    const answer = await fetch(`${of.platform.urls.flow}/v1/flows/${encodeURIComponent(flowId)}?docType=${docType}`, {
      headers: { authorization: `Bearer ${grant.access_token}` },
      signal: AbortSignal.timeout(400),
    });
    return { status: answer.status, text: await answer.text() };
  } catch {
    return 'broken';
  }
}

test('each way to spoil a file strikes the flow it names, once', async () => {
  for (const kind of FETCHING) {
    const bytes = ublInvoice({ number: `SPOILT-${kind}` });
    const [flowId, other] = [api.platform.deliver(bytes), api.platform.deliver(ublInvoice({ number: `SOUND-${kind}` }))];
    api.platform.trouble({ kind, match: { flowId } });
    const sound = await fetchFile(api, other, 'Original');
    assert.ok(sound !== 'broken' && sound.text.includes(`SOUND-${kind}`));
    const spoilt = await fetchFile(api, flowId, 'Original');
    const whole = bytes.byteLength;
    if (kind === 'half-body' || kind === 'stalled-body') assert.equal(spoilt, 'broken', kind);
    else assert.ok(spoilt !== 'broken' && spoilt.status === 200 && spoilt.text !== Buffer.from(bytes).toString(), kind);
    if (kind === 'short-file') assert.ok(spoilt !== 'broken' && spoilt.text.length <= Math.floor(whole / 2));
    const again = await fetchFile(api, flowId, 'Original');
    assert.ok(again !== 'broken' && again.text === Buffer.from(bytes).toString(), `${kind} strikes once`);
  }
});

test('a time-out, a missing file and a refusal can be planned for one flow', async () => {
  const flowId = api.platform.deliver(ublInvoice({ number: 'ONE-1' }));
  api.platform.trouble({ kind: 'silence', on: 'get', match: { flowId } });
  api.platform.trouble({ kind: 'no-file', match: { flowId }, times: 2 });
  assert.equal(await fetchFile(api, flowId, 'Original'), 'broken');
  for (const form of ['Original', 'Converted']) assert.equal(((await fetchFile(api, flowId, form)) as { status: number }).status, 404);
  assert.equal(((await fetchFile(api, flowId, 'Original')) as { status: number }).status, 200);
});

test('a flow may have a converted file only, and one for reading', async () => {
  const text = (name: string): Uint8Array => Buffer.from(name);
  const flowId = api.platform.deliver(ublInvoice({ number: 'FORMS-1' }), {
    original: false,
    converted: text('converted'),
    readable: text('%PDF-readable'),
  });
  const forms = await Promise.all(['Original', 'Converted', 'ReadableView'].map((form) => fetchFile(api, flowId, form)));
  assert.deepEqual(
    forms.map((form) => (form === 'broken' ? form : form.status)),
    [404, 200, 200],
  );
  assert.deepEqual(
    forms.slice(1).map((form) => (form === 'broken' ? form : form.text)),
    ['converted', '%PDF-readable'],
  );
});

test('entries are listed late, with odd members, without members, or as nothing an entry can be', async () => {
  const { platform } = api;
  const updatedAt = '2026-01-02T03:04:05.000Z';
  const late = platform.deliver(ublInvoice({ number: 'LATE-1' }), { updatedAt, listedLaterMs: 150 });
  const odd = platform.deliver(ublInvoice({ number: 'ODD-1' }), { updatedAt, entry: { flowType: 'Novelty', flowDirection: null } });
  platform.deliver(ublInvoice({ number: 'ODD-2' }), { updatedAt, entry: 'no entry at all' });
  const where = { updatedAfter: '2026-01-01T00:00:00.000Z', updatedBefore: '2026-02-01T00:00:00.000Z' };
  const first = await api.search(where);
  assert.ok(!first.some((flow) => flow.flowId === late));
  const entry = first.find((flow) => flow.flowId === odd);
  assert.deepEqual([entry?.flowType, 'flowDirection' in (entry ?? {})], ['Novelty', false]);
  assert.ok((first as readonly unknown[]).includes('no entry at all'));
  await new Promise((resolve) => setTimeout(resolve, 200));
  assert.ok((await api.search(where)).some((flow) => flow.flowId === late && flow.updatedAt === updatedAt));
});

test('a restarted platform meets its readers with the same flows, forms and oddities', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-reception-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const stateFile = join(folder, 'state.jsonl');
  const first = await startApi({ stateFile });
  const readable = Buffer.from('for people');
  const flowId = first.platform.deliver(ublInvoice({ number: 'STAYS-1' }), { readable, entry: { processingRule: 'Later' } });
  const before = await first.search({ updatedAfter: '2020-01-01T00:00:00.000Z' });
  await first.close();
  const second = await startApi({ stateFile });
  t.after(() => second.close());
  assert.deepEqual(await second.search({ updatedAfter: '2020-01-01T00:00:00.000Z' }), before);
  assert.equal(((await fetchFile(second, flowId, 'ReadableView')) as { text: string }).text, 'for people');
});

test('a thousand flows arrive and are listed page by page within seconds', async (t) => {
  const full = await startApi();
  t.after(() => full.close());
  full.platform.setTimestampStep(60_000);
  const started = performance.now();
  for (let n = 0; n < 1000; n++) full.platform.deliver(ublInvoice({ number: `MANY-${n}` }));
  const seen = new Set<unknown>();
  let cursor: unknown;
  do {
    const body = { limit: 100, where: { flowDirection: ['In'] }, ...(cursor === undefined ? {} : { cursor }) };
    const page = (await full.call('POST', '/flow-service/v1/flows/search', body)).body;
    for (const { flowId } of page.results as readonly { flowId: string }[]) seen.add(flowId);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  assert.equal(seen.size, 1000);
  assert.ok(performance.now() - started < 15_000);
});
