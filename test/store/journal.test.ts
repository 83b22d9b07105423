// The journal can only grow, and what is done to it behind our back is found.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import postgres, { type Sql } from 'postgres';
import { withStore, type Bench } from '../support/database.ts';
import { made, step } from './drafts.ts';

/** As a thief with the owner's rights would: without the triggers. */
async function harm(sql: Sql, ...statements: readonly string[]): Promise<void> {
  await sql.begin(async (tx) => {
    await tx.unsafe('set local session_replication_role = replica');
    for (const statement of statements) await tx.unsafe(statement);
  });
}

async function threeEvents({ store }: Bench): Promise<string> {
  const document = await made(store, 'k', {
    artifacts: [{ as: 'record', bytes: Buffer.from('the record'), mediaType: 'text/plain' }],
  });
  await store.commit([step(document, 'prepared', {}, { amount: 'kept' })]);
  await store.commit([step({ ...document, head: 2 }, 'signed')]);
  return document.id;
}

describe('events and anchors', () => {
  test('cannot be changed or removed by the run-time role', async () => {
    await withStore(async (bench) => {
      await threeEvents(bench);
      await bench.anchor();
      for (const statement of [
        `update passerelle.event set actor = 'someone'`,
        'delete from passerelle.event',
        'truncate passerelle.event',
        `update passerelle.anchor set documents = 0`,
        'delete from passerelle.anchor',
      ]) {
        await assert.rejects(
          async () => {
            await bench.client.unsafe(statement);
          },
          { code: '42501' },
          statement,
        );
      }
      const [role] = await bench.client<{ name: string }[]>`select current_user as name`;
      assert.equal(role?.name, 'passerelle_run_time');
    });
  });

  test('are refused to the owner too, by the triggers', async () => {
    await withStore(async (bench) => {
      await threeEvents(bench);
      await assert.rejects(async () => {
        await bench.sql.unsafe(`update passerelle.event set actor = 'someone'`);
      }, /append-only/);
      await assert.rejects(async () => {
        await bench.sql.unsafe('delete from passerelle.event where seq = 1');
      }, /append-only/);
      await assert.rejects(async () => {
        await bench.sql.unsafe('truncate passerelle.event');
      }, /append-only/);
    });
  });

  test('are guarded by triggers alone where no role could be made', async () => {
    await withStore(async ({ url, sql, another }) => {
      const name = `plain_${process.pid}`;
      await sql.unsafe(`create role ${name} login password 'x' nocreaterole`);
      const [database] = await sql<{ name: string }[]>`select current_database() as name`;
      await sql.unsafe(
        `drop schema passerelle cascade; drop schema pgboss cascade; grant create on database ${database?.name ?? ''} to ${name}`,
      );
      const plain = new URL(url);
      plain.username = name;
      plain.password = 'x';
      const store = await another({ url: plain.href });
      await made(store.store, 'k');
      const outside = postgres(plain.href, { max: 1 });
      await assert.rejects(async () => {
        await outside.unsafe('delete from passerelle.event');
      }, /append-only/);
      await outside.end();
    });
  });
});

describe('verify', () => {
  test('finds nothing wrong with what was not touched', async () => {
    await withStore(async (bench) => {
      await threeEvents(bench);
      assert.equal((await bench.anchor())?.documents, 1);
      assert.equal(await bench.anchor(), null, 'nothing moved since');
      assert.deepEqual(await bench.verify(), { documents: 1, events: 3, artifacts: 2, anchors: 1, broken: [] });
    });
  });

  const HARM: readonly (readonly [string, (id: string) => readonly string[], object])[] = [
    [
      'an altered column',
      () => [`update passerelle.event set actor = 'someone' where seq = 2`],
      { kind: 'event-altered', seq: 2 },
    ],
    [
      'altered data',
      () => [`update passerelle.event set data = '{"amount":"changed"}' where seq = 2`],
      { kind: 'event-altered', seq: 2 },
    ],
    [
      'an altered body with a new hash',
      () => [`update passerelle.event set body = body || ' ', hash = sha256(body || ' ') where seq = 1`],
      { kind: 'event-altered', seq: 1 },
    ],
    ['a removed event', () => ['delete from passerelle.event where seq = 2'], { kind: 'event-missing', seq: 2 }],
    ['a removed last event', () => ['delete from passerelle.event where seq = 3'], { kind: 'event-missing', seq: 3 }],
    [
      'a head set back',
      () => [
        'delete from passerelle.event where seq = 3',
        'update passerelle.document set head = 2, head_hash = (select hash from passerelle.event where seq = 2)',
      ],
      { kind: 'anchor-contradicted', of: '1' },
    ],
    [
      'a removed document',
      (id) =>
        ['finding', 'document_version', 'document_artifact', 'event']
          .map((table) => `delete from passerelle.${table} where document = '${id}'`)
          .concat(`delete from passerelle.document where id = '${id}'`),
      { kind: 'anchor-contradicted', of: '1' },
    ],
    [
      'an altered anchor',
      () => ['update passerelle.anchor set root = sha256(root)'],
      { kind: 'anchor-altered', of: '1' },
    ],
  ];
  for (const [title, statements, expected] of HARM) {
    test(`finds ${title}`, async () => {
      await withStore(async (bench) => {
        const id = await threeEvents(bench);
        await bench.anchor();
        await harm(bench.sql, ...statements(id));
        const { broken } = await bench.verify();
        assert.ok(
          broken.some((breach) =>
            Object.entries(expected).every(([key, value]) => breach[key as keyof typeof breach] === value),
          ),
          JSON.stringify(broken),
        );
      });
    });
  }

  test('finds altered bytes, and takes dropped ones for retention', async () => {
    await withStore(async (bench) => {
      const id = await threeEvents(bench);
      const record = (await bench.store.version(id, 1))?.record ?? '';
      await bench.sql`update passerelle.artifact set bytes = overlay(bytes placing '\\x0000' from 9) where sha256 = decode(${record}, 'hex')`;
      assert.deepEqual((await bench.verify()).broken, [{ kind: 'artifact-altered', of: record }]);
      await bench.sql`delete from passerelle.artifact where sha256 = decode(${record}, 'hex')`;
      assert.deepEqual((await bench.verify()).broken, []);
      assert.equal(await bench.store.artifact(record), null);
    });
  });
});
