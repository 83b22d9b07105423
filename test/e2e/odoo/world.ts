/** The whole stage: a clean real Odoo with its documents, a simulated platform, and the daemon between them. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createIds } from '../../../src/runtime/ids.ts';
import { systemClock } from '../../../src/runtime/clock.ts';
import { startSandboxPlatform, type SandboxPlatform } from '../../../src/sandbox/platform/platform.ts';
import { connectAdmin, type Admin } from './admin.ts';
import { buildDocuments, buildFollowers, type Built } from './build.ts';
import { command, newHome, OPERATOR, startDaemon, writeFiles, type Daemon, type Home } from './daemon.ts';
import { BOT, layGround, type Ground } from './ground.ts';
import { cleanOdoo, type OdooServer } from './server.ts';

export const SINCE = '2026-11-01';
const ROOT = resolve(import.meta.dirname, '../../..');
const HOOK_TOKEN = 'a-token-that-only-this-test-knows';
export const ADMIN = { login: 'admin', password: process.env['PASSERELLE_ODOO_ADMIN'] ?? 'admin' } as const;

export interface World {
  readonly odoo: OdooServer;
  readonly admin: Admin;
  readonly ground: Ground;
  readonly key: string;
  readonly built: readonly Built[];
  readonly platform: SandboxPlatform;
  readonly home: Home;
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
  const home = await newHome();
  writeFiles(home, configuration(home, { odoo, key, platform, companies: ground.companies }));
  const made = await provision(home, admin);
  say(`provisioned: ${made} things made in Odoo`);
  const pictures = process.env['PASSERELLE_E2E_PICTURES'] ?? join(home.folder, 'pictures');
  mkdirSync(pictures, { recursive: true });
  const daemon = await startDaemon(home);
  say(`daemon at ${daemon.console}, its folder ${home.folder}`);
  const world: World = {
    odoo,
    admin,
    ground,
    key,
    built,
    platform,
    home,
    daemon,
    pictures,
    say,
    close: async () => {
      await world.daemon.stop();
      await platform.close();
    },
  };
  return world;
}

/** Once, with an administrator's key; webhooks included. */
async function provision(home: Home, admin: Admin): Promise<number> {
  const key = await admin.makeKey(ADMIN.login, ADMIN.password, '0');
  const address = `http://127.0.0.1:${home.ports.hooks}/hooks/odoo/${HOOK_TOKEN}`;
  const out = command(home, ['odoo', 'provision', '--connection', 'odoo', '--hook-url', address], { PASSERELLE_ADMIN_KEY: key });
  return out.split('\n').filter((line) => line.startsWith('made')).length;
}

interface Parts {
  readonly odoo: { readonly url: string; readonly database: string };
  readonly key: string;
  readonly platform: SandboxPlatform;
  readonly companies: readonly number[];
}

/** The files of config/, as an integrator would write them; JSON is YAML. */
export function configuration({ folder, ports }: Home, { odoo, key, platform, companies }: Parts): Record<string, string> {
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
      dataFolder: join(folder, 'data'),
      listen: { console: `127.0.0.1:${ports.console}`, hooks: `127.0.0.1:${ports.hooks}` },
      poll: { erp: '2s', platform: '1s', held: '2s', sweep: '5s' },
      log: { level: 'info', format: 'json' },
      accounts: [OPERATOR],
    },
    'companies/demo.yaml': {
      ...company,
      legalName: 'Passerelle Démo SAS',
      siren: '100000009',
      vatId: 'FR88100000009',
      syntax: 'ubl',
      erp: { connection: 'odoo', company: String(first) },
    },
    'companies/atelier.yaml': {
      ...company,
      legalName: 'Atelier Démo SARL',
      siren: '160000006',
      vatId: 'FR89160000006',
      syntax: 'cii',
      policies: { netting: 'cash' },
      erp: { connection: 'odoo', company: String(second) },
    },
    'connections/odoo.yaml': {
      kind: 'odoo',
      settings: { url: odoo.url, database: odoo.database, user: BOT.login, key, hookToken: HOOK_TOKEN },
    },
    'connections/platform.yaml': { kind: 'fr-pa', dialect: 'standard-1.3.0', settings: platform.settings() },
  };
  const dialect = 'dialects/standard-1.3.0.yaml';
  return {
    ...Object.fromEntries(Object.entries(files).map(([path, value]) => [path, `${JSON.stringify(value, null, 2)}\n`])),
    [dialect]: readFileSync(join(ROOT, 'config', dialect), 'utf8'),
  };
}
