/**
 * Real PostgreSQL for tests: one embedded cluster per test process (fast, not durable), one migrated template in it,
 * one database per test cloned from the template. A failed test keeps its database and prints its name and address;
 * the cluster then stays up until the next run clears it away.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import postgres, { type Sql } from 'postgres';
import type { Clock, Ids, Log } from '../../src/ports/runtime.ts';
import { startEmbedded, type EmbeddedServer } from '../../src/store/embedded/start.ts';
import { openStore, prepareDatabase, type OpenStore, type OpenStoreOptions } from '../../src/store/open-store.ts';
import { randomUUID } from 'node:crypto';

export const quietLog: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** Prints what a store says; for looking into a failing test. */
export const loudLog: Log = {
  debug: (event, facts) => console.error('debug', event, facts ?? ''),
  info: (event, facts) => console.error('info', event, facts ?? ''),
  warn: (event, facts) => console.error('warn', event, facts ?? ''),
  error: (event, facts) => console.error('error', event, facts ?? ''),
};

export const realClock: Clock = {
  now: () => new Date().toISOString(),
  monotonic: () => performance.now(),
  sleep: (milliseconds, signal) => new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
  }),
};

/** Sorts by time as UUID version 7 does. */
export const realIds: Ids = {
  next: () => {
    const time = Date.now().toString(16).padStart(12, '0');
    const rest = randomUUID().slice(15);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${rest}`;
  },
};

interface Cluster {
  readonly server: EmbeddedServer;
  readonly folder: string;
  readonly admin: Sql;
}

const TEMPLATE = 'passerelle_template';
let cluster: Promise<Cluster> | undefined;
const kept: string[] = [];

async function startCluster(): Promise<Cluster> {
  const folder = await mkdtemp(join(tmpdir(), 'passerelle-test-'));
  const server = await startEmbedded({ dataFolder: folder, durable: false, database: TEMPLATE, settings: { max_connections: '200' } }, quietLog);
  await prepareDatabase(server.url);
  const admin = postgres(server.url.replace(TEMPLATE, 'postgres'), { max: 1, onnotice: () => undefined });
  return { server, folder, admin };
}

async function theCluster(): Promise<Cluster> {
  if (cluster === undefined) {
    cluster = startCluster();
    after(async () => {
      const started = await cluster;
      if (started === undefined) return;
      await started.admin.end({ timeout: 2 });
      if (kept.length > 0) {
        console.error(`kept for a look: ${kept.join(', ')} (folder ${started.folder})`);
        return;
      }
      await started.server.stop();
      await rm(started.folder, { recursive: true, force: true });
    });
  }
  return cluster;
}

/** A fresh, migrated database for the time of `work`. */
export async function withDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const { admin, server } = await theCluster();
  const name = `t_${randomUUID().slice(0, 8)}`;
  await admin.unsafe(`create database ${name} template ${TEMPLATE}`);
  const url = server.url.replace(TEMPLATE, name);
  try {
    const result = await work(url);
    await admin.unsafe(`drop database ${name} with (force)`);
    return result;
  } catch (error) {
    kept.push(url);
    throw error;
  }
}

export interface TestStore extends OpenStore {
  readonly url: string;
  /** A connection as the owner, for looking and for doing harm. */
  readonly sql: Sql;
  /** Another process of ours, as far as the database can tell. */
  another(options?: Partial<OpenStoreOptions>): Promise<OpenStore>;
}

export const testOptions = { clock: realClock, ids: realIds, log: quietLog, credentialKeyFile: join(tmpdir(), `passerelle-test-key-${process.pid}`) };

/** An open store on a fresh database; everything opened is closed, whatever happens. */
export async function withStore<T>(work: (store: TestStore) => Promise<T>, options: Partial<OpenStoreOptions> = {}): Promise<T> {
  return withDatabase(async (url) => {
    const opened: OpenStore[] = [];
    const open = async (more: Partial<OpenStoreOptions> = {}): Promise<OpenStore> => {
      const store = await openStore({ ...testOptions, url, ...options, ...more });
      opened.push(store);
      return store;
    };
    const sql = postgres(url, { max: 2, onnotice: () => undefined });
    try {
      const first = await open();
      return await work({ ...first, url, sql, another: open });
    } finally {
      await Promise.all(opened.map((each) => each.close()));
      await sql.end({ timeout: 2 });
    }
  });
}

/** An open store on a fresh database for a whole file; close it with `after(() => store.close())`. */
export async function testStore(options: Partial<OpenStoreOptions> = {}): Promise<OpenStore & { readonly url: string }> {
  const { admin, server } = await theCluster();
  const name = `t_${randomUUID().slice(0, 8)}`;
  await admin.unsafe(`create database ${name} template ${TEMPLATE}`);
  const url = server.url.replace(TEMPLATE, name);
  const store = await openStore({ ...testOptions, url, ...options });
  return { ...store, url };
}
