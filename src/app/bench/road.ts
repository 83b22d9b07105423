/**
 * `bench road`: how long an invoice takes from its posting in the ERP to its acceptance by the platform, and what the
 * daemon costs meanwhile. The daemon is a child process as in production; the simulators live here, on loopback.
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
const BUYERS = ['200000008', '300000007', '700000003', '140000001'] as const;
const READY_MS = 60_000;
/** As the container and `npm start` run it, see tools/bootstrap.mjs. */
const NODE_OPTIONS = ['--max-semi-space-size=16'];

export interface RoadPlan {
  readonly title: string;
  readonly webhook: boolean;
  /** Seconds between two polls of the ERP. */
  readonly poll: number;
  readonly invoices: number;
  /** Milliseconds between two postings; 0: all at once. */
  readonly every: number;
}

export interface RoadResult {
  readonly title: string;
  readonly invoices: number;
  /** Seconds from posted to accepted. */
  readonly p50: number;
  readonly p95: number;
  readonly perSecond: number;
  /** Megabytes of the daemon, its highest. */
  readonly memory: number;
}

export async function runRoad(plan: RoadPlan): Promise<RoadResult> {
  const ids = createIds();
  const home = mkdtempSync(join(tmpdir(), 'passerelle-bench-'));
  const odoo = await startSandboxOdoo({ clock: systemClock, ids, records: 'company' });
  const platform = await startSandboxPlatform({ clock: systemClock, ids, ackDelayMs: 0, lifeDelayMs: null });
  const [console_, hooks] = [await freePort(), await freePort()];
  writeConfig(home, { odoo, platform, console: console_, hooks, poll: plan.poll });
  const daemon = spawn(process.execPath, [...NODE_OPTIONS, 'src/main.ts', 'start', '--config', join(home, 'config')], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    await ready(daemon, `http://127.0.0.1:${console_}/readyz`, (status) => status === 200);
    // it listens last: a hook that comes before would wait for the next poll
    await ready(daemon, `http://127.0.0.1:${hooks}/`, () => true);
    if (plan.webhook) odoo.setHook(`http://127.0.0.1:${hooks}/hooks/erp/${String(odoo.settings()['hookToken'])}`);
    return await measure(plan, odoo, platform, daemon);
  } finally {
    const ended = new Promise((done) => daemon.once('exit', done));
    daemon.kill('SIGTERM');
    await ended;
    await platform.close();
    await odoo.close();
    rmSync(home, { recursive: true, force: true });
  }
}

async function measure(plan: RoadPlan, odoo: SandboxOdoo, platform: SandboxPlatform, daemon: ChildProcess): Promise<RoadResult> {
  // the first invoice warms the connections and the compiled code, as in any daemon that has run for a minute
  await postOne(odoo, 0);
  await until(() => platform.submissions().length === 1, 60_000);
  const posted = new Map<string, number>();
  const started = systemClock.monotonic();
  let memory = 0;
  for (let n = 1; n <= plan.invoices; n++) {
    const at = Date.parse(systemClock.now());
    const id = await postOne(odoo, n);
    posted.set(String(odoo.invoice(id)['name']), at);
    memory = Math.max(memory, residentMegabytes(daemon.pid ?? 0));
    if (plan.every > 0) await systemClock.sleep(plan.every - (Date.parse(systemClock.now()) - at));
  }
  await until(
    () => platform.submissions().length > plan.invoices,
    120_000,
    () => {
      memory = Math.max(memory, residentMegabytes(daemon.pid ?? 0));
    },
  );
  const seconds = (systemClock.monotonic() - started) / 1000;
  const waits = platform
    .submissions()
    .flatMap((s) => {
      const at = posted.get(s.number ?? '');
      return at === undefined || s.outcome !== 'accepted' ? [] : [(Date.parse(s.at) - at) / 1000];
    })
    .sort((a, b) => a - b);
  const quantile = (q: number): number => waits[Math.min(waits.length - 1, Math.floor(q * waits.length))] ?? Number.NaN;
  return { title: plan.title, invoices: waits.length, p50: quantile(0.5), p95: quantile(0.95), perSecond: waits.length / seconds, memory };
}

function postOne(odoo: SandboxOdoo, n: number): Promise<number> {
  const { products, taxes, partners } = odoo.demo;
  const buyer = partners[BUYERS[n % BUYERS.length] ?? ''] ?? 0;
  const lines = Array.from({ length: 10 }, (_, line) => [
    0,
    0,
    {
      product_id: products['paper'] ?? 0,
      name: `Ramettes ${n}-${line}`,
      quantity: String(1 + ((n + line) % 9)),
      price_unit: '4.15',
      tax_ids: [[6, 0, [taxes['20 G'] ?? 0]]],
    },
  ]);
  return odoo.post({ partner_id: buyer, commercial_partner_id: buyer, partner_shipping_id: buyer, invoice_line_ids: lines });
}

interface Addresses {
  readonly odoo: SandboxOdoo;
  readonly platform: SandboxPlatform;
  readonly console: number;
  readonly hooks: number;
  readonly poll: number;
}

function writeConfig(home: string, { odoo, platform, console: console_, hooks, poll }: Addresses): void {
  const files: Readonly<Record<string, unknown>> = {
    'passerelle.yaml': {
      dataFolder: join(home, 'data'),
      database: { embedded: 'accept' },
      log: { level: 'error' },
      poll: { erp: `${poll}s`, platform: '5s' },
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

async function until(good: () => boolean | Promise<boolean>, milliseconds: number, meanwhile?: () => void): Promise<void> {
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
