/**
 * Real PostgreSQL for tests: one embedded cluster per test process (quick, not durable), a migrated template in it, one
 * database per test cloned from the template. A failed test keeps its database and prints its address; the cluster then
 * stays up for a look, until a later run clears it away. Use `withStore`, `withDatabase`, or `testStore` for a whole file.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import postgres, { type Sql } from 'postgres';
import type { Clock, Ids, Log } from '../../src/ports/runtime.ts';
import type { Views } from '../../src/ports/views.ts';
import { startEmbedded, type EmbeddedServer } from '../../src/store/embedded/start.ts';
import { clearLeftovers, CLUSTER } from './leftover-clusters.ts';
import { openStore, prepareDatabase, type OpenStore, type OpenStoreOptions } from '../../src/store/open-store.ts';
import { makeViews } from '../../src/views/make-views.ts';

const silent = (): void => undefined;
export const quietLog: Log = { debug: silent, info: silent, warn: silent, error: silent };

const say = (event: string, facts?: unknown): void => console.error(event, facts ?? '');
/** For looking into a failing test. */
export const loudLog: Log = { debug: say, info: say, warn: say, error: say };

export const realClock: Clock = {
  now: () => new Date().toISOString(),
  monotonic: () => performance.now(),
  sleep: async (milliseconds, signal) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      signal?.addEventListener(
        'abort',
        () => {
          clearTimeout(timer);
          resolve();
        },
        { once: true },
      );
    }),
};

/** Sorts by time, as UUID version 7 does, and in the order of making within a millisecond. */
let serial = 0;
export const realIds: Ids = {
  next: () => {
    const time = Date.now().toString(16).padStart(12, '0');
    serial = (serial + 1) % 0x1000;
    return `${time.slice(0, 8)}-${time.slice(8)}-7${serial.toString(16).padStart(3, '0')}${randomUUID().slice(18)}`;
  },
};

interface Cluster {
  readonly server: EmbeddedServer;
  readonly folder: string;
  readonly admin: Sql;
}

const TEMPLATE = 'passerelle_template';
const kept: string[] = [];
let cluster: Promise<Cluster> | undefined;

async function startCluster(): Promise<Cluster> {
  await clearLeftovers();
  const folder = await mkdtemp(join(tmpdir(), `${CLUSTER}${process.pid}-`));
  const settings = { max_connections: '200' };
  const server = await startEmbedded({ dataFolder: folder, durable: false, database: TEMPLATE, settings }, quietLog);
  await prepareDatabase(server.url);
  return { server, folder, admin: postgres(server.url.replace(TEMPLATE, 'postgres'), { max: 1, onnotice: silent }) };
}

after(async () => {
  const started = await cluster?.catch(() => undefined);
  if (started === undefined) return;
  await started.admin.end({ timeout: 2 });
  if (kept.length > 0) {
    console.error(`kept for a look: ${kept.join(', ')}\nthe server is process ${started.server.pid} in ${started.folder}`);
    started.server.leave();
    return;
  }
  await started.server.stop();
  await rm(started.folder, { recursive: true, force: true });
});

/** A fresh, migrated database that stays until the process ends. */
async function freshDatabase(): Promise<{ readonly url: string; drop(): Promise<void> }> {
  cluster ??= startCluster();
  const { admin, server } = await cluster;
  const name = `t_${randomUUID().slice(0, 8)}`;
  await admin.unsafe(`create database ${name} template ${TEMPLATE}`);
  return {
    url: server.url.replace(TEMPLATE, name),
    drop: async () => {
      await admin.unsafe(`drop database ${name} with (force)`);
    },
  };
}

/** A fresh, migrated database for the time of `work`. */
export async function withDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const { url, drop } = await freshDatabase();
  try {
    const result = await work(url);
    await drop();
    return result;
  } catch (error) {
    kept.push(url);
    throw error;
  }
}

export interface TestStore extends OpenStore {
  readonly views: Views;
  readonly url: string;
}

export interface Bench extends TestStore {
  /** A connection as the owner, for looking and for doing harm. */
  readonly sql: Sql;
  /** Another process of ours, as far as the database can tell. */
  another(options?: Partial<OpenStoreOptions>): Promise<TestStore>;
}

const testOptions = {
  clock: realClock,
  ids: realIds,
  log: quietLog,
  credentialKeyFile: join(tmpdir(), `passerelle-test-key-${process.pid}`),
};
after(async () => rm(testOptions.credentialKeyFile, { force: true }));

async function open(url: string, options: Partial<OpenStoreOptions>): Promise<TestStore> {
  const store = await openStore({ ...testOptions, url, ...options });
  return { ...store, views: makeViews(store), url };
}

/** An open store on a fresh database; everything opened is closed, whatever happens. */
export async function withStore<T>(work: (bench: Bench) => Promise<T>, options: Partial<OpenStoreOptions> = {}): Promise<T> {
  return withDatabase(async (url) => {
    const opened: OpenStore[] = [];
    const another = async (more: Partial<OpenStoreOptions> = {}): Promise<TestStore> => {
      const store = await open(url, { ...options, ...more });
      opened.push(store);
      return store;
    };
    const sql = postgres(url, { max: 2, onnotice: silent });
    try {
      return await work({ ...(await another()), sql, another });
    } finally {
      await Promise.all(opened.map(async (each) => each.close()));
      await sql.end({ timeout: 2 });
    }
  });
}

/** An open store on a fresh database for a whole file: `const store = await testStore(); after(() => store.close());` */
export async function testStore(options: Partial<OpenStoreOptions> = {}): Promise<TestStore> {
  return open((await freshDatabase()).url, options);
}
