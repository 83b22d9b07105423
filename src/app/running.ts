/** The running daemon: listeners, ticks and workers over an open app; closed in the order that loses nothing. */
import { consolePages } from '../console/pages.ts';
import { startDaemon, type Daemon, type DaemonParts } from '../daemon/daemon.ts';
import { startConsoleListener, type Readiness } from '../http/console-listener.ts';
import { startHooksListener } from '../http/hooks-listener.ts';
import type { Listener } from '../http/listener.ts';
import { signedSessions } from '../http/sessions.ts';
import { isPaused } from '../pipeline/lanes.ts';
import type { Accounts } from '../ports/operator.ts';
import { openAccounts, sessionSecret } from './accounts.ts';
import { preview } from './activation.ts';
import type { App } from './open-app.ts';
import { operations } from './operations.ts';
import { RELEASE } from './release.ts';

export interface Running {
  readonly console: Listener;
  readonly hooks: Listener;
  readonly daemon: Daemon;
  /** Password of the account made by this start, told once. */
  readonly firstPassword: string | null;
  close(): Promise<void>;
}

export async function startRunning(app: App): Promise<Running> {
  const { settings } = app.config;
  const { accounts, firstPassword } = await openAccounts(settings, app.open.store);
  const listening = { hooks: false };
  const console_ = await startConsole(app, accounts, listening);
  const daemon = await startDaemon(daemonParts(app));
  const hooks = await startHooks(app, daemon);
  listening.hooks = true;
  await subscribeHooks(app, settings.publicUrl ?? (app.sandboxes.platform === null ? undefined : hooks.url));
  return {
    console: console_,
    hooks,
    daemon,
    firstPassword,
    async close() {
      await hooks.close();
      await daemon.stop();
      await console_.close();
    },
  };
}

/** A first webhook must find its listener: ready means both listen. */
interface Listening {
  hooks: boolean;
}

async function startConsole(app: App, accounts: Accounts, listening: Listening): Promise<Listener> {
  const { road, open, metrics } = app;
  const { settings } = app.config;
  const { clock, ids, log } = road;
  const sessions = signedSessions({ secret: await sessionSecret(open.store), clock, ids });
  const shared = { views: app.views, operations: operations(road), accounts, sessions, release: RELEASE, clock, log };
  return startConsoleListener({
    ...shared,
    ...settings.listen.console,
    trustProxy: settings.listen.trustProxy,
    meter: metrics.meter,
    ready: () => readiness(app, listening),
    metrics: async () => ({ contentType: metrics.contentType, body: await metrics.page() }),
    ...(settings.metricsToken === undefined ? {} : { metricsToken: settings.metricsToken }),
    pages: consolePages({
      ...shared,
      ids,
      artifact: (sha256) => open.store.artifact(sha256),
      secure: settings.consoleUrl?.startsWith('https:') === true,
      zoneOf: (company) => (company === null ? undefined : road.company(company)?.company.timezone) ?? 'Europe/Paris',
      preview: async (company, since) => {
        const rows = await preview(open.store, company, since ?? '');
        return { rows, total: rows.length, payable: {} };
      },
    }),
  });
}

function daemonParts(app: App): DaemonParts {
  const { open } = app;
  const { poll } = app.config.settings;
  return {
    road: app.road,
    jobs: open.jobs,
    commit: (step) => open.committer.commit(step),
    // node-cron's key is NAME:SLOT, the slot an instant
    claimTick: (key) => open.store.facts.claim(`tick:${key.slice(0, -25)}`, key.slice(-24)),
    connections: connectionsOf(app),
    dueSeconds: Math.min(15, poll.held),
    sweepSeconds: poll.sweep,
    backlog: () => app.views.backlog(),
    refresh: () => app.refresh(),
    anchor: async () => {
      await open.anchor();
    },
  };
}

function startHooks(app: App, daemon: Daemon): Promise<Listener> {
  const { road } = app;
  const { listen } = app.config.settings;
  return startHooksListener({
    log: road.log,
    clock: road.clock,
    meter: road.meter,
    trustProxy: listen.trustProxy,
    ...listen.hooks,
    resolve: (connection) => {
      const adapter = road.connector(connection) ?? road.channel(connection);
      const readHook = adapter?.readHook?.bind(adapter);
      return readHook === undefined ? null : { readHook };
    },
    hints: road.store.hints,
    wake: (connection) => {
      daemon.wake(connection);
    },
  });
}

function connectionsOf(app: App): Parameters<typeof startDaemon>[0]['connections'] {
  const { poll } = app.config.settings;
  const usable = [...app.config.connections.values()].filter(
    (c) => app.adapters.connectors.has(c.name) || app.adapters.channels.has(c.name),
  );
  return usable.map((c) => {
    const side = app.adapters.connectors.has(c.name) ? 'erp' : 'network';
    return { name: c.name, side, pollSeconds: c.pollSeconds ?? (side === 'erp' ? poll.erp : poll.platform) };
  });
}

/** A platform that pushes is asked to; one that refuses is polled all the same. */
async function subscribeHooks(app: App, publicUrl: string | undefined): Promise<void> {
  if (publicUrl === undefined) return;
  for (const [connection, channel] of app.adapters.channels) {
    try {
      await channel.subscribe?.(`${publicUrl.replace(/\/$/, '')}/hooks/${connection}`);
    } catch (error) {
      app.log.warn('hooks.not-subscribed', { connection, error });
    }
  }
  app.sandboxes.odoo?.setHook(`${publicUrl.replace(/\/$/, '')}/hooks/${hookConnection(app)}`);
}

/** The demonstration's Odoo calls the hook of the connection that reads it. */
function hookConnection(app: App): string {
  const connection = [...app.config.connections.values()].find((c) => Object.values(c.settings).includes('sandbox:odoo'));
  const token = connection?.settings['hookToken'];
  return `${connection?.name ?? ''}${typeof token === 'string' ? `/${token}` : ''}`;
}

async function readiness(app: App, listening: Listening): Promise<readonly Readiness[]> {
  try {
    const lanes = await app.open.store.lanes.list();
    const now = app.road.clock.now();
    return [
      { name: 'database', ok: true },
      { name: 'hooks', ok: listening.hooks, ...(listening.hooks ? {} : { why: 'the daemon is starting' }) },
      // a paused lane is a matter for an operator, not for a load balancer: told, never failed
      ...lanes.filter((lane) => isPaused(lane, now)).map((l) => ({ name: `lane:${l.connection}`, ok: true, why: l.reason ?? 'paused' })),
    ];
  } catch {
    return [{ name: 'database', ok: false, why: 'the database does not answer' }];
  }
}
