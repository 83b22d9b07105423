import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { demoCounterparties } from '../../../src/sandbox/directory/counterparties.ts';
import { ublInvoice } from '../../contract/channel/fictitious-invoice.ts';
import { startApi, type Api } from './api.ts';

let api: Api;
before(async () => {
  api = await startApi();
});
after(() => api.close());

function ackOf(flowId: unknown): string {
  const flow = api.platform.flows().find((candidate) => candidate.flowId === flowId);
  return [flow?.ack.status, ...(flow?.ack.details ?? []).map(({ reasonCode }) => reasonCode)].join(' ');
}

function codesAbout(flowId: unknown): readonly (string | undefined)[] {
  return api.platform.flows().filter(({ about }) => about === flowId).map(({ code }) => code);
}

test('each fictitious buyer does with an invoice what it is written to do', async () => {
  for (const [index, party] of demoCounterparties().entries()) {
    const { status, body } = await api.send({ number: `LIFE-${index}`, buyer: party.siren, buyerName: party.name });
    assert.equal(status, 202);
    assert.equal(ackOf(body.flowId), 'Pending');
    api.platform.settle();
    if (party.acknowledgement !== undefined) {
      assert.deepEqual([ackOf(body.flowId), codesAbout(body.flowId)], [`Error ${party.acknowledgement.reason}`, []]);
      continue;
    }
    const own = party.life.map(({ code }) => code);
    const expected = party.directory === 'none' ? ['200'] : own.includes('213') ? ['200', '213'] : ['200', '202', '203', ...own];
    assert.deepEqual(codesAbout(body.flowId), expected, party.name);
  }
});

test('an operation outside of the exchange has no life', async () => {
  const { body } = await api.send({ number: 'EXPORT-1', buyer: '999999998' }, { processingRule: 'B2BInt' });
  api.platform.settle();
  assert.deepEqual([ackOf(body.flowId), codesAbout(body.flowId)], ['Ok', []]);
});

test('the same number of the same seller in the same year is refused with 400 and no flow id, and recorded', async () => {
  assert.equal((await api.send({ number: 'UNIQUE-1' })).status, 202);
  const again = await api.send({ number: 'UNIQUE-1', note: 'other content' }, { trackingId: 'another' });
  assert.equal(again.status, 400);
  assert.deepEqual([again.body.errorCode, again.body.flowId], ['AlreadyExistingFlow', undefined]);
  assert.equal((await api.send({ number: 'UNIQUE-1', issueDate: '2027-01-02' }, { trackingId: 'next-year' })).status, 202);
  const tries = api.platform.submissions().filter(({ number }) => number === 'UNIQUE-1').map(({ outcome, reason }) => [outcome, reason]);
  assert.deepEqual(tries, [['accepted', null], ['refused', 'AlreadyExistingFlow'], ['accepted', null]]);
});

test('a technical refusal frees the number, so that the corrected file can pass', async () => {
  const bytes = ublInvoice({ number: 'FREE-1' });
  const first = await api.sendBytes(bytes, { trackingId: 'free@1', sha256: '0'.repeat(64) });
  api.platform.settle();
  assert.equal(ackOf(first.body.flowId), 'Error ChecksumMismatch');
  assert.equal((await api.send({ number: 'FREE-1' }, { trackingId: 'free@2' })).status, 202);
});

test('files that cannot be are acknowledged with what is wrong', async () => {
  const cases: readonly (readonly [string, string])[] = [['', 'EmptyFlow'], ['<unfinished', 'InvalidSchema'], ['<a/>', 'InvalidSchema']];
  for (const [text, code] of cases) {
    const { body } = await api.sendBytes(Buffer.from(text), { trackingId: `bad-${code}-${text.length}` });
    api.platform.settle();
    assert.equal(ackOf(body.flowId), `Error ${code}`, text);
  }
});

test('requests that cannot be are refused at once', async () => {
  const bytes = ublInvoice({ number: 'BAD' });
  for (const info of [{ flowSyntax: 'EDIFACT' }, { trackingId: 'x'.repeat(65) }, { unknown: 1 }, { sha256: 'ABC' }]) {
    assert.equal((await api.sendBytes(bytes, info)).status, 400, JSON.stringify(info));
  }
  assert.equal((await api.call('POST', '/flow-service/v1/flows/search', { where: {} })).status, 400);
  assert.equal((await api.call('POST', '/flow-service/v1/flows/search', { where: { flowId: 'x' } })).status, 400);
  const anonymous = await fetch(`${api.platform.urls.flow}/v1/flows/search`, { method: 'POST' });
  assert.equal(anonymous.status, 401);
});

