// Migrations: reviewed files, once, together, never against a newer schema, and never behind the tables of the code.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { prepareDatabase } from '../../src/store/open-store.ts';
import { withDatabase, withStore } from '../support/database.ts';
import postgres from 'postgres';

const ROOT = resolve(import.meta.dirname, '../..');

test('the files of drizzle/ say all that the tables in code say', async () => {
  const copy = await mkdtemp(join(ROOT, '.drizzle-check-'));
  try {
    await cp(join(ROOT, 'drizzle'), copy, { recursive: true });
    const before = await readdir(copy);
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        join(ROOT, 'node_modules/drizzle-kit/bin.cjs'),
        'generate',
        '--dialect=postgresql',
        '--schema=./src/store/schema/index.ts',
        `--out=./${copy.slice(ROOT.length + 1)}`,
        '--name=difference',
      ],
      { cwd: ROOT, timeout: 60_000 },
    );
    assert.match(stdout, /No schema changes/);
    assert.deepEqual(await readdir(copy), before);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
});

test('daemons that start together migrate once', async () => {
  await withDatabase(async (url) => {
    const sql = postgres(url, { max: 1, onnotice: () => undefined });
    await sql.unsafe('drop schema passerelle cascade; drop schema pgboss cascade');
    await Promise.all([1, 2, 3].map(() => prepareDatabase(url)));
    const rows = await sql<{ name: string }[]>`select name from passerelle.migration order by name`;
    const files = (await readdir(join(ROOT, 'drizzle')))
      .filter((name) => name.endsWith('.sql'))
      .map((name) => name.slice(0, -4))
      .sort();
    assert.deepEqual(
      rows.map(({ name }) => name),
      files,
    );
    await sql.end();
  });
});

test('a schema that is newer than the release is refused', async () => {
  await withStore(async ({ sql, another }) => {
    await sql`insert into passerelle.migration (name, sha256) values ('9999_from_the_future', '')`;
    await assert.rejects(another(), { code: 'STORE_SCHEMA_NEWER' });
  });
});

test('a server that is not there is said to be unreachable', async () => {
  await assert.rejects(prepareDatabase('postgres://nobody:x@127.0.0.1:9/none'), { code: 'STORE_UNREACHABLE' });
});
