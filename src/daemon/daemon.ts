/**
 * The daemon: ticks that read the remotes, workers that move documents, a sweep that finds what was left, and watches
 * over paused connections. It decides nothing about invoices.
 */
import { after, companiesOn, type Road } from '../pipeline/road.ts';
import type { Commit } from '../pipeline/advance.ts';
import { isPaused } from '../pipeline/lanes.ts';
import { listen } from '../pipeline/listen.ts';
import { settleInbox } from '../pipeline/notices.ts';
import { reconcileFlows } from '../pipeline/reconcile-flows.ts';
import { pullResponses } from '../pipeline/pull-responses.ts';
import { pullInvoices, sweepInvoices } from '../pipeline/pull.ts';
import { recheckHeld } from '../pipeline/recheck.ts';
import { troubleOf } from '../pipeline/retry.ts';
import type { Jobs } from '../ports/jobs.ts';
import type { Backlog } from '../ports/views.ts';
import { COPY_REASON, watchIdentity, type IdentityWatch } from './identity.ts';
import { createSchedule, type ClaimTick, type Schedule } from './schedule.ts';
import { startWork } from './work.ts';

export interface DaemonParts {
  readonly road: Road;
  readonly jobs: Jobs;
  readonly commit: Commit;
  readonly claimTick: ClaimTick;
  /** Connections by side with the seconds between two polls. */
  readonly connections: readonly { readonly name: string; readonly side: 'erp' | 'network'; readonly pollSeconds: number }[];
  /** Seconds between two looks at documents that are due, and between two comparisons of recent days with the ERP. */
  readonly dueSeconds: number;
  readonly sweepSeconds: number;
  /** Documents that have not ended, by stage and halt, with the age of the oldest. */
  backlog(): Promise<readonly Backlog[]>;
  /** Follows what an operator said elsewhere: activation, confirmations. */
  refresh(): Promise<void>;
  /** Chains the heads of all documents: hourly. */
  anchor(): Promise<void>;
}

export interface Daemon {
  /** Something may be new at a connection: read it now. */
  wake(connection: string): void;
  /** Runs the ticks of every connection once and returns when the queues they filled were looked at. */
  readonly schedule: Schedule;
  stop(): Promise<void>;
}

const DUE_MAX = 500;
const CHECK_SECONDS = 60;
/** Our listing against the platform's own, by a walk that trusts no cursor. */
const RECONCILE_SECONDS = 900;
/** Days of issue dates that are compared with the ERP again: late commits, long imports. */
const RECENT_DAYS = 10;
const NIGHTLY_DAYS = 62;

export async function startDaemon(parts: DaemonParts): Promise<Daemon> {
  const { road, jobs, commit } = parts;
  const schedule = createSchedule(parts.claimTick, road);
  // before the first document moves: a copy of a database must not send what its original was about to
  const identity = watchIdentity(road);
  await Promise.all(parts.connections.filter((c) => c.side === 'erp').map((c) => identity.begin(c.name)));
  await startWork(jobs, road, commit);
  for (const connection of parts.connections) {
    const run = connection.side === 'erp' ? erpTick(connection.name, road, identity) : networkTick(connection.name, road);
    schedule.add({ name: `poll:${connection.name}`, every: connection.pollSeconds, run });
    if (connection.side === 'network') {
      schedule.add({ name: `reconcile:${connection.name}`, every: RECONCILE_SECONDS, run: compare(connection.name, road) });
      continue;
    }
    schedule.add({
      name: `recent:${connection.name}`,
      every: parts.sweepSeconds,
      run: sweep(connection.name, RECENT_DAYS, road, identity),
    });
    schedule.add({ name: `nightly:${connection.name}`, every: '0 40 2 * * *', run: sweep(connection.name, NIGHTLY_DAYS, road, identity) });
  }
  schedule.add({ name: 'due', every: parts.dueSeconds, run: () => requeueDue(road) });
  schedule.add({ name: 'gauges', every: 15, run: gauges(parts), everywhere: true });
  schedule.add({ name: 'inbox', every: 5, run: async () => void (await settleInbox(road)) });
  schedule.add({ name: 'hints', every: 1, run: () => followHints(road, schedule) });
  schedule.add({ name: 'check', every: CHECK_SECONDS, run: () => checkPaused(road) });
  schedule.add({
    name: 'watch',
    every: '30 7 * * * *',
    run: () =>
      watch(
        parts.connections.map((c) => c.name),
        road,
      ),
  });
  schedule.add({ name: 'refresh', every: 5, run: () => parts.refresh(), everywhere: true });
  schedule.add({ name: 'anchor', every: '0 0 * * * *', run: () => parts.anchor() });
  return {
    schedule,
    wake: (connection) => schedule.wake(`poll:${connection}`),
    async stop() {
      await schedule.stop();
      await jobs.stop();
    },
  };
}

