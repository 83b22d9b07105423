/**
 * The real Odoo 19 under test: started from the shared scripts in a folder of its own, its database put back to a clean
 * one before a run. PASSERELLE_ODOO_URL names a server that already runs instead; then nothing is reset, and what needs
 * its PostgreSQL is left out.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import postgres from 'postgres';

const ROOT = resolve(import.meta.dirname, '../../..');
const SCRIPTS = process.env['PASSERELLE_ODOO_SCRIPTS'] ?? resolve(ROOT, '../shared/servers/odoo');
const MODULES = 'base,account,l10n_fr_account,account_edi_ubl_cii,l10n_fr_facturx_chorus_pro,base_automation,account_debit_note,sale';
const CLEAN = 'passerelle_clean';

export interface OdooServer {
  readonly url: string;
  readonly database: string;
  /** A connection string to its PostgreSQL as owner, for what only SQL can stage; undefined for a server given by URL. */
  readonly sql: string | undefined;
  /** Serves another copy of the present database, under a new name, at the same address. */
  copyAs(name: string): Promise<OdooServer>;
  /** Serves this database again. */
  serve(): Promise<void>;
}

/** Why no server can be had, or undefined. */
export function noServer(): string | undefined {
  if (process.env['PASSERELLE_ODOO_URL'] !== undefined) return undefined;
  if (!existsSync(join(SCRIPTS, 'start.sh')))
    return 'no Odoo: set PASSERELLE_ODOO_URL, or PASSERELLE_ODOO_SCRIPTS to a folder with start.sh';
  return process.getuid?.() === 0 ? undefined : 'starting Odoo from its scripts needs root: set PASSERELLE_ODOO_URL instead';
}

export async function cleanOdoo(): Promise<OdooServer> {
  const given = process.env['PASSERELLE_ODOO_URL'];
  if (given !== undefined) return givenServer(given, process.env['PASSERELLE_ODOO_DATABASE'] ?? 'passerelle');
  const base = process.env['ODOO_BASE'] ?? ownFolder();
  mkdirSync(join(base, 'scripts'), { recursive: true });
  for (const script of ['start.sh', 'stop.sh']) copyFileSync(join(SCRIPTS, script), join(base, 'scripts', script));
  const server = ownServer(base, 'passerelle');
  startAnyhow(base);
  await stop(base);
  await withSql(server.sql, async (sql) => {
    const names = (await sql<{ datname: string }[]>`select datname from pg_database`).map((row) => row.datname);
    if (names.includes(CLEAN)) {
      await sql`drop database if exists passerelle with (force)`;
      await sql.unsafe(`create database passerelle template ${CLEAN} owner odoo`);
    } else await sql.unsafe(`create database ${CLEAN} template passerelle owner odoo`);
  });
  start(base, 'passerelle');
  return server;
}

function givenServer(url: string, database: string): OdooServer {
  const refuse = (): Promise<never> => Promise.reject(new Error('a server given by URL is not restarted'));
  return { url: url.replace(/\/$/, ''), database, sql: process.env['PASSERELLE_ODOO_SQL'], copyAs: refuse, serve: refuse };
}

function ownServer(base: string, database: string): OdooServer & { readonly sql: string } {
  const port = process.env['PGPORT_ODOO'] ?? '55432';
  return {
    url: `http://127.0.0.1:${process.env['ODOO_HTTP'] ?? '18069'}`,
    database,
    sql: `postgres://pgadmin@127.0.0.1:${port}/${database}`,
    copyAs: async (name) => {
      await stop(base);
      const copy = ownServer(base, name);
      await withSql(copy.sql, async (sql) => {
        await sql.unsafe(`drop database if exists ${name} with (force)`);
        await sql.unsafe(`create database ${name} template ${database} owner odoo`);
      });
      start(base, name);
      return copy;
    },
    serve: async () => {
      await stop(base);
      start(base, database);
    },
  };
}

async function withSql(address: string, act: (sql: postgres.Sql) => Promise<void>): Promise<void> {
  const url = new URL(address);
  url.pathname = '/postgres';
  const sql = postgres(url.href, { max: 1, onnotice: () => {} });
  try {
    await act(sql);
  } finally {
    await sql.end();
  }
}

/** The cluster keeps the port it was made with, so each port has its folder. */
function ownFolder(): string {
  return join(tmpdir(), `passerelle-odoo-19-on-${process.env['PGPORT_ODOO'] ?? '55432'}`);
}

/** A folder that an earlier run left half made or badly ended is made anew once; the downloaded package stays. */
function startAnyhow(base: string): void {
  try {
    start(base, 'passerelle');
  } catch (error) {
    if (process.env['ODOO_BASE'] !== undefined) throw error;
    spawnSync('bash', [join(base, 'scripts', 'stop.sh')], { env: { ...process.env, ODOO_BASE: base }, timeout: 60_000 });
    rmSync(join(base, 'run'), { recursive: true, force: true });
    start(base, 'passerelle');
  }
}

function start(base: string, database: string): void {
  const env = { ...process.env, ODOO_BASE: base, ODOO_MODULES: process.env['ODOO_MODULES'] ?? MODULES };
  const result = spawnSync('bash', [join(base, 'scripts', 'start.sh'), database], { env, encoding: 'utf8', timeout: 420_000 });
  if (result.status !== 0) throw new Error(`Odoo did not start: ${result.stdout}${result.stderr}`);
}

/** Ends Odoo; its PostgreSQL goes on. */
async function stop(base: string): Promise<void> {
  const file = join(base, 'run', 'odoo.pid');
  if (!existsSync(file)) return;
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
  for (let tries = 0; tries < 100; tries++) {
    try {
      process.kill(pid, tries < 60 ? 'SIGTERM' : 'SIGKILL');
    } catch {
      return;
    }
    await wait(250);
  }
  throw new Error(`Odoo (process ${pid}) does not end`);
}
