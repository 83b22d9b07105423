/**
 * 200 invoices, one answer in twenty lost after the platform accepted, and the daemon killed ten times at moments that
 * nothing chose: every invoice must arrive, once. Simulators live in this process, the daemon in a child.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { createIds } from '../../src/runtime/ids.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { startSandboxOdoo, type SandboxOdoo } from '../../src/sandbox/odoo/sandbox-odoo.ts';
import { startSandboxPlatform, type SandboxPlatform } from '../../src/sandbox/platform/platform.ts';
import { seededNoise } from '../../src/sandbox/platform/seeded-noise.ts';
import { newHome, OPERATOR, startDaemon, until, writeFiles, type Daemon, type Home } from '../e2e/odoo/daemon.ts';

const INVOICES = 200;
const KILLS = 10;
const SEED = 20_261_122;
const BUYERS = ['200000008', '300000007', '700000003', '140000001'];

describe('a run with crashes and lost answers', () => {
  let odoo: SandboxOdoo;
  let platform: SandboxPlatform;
  let daemon: Daemon;
  let home: Home;
  const world = { clock: systemClock, ids: createIds() };

  before(async () => {
    odoo = await startSandboxOdoo({ ...world, records: 'company' });
    platform = await startSandboxPlatform({ ...world, ackDelayMs: 100, lifeDelayMs: null });
    platform.storm({
      seed: SEED,
      percent: 5,
      kinds: ['accept-then-silence', 'accept-then-reset', 'accept-then-error', 'late-listing'],
      on: 'submit',
    });
    home = await newHome();
    writeFiles(home, files());
    daemon = await startDaemon(home);
  });
  after(async () => {
    await daemon.stop();
    await platform.close();
    await odoo.close();
  });

  function files(): Record<string, string> {
    const connection = (kind: string, settings: object, more: object = {}): string =>
      JSON.stringify({ kind, settings, poll: '1s', ...more });
    return {
      'passerelle.yaml': JSON.stringify({
        database: { embedded: 'accept' },
        dataFolder: join(home.folder, 'data'),
        lease: '4s',
        log: { level: 'warn' },
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
      }),
      'connections/erp.yaml': connection('odoo', odoo.settings()),
      // the answer is waited for less long than a lease lasts
      'connections/platform.yaml': connection('fr-pa', {
        ...platform.settings(),
        settle: 2,
        timeouts: { connect: 1, answer: 2, whole: 3 },
      }),
    };
  }

  async function post(count: number, from: number): Promise<void> {
    const { products, taxes, partners } = odoo.demo;
    for (let n = from; n < from + count; n++) {
      const buyer = partners[BUYERS[n % BUYERS.length] ?? ''] ?? 0;
      await odoo.post({
        partner_id: buyer,
        commercial_partner_id: buyer,
        partner_shipping_id: buyer,
        invoice_line_ids: [
          [
            0,
            0,
            {
              product_id: products['paper'] ?? 0,
              name: `Ramettes ${n}`,
              quantity: String(1 + (n % 9)),
              price_unit: '4.15',
              tax_ids: [[6, 0, [taxes['20 G'] ?? 0]]],
            },
          ],
        ],
      });
    }
  }

  it('delivers every invoice exactly once', { timeout: 420_000 }, async () => {
    const noise = seededNoise(SEED);
    for (let kill = 0; kill < KILLS; kill++) {
      await post(INVOICES / KILLS, kill * (INVOICES / KILLS));
      await wait(300 + noise() * 2500);
      await daemon.kill();
      daemon = await startDaemon(home);
    }
    const rows = await until(
      'all delivered',
      240,
      () => daemon.documents({ direction: 'out', kind: 'invoice' }),
      (found) => found.length === INVOICES && found.every((d) => d.stage === 'delivered'),
      (found) =>
        found
          .filter((d) => d.stage !== 'delivered')
          .slice(0, 10)
          .map(({ number, stage, halt, reason, dueAt }) => ({ number, stage, halt, reason, dueAt })),
    );
    assert.equal(rows.length, INVOICES);

    const byNumber = Map.groupBy(platform.submissions(), (s) => s.number ?? '');
    assert.equal(byNumber.size, INVOICES);
    for (const [number, tries] of byNumber) {
      const accepted = tries.findIndex((t) => t.outcome === 'accepted');
      assert.notEqual(accepted, -1, `${number} was never accepted`);
      assert.equal(accepted, tries.length - 1, `${number} was offered again after it was accepted: ${JSON.stringify(tries)}`);
    }
    assert.ok(
      platform.submissions().some((s) => s.outcome === 'accepted' && !s.answered),
      'the storm lost some answers',
    );
  });
});