function erpTick(connection: string, road: Road, identity: IdentityWatch): () => Promise<void> {
  return guarded(connection, road, async () => {
    if (!(await identity.ensure(connection))) return;
    const result = await pullInvoices(connection, road);
    const rechecked = await recheckHeld(connection, road);
    const responses = await pullResponses(connection, road);
    if (result.created + result.moved + rechecked + responses > 0)
      road.log.info('erp.read', { connection, ...result, rechecked, responses });
  });
}

function networkTick(connection: string, road: Road): () => Promise<void> {
  return guarded(connection, road, async () => {
    const result = await listen(connection, road);
    if (result.stored > 0) road.log.info('network.listed', { connection, ...result });
    while ((await settleInbox(road, connection)) > 0);
  });
}

function compare(connection: string, road: Road): () => Promise<void> {
  return guarded(connection, road, async () => {
    const { lateIds, ...result } = await reconcileFlows(connection, road);
    if (lateIds.length > 0) road.log.warn('network.recovered', { connection, ...result, flows: lateIds.slice(0, 20) });
  });
}

/** A paused connection is left alone; a configuration error pauses it; the time of the last good run is kept. */
function guarded(connection: string, road: Road, work: () => Promise<void>): () => Promise<void> {
  return async () => {
    const lanes = await road.store.lanes.list();
    if (lanes.some((lane) => lane.connection === connection && isPaused(lane, road.clock.now()))) return;
    try {
      await work();
      await road.store.facts.set(`last-ok:${connection}`, road.clock.now());
    } catch (error) {
      const trouble = troubleOf(error);
      road.log.warn('connection.failed', { connection, code: trouble.code, error });
      road.meter.count('passerelle_poll_failures_total', { connection, kind: trouble.kind });
      if (trouble.kind === 'config') await road.store.lanes.pause(connection, null, `${trouble.code}: ${trouble.sentence}`);
    }
  };
}

function sweep(connection: string, days: number, road: Road, identity: IdentityWatch): () => Promise<void> {
  return guarded(connection, road, async () => {
    if (companiesOn(road, connection).length === 0 || !(await identity.ensure(connection))) return;
    const now = road.clock.now();
    await sweepInvoices(connection, { from: after(now, -days * 86_400_000).slice(0, 10), to: after(now, 86_400_000).slice(0, 10) }, road);
  });
}

async function requeueDue(road: Road): Promise<void> {
  const due = await road.store.due(road.clock.now(), DUE_MAX);
  for (const document of due) await road.store.enqueue(document.id, { queue: 'advance' });
  road.meter.gauge('passerelle_due_documents', due.length);
}

/** A pile that is gone is told as 0 once more, not left at its last height. */
function gauges({ road, backlog }: DaemonParts): () => Promise<void> {
  let before: readonly Readonly<Record<string, string>>[] = [];
  return async () => {
    const piles = (await backlog()).map(({ company, stage, halt, count, oldest }) => ({
      labels: { company: company ?? '', stage, halt: halt ?? '' },
      count,
      seconds: Math.max(0, (Date.parse(road.clock.now()) - Date.parse(oldest)) / 1000),
    }));
    for (const labels of before) {
      road.meter.gauge('documents', 0, labels);
      road.meter.gauge('oldest_document_seconds', 0, labels);
    }
    for (const { labels, count, seconds } of piles) {
      road.meter.gauge('documents', count, labels);
      road.meter.gauge('oldest_document_seconds', seconds, labels);
    }
    before = piles.map(({ labels }) => labels);
  };
}

async function followHints(road: Road, schedule: Schedule): Promise<void> {
  for (const connection of await road.store.hints.pendingConnections()) {
    await road.store.hints.take(connection);
    schedule.wake(`poll:${connection}`);
  }
}

/** A connection paused by an error resumes by itself once its checks pass; a possible copy only by an operator. */
async function checkPaused(road: Road): Promise<void> {
  for (const lane of await road.store.lanes.list()) {
    if (lane.reason?.startsWith(COPY_REASON) === true || lane.reason?.startsWith('operator') === true) continue;
    const adapter = road.connector(lane.connection) ?? road.channel(lane.connection);
    if (adapter === null) continue;
    const checks = await adapter.check();
    if (checks.some((check) => check.state === 'failed')) continue;
    await road.store.lanes.resume(lane.connection);
    road.log.info('connection.resumed', { connection: lane.connection });
  }
}

/** Hourly: what the adapters find before it hurts, first of all a key that is about to expire. */
async function watch(connections: readonly string[], road: Road): Promise<void> {
  for (const connection of connections) {
    const checks = (await (road.connector(connection) ?? road.channel(connection))?.check()) ?? [];
    for (const { name, state, detail } of checks) {
      road.meter.gauge('check_failed', state === 'failed' ? 2 : state === 'warning' ? 1 : 0, { connection, check: name });
      if (state !== 'ok') road.log.warn('connection.check', { connection, check: name, state, detail });
    }
    await road.store.facts.set(
      `checks:${connection}`,
      checks.map(({ name, state, detail }) => ({ name, state, detail })),
    );
  }
}
