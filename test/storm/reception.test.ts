/**
 * Hundreds of flows of a bad day (STORM_FLOWS=1000: a thousand, which takes some minutes): damaged files, files and
 * numbers that come twice, downloads that hang, one timestamp for many, late listings, on a platform without cursor or
 * order, and the daemon killed in the middle of every fifty. Each flow must end once: booked, held with a reason, or
 * ignored by a rule. Simulators live here, the daemon in a child.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import postgres, { type Sql } from 'postgres';
import { dec, equals } from '../../src/model/decimal.ts';
import { createIds } from '../../src/runtime/ids.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { startSandboxOdoo, type SandboxOdoo } from '../../src/sandbox/odoo/sandbox-odoo.ts';
import { startSandboxPlatform, type SandboxPlatform } from '../../src/sandbox/platform/platform.ts';
import { seededNoise } from '../../src/sandbox/platform/seeded-noise.ts';
import { newHome, OPERATOR, startDaemon, until, writeFiles, type Home } from '../e2e/odoo/daemon.ts';
import { withDatabase } from '../support/database.ts';
import { BATCH, deliverBatch, type StormFlow, type Trait } from './reception-flows.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const BATCHES = Number.parseInt(process.env['STORM_FLOWS'] ?? '400', 10) / BATCH;
const SEED = 20_261_122;
/** A kill comes when so many of its fifty have ended, or after this time. */
const ENDED_BEFORE_KILL = { least: 3, most: 30 } as const;
const KILL_AFTER_MS = 15_000;

interface End {
  readonly id: string;
  readonly flow: string;
  readonly stage: string;
  readonly halt: string | null;
  readonly reason: string | null;
  readonly bill: string | null;
  /** Place in the order of booking. */
  readonly booked: number | null;
}

interface Stage {
  readonly home: Home;
  readonly odoo: SandboxOdoo;
  readonly platform: SandboxPlatform;
  readonly sql: Sql;
}

function files({ home, odoo, platform }: Stage, database: string): Record<string, string> {
  const connection = (kind: string, settings: object, more: object = {}): string => JSON.stringify({ kind, settings, poll: '1s', ...more });
  return {
    'passerelle.yaml': JSON.stringify({
      database: { url: database },
      dataFolder: join(home.folder, 'data'),
      credentialKeyFile: join(home.folder, 'key'),
      lease: '4s',
      log: { level: 'warn' },
      poll: { held: '5s' },
      listen: { console: `127.0.0.1:${home.ports.console}`, hooks: `127.0.0.1:${home.ports.hooks}` },
      accounts: [OPERATOR],
    }),
    'companies/demo.yaml': JSON.stringify({
      legalName: 'Passerelle Démo SAS',
      siren: '100000009',
      vatId: 'FR88100000009',
      mode: 'live',
      since: '2026-01-01',
      erp: { connection: 'erp' },
      channel: { connection: 'platform' },
      notes: { PMD: 'Trois fois le taux légal.', PMT: 'Indemnité de 40 euros.', AAB: 'Pas d’escompte.' },
      policies: { reception: { duplicateNumber: 'hold', duplicateFile: 'ignore', onPosted: 'none' } },
    }),
    'dialects/standard-1.1.0.yaml': readFileSync(join(ROOT, 'config/dialects/standard-1.1.0.yaml'), 'utf8'),
    'connections/erp.yaml': connection('odoo', odoo.settings()),
    'connections/platform.yaml': connection(
      'fr-pa',
      { ...platform.settings('1.1.0'), settle: 1, timeouts: { connect: 1, answer: 2, whole: 3 } },
      { dialect: 'standard-1.1.0' },
    ),
  };
}

async function endsOf(sql: Sql): Promise<readonly End[]> {
  return sql<End[]>`
    select d.id, d.channel_ref as flow, d.stage, d.halt, d.reason, d.erp_id as bill,
      case when e.at is null then null else row_number() over (order by e.at nulls last) end::int as booked
    from passerelle.document d left join passerelle.event e on e.document = d.id and e.type = 'booked'
    where d.direction = 'in' and d.kind = 'invoice'`;
}

