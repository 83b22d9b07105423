/** The composition root: configuration, store, adapters and companies put together. It decides nothing. */
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { apply } from '../config/apply.ts';
import type { Connection } from '../config/connection-shape.ts';
import { loadConfig, type LoadedConfig } from '../config/load.ts';
import type { Road } from '../pipeline/road.ts';
import type { Views } from '../ports/views.ts';
import { systemClock } from '../runtime/clock.ts';
import { createIds } from '../runtime/ids.ts';
import { createLog, type OperatorLog } from '../runtime/log.ts';
import { createMetrics, type Metrics } from '../runtime/metrics.ts';
import { systemNoise } from '../runtime/noise.ts';
import { createRedactor } from '../runtime/redact.ts';
import { openStore, type OpenStore } from '../store/open-store.ts';
import { makeViews } from '../views/make-views.ts';
import { makeAdapters, type Adapters } from './adapters.ts';
import { openCompanies, type Companies } from './companies.ts';
import { RELEASE } from './release.ts';
import { storeOf } from './store-options.ts';
import { knownSandboxes, startSandboxes, type Sandboxes } from './substitute.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface AppOptions {
  readonly configFolder: string;
  readonly env: Environment;
  readonly role: 'daemon' | 'command';
  /** Where log lines go; stdout when absent. */
  readonly logTo?: NodeJS.WritableStream;
}

export interface App {
  readonly config: LoadedConfig;
  readonly log: OperatorLog;
  readonly metrics: Metrics;
  readonly open: OpenStore;
  readonly views: Views;
  readonly road: Road;
  readonly adapters: Adapters;
  readonly sandboxes: Sandboxes;
  /** Companies that cannot travel, with the sentence that says why. */
  readonly paused: ReadonlyMap<string, string>;
  /** Reads the activation of all companies again, after an operator changed one. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

/** @throws CONFIG_INVALID for a bad setting of the daemon, STORE_… when there is no database */
export async function openApp(options: AppOptions): Promise<App> {
  const config = loadConfig(options.configFolder, options.env);
  const { settings } = config;
  const log = openLog(config, options);
  const metrics = createMetrics({ ofProcess: options.role === 'daemon' });
  const world = { clock: systemClock, ids: createIds(), log };
  const dataFolder = resolve(settings.dataFolder);
  const open = await openStore({
    ...world,
    ...storeOf(config),
    role: options.role,
    connections: settings.database.connections,
  });
  const { store } = open;
  if (options.role === 'daemon') await apply(config, store.revisions);
  const given = [...config.connections.values()];
  const wanted = settings.sandbox ? given.map((c) => c.settings) : [];
  const sandboxes = options.role === 'daemon' ? await startSandboxes(wanted, { ...world, dataFolder, store }) : await knownSandboxes(store);
  const connections: Connection[] = given.map((c) => ({ ...c, settings: sandboxes.settings(c.settings) }));
  const adapters = makeAdapters(connections, config.dialects, { ...world, meter: metrics.meter, store });
  for (const [connection, why] of adapters.problems) log.error('connection.unusable', { connection, why });
  const companies = await openCompanies(config, adapters, store, log);
  return {
    config,
    log,
    metrics,
    open,
    views: makeViews(open),
    road: roadOf({ ...world, config, store, metrics, adapters, companies }),
    adapters,
    sandboxes,
    paused: companies.paused,
    refresh: () => companies.refresh(),
    async close() {
      await open.close();
      await adapters.close();
      await sandboxes.close();
    },
  };
}

/** A command says what it found on stdout; its log speaks only of trouble. */
function openLog(config: LoadedConfig, { logTo, role }: AppOptions): OperatorLog {
  const redactor = createRedactor();
  for (const secret of config.secrets) redactor.hide(secret);
  const level = role === 'command' ? 'warn' : config.settings.log.level;
  return createLog({ format: config.settings.log.format, level, redactor, ...(logTo === undefined ? {} : { stream: logTo }) });
}

interface RoadParts extends Pick<Road, 'clock' | 'ids' | 'log' | 'store'> {
  readonly config: LoadedConfig;
  readonly metrics: Metrics;
  readonly adapters: Adapters;
  readonly companies: Companies;
}

function roadOf({ clock, ids, log, store, config: { settings }, metrics, adapters, companies }: RoadParts): Road {
  const { host, port } = settings.listen.console;
  const untrusted = new Set<string>();
  return {
    store,
    clock,
    ids,
    log,
    noise: systemNoise,
    meter: metrics.meter,
    owner: `${hostname()}:${ids.next()}`,
    leaseSeconds: settings.lease,
    release: RELEASE,
    consoleUrl: settings.consoleUrl ?? `http://${host}:${port}`,
    company: (name) => companies.ready.get(name) ?? null,
    companies: () => [...companies.ready.values()],
    connector: (name) => adapters.connectors.get(name) ?? null,
    channel: (name) => adapters.channels.get(name) ?? null,
    trusted: (connection) => !untrusted.has(connection),
    trust: (connection, trusted) => {
      if (trusted) untrusted.delete(connection);
      else untrusted.add(connection);
    },
    described: (connection, description) => companies.described(connection, description),
  };
}
