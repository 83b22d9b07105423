// A connection lost in the middle of anything leaves nothing half done, and nothing done twice.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, connect as dial, type Socket } from 'node:net';
import { describe, test } from 'node:test';
import { PasserelleError } from '../../src/base/error.ts';
import { connect } from '../../src/store/connect.ts';
import { isDriverDefect } from '../../src/store/guard.ts';
import { withDatabase, withStore } from '../support/database.ts';
import { current, draft, made, step, until } from './drafts.ts';

/** What main does: the driver's own null write on a lost connection does not end the process; anything else would. */
process.setUncaughtExceptionCaptureCallback((error) => {
  if (!isDriverDefect(error)) process.emit('uncaughtException', error);
});

describe('the guard', () => {
  test('refuses every statement of a transaction whose backend died, so that none runs outside of it', async () => {
    await withDatabase(async (url) => {
      const client = connect({ url, name: 'test', connections: 1 });
      const other = connect({ url, name: 'other', connections: 1 });
      await other`create table t (n int)`;
      const heard = Promise.withResolvers<unknown>();
      await assert.rejects(async () =>
        client.begin(async (tx) => {
          const [row] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
          await tx`insert into t values (1)`;
          await other`select pg_terminate_backend(${String(row?.pid)}::int)`;
          // Busy with something else while the connection dies and the pool makes a new one
          await new Promise((resolve) => setTimeout(resolve, 300));
          try {
            await tx`insert into t values (2)`;
          } catch (error) {
            heard.resolve(error);
            throw error;
          }
        }),
      );
      const late = await heard.promise;
      assert.ok(late instanceof PasserelleError && late.code === 'STORE_UNREACHABLE');
      await new Promise((resolve) => setTimeout(resolve, 100));
      assert.equal((await other`select 1 from t`).length, 0);
      assert.equal((await client`select 1`).length, 1, 'the pool works again');
      await client.end();
      await other.end();
    });
  });

  test('also refuses in a savepoint, and after a transaction that was done', async () => {
    await withDatabase(async (url) => {
      const client = connect({ url, name: 'test', connections: 1 });
      let kept: ((text: string) => Promise<unknown>) | undefined;
      await client.begin(async (tx) =>
        tx.savepoint(async (inner) => {
          kept = (text) => Promise.resolve(inner.unsafe(text));
          await inner`select 1`;
        }),
      );
      assert.throws(() => void kept?.('select 1'), { code: 'STORE_UNREACHABLE' });
      await client.end();
    });
  });

  test('takes only the driver’s own null write for a defect of the driver', () => {
    const theirs = new TypeError("Cannot read properties of null (reading 'write')");
    theirs.stack = `${theirs.message}\n    at write (file:///app/node_modules/postgres/src/connection.js:100:10)`;
    assert.ok(isDriverDefect(theirs));
    assert.ok(!isDriverDefect(new TypeError("Cannot read properties of null (reading 'write')")));
    assert.ok(!isDriverDefect(Object.assign(new Error('x'), { stack: theirs.stack })));
  });
});