function hasEnded({ stage, halt }: End): boolean {
  return stage === 'delivered' || stage === 'ignored' || halt === 'held';
}

/** Fifty after fifty, each killed in the middle; the documents that were in the hands of a worker at a kill. */
async function storm(stage: Stage, flows: StormFlow[]): Promise<ReadonlySet<string>> {
  const noise = seededNoise(SEED);
  const interrupted = new Set<string>();
  let daemon = await startDaemon(stage.home);
  for (let batch = 0; batch < BATCHES; batch++) {
    const fifty = deliverBatch(stage.platform, batch, noise);
    flows.push(...fifty);
    const names = new Set(fifty.map(({ flowId }) => flowId));
    const enough = ENDED_BEFORE_KILL.least + noise() * (ENDED_BEFORE_KILL.most - ENDED_BEFORE_KILL.least);
    const patience = Date.now() + KILL_AFTER_MS;
    while (Date.now() < patience) {
      const ends = await endsOf(stage.sql);
      if (ends.filter((end) => names.has(end.flow) && hasEnded(end)).length >= enough) break;
      await wait(150);
    }
    await daemon.kill();
    const active = await stage.sql<{ document: string }[]>`select singleton_key as document from pgboss.job where state = 'active'`;
    for (const { document } of active) interrupted.add(document);
    daemon = await startDaemon(stage.home);
  }
  await settled(stage, flows.filter(({ trait }) => trait !== 'very-late').length);
  assert.ok((await recovered(stage.home)) > 0, 'what no walk of changes can see is found by the comparison');
  await settled(stage, flows.length);
  assert.equal(await daemon.stop(), 0);
  return interrupted;
}

