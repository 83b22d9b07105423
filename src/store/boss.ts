/** pg-boss as we set it up: its own schema and client, two queues, no schedules (node-cron ticks), nothing it decides. */
import { fromBunSql, PgBoss, type Db } from 'pg-boss';
import type { Sql } from 'postgres';
import { QUEUES } from '../model/step.ts';
import type { Log } from '../ports/runtime.ts';
import { JOB_SCHEMA } from './job-sink.ts';

const YEARS = 10 * 365 * 24 * 3600;

/**
 * `short`: at most one waiting job per document; a job that runs does not keep its successor from being asked for.
 * pg-boss redelivers after a crash only: what to do about an error is decided in pipeline/retry.
 */
const QUEUE = {
  policy: 'short',
  notify: true,
  retryLimit: 100,
  retryDelay: 1,
  retryBackoff: true,
  // a document that a killed worker held must not wait longer for each kill
  retryDelayMax: 5,
  // The least that pg-boss takes: a crashed worker's documents are back after this, plus one supervision
  heartbeatSeconds: 10,
  expireInSeconds: 15 * 60,
  // A paused connection may keep its jobs waiting for long
  retentionSeconds: YEARS,
  // What was done is of no more use: the journal is the record
  deleteAfterSeconds: 60,
} as const;

export function bossDatabase(client: Sql): Db {
  return fromBunSql(client as never);
}

/** Creates or migrates pg-boss's schema and queues, as the owner. */
export async function installJobs(owner: Sql): Promise<void> {
  const boss = new PgBoss({
    db: bossDatabase(owner),
    schema: JOB_SCHEMA,
    supervise: false,
    schedule: false,
    migrate: true,
    monitorVacuum: false,
  });
  boss.on('error', () => undefined);
  await boss.start();
  try {
    for (const name of QUEUES) await boss.createQueue(name, QUEUE);
  } finally {
    await boss.stop({ graceful: false, close: false });
  }
}

export interface BossOptions {
  readonly client: Sql;
  readonly log: Log;
  /** Looks after crashed workers and old jobs; a command that only enqueues leaves that to the daemon. */
  readonly supervise: boolean;
}

export async function startBoss({ client, log, supervise }: BossOptions): Promise<PgBoss> {
  const boss = new PgBoss({
    db: bossDatabase(client),
    schema: JOB_SCHEMA,
    migrate: false,
    createSchema: false,
    schedule: false,
    supervise,
    superviseIntervalSeconds: 3,
    monitorIntervalSeconds: 3,
    maintenanceIntervalSeconds: 60,
    useListenNotify: supervise,
    // Needs the owner of the tables; autovacuum keeps these small
    reindex: false,
    monitorVacuum: false,
  });
  boss.on('error', (error) => log.warn('jobs-error', { error: error.message }));
  boss.on('warning', (warning) => log.warn('jobs-warning', { warning: warning.message }));
  await boss.start();
  return boss;
}
