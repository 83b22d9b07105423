/** The whole stage: a clean real Odoo with its documents, a simulated platform, and the daemon between them. */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createIds } from '../../../src/runtime/ids.ts';
import { systemClock } from '../../../src/runtime/clock.ts';
import { startSandboxPlatform, type SandboxPlatform } from '../../../src/sandbox/platform/platform.ts';
import { connectAdmin, type Admin } from './admin.ts';
import { buildDocuments, buildFollowers, type Built } from './build.ts';
import { newHome, OPERATOR, startDaemon, type Daemon } from './daemon.ts';
import { BOT, layGround, type Ground } from './ground.ts';
import { cleanOdoo, type OdooServer } from './server.ts';

export const SINCE = '2026-11-01';
const ROOT = resolve(import.meta.dirname, '../../..');
const ADMIN = { login: 'admin', password: process.env['PASSERELLE_ODOO_ADMIN'] ?? 'admin' } as const;

export interface World {
  readonly odoo: OdooServer;
  readonly admin: Admin;
  readonly ground: Ground;
  readonly key: string;
  readonly built: readonly Built[];
  readonly platform: SandboxPlatform;
  readonly home: string;
  readonly files: Readonly<Record<string, string>>;
  daemon: Daemon;
  /** Folder of the pictures that people look at. */
  readonly pictures: string;
  readonly say: (sentence: string) => void;
  close(): Promise<void>;
}

export async function setTheStage(say: (sentence: string) => void): Promise<World> {
  const odoo = await cleanOdoo();
  say(`Odoo at ${odoo.url}, database ${odoo.database}`);
  const admin = await connectAdmin({ url: odoo.url, database: odoo.database, ...ADMIN });
  const ground = await layGround(admin);
  const key = await admin.makeKey(BOT.login, BOT.password, '90');
  const first = await buildDocuments(ground);
  const built = [...first, ...(await buildFollowers(ground, first))];
  say(`${built.length} documents posted`);
  const platform = await startSandboxPlatform({ clock: systemClock, ids: createIds(), ackDelayMs: 200, lifeDelayMs: 400 });
  const home = newHome();
  const files = configuration(home, { odoo, key, platform, companies: ground.companies });
  const pictures = process.env['PASSERELLE_E2E_PICTURES'] ?? join(home, 'pictures');
  mkdirSync(pictures, { recursive: true });
  const daemon = await startDaemon(home, { files });
  say(`daemon at ${daemon.console}, its folder ${home}`);
  const world: World = {
    odoo, admin, ground, key, built, platform, home, files, daemon, pictures, say,
    close: async () => {
      await world.daemon.stop();
      await platform.close();
    },
  };
  return world;
}

interface Parts {
  readonly odoo: { readonly url: string; readonly database: string };
  readonly key: string;
  readonly platform: SandboxPlatform;
  readonly companies: readonly number[];
}

/** The files of config/, as an integrator would write them; JSON is YAML. */
export function configuration(home: string, { odoo, key, platform, companies }: Parts): Record<string, string> {
  const [first, second] = companies;
  const notes = {
    PMD: 'Pénalités de retard : trois fois le taux d’intérêt légal.',
    PMT: 'Indemnité forfaitaire pour frais de recouvrement : 40 euros.',
    AAB: 'Pas d’escompte pour paiement anticipé.',
  };
  const company = { mode: 'live', since: SINCE, channel: { connection: 'platform' }, notes };
  const files: Record<string, unknown> = {
    'passerelle.yaml': {
      database: { embedded: 'accept' },
      dataFolder: join(home, 'data'),
      listen: { console: '127.0.0.1:CONSOLE_PORT', hooks: '127.0.0.1:HOOKS_PORT' },
      poll: { erp: '2s', platform: '1s', held: '2s', sweep: '5s' },
      log: { level: 'info', format: 'json' },
      accounts: [OPERATOR],
    },
    'companies/demo.yaml': { ...company, legalName: 'Passerelle Démo SAS', siren: '100000009', vatId: 'FR88100000009', syntax: 'ubl',
      erp: { connection: 'odoo', company: String(first) } },
    'companies/atelier.yaml': { ...company, legalName: 'Atelier Démo SARL', siren: '160000006', vatId: 'FR89160000006', syntax: 'cii',
      erp: { connection: 'odoo', company: String(second) } },
    'connections/odoo.yaml': { kind: 'odoo', settings: { url: odoo.url, database: odoo.database, user: BOT.login, key } },
    'connections/platform.yaml': { kind: 'fr-pa', dialect: 'standard-1.3.0', settings: platform.settings() },
  };
  return Object.fromEntries(Object.entries(files).map(([path, value]) => [path, `${JSON.stringify(value, null, 2)}\n`]));
}

/** Runs a command of Passerelle against the same configuration. */
export function command(world: Pick<World, 'home'>, args: readonly string[], env: Readonly<Record<string, string>> = {}): { code: number | null; out: string; err: string } {
  const result = spawnSync(process.execPath, ['src/main.ts', ...args, '--config', join(world.home, 'config')],
    { cwd: ROOT, encoding: 'utf8', timeout: 120_000, env: { ...process.env, ...env } });
  return { code: result.status, out: result.stdout, err: result.stderr };
}
