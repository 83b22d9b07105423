import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OnlineOperations } from '../../src/cli/context.ts';
import type { Document } from '../../src/model/document.ts';
import { run } from './support.ts';

const DOCUMENT: Document = {
  id: 'd-1',
  key: 'demo:out:erp-demo:account.move:12',
  company: 'demo',
  connection: 'erp-demo',
  direction: 'out',
  kind: 'invoice',
  version: 1,
  stage: 'received',
  halt: 'held',
  head: 3,
  dueAt: null,
  attempts: 0,
  stageSince: '2026-11-22T10:00:00.000Z',
  about: null,
  erpRef: { model: 'account.move', id: '12' },
  fingerprint: 'f',
  channelRef: null,
  number: 'FAC/2026/00001',
  issueDate: '2026-09-15',
  counterparty: 'Librairie des Exemples SARL',
  currency: 'EUR',
  payable: '30.00',
  scope: 'b2b',
  reason: 'faults',
  status: null,
  createdAt: '2026-11-22T10:00:00.000Z',
  updatedAt: '2026-11-22T10:00:00.000Z',
};

/** Operations that know one document and remember what was asked. */
function operations(asked: string[]): Partial<OnlineOperations> {
  const note =
    (name: string) =>
    (...args: readonly unknown[]): void =>
      void asked.push([name, ...args].join(' '));
  return {
    find: (text) =>
      Promise.resolve(
        text === 'both'
          ? [DOCUMENT, { ...DOCUMENT, id: 'd-2' }]
          : text === DOCUMENT.id || text === DOCUMENT.number
            ? [DOCUMENT]
            : [],
      ),
    detail: () =>
      Promise.resolve({
        document: DOCUMENT,
        versions: [],
        related: [],
        lifecycle: { tracks: {}, headline: null, entries: [] },
        findings: [
          {
            rule: 'PASS-MAP-LOOKUP',
            severity: 'fatal',
            at: ['lines[0].unitCode'],
            erp: [{ field: 'unit', model: 'uom.uom', id: '9' }],
            values: { value: 'Cageot', table: 'unit' },
          },
        ],
        events: [
          {
            document: 'd-1',
            seq: 1,
            at: '2026-11-22T10:00:00.000Z',
            type: 'held',
            actor: 'daemon',
            data: { findings: 1 },
            hash: 'a',
            previousHash: 'b',
          },
        ],
      }),
    explain: () =>
      Promise.resolve({
        document: DOCUMENT,
        version: 1,
        findings: [],
        derivations: [
          {
            at: 'number',
            by: 'map',
            operation: 'from name',
            from: [{ field: 'name' }],
            value: 'FAC/2026/00001',
            line: 5,
            mapping: 'odoo/customer-invoice',
          },
          {
            at: 'lines[0].net',
            by: 'map',
            operation: 'from price_subtotal',
            from: [{ field: 'invoice_line_ids[0].price_subtotal', id: '7' }],
            value: '25.00',
          },
        ],
      }),
    retry: (...args) => (note('retry')(...args), Promise.resolve('done')),
    release: (...args) => (note('release')(...args), Promise.resolve('impossible')),
    cancel: (...args) => (note('cancel')(...args), Promise.resolve('done')),
    preview: () => Promise.resolve([DOCUMENT]),
    goLive: (...args) => Promise.resolve(note('live')(...args)),
    goShadow: (...args) => Promise.resolve(note('shadow')(...args)),
    confirmConnection: (connection) => Promise.resolve(connection === 'erp-demo' ? 'confirmed' : 'unknown'),
    doctor: () =>
      Promise.resolve([
        {
          subject: 'connection erp-demo',
          checks: [{ name: 'credentials', state: 'failed', detail: 'The key was refused: renew it.' }],
        },
      ]),
    replay: () =>
      Promise.resolve({
        replayed: 2,
        identical: 1,
        failed: [],
        differing: [{ document: 'd-1', number: 'FAC/2026/00001', differences: ['lines[0].unitCode: C62 → HUR'] }],
      }),
    verify: () => Promise.resolve({ documents: 3, events: 9, artifacts: 4, anchors: 1, problems: [] }),
  };
}

async function ask(
  args: readonly string[],
  yes = false,
): Promise<{ readonly code: number; readonly out: string; readonly err: string; readonly asked: readonly string[] }> {
  const asked: string[] = [];
  return { ...(await run(args, { operations: operations(asked), yes })), asked };
}

