// A page of a feed is one fact: the cursor moves with everything it passed over, or not at all.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PageCommit } from '../../src/ports/store.ts';
import { withStore } from '../support/database.ts';
import { current, draft, made, step } from './drafts.ts';

const CURSOR = { connection: 'odoo', feed: 'invoices', value: 'page-1' };

function source(ref: string, fingerprint = 'f'): NonNullable<PageCommit['sources']>[number] {
  return { connection: 'odoo', feed: 'invoices', ref, fingerprint };
}

describe('a page', () => {
  test('stores documents, steps, sources, inbox items and the cursor together', async () => {
    await withStore(async ({ store, sql }) => {
      const known = await made(store, 'known');
      const outcome = await store.commitPage({
        cursor: CURSOR,
        creates: [draft('new', { jobs: [{ queue: 'advance' }] }), draft('known')],
        steps: [
          step(known, 'received', { newVersion: true, set: { fingerprint: 'g' } }),
          step({ ...known, head: 9 }, 'prepared'),
        ],
        sources: [source('1'), source('2')],
        inbox: [
          { source: 'pa', dedupe: 'a', body: '{}' },
          { source: 'pa', dedupe: 'a', body: '{}' },
        ],
      });
      assert.deepEqual([...outcome.created.keys()], ['new']);
      assert.deepEqual(outcome.steps, [
        { state: 'done', head: 2 },
        { state: 'stale', head: 2 },
      ]);
      assert.equal(outcome.inboxAdded, 1);
      assert.deepEqual(
        [(await current(store, known.id)).version, (await current(store, known.id)).fingerprint],
        [2, 'g'],
      );
      assert.equal(await store.cursor('odoo', 'invoices'), 'page-1');
      assert.deepEqual(
        [...(await store.sources('odoo', 'invoices', ['1', '2', '3']))],
        [
          ['1', 'f'],
          ['2', 'f'],
        ],
      );
      assert.equal((await sql`select 1 from pgboss.job where state = 'created'`).length, 1);
    });
  });

  test('read twice stores nothing twice', async () => {
    await withStore(async ({ store, sql }) => {
      const page = {
        cursor: CURSOR,
        creates: ['a', 'b'].map((key) => draft(key, { jobs: [{ queue: 'advance' }] })),
        sources: [source('1')],
      } as const;
      const both = await Promise.all([store.commitPage(page), store.commitPage(page)]);
      assert.equal(
        both.reduce((count, { created }) => count + created.size, 0),
        2,
      );
      assert.equal((await sql`select 1 from passerelle.document`).length, 2);
      assert.equal((await sql`select 1 from passerelle.event`).length, 2);
      assert.equal((await sql`select 1 from pgboss.job where state = 'created'`).length, 2);
    });
  });

  test('whose one item the database refuses goes on without it, and does not take it for seen', async () => {
    await withStore(async ({ store }) => {
      const fine = await made(store, 'fine');
      const outcome = await store.commitPage({
        cursor: CURSOR,
        creates: [
          draft('a', { erpRef: { model: 'account.move', id: '1' } }),
          draft('bad', { erpRef: { model: 'account.move', id: '2' }, set: { payable: 'ten' } }),
          draft('c', { erpRef: { model: 'account.move', id: '3' } }),
        ],
        steps: [step(fine, 'prepared', { set: { payable: 'ten' } }), step(fine, 'prepared')],
        sources: ['1', '2', '3'].map((ref) => source(ref)),
      });
      assert.deepEqual([...outcome.created.keys()], ['a', 'c']);
      assert.deepEqual(
        outcome.steps.map(({ state }) => state),
        ['failed', 'done'],
      );
      assert.deepEqual([...(await store.sources('odoo', 'invoices', ['1', '2', '3'])).keys()], ['1', '3']);
      assert.equal(await store.cursor('odoo', 'invoices'), 'page-1');
      assert.deepEqual(
        outcome.refused?.map(({ key }) => key),
        ['bad'],
      );
    });
  });

  test('that is wrong in itself moves nothing, not even the cursor', async () => {
    await withStore(async ({ store, sql }) => {
      await assert.rejects(
        store.commitPage({ cursor: CURSOR, creates: [draft('a'), draft('b', { events: [] })], sources: [source('1')] }),
      );
      assert.equal(await store.cursor('odoo', 'invoices'), null);
      assert.equal((await sql`select 1 from passerelle.document`).length, 0);
      assert.deepEqual([...(await store.sources('odoo', 'invoices', ['1']))], []);
    });
  });

  test('interrupted by the death of its backend is whole or absent', async () => {
    await withStore(async ({ store, sql }) => {
      const page = (n: number): PageCommit => ({
        cursor: { ...CURSOR, value: String(n) },
        creates: Array.from({ length: 40 }, (_, place) => draft(`${n}-${place}`)),
        sources: [source(String(n))],
      });
      const run = Promise.allSettled(Array.from({ length: 12 }, async (_, n) => store.commitPage(page(n))));
      await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'passerelle-daemon' and datname = current_database()`;
      await run;
      const [counts] =
        await sql`select (select count(*) from passerelle.document) as documents, (select count(*) from passerelle.event) as events,
        (select count(*) from passerelle.source) as sources`;
      assert.equal(Number(counts?.['documents']), 40 * Number(counts?.['sources']));
      assert.equal(Number(counts?.['events']), Number(counts?.['documents']));
    });
  });
});
