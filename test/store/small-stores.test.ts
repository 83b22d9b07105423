// Inbox, hints, lanes, bindings, revisions, credentials and facts.
import assert from 'node:assert/strict';
import { readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readArray, writeArray } from '../../src/store/array-text.ts';
import { keyFile } from '../../src/store/key-file.ts';
import { storable } from '../../src/store/storable.ts';
import { toInstant } from '../../src/store/schema/columns.ts';
import { realClock, withStore } from '../support/database.ts';

describe('the inbox', () => {
  test('takes each delivery once, also after it was settled, and one bad item holds up none', async () => {
    await withStore(async ({ store: { inbox } }) => {
      assert.equal(await inbox.add(['a', 'b'].map((dedupe) => ({ source: 'pa', dedupe, body: dedupe }))), 2);
      assert.equal(
        await inbox.add([
          { source: 'pa', dedupe: 'a', body: 'again' },
          { source: 'odoo', dedupe: 'a', body: 'x' },
        ]),
        1,
      );
      const [first] = await inbox.pending(10);
      assert.ok(first !== undefined);
      await inbox.postpone(first.id, '2999-01-01T00:00:00.000Z', 'not readable yet');
      assert.equal((await inbox.pending(10)).length, 2);
      assert.equal((await inbox.pending(10, '2999-01-02T00:00:00.000Z')).find(({ id }) => id === first.id)?.attempts, 1);
      await inbox.settle((await inbox.pending(10, '2999-01-02T00:00:00.000Z')).map(({ id }) => id));
      assert.equal((await inbox.pending(10, '2999-01-02T00:00:00.000Z')).length, 0);
      assert.equal(await inbox.add([{ source: 'pa', dedupe: 'b', body: 'late duplicate' }]), 0);
    });
  });
});

describe('hints, lanes and bindings', () => {
  test('a storm of equal hints is one, and it is taken once', async () => {
    await withStore(async ({ store: { hints } }) => {
      await Promise.all(Array.from({ length: 30 }, async () => hints.post('pa', 'flows', null)));
      await hints.post('odoo', 'invoices', '7');
      assert.deepEqual(await hints.pendingConnections(), ['odoo', 'pa']);
      const taken = await Promise.all([hints.take('pa'), hints.take('pa')]);
      assert.deepEqual(taken.flat(), [{ feed: 'flows', ref: null }]);
      assert.deepEqual(await hints.take('odoo'), [{ feed: 'invoices', ref: '7' }]);
    });
  });

  test('a paused lane is listed until it is resumed, bindings are replaced', async () => {
    await withStore(async ({ store: { lanes, bindings } }) => {
      await lanes.pause('pa', null, 'credentials');
      await lanes.pause('pa', '2026-11-22T10:00:00.000Z', 'busy');
      assert.deepEqual(await lanes.list(), [{ connection: 'pa', pausedUntil: '2026-11-22T10:00:00.000Z', reason: 'busy' }]);
      await lanes.resume('pa');
      assert.deepEqual(await lanes.list(), []);
      await bindings.put('odoo', 'partner', '41', '100000009');
      await bindings.put('odoo', 'partner', '41', '200000008');
      assert.deepEqual([await bindings.get('odoo', 'partner', '41'), await bindings.get('odoo', 'partner', '42')], ['200000008', null]);
    });
  });
});