test('show gives the head, the timeline and what to correct', async () => {
  const { code, out } = await ask(['show', 'FAC/2026/00001']);
  assert.equal(code, 0);
  assert.match(out, /^stage +received, held: faults \(version 1\)$/m);
  assert.match(out, /^2026-11-22T10:00:00\.000Z +held +daemon +findings=1$/m);
  assert.match(out, /^error PASS-MAP-LOOKUP unit \(uom\.uom 9\): .*Cageot/m);
});

test('explain narrows to a place', async () => {
  assert.equal((await ask(['explain', 'd-1'])).out.trim().split('\n').length, 2);
  assert.match(
    (await ask(['explain', 'd-1', 'lines[0]'])).out,
    /^lines\[0\]\.net +25\.00 .*invoice_line_ids\[0\]\.price_subtotal \(7\)$/m,
  );
  assert.match((await ask(['explain', 'd-1', 'lines[].net'])).out, /^lines\[0\]\.net/);
});

test('a document that is not there, or meant by several, is said so', async () => {
  assert.match(
    (await ask(['show', 'none'])).err,
    /there is no document none .*\[CLI_UNKNOWN_DOCUMENT\]\n→ |there is no document none/,
  );
  assert.match((await ask(['show', 'both'])).err, /both means 2 documents: d-1 .*, d-2/);
});

test('the moves of an operator carry actor and reason, and end with code 1 when they were not done', async () => {
  const retried = await ask(['retry', 'd-1', '--reason', 'unit added']);
  assert.deepEqual([retried.code, retried.asked], [0, ['retry d-1 claire unit added']]);
  const released = await ask(['--as', 'paul', 'release', 'd-1', '--reason', 'ok']);
  assert.deepEqual(
    [released.code, released.asked, released.out],
    [1, ['release d-1 paul ok'], 'release d-1: its stage does not allow this\n'],
  );
  assert.equal((await ask(['cancel', 'd-1'])).code, 2);
});

test('live shows what would leave, asks, and does nothing without a yes', async () => {
  const refused = await ask(['live', 'demo', '--since', '2026-09-01']);
  assert.match(refused.out, /1 documents of demo issued from 2026-09-01 on would leave at once\n {2}FAC\/2026\/00001 /);
  assert.deepEqual([refused.code, refused.asked], [1, []]);
  assert.deepEqual((await ask(['live', 'demo', '--since', '2026-09-01'], true)).asked, ['live demo 2026-09-01 claire']);
  assert.deepEqual((await ask(['live', 'demo', '--since', '2026-09-01', '--yes'])).asked, [
    'live demo 2026-09-01 claire',
  ]);
  assert.equal((await ask(['live', 'demo', '--since', '2026-02-30', '--yes'])).code, 2);
});

test('shadow, connection confirm, doctor, replay and verify say what they found', async () => {
  assert.deepEqual((await ask(['shadow', 'demo'])).asked, ['shadow demo claire']);
  assert.equal((await ask(['connection', 'confirm', 'erp-demo'])).code, 0);
  assert.equal((await ask(['connection', 'confirm', 'other'])).code, 1);
  const doctor = await ask(['doctor']);
  assert.deepEqual(
    [doctor.code, doctor.out],
    [1, 'FAILED  connection erp-demo  credentials  The key was refused: renew it.\n'],
  );
  const replay = await ask(['replay', '--from', '2026-09-01']);
  assert.equal(replay.code, 1);
  assert.match(
    replay.out,
    /FAC\/2026\/00001\n {2}lines\[0\]\.unitCode: C62 → HUR\n2 replayed, 1 identical, 1 different, 0 failed/,
  );
  assert.deepEqual((await ask(['verify'])).out, '3 documents, 9 events, 4 artifacts, 1 anchors: all hold\n');
});

test('reconcile tells what each remote lists and what was missing, and exits with 1 when something was', async () => {
  const reconcile = () =>
    Promise.resolve([
      { connection: 'platform', from: '2026-11-15', listed: 12, stored: 12, recovered: 1 },
      { connection: 'erp', from: '2026-09-21', listed: 0, stored: 0, recovered: 0, trouble: 'NET_DOWN' },
    ]);
  const { code, out } = await run(['reconcile'], { operations: { reconcile } });
  assert.equal(code, 1);
  assert.match(out, /platform +2026-11-15 +12 +12 +1/);
  assert.match(out, /erp .*NET_DOWN/);
  const even = await run(['reconcile', '--json'], {
    operations: { reconcile: () => Promise.resolve([{ connection: 'platform', from: '2026-11-15', listed: 3, stored: 3, recovered: 0 }]) },
  });
  assert.equal(even.code, 0);
  assert.equal((JSON.parse(even.out) as unknown[]).length, 1);
});
