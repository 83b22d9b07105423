// Lists, details and states as console, API and command line see them.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { LifecycleEntry } from '../../src/model/lifecycle.ts';
import { made, step } from '../store/drafts.ts';
import { withStore } from '../support/database.ts';

const PAGE = { offset: 0, limit: 10 };

describe('the list of documents', () => {
  test('is filtered, searched, ordered and summed over all matches, exactly', async () => {
    await withStore(async ({ store, views }) => {
      const a = await made(store, 'a', {
        set: {
          number: 'F-2026-1',
          counterparty: 'Boulangerie Éclair 100 %',
          currency: 'EUR',
          payable: '0.10',
          issueDate: '2026-10-01',
        },
      });
      const b = await made(store, 'b', {
        company: 'other',
        set: { number: 'F-2026-2', currency: 'EUR', payable: '0.20', issueDate: '2026-10-15', status: '205' },
      });
      const c = await made(store, 'c', {
        direction: 'in',
        set: { number: 'S-1', currency: 'USD', payable: '5', issueDate: '2026-11-01' },
        stage: 'announced',
      });
      await store.commit([step(b, 'received', { halt: 'held' })]);
      const ids = async (
        filter: Parameters<typeof views.list>[0],
        order?: 'newest' | 'oldest' | 'amount',
      ): Promise<readonly string[]> =>
        (await views.list(filter, { ...PAGE, ...(order === undefined ? {} : { order }) })).rows.map(({ id }) => id);
      const all = await views.list({}, { offset: 0, limit: 1 });
      assert.deepEqual([all.rows.length, all.total, all.payable], [1, 3, { EUR: '0.30', USD: '5' }]);
      assert.deepEqual(await ids({}), [c.id, b.id, a.id]);
      assert.deepEqual(await ids({}, 'oldest'), [a.id, b.id, c.id]);
      assert.deepEqual(await ids({}, 'amount'), [c.id, b.id, a.id]);
      assert.deepEqual(await ids({ company: 'other' }), [b.id]);
      assert.deepEqual(await ids({ stage: 'received', halt: 'held' }), [b.id]);
      assert.deepEqual(await ids({ status: '205' }), [b.id]);
      assert.deepEqual(await ids({ direction: 'in', kind: 'invoice' }), [c.id]);
      assert.deepEqual(await ids({ from: '2026-10-02', to: '2026-10-31' }), [b.id]);
      assert.deepEqual(await ids({ text: 'f-2026' }), [b.id, a.id]);
      assert.deepEqual(await ids({ text: 'éclair 2026-1' }), [a.id]);
      assert.deepEqual(await ids({ text: '100 %' }), [a.id], 'a per cent sign is looked for, not a pattern');
      assert.deepEqual(await ids({ text: `'; drop table passerelle.document; --` }), []);
      assert.deepEqual(await ids({ text: a.id }), [a.id]);
      assert.equal((await views.list({}, { offset: 2, limit: 10 })).rows.length, 1);
    });
  });

  test('stays quick over a hundred thousand documents', async () => {
    await withStore(async ({ views, sql }) => {
      await sql`insert into passerelle.document (id, key, company, connection, direction, kind, version, stage, halt, head,
          head_hash, attempts,
          stage_since, number, issue_date, counterparty, currency, payable, status, created_at, updated_at)
        select ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'k' || n, 'company-' || n % 7, 'odoo',
          case when n % 5 = 0 then 'in' else 'out' end, 'invoice', 1, case when n % 50 = 0 then 'received' else 'closed' end,
          case when n % 500 = 0 then 'held' end, 1, '\\x00', 0, now(), 'F-' || n,
          to_char(date '2024-01-01' + n % 700, 'YYYY-MM-DD'), 'Client ' || n % 3000, 'EUR', n / 100.0, (200 + n % 13)::text, now(), now()
        from generate_series(1, 100000) n`;
      await sql`vacuum analyze passerelle.document`;
      const filters: readonly Parameters<typeof views.list>[0][] = [
        {},
        { company: 'company-3' },
        { stage: 'received', halt: 'held' },
        { from: '2025-01-01', to: '2025-01-31' },
        { text: 'F-77777' },
        { text: 'client 1234', company: 'company-3' },
        { status: '205', direction: 'out' },
      ];
      const times: number[] = [];
      for (const filter of filters) {
        for (const order of ['newest', 'amount'] as const) {
          const begun = performance.now();
          const { total } = await views.list(filter, { ...PAGE, limit: 50, order });
          times.push(Math.round(performance.now() - begun));
          assert.ok(total > 0, JSON.stringify(filter));
        }
      }
      assert.ok(Math.max(...times) < 1500, `milliseconds: ${times.join(' ')}`);
      if (process.env['PASSERELLE_TIMES'] !== undefined) console.error(times.join(' '));
      const begun = performance.now();
      assert.ok((await views.backlog()).length > 0);
      assert.ok(performance.now() - begun < 500);
    });
  });
});

