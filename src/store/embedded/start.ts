/**
 * The embedded server's life: found or made, started or attached to, watched, stopped by the last one out.
 * A daemon killed by -9 leaves its server running; the next one finds it by postmaster.pid and goes on with it.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { chown, mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import postgres from 'postgres';
import { PasserelleError } from '../../base/error.ts';
import type { Log } from '../../ports/runtime.ts';
import { reachableBinaries, reachablePlace, serverAccount, type Account } from './account.ts';
import { chooseBinaries, findBinaries } from './binaries.ts';
import { initialize, majorOfData, OWNER, passwordIn } from './initialize.ts';
import { answers, end, isAlive, isPostgres, readPostmaster, until } from './postmaster.ts';
import { withStartLock } from './start-lock.ts';
import { watch, type Watch } from './watch.ts';

export interface EmbeddedOptions {
  readonly dataFolder: string;
  /** Server settings beside ours, by their names. */
  readonly settings?: Readonly<Record<string, string>>;
  /** false: gives up safety against power failure for speed (tests). Default true. */
  readonly durable?: boolean;
  /** Port to try first; default any free one. */
  readonly port?: number;
  /** Database of the url; default `passerelle`. */
  readonly database?: string;
}

export interface EmbeddedServer {
  readonly url: string;
  readonly folder: string;
  readonly pid: number;
  /** True when a server that ran already was taken over. */
  readonly attached: boolean;
  /** Ends the watch and leaves the server running. */
  leave(): void;
  /** Stops the server, unless another process of ours is connected to it. */
  stop(): Promise<void>;
}

interface Site {
  readonly folder: string;
  readonly data: string;
  readonly programs: string;
  readonly account: Account | null;
  readonly password: string;
  readonly options: EmbeddedOptions;
}

const START_PATIENCE = 60_000;

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject).listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function settingsOf({ options }: Site, port: number): readonly string[] {
  const settings: Readonly<Record<string, string>> = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    // No socket: nothing to be taken, nothing to be reached by other users of the machine without a password
    unix_socket_directories: '',
    password_encryption: 'scram-sha-256',
    max_connections: '60',
    shared_buffers: '64MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    logging_collector: 'off',
    log_destination: 'stderr',
    ...(options.durable === false ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
    ...options.settings,
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Kept below this by beginning anew at a start. */
const LARGEST_LOG = 5_000_000;

async function launch(site: Site, port: number): Promise<ChildProcess> {
  const path = join(site.folder, 'server.log');
  const size = (await stat(path).catch(() => null))?.size ?? 0;
  const log = await open(path, size > LARGEST_LOG ? 'w' : 'a', 0o600);
  try {
    return spawn(join(site.programs, 'postgres'), ['-D', site.data, ...settingsOf(site, port)], {
      cwd: site.data,
      // Its own session: Ctrl-C and a killed daemon reach us, not the server
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' },
      ...(site.account === null ? {} : { uid: site.account.uid, gid: site.account.gid }),
    });
  } finally {
    await log.close();
  }
}

async function lastWords(site: Site): Promise<string> {
  const text = await readFile(join(site.folder, 'server.log'), 'utf8').catch(() => '');
  return text.slice(-3000);
}

/** Starts at a free port; a port taken in the meantime is answered by another one. */
export async function startServer(
  site: Site,
  preferred?: number,
): Promise<{ readonly port: number; readonly pid: number }> {
  for (let round = 1; ; round++) {
    const port = preferred !== undefined && round === 1 ? preferred : await freePort();
    const child = await launch(site, port);
    let gone = false;
    child
      .once('error', () => {
        gone = true;
      })
      .once('exit', () => {
        gone = true;
      });
    child.unref();
    const ready = await until(
      async () => gone || ((await readPostmaster(site.data))?.ready === true && (await answers(port))),
      START_PATIENCE,
    );
    if (ready && !gone && child.pid !== undefined) return { port, pid: child.pid };
    if (!gone && child.pid !== undefined) await end(child.pid, 5000);
    const words = await lastWords(site);
    if (!/could not bind|Address already in use|could not create any TCP/i.test(words) || round === 5) {
      throw new PasserelleError(
        'STORE_EMBEDDED_FAILED',
        `PostgreSQL did not start; its words are in ${join(site.folder, 'server.log')}`,
      );
    }
  }
}

function urlOf(site: Site, port: number, database: string): string {
  return `postgres://${OWNER}:${site.password}@127.0.0.1:${port}/${database}`;
}

async function isOurs(site: Site, port: number): Promise<boolean> {
  const sql = postgres(urlOf(site, port, 'postgres'), { max: 1, connect_timeout: 5, onnotice: () => undefined });
  try {
    const [row] = await sql<{ folder: string }[]>`select current_setting('data_directory') as folder`;
    return row?.folder === site.data;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 2 });
  }
}

