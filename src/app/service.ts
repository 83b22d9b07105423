/** The running daemon: listeners, ticks and workers over an open app; closed in the order that loses nothing. */
import { consolePages } from '../console/pages.ts';
import { startDaemon, type Daemon } from '../daemon/daemon.ts';
import { startConsoleListener, type Readiness } from '../http/console-listener.ts';
import { startHooksListener } from '../http/hooks-listener.ts';
import type { Listener } from '../http/listener.ts';
import { signedSessions } from '../http/sessions.ts';
import { openAccounts, sessionSecret } from './accounts.ts';
import { preview } from './activation.ts';
import type { App } from './open-app.ts';
import { operations } from './operations.ts';
import { RELEASE } from './release.ts';

export interface Service {
  readonly console: Listener;
  readonly hooks: Listener;
  readonly daemon: Daemon;
  /** Password of the account made by this start, told once. */
  readonly firstPassword: string | null;
  close(): Promise<void>;
}

export async function startService(app: App): Promise<Service> {
  const { road, open, log, metrics } = app;
  const { settings } = app.config;
  const world = { log, clock: road.clock, meter: metrics.meter, trustProxy: settings.listen.trustProxy };
  const { accounts, firstPassword } = await openAccounts(settings, open.store);
  const sessions = signedSessions({ secret: await sessionSecret(open.store), clock: road.clock, ids: road.ids });
  const moves = operations(road);
  const console_ = await startConsoleListener({
    ...world, ...settings.listen.console,
    views: app.views, operations: moves, accounts, sessions, release: RELEASE,
    ready: () => readiness(app),
    metrics: async () => ({ contentType: metrics.contentType, body: await metrics.page() }),
    ...(settings.metricsToken === undefined ? {} : { metricsToken: settings.metricsToken }),
    pages: consolePages({
      views: app.views, operations: moves, accounts, sessions, release: RELEASE,
      clock: road.clock, ids: road.ids, log,
      artifact: (sha256) => open.store.artifact(sha256),
      secure: settings.consoleUrl?.startsWith('https:') === true,
      zoneOf: (company) => (company === null ? undefined : road.company(company)?.company.timezone) ?? 'Europe/Paris',
      preview: async (company, since) => {
        const rows = await preview(open.store, company, since ?? '');
        return { rows, total: rows.length, payable: {} };
      },
    }),
  });
  const daemon = await startDaemon({
    road,
    jobs: open.jobs,
    commit: (step) => open.committer.commit(step),
    // node-cron's key is NAME:SLOT, the slot an instant
    claimTick: (key) => open.store.facts.claim(`tick:${key.slice(0, -25)}`, key.slice(-24)),
    connections: connectionsOf(app),
    dueSeconds: Math.min(15, settings.poll.held),
    sweepSeconds: settings.poll.sweep,
    refresh: () => app.refresh(),
    anchor: () => open.anchor().then(() => undefined),
  });
  const hooks = await startHooksListener({
    ...world, ...settings.listen.hooks,
    resolve: (connection) => {
      const adapter = road.connector(connection) ?? road.channel(connection);
      const readHook = adapter?.readHook?.bind(adapter);
      return readHook === undefined ? null : { readHook };
    },
    hints: open.store.hints,
    wake: (connection) => { daemon.wake(connection); },
  });
  await subscribeHooks(app, settings.publicUrl ?? (app.sandboxes.platform === null ? undefined : hooks.url));
  return {
    console: console_, hooks, daemon, firstPassword,
    async close() {
      await hooks.close();
      await daemon.stop();
      await console_.close();
    },
  };
}

function connectionsOf(app: App): Parameters<typeof startDaemon>[0]['connections'] {
  const { poll } = app.config.settings;
  const usable = [...app.config.connections.values()].filter((c) => app.adapters.connectors.has(c.name) || app.adapters.channels.has(c.name));
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

async function readiness(app: App): Promise<readonly Readiness[]> {
  try {
    const lanes = await app.open.store.lanes.list();
    const now = app.road.clock.now();
    return [
      { name: 'database', ok: true },
      // a paused lane is a matter for an operator, not for a load balancer: told, never failed
      ...lanes.filter((l) => l.pausedUntil === null || l.pausedUntil > now).map((l) => ({ name: `lane:${l.connection}`, ok: true, why: l.reason ?? 'paused' })),
    ];
  } catch {
    return [{ name: 'database', ok: false, why: 'the database does not answer' }];
  }
}
