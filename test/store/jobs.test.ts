// Jobs come with the step that asks for them, once per document, and come back when a worker dies.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Sql } from 'postgres';
import { realClock, withStore } from '../support/database.ts';
import { current, draft, made, step, until } from './drafts.ts';

const later = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();
const waiting = async (sql: Sql, queue = 'advance'): Promise<number> =>
  (await sql`select 1 from pgboss.job where name = ${queue} and state = 'created'`).length;

describe('a job', () => {
  test('is there exactly when its step is', async () => {
    await withStore(async ({ store, sql }) => {
      const [a, b] = [await made(store, 'a'), await made(store, 'b')];
      await store.commit([
        step(a, 'prepared', { jobs: [{ queue: 'advance' }, { queue: 'write-back' }] }),
        step(b, 'closed', { jobs: [{ queue: 'advance' }] }),
      ]);
      assert.deepEqual([await waiting(sql), await waiting(sql, 'write-back')], [1, 1]);
      await assert.rejects(
        store.commitPage({
          cursor: { connection: 'odoo', feed: 'invoices', value: 'c' },
          creates: [draft('x', { jobs: [{ queue: 'advance' }], events: [] })],
        }),
      );
      assert.equal(await waiting(sql), 1);
    });
  });

  test('waits once per document and queue, however often it is asked for', async () => {
    await withStore(async ({ store, sql }) => {
      const { id } = await made(store, 'k', { jobs: [{ queue: 'advance' }] });
      await Promise.all(Array.from({ length: 10 }, () => store.enqueue(id, { queue: 'advance' })));
      await store.append(id, { type: 'note', actor: 'daemon', data: {} }, undefined, [
        { queue: 'advance' },
        { queue: 'advance' },
      ]);
      assert.equal(await waiting(sql), 1);
    });
  });

  test('asked for earlier comes earlier; asked for later stays where it was', async () => {
    await withStore(async ({ store, sql }) => {
      const { id } = await made(store, 'k', { jobs: [{ queue: 'advance', at: later(3600) }] });
      const inSeconds = async (): Promise<number> => {
        const rows =
          await sql`select extract(epoch from start_after - now()) as seconds from pgboss.job where name = 'advance' and state = 'created'`;
        assert.equal(rows.length, 1);
        return Math.abs(Math.round(Number(rows[0]?.['seconds']) / 60));
      };
      assert.equal(await inSeconds(), 60);
      await store.enqueue(id, { queue: 'advance', at: later(7200) });
      assert.equal(await inSeconds(), 60);
      await store.enqueue(id, { queue: 'advance', at: later(600) });
      assert.equal(await inSeconds(), 10);
      await store.enqueue(id, { queue: 'advance' });
      assert.equal(await inSeconds(), 0);
    });
  });

  test('wakes a worker within a second, and work done in one batch is settled one by one', async () => {
    await withStore(async ({ store, jobs }) => {
      const handed: string[] = [];
      const tries = new Map<string, number>();
      await jobs.work('advance', async (batch) => {
        for (const { document } of batch) {
          handed.push(document);
          tries.set(document, (tries.get(document) ?? 0) + 1);
        }
        return batch
          .filter(({ document, redeliveries }) => document === bad.id && redeliveries === 0)
          .map(({ id }) => ({ id, why: 'not yet' }));
      });
      const [good, bad] = [await made(store, 'a'), await made(store, 'b')];
      await new Promise((resolve) => setTimeout(resolve, 300));
      const begun = performance.now();
      await store.commit([good, bad].map((each) => step(each, 'prepared', { jobs: [{ queue: 'advance' }] })));
      await until('both were handed out', () => new Set(handed).size === 2);
      assert.ok(performance.now() - begun < 900, 'by notification, not by the next look');
      await until('the failed one came again', () => tries.get(bad.id) === 2);
      assert.equal(tries.get(good.id), 1);
    });
  });

  test('may ask for its own successor while it runs', async () => {
    await withStore(async ({ store, jobs }) => {
      const { id } = await made(store, 'k');
      const stages = ['prepared', 'signed', 'sent', 'delivered'] as const;
      await jobs.work('advance', async (batch) => {
        for (const { document } of batch) {
          const now = await current(store, document);
          const next = stages[now.head - 1];
          if (next !== undefined) await store.commit([step(now, next, { jobs: [{ queue: 'advance' }] })]);
        }
      });
      await store.enqueue(id, { queue: 'advance' });
      await until('the road was gone to its end', async () => (await current(store, id)).stage === 'delivered');
    });
  });
});

test('due documents are those whose time passed and that no job will take', async () => {
  await withStore(async ({ store }) => {
    const due = await made(store, 'due', { dueAt: later(-60) });
    await made(store, 'later', { dueAt: later(60) });
    await made(store, 'taken', { dueAt: later(-60), jobs: [{ queue: 'advance' }] });
    const asleep = await made(store, 'asleep', { dueAt: later(-30), jobs: [{ queue: 'advance', at: later(3600) }] });
    await made(store, 'none');
    const ids = async (): Promise<readonly string[]> => (await store.due(realClock.now(), 10)).map(({ id }) => id);
    assert.deepEqual(await ids(), [due.id, asleep.id]);
    for (const id of await ids()) await store.enqueue(id, { queue: 'advance' });
    assert.deepEqual(await ids(), []);
  });
});

test('documents of a worker that was killed come back to another within half a minute, none is lost', async () => {
  await withStore(
    async ({ store, another, url }) => {
      const created = await store.create(
        Array.from({ length: 30 }, (_, n) => draft(`k${n}`, { jobs: [{ queue: 'advance' }] })),
      );
      const child = spawn(process.execPath, [fileURLToPath(new URL('dying-worker.ts', import.meta.url)), url], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const said = await new Promise<string>((resolve) =>
        child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString())),
      );
      assert.ok(Number(said) > 0, 'the worker holds documents');
      child.kill('SIGKILL');
      const done = new Set<string>();
      const { jobs } = await another({ role: 'daemon' });
      await jobs.work('advance', async (batch) => {
        for (const { document } of batch) done.add(document);
      });
      await until('all documents were worked on', () => done.size === 30, 30);
      assert.deepEqual([...done].sort(), [...created.values()].sort());
    },
    { role: 'command' },
  );
});
