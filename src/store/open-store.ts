/** Opens the durable memory: a server by its url, or the embedded one in a folder; migrated, with its jobs. */
import { join } from 'node:path';
import type { Sql } from 'postgres';
import type { Instant } from '../base/calendar-date.ts';
import type { Clock, Ids, Log } from '../ports/runtime.ts';
import type { Store } from '../ports/store.ts';
import { makeAnchor, type Anchor } from './anchor.ts';
import { installJobs, startBoss } from './boss.ts';
import { commit, type Shop } from './commit.ts';
import { makeCommitter, type Committer } from './committer.ts';
import { connect, overClient } from './connect.ts';
import { append, create, enqueue } from './create.ts';
import { makeCredentials } from './credentials.ts';
import { makeReads } from './documents.ts';
import { makeEffects } from './effects.ts';
import { startEmbedded, type EmbeddedOptions, type EmbeddedServer } from './embedded/start.ts';
import { translated, translating } from './failures.ts';
import { makeInbox } from './inbox.ts';
import { JOB_SCHEMA } from './job-sink.ts';
import { makeJobs, type Jobs } from './jobs.ts';
import { keyFile } from './key-file.ts';
import { migrate } from './migrate.ts';
import { makeBindings, makeHints, makeLanes } from './outside.ts';
import { commitPage } from './page.ts';
import { makeFacts, makeRevisions } from './revisions.ts';
import { prepareRunTimeRole } from './run-time-role.ts';
import { verify, type Verification } from './verify.ts';

export interface OpenStoreOptions {
  /** A PostgreSQL server; without it `embedded` is used. */
  readonly url?: string;
  readonly embedded?: EmbeddedOptions;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** The key that seals credentials; default: `credentials.key` in the embedded data folder. */
  readonly credentialKeyFile?: string;
  /** daemon (default): works jobs and looks after them. command: reads, writes and enqueues only. */
  readonly role?: 'daemon' | 'command';
  /** Connections for our own statements; default 8. */
  readonly connections?: number;
}

export interface OpenStore {
  readonly store: Store;
  /** For read models: `makeViews(openStore)` of src/views. Never for writing. */
  readonly client: Sql;
  readonly jobs: Jobs;
  readonly committer: Committer;
  /** Chains of events, anchors and artifacts against themselves. */
  verify(): Promise<Verification>;
  /** Anchors the heads that moved; null when there is nothing to do, or one was made since `notBefore`. */
  anchor(notBefore?: Instant): Promise<Anchor | null>;
  /** Where the database is, without credentials, for people. */
  readonly place: string;
  close(): Promise<void>;
}

/** As the owner, on one connection: schema, jobs, rights. The role that sessions take from then on, if there is one. */
export async function prepareDatabase(url: string): Promise<string | null> {
  const owner = connect({ url, name: 'passerelle-migration', connections: 1, driverTypes: true });
  try {
    return await migrate(owner, async () => {
      await installJobs(owner);
      return prepareRunTimeRole(owner, ['passerelle', JOB_SCHEMA]);
    });
  } catch (error) {
    throw translated(error);
  } finally {
    await owner.end({ timeout: 5 });
  }
}

function assemble(shop: Shop, credentialKey: () => Promise<Uint8Array>): Store {
  const db = overClient(shop.client);
  return translating<Store>({
    ...makeReads(shop),
    effects: translating(makeEffects(shop)),
    inbox: translating(makeInbox(shop)),
    hints: translating(makeHints(db, shop)),
    lanes: translating(makeLanes(db, shop)),
    bindings: translating(makeBindings(db, shop)),
    revisions: translating(makeRevisions(db, shop)),
    credentials: translating(makeCredentials(shop, credentialKey)),
    facts: translating(makeFacts(db, shop)),
    commit: async (steps) => commit(shop, steps),
    commitPage: async (page) => commitPage(shop, page),
    create: async (drafts) => create(shop, drafts),
    append: async (id, event, set, jobs) => append(shop, id, event, set, jobs),
    enqueue: async (id, job) => enqueue(shop, id, job),
  });
}

function keyFileOf(options: OpenStoreOptions, server: EmbeddedServer | null): string {
  return options.credentialKeyFile ?? join(options.embedded?.dataFolder ?? server?.folder ?? '.passerelle', 'credentials.key');
}

/** What was opened, closed in the opposite order, once. */
type Closing = (() => Promise<unknown>)[];

async function closeAll(closing: Closing): Promise<void> {
  for (let close = closing.pop(); close !== undefined; close = closing.pop()) await close();
}

async function openParts(options: OpenStoreOptions, closing: Closing): Promise<OpenStore> {
  const { clock, ids, log, role = 'daemon' } = options;
  const server = options.url !== undefined ? null : await startEmbedded(options.embedded ?? { dataFolder: '.passerelle' }, log);
  if (server !== null) closing.push(() => server.stop());
  const url = options.url ?? server?.url ?? '';
  const runTimeRole = await prepareDatabase(url);
  const session = runTimeRole === null ? {} : { role: runTimeRole };
  const client = connect({ url, name: `passerelle-${role}`, connections: options.connections ?? 8, ...session });
  closing.push(() => client.end({ timeout: 5 }));
  const bossClient = connect({ url, name: `passerelle-${role}-jobs`, connections: 4, driverTypes: true, ...session });
  closing.push(() => bossClient.end({ timeout: 5 }));
  const boss = await startBoss({ client: bossClient, log, supervise: role === 'daemon' });
  const jobs = makeJobs(boss, log);
  const shop: Shop = { client, sink: boss, clock, ids, log };
  const store = assemble(shop, keyFile(keyFileOf(options, server)));
  const committer = makeCommitter((steps) => store.commit(steps));
  closing.push(
    () => committer.idle(),
    () => jobs.stop(),
  );
  const { host, pathname } = new URL(url);
  return {
    verify: async () => verify(client),
    anchor: async (notBefore) => makeAnchor(shop, notBefore),
    store,
    client,
    jobs,
    committer,
    place: `${host}${pathname}`,
    close: async () => closeAll(closing),
  };
}

/** @throws STORE_UNREACHABLE, STORE_SCHEMA_NEWER, STORE_MAJOR_DIFFERS, STORE_EMBEDDED_FAILED */
export async function openStore(options: OpenStoreOptions): Promise<OpenStore> {
  const closing: Closing = [];
  try {
    return await openParts(options, closing);
  } catch (error) {
    await closeAll(closing);
    throw translated(error);
  }
}
