/**
 * Brings the database to the schema of this release: the reviewed SQL files of drizzle/, in the order of their journal,
 * on a connection of their own under an advisory lock, so that daemons starting together do it once.
 * Never runs against a schema newer than it knows.
 */
import { readFile } from 'node:fs/promises';
import type { Sql } from 'postgres';
import { PasserelleError } from '../base/error.ts';
import { sha256 } from '../base/hash.ts';

const FOLDER = new URL('../../drizzle/', import.meta.url);

/** Any fixed number will do; these are the letters of `pass`. */
export const MIGRATION_LOCK = 0x70617373;

interface Migration {
  readonly name: string;
  readonly text: string;
}

async function knownMigrations(folder: URL): Promise<readonly Migration[]> {
  const journal = JSON.parse(await readFile(new URL('meta/_journal.json', folder), 'utf8')) as {
    readonly entries: readonly { readonly idx: number; readonly tag: string }[];
  };
  const inOrder = [...journal.entries].sort((a, b) => a.idx - b.idx);
  return Promise.all(
    inOrder.map(async ({ tag }) => ({
      name: tag,
      text: await readFile(new URL(`${tag}.sql`, folder), 'utf8'),
    })),
  );
}

async function applied(sql: Sql): Promise<readonly string[]> {
  await sql.unsafe(`
    create schema if not exists passerelle;
    create table if not exists passerelle.migration (
      name text primary key, sha256 text not null, applied_at timestamptz not null default now())`);
  const rows = await sql<{ name: string }[]>`select name from passerelle.migration order by name`;
  return rows.map((row) => row.name);
}

function refuseNewer(done: readonly string[], known: readonly Migration[]): void {
  const names = new Set(known.map((migration) => migration.name));
  const foreign = done.filter((name) => !names.has(name));
  if (foreign.length > 0) {
    throw new PasserelleError('STORE_SCHEMA_NEWER', `the database has migrations that this release does not know: ${foreign.join(', ')}`);
  }
}

async function apply(sql: Sql, migration: Migration): Promise<void> {
  await sql.begin(async (tx) => {
    for (const statement of migration.text.split('--> statement-breakpoint')) {
      if (statement.trim() !== '') await tx.unsafe(statement);
    }
    await tx`insert into passerelle.migration (name, sha256) values (${migration.name}, ${sha256(migration.text)})`;
  });
}

/**
 * `sql` must have one connection only: the lock belongs to the session. `after` runs under the same lock.
 * @throws STORE_SCHEMA_NEWER
 */
export async function migrate<T>(sql: Sql, after: () => Promise<T>, folder: URL = FOLDER): Promise<T> {
  const known = await knownMigrations(folder);
  await sql`select pg_advisory_lock(${MIGRATION_LOCK})`;
  try {
    const done = await applied(sql);
    refuseNewer(done, known);
    for (const migration of known.filter(({ name }) => !done.includes(name))) await apply(sql, migration);
    return await after();
  } finally {
    await sql`select pg_advisory_unlock(${MIGRATION_LOCK})`.catch(() => undefined);
  }
}