test('a document is shown with its versions, events, findings, lifecycle and what belongs to it', async () => {
  await withStore(async ({ store, views }) => {
    const invoice = await made(store, 'k', { set: { number: 'F-1' } });
    const entry: LifecycleEntry = {
      reference: 'flow-1',
      code: '205',
      track: 'treatment',
      at: '2026-11-22T08:00:00.000Z',
      reasons: [],
    };
    await store.append(invoice.id, { type: 'lifecycle', actor: 'platform:205', data: entry as never });
    await store.commit([
      step({ ...invoice, head: 2 }, 'received', {
        newVersion: true,
        findings: [{ rule: 'BR-16', severity: 'fatal', at: ['lines'], values: {} }],
      }),
    ]);
    const message = await made(store, 'm', {
      kind: 'lifecycle',
      direction: 'in',
      stage: 'announced',
      about: invoice.id,
    });
    const copy = await made(store, 'copy', { set: { number: 'F-1' } });
    await made(store, 'stranger', { company: 'other', set: { number: 'F-1' } });
    const detail = await views.detail(invoice.id);
    assert.deepEqual(
      detail?.versions.map(({ version }) => version),
      [1, 2],
    );
    assert.deepEqual(
      detail?.events.map(({ type }) => type),
      ['received', 'lifecycle', 'note'],
    );
    assert.deepEqual(
      detail?.findings.map(({ rule }) => rule),
      ['BR-16'],
    );
    assert.equal(detail?.lifecycle.headline?.code, '205');
    assert.deepEqual(
      detail?.related.map(({ id }) => id),
      [message.id, copy.id],
    );
    assert.deepEqual(
      (await views.detail(message.id))?.related.map(({ id }) => id),
      [invoice.id],
    );
    assert.equal(await views.detail('01900000-0000-7000-8000-000000000000'), null);
    assert.equal(await views.detail('nonsense'), null);
  });
});

test('the backlog counts what waits for us, and the oldest of it', async () => {
  await withStore(async ({ store, views }) => {
    const first = await made(store, 'a');
    await made(store, 'b');
    const held = await made(store, 'c');
    const done = await made(store, 'd');
    await store.commit([step(held, 'received', { halt: 'held' }), step(done, 'excluded')]);
    assert.deepEqual(await views.backlog(), [
      { company: 'demo', stage: 'received', halt: null, count: 2, oldest: first.stageSince },
      { company: 'demo', stage: 'received', halt: 'held', count: 1, oldest: held.stageSince },
    ]);
  });
});

test('connections and companies are shown as they are configured, paused and last seen', async () => {
  await withStore(async ({ store, views }) => {
    await store.revisions.put({
      kind: 'connection',
      name: 'pa',
      managedBy: 'file',
      content: { kind: 'fr-pa' },
      problem: null,
    });
    await store.revisions.put({
      kind: 'connection',
      name: 'odoo',
      managedBy: 'file',
      content: { kind: 'odoo' },
      problem: 'connections/odoo.yaml:2:1: no url',
    });
    await store.revisions.put({
      kind: 'company',
      name: 'demo',
      managedBy: 'file',
      content: { mode: 'live', since: '2026-10-01' },
      problem: null,
    });
    await store.revisions.put({ kind: 'company', name: 'new', managedBy: 'console', content: {}, problem: 'x' });
    await store.lanes.pause('pa', '2026-11-22T10:00:00.000Z', 'busy');
    await store.lanes.pause('gone', null, 'no credentials');
    await store.facts.set('last-ok:pa', '2026-11-22T09:00:00.000Z');
    const rest = { pausedUntil: null, reason: null, problem: null, lastOkAt: null };
    assert.deepEqual(await views.connections(), [
      { ...rest, name: 'gone', kind: '', reason: 'no credentials' },
      { ...rest, name: 'odoo', kind: 'odoo', problem: 'connections/odoo.yaml:2:1: no url' },
      {
        ...rest,
        name: 'pa',
        kind: 'fr-pa',
        pausedUntil: '2026-11-22T10:00:00.000Z',
        reason: 'busy',
        lastOkAt: '2026-11-22T09:00:00.000Z',
      },
    ]);
    assert.deepEqual(await views.companies(), [
      { name: 'demo', mode: 'live', since: '2026-10-01', problem: null },
      { name: 'new', mode: 'shadow', since: null, problem: 'x' },
    ]);
  });
});