describe('revisions and facts', () => {
  test('the same content is the same revision; another one takes its place and the old one stays readable', async () => {
    await withStore(async ({ store: { revisions } }) => {
      const company = {
        kind: 'company',
        name: 'demo',
        managedBy: 'file',
        content: { b: 1, a: [1] },
        problem: null,
      } as const;
      const first = await revisions.put(company);
      assert.equal((await revisions.put({ ...company, content: { a: [1], b: 1 } })).id, first.id);
      const second = await revisions.put({ ...company, problem: 'companies/demo.yaml:3:1: no since' });
      assert.notEqual(second.id, first.id);
      await revisions.put({ ...company, kind: 'connection', name: 'pa' });
      assert.deepEqual(
        (await revisions.current('company')).map(({ id }) => id),
        [second.id],
      );
      assert.equal((await revisions.current()).length, 2);
      assert.deepEqual((await revisions.get(first.id))?.content, { a: [1], b: 1 });
      await revisions.remove('company', 'demo');
      assert.deepEqual(await revisions.current('company'), []);
      const both = await Promise.all([1, 2, 3, 4].map(async (n) => revisions.put({ ...company, name: 'raced', content: { n } })));
      assert.equal(both.length, 4);
      assert.equal((await revisions.current('company')).length, 1);
    });
  });

  test('a fact is what was set last', async () => {
    await withStore(async ({ store: { facts } }) => {
      assert.equal(await facts.get('x'), null);
      await facts.set('x', { a: 1 });
      await facts.set('x', 'text');
      assert.equal(await facts.get('x'), 'text');
      const ticks = await Promise.all(Array.from({ length: 8 }, async () => facts.claim('tick', '10:00:00')));
      assert.equal(ticks.filter((first) => first).length, 1, 'one daemon per tick');
      await facts.set('x', null);
      assert.equal(await facts.get('x'), null);
    });
  });
});

describe('credentials', () => {
  test('are sealed: the database holds nothing readable, and another key opens nothing', async () => {
    await withStore(async ({ store, sql, another }) => {
      assert.equal(await store.credentials.put('pa', 'token', 'very secret'), 1);
      const generations = await Promise.all([1, 2, 3, 4, 5].map(async (n) => store.credentials.put('odoo', 'key', `k${n}`)));
      assert.deepEqual([...generations].sort(), [1, 2, 3, 4, 5]);
      assert.equal((await sql`select 1 from passerelle.credential where connection = 'odoo'`).length, 3);
      assert.equal(await store.credentials.get('pa', 'token'), 'very secret');
      assert.equal(await store.credentials.get('pa', 'other'), null);
      const [row] = await sql`select ciphertext from passerelle.credential where connection = 'pa'`;
      assert.ok(
        !Buffer.from(row?.['ciphertext'] as Uint8Array)
          .toString('latin1')
          .includes('secret'),
      );
      const file = join(tmpdir(), `passerelle-test-other-key-${process.pid}`);
      const stranger = await another({ credentialKeyFile: file, role: 'command' });
      await assert.rejects(stranger.store.credentials.get('pa', 'token'), { code: 'STORE_KEY_DIFFERS' });
      await sql`update passerelle.credential set name = 'moved' where connection = 'pa'`;
      await assert.rejects(store.credentials.get('pa', 'moved'), { code: 'STORE_KEY_DIFFERS' });
      await rm(file, { force: true });
    });
  });

  test('have a key that is made once and read by its owner only', async () => {
    const file = join(tmpdir(), `passerelle-key-${process.pid}`, 'credentials.key');
    const keys = await Promise.all([keyFile(file)(), keyFile(file)(), keyFile(file)()]);
    assert.equal(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size, 1);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    assert.equal(Buffer.from((await readFile(file, 'utf8')).trim(), 'base64').length, 32);
    await rm(join(file, '..'), { recursive: true });
  });
});

test('arrays go to the server and come back as they were', async () => {
  await withStore(async ({ client }) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(fc.string({ unit: 'binary' }).map(storable)), { maxLength: 6 }), async (values) => {
        const [row] = await client.unsafe('select $1::text[] as back', [values as never], { prepare: true });
        assert.deepEqual(row?.['back'], values);
        assert.deepEqual(readArray(writeArray(values)), values);
      }),
      { numRuns: 60 },
    );
  });
});

test('moments are written as we write them, whatever PostgreSQL leaves out', () => {
  assert.deepEqual(['2026-11-22 08:30:00+00', '2026-11-22 08:30:00.5+00', '2026-11-22 08:30:00.123+00'].map(toInstant), [
    '2026-11-22T08:30:00.000Z',
    '2026-11-22T08:30:00.500Z',
    '2026-11-22T08:30:00.123Z',
  ]);
  assert.match(realClock.now(), /Z$/);
});

test('what PostgreSQL cannot hold is replaced everywhere, and nothing else is', () => {
  assert.deepEqual(storable({ 'k\u0000': ['\ud800', 1, null, { a: 'é', b: undefined }], c: true }), {
    'k\ufffd': ['\ufffd', 1, null, { a: 'é' }],
    c: true,
  });
});