/** A door in front of PostgreSQL that can be slammed at a chosen message. */
async function door(url: string): Promise<{
  readonly url: string;
  slamAfter(text: string): void;
  readonly slammed: () => number;
  close(): Promise<void>;
}> {
  const target = new URL(url);
  let trigger: string | null = null;
  let slams = 0;
  const sockets = new Set<Socket>();
  const server = createServer((inside) => {
    const outside = dial(Number(target.port), target.hostname);
    for (const socket of [inside, outside]) {
      sockets.add(socket);
      socket
        .on('error', () => socket.destroy())
        .on('close', () => {
          inside.destroy();
          outside.destroy();
        });
    }
    inside.on('data', (chunk) => {
      outside.write(chunk);
      if (trigger === null || !chunk.toString('latin1').toLowerCase().includes(trigger)) return;
      trigger = null;
      slams += 1;
      // The server has the message and will act on it; its answer never comes back
      inside.destroy();
      setTimeout(() => outside.destroy(), 200);
    });
    outside.on('data', (chunk) => {
      if (!inside.destroyed) inside.write(chunk);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const through = new URL(url);
  through.port = String(typeof address === 'object' && address !== null ? address.port : 0);
  return {
    url: through.href,
    slamAfter: (text) => {
      trigger = text;
    },
    slammed: () => slams,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe('a commit', () => {
  test('whose answer was lost is found in the journal and not made again', async () => {
    await withStore(async ({ store, url, another, sql }) => {
      const documents = await Promise.all(['a', 'b', 'c'].map((key) => made(store, key)));
      const entry = await door(url);
      const far = await another({ url: entry.url, role: 'command', connections: 2 });
      await far.store.document(documents[0]?.id ?? '');
      entry.slamAfter('commit');
      const outcomes = await far.store.commit(
        documents.map((each) => step(each, 'prepared', { jobs: [{ queue: 'advance' }] })),
      );
      assert.equal(entry.slammed(), 1);
      assert.deepEqual(
        outcomes,
        documents.map(() => ({ state: 'done', head: 2 })),
      );
      for (const { id } of documents) assert.equal((await store.events(id)).length, 2);
      assert.equal((await sql`select 1 from pgboss.job where name = 'advance' and state = 'created'`).length, 3);
      await far.close();
      await entry.close();
    });
  });

  test('that was lost before it took effect is made again', async () => {
    await withStore(async ({ store, url, another }) => {
      const document = await made(store, 'a');
      const entry = await door(url);
      const far = await another({ url: entry.url, role: 'command', connections: 2 });
      await far.store.document(document.id);
      entry.slamAfter('insert into passerelle."event"');
      const [outcome] = await far.store.commit([step(document, 'prepared')]);
      assert.equal(entry.slammed(), 1);
      assert.deepEqual(outcome, { state: 'done', head: 2 });
      assert.equal((await store.events(document.id)).length, 2);
      await far.close();
      await entry.close();
    });
  });

  test('cut off by the death of its backend leaves nothing half done', async () => {
    await withStore(async ({ store, sql, verify }) => {
      const documents = await Promise.all(Array.from({ length: 20 }, (_, place) => made(store, `k${place}`)));
      const moves = documents.map(async (document) =>
        until(
          'the step is done',
          async () => {
            const now = await current(store, document.id).catch(() => null);
            if (now === null) return false;
            if (now.stage === 'prepared') return true;
            const [outcome] = await store.commit([step(now, 'prepared', { set: { number: 'x' } })]);
            return outcome?.state === 'done';
          },
          20,
        ),
      );
      for (let round = 0; round < 5; round++) {
        await new Promise((resolve) => setTimeout(resolve, 15));
        await sql`select pg_terminate_backend(pid) from pg_stat_activity
          where application_name = 'passerelle-daemon' and datname = current_database() and pid <> pg_backend_pid()`;
      }
      await Promise.all(moves);
      for (const { id } of documents) {
        const now = await current(store, id);
        assert.deepEqual([now.stage, now.number, now.head, (await store.events(id)).length], ['prepared', 'x', 2, 2]);
      }
      assert.deepEqual((await verify()).broken, []);
    });
  });

  test('of a server that is gone fails as unreachable, and the next one after its return is done', async () => {
    await withStore(async ({ url, another, store }) => {
      const document = await made(store, 'k');
      const entry = await door(url);
      const far = await another({ url: entry.url, role: 'command', connections: 1 });
      await entry.close();
      await assert.rejects(far.store.create([draft('l')]), { code: 'STORE_UNREACHABLE', kind: 'transient' });
      await assert.rejects(far.store.document(document.id), { code: 'STORE_UNREACHABLE' });
      await far.close();
    });
  });
});