test('a cursor pages through equal timestamps without a gap', async (t) => {
  const crowded = await startApi();
  t.after(() => crowded.close());
  crowded.platform.setTimestampStep(3_600_000);
  for (let n = 0; n < 7; n++) await crowded.send({ number: `P-${n}` });
  const seen: unknown[] = [];
  let cursor: unknown;
  do {
    const body = { limit: 3, where: { flowDirection: ['Out'] }, ...(cursor === undefined ? {} : { cursor }) };
    const page = (await crowded.call('POST', '/flow-service/v1/flows/search', body)).body;
    seen.push(...(page.results as { flowId: string }[]).map(({ flowId }) => flowId));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  assert.equal(new Set(seen).size, 7);
  assert.equal(seen.length, 7);
});

test('trouble, submissions, deliveries and lives are driven over HTTP by other processes', async () => {
  await api.call('POST', '/__sandbox/trouble', { kind: 'server-error', on: 'submit', status: 500, match: { number: 'FAR-1' } });
  assert.equal((await api.send({ number: 'FAR-0' })).status, 202);
  assert.equal((await api.send({ number: 'FAR-1' })).status, 500);
  assert.equal((await api.call('GET', '/__sandbox/trouble')).body.length, 0);
  const sent = await api.send({ number: 'FAR-1' }, { trackingId: 'far@2' });
  const advanced = await api.call('POST', `/__sandbox/flows/${String(sent.body.flowId)}/advance`, { code: '210', reason: 'CMD_ERR', text: 'Aucune commande' });
  assert.equal(advanced.status, 200);
  assert.deepEqual(codesAbout(sent.body.flowId), ['210']);
  assert.equal((await api.call('POST', '/__sandbox/flows/nobody/advance', { code: '210' })).status, 404);
  const delivered = await fetch(`${api.platform.url}/__sandbox/deliver?name=achat.xml`, {
    method: 'POST', headers: { 'content-type': 'application/xml' }, body: Buffer.from(ublInvoice({ number: 'ACHAT-1' })),
  });
  const { flowId } = (await delivered.json()) as { flowId: string };
  const listed = await api.search({ flowType: ['SupplierInvoice'] });
  assert.deepEqual(listed.map((flow) => flow.flowId), [flowId]);
  const submissions = (await api.call('GET', '/__sandbox/submissions')).body as unknown as readonly { number: string; outcome: string }[];
  assert.deepEqual(submissions.filter(({ number }) => number === 'FAR-1').map(({ outcome }) => outcome), ['dropped', 'accepted']);
});

test('its page shows what passed, and text from outside stays text', async () => {
  await api.send({ number: 'PAGE-1', buyerName: '&lt;script&gt;alert(1)&lt;/script&gt;' });
  const page = await (await fetch(api.platform.url)).text();
  assert.ok(page.includes('PAGE-1') && page.includes('Seller') === false);
  assert.ok(!page.includes('<script>'));
});

test('a restarted platform keeps what it accepted, and goes on with lives where it stopped', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-platform-'));
  const stateFile = join(folder, 'state.jsonl');
  const start = async (): Promise<Api> => {
    const started = await startApi({ stateFile });
    t.after(() => started.close());
    return started;
  };
  t.after(() => rmSync(folder, { recursive: true }));
  const first = await start();
  const { body } = await first.send({ number: 'KEPT-1' });
  await first.close();
  const second = await start();
  assert.equal((await second.send({ number: 'KEPT-1' }, { trackingId: 'kept@2' })).status, 400);
  second.platform.settle();
  const about = second.platform.flows().filter((flow) => flow.about === body.flowId);
  assert.deepEqual(about.map(({ code }) => code), ['200', '202', '203', '204', '205', '211']);
  const third = await start();
  third.platform.settle();
  assert.equal(third.platform.flows().length, second.platform.flows().length, 'nothing is lived twice');
  assert.equal(third.platform.submissions().length, 2);
});