/** Flows that `passerelle reconcile` took in. It speaks to the simulators of this process, which must go on answering. */
async function recovered({ config }: Home): Promise<number> {
  const child = spawn(process.execPath, ['src/main.ts', 'reconcile', '--json', '--config', config], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [text, [code]] = await Promise.all([child.stdout.setEncoding('utf8').toArray(), once(child, 'exit') as Promise<[number | null]>]);
  assert.equal(code, 1, 'something was missing');
  const results = JSON.parse(text.join('')) as readonly { readonly recovered: number }[];
  return results.reduce((sum, result) => sum + result.recovered, 0);
}

async function settled({ sql }: Stage, count: number): Promise<void> {
  await until(
    'every flow ended',
    120,
    () => endsOf(sql),
    (ends) => ends.length >= count && ends.every(hasEnded),
    (ends) => ends.filter((end) => !hasEnded(end)).slice(0, 10),
  );
}

const EXPECTED: Readonly<Partial<Record<Trait, string>>> = {
  corrupt: 'held PASS-IN-UNREADABLE',
  'not-ours': 'ignored not-ours',
  'unknown-supplier': 'held PASS-IN-SUPPLIER-UNKNOWN',
};

function outcomeOf(end: End | undefined): string {
  if (end === undefined) return 'lost';
  if (end.stage === 'delivered' && end.halt === null && end.bill !== null) return 'booked';
  return end.stage === 'ignored' ? `ignored ${end.reason}` : `${end.halt} ${end.reason}`;
}

/** Of flows over one number exactly one is booked; the same file as that one is left aside, another file is held. */
function judgeGroup(group: readonly StormFlow[], ends: ReadonlyMap<string, End>): void {
  const booked = group.filter(({ flowId }) => outcomeOf(ends.get(flowId)) === 'booked');
  assert.equal(booked.length, 1, JSON.stringify(group.map((flow) => [flow.trait, outcomeOf(ends.get(flow.flowId))])));
  for (const flow of group) {
    if (flow === booked[0]) continue;
    const expected = flow.sha256 === booked[0]?.sha256 ? 'ignored duplicate-file' : 'held PASS-IN-DUPLICATE';
    assert.equal(outcomeOf(ends.get(flow.flowId)), expected, flow.trait);
  }
}

function judgeBills(flows: readonly StormFlow[], ends: ReadonlyMap<string, End>, odoo: SandboxOdoo): number {
  const bills = odoo.db.search('account.move', [
    ['move_type', '=', 'in_invoice'],
    ['state', '=', 'draft'],
  ]);
  const booked = flows.filter(({ flowId }) => outcomeOf(ends.get(flowId)) === 'booked');
  assert.equal(new Set(booked.map(({ flowId }) => ends.get(flowId)?.bill)).size, booked.length, 'one bill each');
  assert.equal(bills.length, booked.length, 'no bill without its flow');
  assert.equal(new Set(bills.map((bill) => `${String(bill['partner_id'])} ${String(bill['ref'])}`)).size, bills.length, 'no number twice');
  const byId = new Map(bills.map((bill) => [String(bill['id']), bill]));
  for (const { flowId, number, due } of booked) {
    const bill = byId.get(ends.get(flowId)?.bill ?? '');
    assert.equal(bill?.['ref'], number);
    assert.ok(equals(dec(String(bill['amount_total'])), dec(due)), `${number}: ${String(bill['amount_total'])} is not ${due}`);
  }
  return bills.length;
}

/** Good flows that were booked after every good one of the next fifty: those that something held up. */
function overtaken(flows: readonly StormFlow[], ends: ReadonlyMap<string, End>, among: (end: End) => boolean): readonly string[] {
  const places = (batch: number): readonly (readonly [string, number])[] =>
    flows
      .filter((flow) => flow.batch === batch && flow.trait === 'good')
      .flatMap(({ flowId }) => {
        const end = ends.get(flowId);
        return end?.booked === null || end === undefined || !among(end) ? [] : [[flowId, end.booked] as const];
      });
  const heldUp: string[] = [];
  for (let batch = 0; batch < BATCHES - 1; batch++) {
    // a fifty that was in the hands of workers as a whole when they were killed says nothing
    const next = Array.from({ length: BATCHES - 1 - batch }, (_, more) => places(batch + 1 + more)).find((some) => some.length > 0) ?? [];
    const last = next.reduce((most, [, place]) => Math.max(most, place), 0);
    if (last > 0) heldUp.push(...places(batch).flatMap(([flow, place]) => (place > last ? [flow] : [])));
  }
  return heldUp;
}

describe('a bad day of reception', () => {
  it('ends each flow once, makes no bill twice, and holds up no good flow', { timeout: 470_000 }, () =>
    withDatabase(async (database) => {
      const world = { clock: systemClock, ids: createIds() };
      const stage: Stage = {
        home: await newHome(),
        odoo: await startSandboxOdoo({ ...world, records: 'company' }),
        platform: await startSandboxPlatform({ ...world, lifeDelayMs: null, order: 'shuffled' }),
        sql: postgres(database, { max: 1 }),
      };
      stage.platform.setTimestampStep(1000);
      writeFiles(stage.home, files(stage, database));
      const flows: StormFlow[] = [];
      try {
        const interrupted = await storm(stage, flows);
        const ends = new Map((await endsOf(stage.sql)).map((end) => [end.flow, end]));
        assert.equal(flows.length, BATCHES * BATCH);
        assert.equal(ends.size, flows.length, 'each flow is one document');
        const groups = Map.groupBy(flows, (flow) => flow.repeats ?? flow.flowId);
        for (const group of groups.values()) {
          const expected = EXPECTED[group[0]?.trait ?? 'good'];
          if (expected === undefined) judgeGroup(group, ends);
          else assert.equal(outcomeOf(ends.get(group[0]?.flowId ?? '')), expected);
        }
        const bills = judgeBills(flows, ends, stage.odoo);
        const heldUp = overtaken(flows, ends, ({ id }) => !interrupted.has(id));
        const all = overtaken(flows, ends, () => true);
        console.log(`${flows.length} flows, ${bills} bills; ${interrupted.size} interrupted; ${heldUp.length} (${all.length}) overtaken`);
        assert.deepEqual(heldUp, []);
      } finally {
        await stage.sql.end();
        await stage.platform.close();
        await stage.odoo.close();
      }
    }),
  );
});
