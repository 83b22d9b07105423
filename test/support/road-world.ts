/**
 * The whole road in one process, driven by hand: real PostgreSQL, real adapters, the simulators at both ends, and no
 * ticks, so that a test says when each thing happens.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { openApp, type App } from '../../src/app/open-app.ts';
import type { Document } from '../../src/model/document.ts';
import type { Event } from '../../src/model/event.ts';
import { advance } from '../../src/pipeline/advance.ts';
import { listen } from '../../src/pipeline/listen.ts';
import { settleInbox } from '../../src/pipeline/notices.ts';
import { pullInvoices } from '../../src/pipeline/pull.ts';
import { pullResponses } from '../../src/pipeline/pull-responses.ts';
import { recheckHeld } from '../../src/pipeline/recheck.ts';
import { respond } from '../../src/pipeline/respond.ts';
import { writeBack } from '../../src/pipeline/write-back.ts';
import { startSandboxOdoo, type SandboxOdoo } from '../../src/sandbox/odoo/sandbox-odoo.ts';
import { startSandboxPlatform, type SandboxPlatform } from '../../src/sandbox/platform/platform.ts';
import { realClock, realIds, withDatabase } from './database.ts';

export interface RoadWorld {
  readonly app: App;
  readonly odoo: SandboxOdoo;
  readonly platform: SandboxPlatform;
  /** Posts one invoice of a line to a counterparty; its id in the ERP. */
  post(siren: string, changes?: Readonly<Record<string, unknown>>): Promise<number>;
  /** Reads the ERP once. */
  pull(): Promise<void>;
  /** Moves every document as far as it goes now. */
  move(): Promise<void>;
  /** What the platform has planned happens, is listed and applied. */
  hear(): Promise<void>;
  /** Tells the ERP. */
  tell(): Promise<void>;
  /** All of these until nothing moves. */
  run(): Promise<void>;
  documentOf(erpId: number): Promise<Document>;
  eventsOf(erpId: number): Promise<readonly Event[]>;
}

export interface RoadOptions {
  readonly company?: Readonly<Record<string, unknown>>;
  readonly settle?: number;
}

const COMPANY = {
  legalName: 'Passerelle Démo SAS',
  siren: '100000009',
  vatId: 'FR88100000009',
  mode: 'live',
  since: '2026-01-01',
  erp: { connection: 'erp' },
  channel: { connection: 'platform' },
  notes: { PMD: 'Trois fois le taux légal.', PMT: 'Indemnité de 40 euros.', AAB: 'Pas d’escompte.' },
};

export async function withRoad(options: RoadOptions, work: (world: RoadWorld) => Promise<void>): Promise<void> {
  await withDatabase(async (url) => {
    const world = { clock: realClock, ids: realIds };
    const odoo = await startSandboxOdoo({ ...world, records: 'company' });
    const platform = await startSandboxPlatform({ ...world, ackDelayMs: 60_000, lifeDelayMs: 60_000 });
    const home = mkdtempSync(join(tmpdir(), 'passerelle-road-'));
    write(home, 'companies/demo.yaml', { ...COMPANY, ...options.company });
    write(home, 'connections/erp.yaml', { kind: 'odoo', settings: odoo.settings() });
    const timeouts = { connect: 1, answer: 1, whole: 2 };
    write(home, 'connections/platform.yaml', {
      kind: 'fr-pa',
      settings: { ...platform.settings(), settle: options.settle ?? 0, timeouts },
    });
    write(home, 'passerelle.yaml', { lease: '2s', credentialKeyFile: join(home, 'key'), log: { level: 'error' } });
    const app = await openApp({ configFolder: home, env: { DATABASE_URL: url }, role: 'daemon', logTo: new PassThrough().resume() });
    try {
      await work(roadWorld(app, odoo, platform));
    } finally {
      await app.close();
      await platform.close();
      await odoo.close();
      rmSync(home, { recursive: true, force: true });
    }
  });
}

function write(home: string, path: string, value: unknown): void {
  const file = join(home, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(value));
}

function roadWorld(app: App, odoo: SandboxOdoo, platform: SandboxPlatform): RoadWorld {
  const { road, open } = app;
  const all = async (): Promise<readonly Document[]> => (await app.views.list({}, { offset: 0, limit: 200, order: 'oldest' })).rows;
  const world: RoadWorld = {
    app,
    odoo,
    platform,
    post(siren, changes = {}) {
      const { products, taxes, partners } = odoo.demo;
      const buyer = partners[siren] ?? 0;
      const line = {
        product_id: products['paper'] ?? 0,
        name: 'Ramettes',
        quantity: '10',
        price_unit: '4.15',
        tax_ids: [[6, 0, [taxes['20 G'] ?? 0]]],
      };
      return odoo.post({
        partner_id: buyer,
        commercial_partner_id: buyer,
        partner_shipping_id: buyer,
        invoice_line_ids: [[0, 0, line]],
        ...changes,
      });
    },
    pull: async () => {
      await pullInvoices('erp', road);
      await recheckHeld('erp', road);
      await pullResponses('erp', road);
      for (const document of await all()) await respond(document, road);
    },
    move: async () => {
      for (const document of await all()) await advance(document.id, road, (step) => open.committer.commit(step));
    },
    hear: async () => {
      platform.settle();
      await listen('platform', road);
      while ((await settleInbox(road)) > 0);
    },
    tell: async () => {
      for (const document of await all()) await writeBack(document, road);
    },
    run: async () => {
      for (let round = 0; round < 12; round++) {
        const before = JSON.stringify(await all());
        await world.pull();
        await world.move();
        await world.hear();
        await world.tell();
        if (JSON.stringify(await all()) === before) return;
      }
    },
    documentOf: async (erpId) => {
      const [document] = await open.store.byErpRef('erp', { model: 'account.move', id: String(erpId) });
      if (document === undefined) throw new Error(`no document for account.move ${erpId}`);
      return document;
    },
    eventsOf: async (erpId) => open.store.events((await world.documentOf(erpId)).id),
  };
  return world;
}
