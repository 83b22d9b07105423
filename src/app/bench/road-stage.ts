/**
 * What the road benchmarks stand on: the daemon as a child process, as in production, between simulators that live here,
 * on loopback; and the arithmetic of waiting times. Measures nothing itself.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { systemClock } from '../../runtime/clock.ts';
import { createIds } from '../../runtime/ids.ts';
import { startSandboxOdoo, type SandboxOdoo } from '../../sandbox/odoo/sandbox-odoo.ts';
import { startSandboxPlatform, type SandboxPlatform } from '../../sandbox/platform/platform.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const READY_MS = 60_000;
/** As the container and `npm start` run it, see tools/bootstrap.mjs. */
const NODE_OPTIONS = ['--max-semi-space-size=16'];

export interface RoadPlan {
  readonly title: string;
  /** Both ends call the daemon's hooks; else it polls. */
  readonly webhook: boolean;
  /** Seconds between two polls of either end. */
  readonly poll: number;
  readonly invoices: number;
  /** Milliseconds between two of them; 0: all at once. */
  readonly every: number;
}

export interface RoadResult {
  readonly title: string;
  readonly invoices: number;
  /** Seconds waited. */
  readonly p50: number;
  readonly p95: number;
  readonly perSecond: number;
  /** Megabytes of the daemon, its highest. */
  readonly memory: number;
}

export interface Stage {
  readonly odoo: SandboxOdoo;
  readonly platform: SandboxPlatform;
  /** Resident megabytes of the daemon now. */
  memory(): number;
}

export async function withStage<T>(plan: RoadPlan, work: (stage: Stage) => Promise<T>): Promise<T> {
  const ids = createIds();
  const home = mkdtempSync(join(tmpdir(), 'passerelle-bench-'));
  const odoo = await startSandboxOdoo({ clock: systemClock, ids, records: 'company' });
  const platform = await startSandboxPlatform({ clock: systemClock, ids, ackDelayMs: 0, lifeDelayMs: null });
  const [console_, hooks] = [await freePort(), await freePort()];
  writeConfig(home, { odoo, platform, console: console_, hooks }, plan);
  const daemon = spawn(process.execPath, [...NODE_OPTIONS, 'src/main.ts', 'start', '--config', join(home, 'config')], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    await ready(daemon, `http://127.0.0.1:${console_}/readyz`, (status) => status === 200);
    // it listens last: a hook that comes before would wait for the next poll
    await ready(daemon, `http://127.0.0.1:${hooks}/`, () => true);
    if (plan.webhook) odoo.setHook(`http://127.0.0.1:${hooks}/hooks/erp/${String(odoo.settings()['hookToken'])}`);
    return await work({ odoo, platform, memory: () => residentMegabytes(daemon.pid ?? 0) });
  } finally {
    const ended = new Promise((done) => daemon.once('exit', done));
    daemon.kill('SIGTERM');
    await ended;
    await platform.close();
    await odoo.close();
    rmSync(home, { recursive: true, force: true });
  }
}

/** @param waits seconds, one per document */
export function resultOf(plan: RoadPlan, title: string, waits: readonly number[], seconds: number, memory: number): RoadResult {
  const sorted = [...waits].sort((a, b) => a - b);
  const quantile = (q: number): number => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
  return {
    title: `${title}, ${plan.title}`,
    invoices: sorted.length,
    p50: quantile(0.5),
    p95: quantile(0.95),
    perSecond: sorted.length / seconds,
    memory,
  };
}

interface Addresses {
  readonly odoo: SandboxOdoo;
  readonly platform: SandboxPlatform;
  readonly console: number;
  readonly hooks: number;
}

function writeConfig(home: string, { odoo, platform, console: console_, hooks }: Addresses, { poll, webhook }: RoadPlan): void {
  const files: Readonly<Record<string, unknown>> = {
    'passerelle.yaml': {
      dataFolder: join(home, 'data'),
      database: { embedded: 'accept' },
      log: { level: 'error' },
      poll: { erp: `${poll}s`, platform: `${poll}s` },
      ...(webhook ? { publicUrl: `http://127.0.0.1:${hooks}` } : {}),
      listen: { console: `127.0.0.1:${console_}`, hooks: `127.0.0.1:${hooks}` },
    },
    'companies/demo.yaml': {
      legalName: 'Passerelle Démo SAS',
      siren: '100000009',
      vatId: 'FR88100000009',
      mode: 'live',
      since: '2026-01-01',
      erp: { connection: 'erp' },
      channel: { connection: 'platform' },
      notes: { PMD: 'Trois fois le taux légal.', PMT: 'Indemnité de 40 euros.', AAB: 'Pas d’escompte.' },
    },
    'connections/erp.yaml': { kind: 'odoo', settings: odoo.settings() },
    'connections/platform.yaml': { kind: 'fr-pa', settings: platform.settings() },
  };
  for (const [path, value] of Object.entries(files)) {
    const file = join(home, 'config', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(value));
  }
}

async function ready(child: ChildProcess, address: string, good: (status: number) => boolean): Promise<void> {
  await until(async () => {
    if (child.exitCode !== null) throw new Error(`the daemon ended with ${child.exitCode}`);
    const answer = await fetch(address).catch(() => null);
    return answer !== null && good(answer.status);
  }, READY_MS);
}

export async function until(good: () => boolean | Promise<boolean>, milliseconds: number, meanwhile?: () => void): Promise<void> {
  const end = systemClock.monotonic() + milliseconds;
  while (!(await good())) {
    if (systemClock.monotonic() > end) throw new Error(`not within ${milliseconds / 1000} s`);
    meanwhile?.();
    await systemClock.sleep(50);
  }
}

/** VmRSS of Linux; 0 where there is no such file. */
function residentMegabytes(pid: number): number {
  try {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number.parseInt(kilobytes ?? '0', 10) / 1024;
  } catch {
    return 0;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
