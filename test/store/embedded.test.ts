// The embedded server: made, started, found again after a crash, stopped; as root too; never by the wrong major.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { chooseBinaries } from '../../src/store/embedded/binaries.ts';
import { isAlive, readPostmaster } from '../../src/store/embedded/postmaster.ts';
import { startEmbedded, type EmbeddedServer } from '../../src/store/embedded/start.ts';
import { quietLog } from '../support/database.ts';
import { until } from './drafts.ts';

const folders: string[] = [];
async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'passerelle-embedded-'));
  folders.push(made);
  return made;
}
after(async () => {
  for (const each of folders) await rm(each, { recursive: true, force: true });
});

const start = async (dataFolder: string, settings = {}): Promise<EmbeddedServer> =>
  startEmbedded({ dataFolder, durable: false, settings }, quietLog);

async function ask(url: string, question: string): Promise<unknown> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    const [row] = await sql.unsafe(question);
    return Object.values(row ?? {})[0];
  } finally {
    await sql.end();
  }
}

describe('the embedded server', () => {
  test('is made, keeps what it was given, and stops with us', async () => {
    const data = await folder();
    const first = await start(data);
    await ask(first.url, 'create table kept as select 42 as n');
    assert.equal((await stat(join(data, 'postgres/password'))).mode & 0o777, 0o600);
    assert.equal(await ask(first.url, 'show listen_addresses'), '127.0.0.1');
    await first.stop();
    assert.ok(!isAlive(first.pid));
    const second = await start(data);
    assert.equal(second.attached, false);
    assert.equal(await ask(second.url, 'select n from kept'), 42);
    await second.stop();
  });

  test('wants the password', async () => {
    const server = await start(await folder());
    const url = new URL(server.url);
    url.password = 'guess';
    await assert.rejects(ask(url.href, 'select 1'), { code: '28P01' });
    await server.stop();
  });

  test('that a killed daemon left behind is taken over', async () => {
    const data = await folder();
    const child = spawn(process.execPath, [fileURLToPath(new URL('left-behind.ts', import.meta.url)), data], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [url] = (await once(child.stdout, 'data')).map(String);
    const orphan = await readPostmaster(join(data, 'postgres/data'));
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.ok(orphan !== null && isAlive(orphan.pid));
    const again = await start(data);
    assert.deepEqual([again.attached, again.pid, again.url], [true, orphan.pid, url]);
    assert.equal(await ask(again.url, 'select 1'), 1);
    await again.stop();
    assert.ok(!isAlive(orphan.pid));
  });

  test('starts after its own crash, over what the crash left', async () => {
    const data = await folder();
    const first = await startEmbedded({ dataFolder: data }, quietLog);
    await ask(first.url, 'create table kept as select 42 as n');
    first.leave();
    process.kill(first.pid, 'SIGKILL');
    await until('it is gone', () => !isAlive(first.pid));
    const second = await start(data);
    assert.deepEqual([second.attached, await ask(second.url, 'select n from kept')], [false, 42]);
    await second.stop();
    await writeFile(
      join(data, 'postgres/data/postmaster.pid'),
      `${process.pid}\n${data}\n0\n1\n\n127.0.0.1\n\nready\n`,
    );
    const third = await start(data);
    assert.equal(third.attached, false, 'a pid file with the number of another program');
    await third.stop();
  });

  test('that dies while we run is started again at the same port', async () => {
    const server = await start(await folder());
    process.kill(server.pid, 'SIGKILL');
    await until('it answers again', async () => (await ask(server.url, 'select 1').catch(() => 0)) === 1, 20);
    await server.stop();
  });

  test('stays for others who are connected, and goes with the last one', async () => {
    const data = await folder();
    const [one, two] = await Promise.all([start(data), start(data)]);
    assert.equal(one.pid, two.pid);
    const guest = postgres(one.url, { max: 1, onnotice: () => undefined });
    await guest`select 1`;
    await one.stop();
    assert.ok(isAlive(one.pid));
    await guest.end();
    await until(
      'the session is gone',
      async () =>
        Number(
          await ask(
            one.url,
            `select count(*) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
          ),
        ) === 0,
    );
    await two.stop();
    assert.ok(!isAlive(one.pid));
  });

  test('takes another port when the one it wanted is taken', async () => {
    const data = await folder();
    const other = createServer();
    other.listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const taken = typeof address === 'object' && address !== null ? address.port : 0;
    const server = await startEmbedded({ dataFolder: data, durable: false, port: taken }, quietLog);
    assert.notEqual(Number(new URL(server.url).port), taken);
    assert.equal(await ask(server.url, 'select 1'), 1);
    await server.stop();
    other.close();
  });

  test('refuses a folder of another major, and says what there is', async () => {
    const data = await folder();
    const server = await start(data);
    await server.stop();
    await writeFile(join(data, 'postgres/data/PG_VERSION'), '12\n');
    await assert.rejects(start(data), { code: 'STORE_MAJOR_DIFFERS' });
  });

  test('says where its words are when it cannot start', async () => {
    const data = await folder();
    await assert.rejects(
      start(data, { shared_buffers: 'nonsense' }),
      (error: Error & { code?: string }) =>
        error.code === 'STORE_EMBEDDED_FAILED' && error.message.includes('server.log'),
    );
    assert.match(await readFile(join(data, 'postgres/server.log'), 'utf8'), /shared_buffers/);
  });

  const root = process.getuid?.() === 0;
  test(
    'run by root is another user’s, who owns the data and nothing else of ours',
    { skip: root ? false : 'we are not root' },
    async () => {
      const data = await folder();
      const server = await start(data);
      const owner = (await stat(join(data, 'postgres/data'))).uid;
      assert.notEqual(owner, 0);
      assert.equal((await stat(`/proc/${server.pid}`)).uid, owner);
      assert.equal((await stat(join(data, 'postgres/password'))).uid, 0);
      await server.stop();
    },
  );

  test(
    'run by root in a home that only root may enter goes elsewhere and says so',
    { skip: root ? false : 'we are not root' },
    async () => {
      const home = await folder();
      await chmod(home, 0o700);
      const data = join(home, 'app/.passerelle');
      await mkdir(data, { recursive: true });
      const server = await start(data);
      assert.equal((await readFile(join(data, 'postgres-is-in.txt'), 'utf8')).trim(), server.folder);
      assert.equal(await ask(server.url, 'select 1'), 1);
      await server.stop();
      folders.push(server.folder);
    },
  );
});

describe('the choice of programs', () => {
  const found = [
    { major: 18, folder: '/a', root: '/a' },
    { major: 15, folder: '/b', root: null },
  ];
  test('is the first for a new folder, the same major for an old one', () => {
    assert.equal(chooseBinaries(found, null, '/data').major, 18);
    assert.equal(chooseBinaries(found, 15, '/data').folder, '/b');
  });
  test('fails when there is none, or none of that major', () => {
    assert.throws(() => chooseBinaries([], null, '/data'), { code: 'STORE_EMBEDDED_FAILED' });
    assert.throws(() => chooseBinaries(found, 16, '/data'), { code: 'STORE_MAJOR_DIFFERS' });
  });
});
