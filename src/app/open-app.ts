/** The composition root: configuration, store, adapters and companies put together. It decides nothing. */
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { describeError } from '../base/error.ts';
import { canonicalJson, type Json } from '../base/json.ts';
import { apply } from '../config/apply.ts';
import type { Connection } from '../config/connection-shape.ts';
import { loadConfig, type LoadedConfig } from '../config/load.ts';
import type { CompanyRoad, Road } from '../pipeline/road.ts';
import type { Log } from '../ports/runtime.ts';
import type { Views } from '../ports/views.ts';
import { systemClock } from '../runtime/clock.ts';
import { createIds } from '../runtime/ids.ts';
import { createLog, type OperatorLog } from '../runtime/log.ts';
import { createMetrics, type Metrics } from '../runtime/metrics.ts';
import { systemNoise } from '../runtime/noise.ts';
import { createRedactor } from '../runtime/redact.ts';
import { openStore, type OpenStore } from '../store/open-store.ts';
import { makeViews } from '../views/make-views.ts';
import { activated, activationOf } from './activation.ts';
import { makeAdapters, type Adapters } from './adapters.ts';
import { RELEASE } from './release.ts';
import { companyRoad } from './road.ts';
import { startSandboxes, type Sandboxes } from './substitute.ts';
import { rememberedVersions } from './versions.ts';

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
  const redactor = createRedactor();
  for (const secret of config.secrets) redactor.hide(secret);
  const log = createLog({ level: settings.log.level, format: settings.log.format, redactor, ...(options.logTo === undefined ? {} : { stream: options.logTo }) });
  const metrics = createMetrics({ ofProcess: options.role === 'daemon' });
  const ids = createIds();
  const clock = systemClock;
  const dataFolder = resolve(settings.dataFolder);
  const open = await openStore({
    ...(settings.database.url === undefined ? { embedded: { dataFolder } } : { url: settings.database.url }),
    ...(settings.credentialKeyFile === undefined ? {} : { credentialKeyFile: settings.credentialKeyFile }),
    clock, ids, log, role: options.role, connections: settings.database.connections,
  });
  const { store } = open;
  if (options.role === 'daemon') await apply(config, store.revisions);
  const given = [...config.connections.values()];
  const sandboxes = options.role === 'daemon' && settings.sandbox
    ? await startSandboxes(given.map((c) => c.settings), { clock, ids, dataFolder })
    : await noSandboxes();
  const connections: Connection[] = given.map((c) => ({ ...c, settings: sandboxes.settings(c.settings) }));
  const adapters = makeAdapters(connections, config.dialects, { clock, ids, log, meter: metrics.meter, store });
  for (const [connection, why] of adapters.problems) log.error('connection.unusable', { connection, why });
  const companies = new Map<string, CompanyRoad>();
  const paused = new Map<string, string>();
  const versions = await rememberedVersions(store, given.map((c) => c.name));

  let known = '';
  /** Only when something was said since: a mapping is not compiled for nothing. */
  const refresh = async (): Promise<void> => {
    const said = canonicalJson((await Promise.all([...config.companies.keys()].map((name) => activationOf(store, name)))) as unknown as Json);
    if (said === known) return;
    known = said;
    await rebuild();
  };
  const rebuild = async (): Promise<void> => {
    companies.clear();
    paused.clear();
    for (const problem of config.problems) if (problem.kind === 'company') paused.set(problem.name, `${problem.file}:${problem.line}:${problem.column}: ${problem.sentence}`);
    for (const company of config.companies.values()) {
      try {
        const road = companyRoad(activated(company, await activationOf(store, company.name)), { config, adapters, release: RELEASE, version: versions.of });
        if (road === null) paused.set(company.name, 'one of its connections cannot be used');
        else companies.set(company.name, road);
      } catch (error) {
        paused.set(company.name, describeError(error));
      }
    }
    tell(paused, log);
  };
  await refresh();

  const road: Road = {
    store, clock, ids, log,
    noise: systemNoise,
    meter: metrics.meter,
    owner: `${hostname()}:${ids.next()}`,
    leaseSeconds: settings.lease,
    release: RELEASE,
    consoleUrl: settings.consoleUrl ?? `http://${settings.listen.console.host}:${settings.listen.console.port}`,
    company: (name) => companies.get(name) ?? null,
    companies: () => [...companies.values()],
    connector: (name) => adapters.connectors.get(name) ?? null,
    channel: (name) => adapters.channels.get(name) ?? null,
    async described(connection, description) {
      if (await versions.learn(connection, description.version)) await rebuild();
    },
  };
  return {
    config, log, metrics, open, views: makeViews(open), road, adapters, sandboxes, paused,
    refresh,
    async close() {
      await open.close();
      await adapters.close();
      await sandboxes.close();
    },
  };
}

function tell(paused: ReadonlyMap<string, string>, log: Log): void {
  for (const [company, why] of paused) log.error('company.paused', { company, why });
}

function noSandboxes(): Promise<Sandboxes> {
  return startSandboxes([], { clock: systemClock, ids: createIds(), dataFolder: '.' });
}
