/** The stage of the road in: two platforms, one company that takes any invoice, one that takes only its own, one daemon. */
import { createIds } from '../../../src/runtime/ids.ts';
import { systemClock } from '../../../src/runtime/clock.ts';
import { startSandboxPlatform, type SandboxPlatform } from '../../../src/sandbox/platform/platform.ts';
import type { Document } from '../../../src/model/document.ts';
import type { Admin } from './admin.ts';
import { command, newHome, OPERATOR, startDaemon, until, writeFiles, type Daemon, type Home } from './daemon.ts';
import { frenchVat } from './ground.ts';
import type { CorpusFile } from './reception-corpus.ts';
import { BUYER, BUYER_BOT, layBuyer, type BuyerGround } from './reception-ground.ts';
import { configuration, type World } from './world.ts';

export type Outside = Pick<World, 'odoo' | 'admin' | 'say' | 'pictures'>;

export interface ReceptionStage extends BuyerGround {
  readonly outside: Outside;
  readonly daemon: Daemon;
  /** Of the company that takes any invoice, and of the one that checks its buyers. */
  readonly platforms: Readonly<Record<'any' | 'strict', SandboxPlatform>>;
  close(): Promise<void>;
}

const STRICT = { name: 'Contrôle Démo SAS', siren: '180000002' } as const;

export async function setReceptionStage(outside: Outside): Promise<ReceptionStage> {
  const ground = await layBuyer(outside.admin);
  const options = { clock: systemClock, ids: createIds(), lifeDelayMs: null } as const;
  const platforms = { any: await startSandboxPlatform(options), strict: await startSandboxPlatform(options) };
  const home = await newHome();
  writeFiles(home, configurationOf(home, outside, ground, platforms));
  await provision(home, outside.admin);
  const daemon = await startDaemon(home);
  const paused = daemon.log.filter((line) => line.includes('company.paused'));
  if (paused.length > 0) throw new Error(`a company of this stage does not work: ${paused.join(' ')}`);
  outside.say(`daemon that receives at ${daemon.console}, its folder ${home.folder}`);
  return {
    ...ground,
    outside,
    daemon,
    platforms,
    close: async () => {
      await daemon.stop();
      await platforms.any.close();
      await platforms.strict.close();
    },
  };
}

async function provision(home: Home, admin: Admin): Promise<void> {
  const key = await admin.makeKey('admin', process.env['PASSERELLE_ODOO_ADMIN'] ?? 'admin', '0');
  command(home, ['odoo', 'provision', '--connection', 'odoo'], { PASSERELLE_ADMIN_KEY: key });
}

function configurationOf(
  home: Home,
  { odoo }: Outside,
  { company, key }: BuyerGround,
  platforms: ReceptionStage['platforms'],
): Record<string, string> {
  const [passerelle = '', dialect = ''] = ['passerelle.yaml', 'dialects/standard-1.3.0.yaml'];
  const shared = configuration(home, { odoo, key, platform: platforms.any, companies: [company] });
  const base = { mode: 'live', since: '2026-01-01', erp: { connection: 'odoo', company: String(company) } };
  const platform = (one: SandboxPlatform): unknown => ({ kind: 'fr-pa', dialect: 'standard-1.3.0', settings: one.settings() });
  const files: Record<string, unknown> = {
    'companies/achats.yaml': {
      ...base,
      legalName: BUYER.name,
      siren: BUYER.siren,
      vatId: frenchVat(BUYER.siren),
      channel: { connection: 'platform' },
      policies: { reception: { buyerCheck: 'accept-any', unknownSupplier: 'create' } },
    },
    'companies/controle.yaml': {
      ...base,
      legalName: STRICT.name,
      siren: STRICT.siren,
      vatId: frenchVat(STRICT.siren),
      channel: { connection: 'strict' },
      policies: { reception: { unknownSupplier: 'create' } },
    },
    'connections/odoo.yaml': { kind: 'odoo', settings: { url: odoo.url, database: odoo.database, user: BUYER_BOT.login, key } },
    'connections/platform.yaml': platform(platforms.any),
    'connections/strict.yaml': platform(platforms.strict),
  };
  const settings = JSON.parse(shared[passerelle] ?? '{}') as Readonly<Record<string, unknown>>;
  // what people do in Odoo is no matter here: it is asked seldom, so that it has time for the bills
  files[passerelle] = { ...settings, poll: { erp: '1m', platform: '1s', held: '1m', sweep: '5m' } };
  return {
    [dialect]: shared[dialect] ?? '',
    ...Object.fromEntries(Object.entries(files).map(([path, value]) => [path, `${JSON.stringify(value, null, 2)}\n`])),
  };
}

/** Delivers files and waits until each has ended; the document of each, by path. */
export async function receiveAll(
  stage: ReceptionStage,
  on: keyof ReceptionStage['platforms'],
  files: readonly CorpusFile[],
  seconds: number,
): Promise<Map<string, Document>> {
  const platform = stage.platforms[on];
  const flows = new Map(files.map((file) => [file.path, platform.deliver(file.bytes, { syntax: file.syntax, xml: file.xml })]));
  return ended(stage, flows, seconds);
}

const ENDS = ['delivered', 'closed', 'ignored', 'refused'];

export async function ended(stage: ReceptionStage, flows: ReadonlyMap<string, string>, seconds: number): Promise<Map<string, Document>> {
  const find = async (): Promise<Map<string, Document>> => {
    const documents = await stage.daemon.documents({ kind: 'invoice', direction: 'in' });
    const byFlow = new Map(documents.map((one) => [one.channelRef ?? '', one]));
    return new Map(
      [...flows].flatMap(([path, flow]): [string, Document][] => (byFlow.has(flow) ? [[path, byFlow.get(flow) as Document]] : [])),
    );
  };
  return until(
    `${flows.size} flows booked, held or ignored`,
    seconds,
    find,
    (found) => [...flows.keys()].every((path) => hasEnded(found.get(path))),
    (found) => [...flows.keys()].filter((path) => !hasEnded(found.get(path))).map((path) => [path, found.get(path) ?? 'not listed']),
  );
}

function hasEnded(document: Document | undefined): boolean {
  return document !== undefined && (document.halt === 'held' || ENDS.includes(document.stage));
}

/** A person looks at a held document again. */
export async function retry({ daemon }: ReceptionStage, id: string): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${OPERATOR.name}:${OPERATOR.password}`).toString('base64')}`;
  const answer = await fetch(`${daemon.console}/api/documents/${id}/retry`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ reason: 'taxes were made' }),
    signal: AbortSignal.timeout(30_000),
  });
  // 409: it went on by itself meanwhile, and is wherever it ended
  if (answer.status !== 200 && answer.status !== 409) throw new Error(`retry answered ${String(answer.status)}: ${await answer.text()}`);
}