/** A server that runs on our folder already; what a crash left is cleaned away. */
async function findRunning(site: Site, log: Log): Promise<{ port: number; pid: number } | null> {
  const left = await readPostmaster(site.data);
  if (left === null) return null;
  if (await isPostgres(left.pid)) {
    await until(async () => (await readPostmaster(site.data))?.ready === true || !isAlive(left.pid), START_PATIENCE);
    const now = await readPostmaster(site.data);
    if (now !== null && (await isOurs(site, now.port))) return { port: now.port, pid: now.pid };
    log.warn('embedded-orphan-ended', { pid: left.pid });
    await end(left.pid);
  }
  await rm(join(site.data, 'postmaster.pid'), { force: true });
  return null;
}

async function ensureDatabase(site: Site, port: number, database: string): Promise<void> {
  const sql = postgres(urlOf(site, port, 'postgres'), { max: 1, onnotice: () => undefined });
  try {
    const known = await sql`select 1 from pg_database where datname = ${database}`;
    if (known.length === 0) await sql`create database ${sql(database)}`;
  } finally {
    await sql.end({ timeout: 2 });
  }
}

/** Sessions of other processes: while there are any, the server stays. */
async function othersConnected(site: Site, port: number): Promise<boolean> {
  const sql = postgres(urlOf(site, port, 'postgres'), { max: 1, connect_timeout: 5, onnotice: () => undefined });
  try {
    const rows =
      await sql`select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`;
    return rows.length > 0;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 2 });
  }
}

async function prepareSite(options: EmbeddedOptions, log: Log): Promise<Site> {
  const account = await serverAccount();
  const { folder, movedFrom } = await reachablePlace(options.dataFolder, account);
  if (movedFrom !== null) log.warn('embedded-placed-elsewhere', { folder, because: movedFrom });
  const data = join(folder, 'data');
  await mkdir(folder, { recursive: true });
  const binaries = chooseBinaries(await findBinaries(), await majorOfData(data), data);
  const programs = await reachableBinaries(binaries, account, folder);
  const password = await passwordIn(folder);
  if ((await majorOfData(data)) === null) {
    log.info('embedded-initialize', { folder, major: binaries.major });
    await initialize({ programs, major: binaries.major, folder, data, account, durable: options.durable !== false });
  }
  if (account !== null) await chown(data, account.uid, account.gid);
  return { folder, data, programs, account, password, options };
}

/** @throws STORE_EMBEDDED_FAILED, STORE_MAJOR_DIFFERS */
export async function startEmbedded(options: EmbeddedOptions, log: Log): Promise<EmbeddedServer> {
  const database = options.database ?? 'passerelle';
  return withStartLock(options.dataFolder, async () => {
    const site = await prepareSite(options, log);
    const running = await findRunning(site, log);
    const { port, pid } = running ?? (await startServer(site, options.port));
    await ensureDatabase(site, port, database);
    log.info(running === null ? 'embedded-started' : 'embedded-attached', { folder: site.folder, port, pid });
    const watching: Watch = watch(pid, log, async () => (await startServer(site, port)).pid);
    return {
      url: urlOf(site, port, database),
      folder: site.folder,
      pid,
      attached: running !== null,
      leave: () => watching.stop(),
      async stop() {
        watching.stop();
        if (await othersConnected(site, port)) return;
        await end(watching.pid());
      },
    };
  });
}
