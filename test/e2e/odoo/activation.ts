/** Nothing leaves by accident: not what is older than the day of activation, and nothing from a copy of the database. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import postgres from 'postgres';
import { createIds } from '../../../src/runtime/ids.ts';
import { systemClock } from '../../../src/runtime/clock.ts';
import { startSandboxPlatform, type SandboxPlatform } from '../../../src/sandbox/platform/platform.ts';
import { connectAdmin, type Id } from './admin.ts';
import { createMoves, post } from './build.ts';
import { command, newHome, startDaemon, until, writeFiles, type Daemon, type Home } from './daemon.ts';
import type { DocumentSpec } from './documents.ts';
import { configuration, type World } from './world.ts';

const HISTORY = 5_000;
const ACTIVATED = '2026-11-22';
const recent = (count: number): readonly DocumentSpec[] =>
  Array.from({ length: count }, (_, index) => ({
    key: `recent-${index}`,
    buyer: '300000007',
    date: ACTIVATED,
    scope: 'b2b' as const,
    lines: [{ name: `Article ${index}`, quantity: 1, price: 50 + index, tax: 'g20' as const, unit: 'Units' }],
  }));

export function activation(world: () => World): void {
  describe('activation', () => {
    let home: Home | undefined;
    let daemon: Daemon;
    let platform: SandboxPlatform;

    test('five thousand invoices before the day give no parcel, ten after it give ten', { timeout: 420_000 }, async (t) => {
      const { odoo, ground, key, admin } = world();
      if (odoo.sql === undefined) {
        t.skip('needs the PostgreSQL of Odoo: set PASSERELLE_ODOO_SQL');
        return;
      }
      await world().daemon.stop();
      await layHistory(odoo.sql, world().built[0]?.id as Id, HISTORY);
      platform = await startSandboxPlatform({ clock: systemClock, ids: createIds(), ackDelayMs: 100, lifeDelayMs: null });
      home = await newHome();
      const files = configuration(home, { odoo, key, platform, companies: ground.companies });
      for (const name of ['companies/demo.yaml', 'companies/atelier.yaml'])
        files[name] = (files[name] ?? '').replace('2026-11-01', ACTIVATED);
      const from = Date.now();
      writeFiles(home, files);
      daemon = await startDaemon(home);
      const total = await admin.call<number>('account.move', 'search_count', [
        [
          ['move_type', 'in', ['out_invoice', 'out_refund']],
          ['state', '=', 'posted'],
        ],
      ]);
      await until(
        `${total} invoices excluded`,
        240,
        () => count(daemon, { stage: 'excluded' }),
        (found) => found >= total,
      );
      world().say(`${total} older invoices were looked through in ${((Date.now() - from) / 1000).toFixed(0)} s`);
      assert.equal(platform.submissions().length, 0);

      const ids = (await createMoves(ground, recent(10))).map((plan) => plan.id);
      await post(admin, ids);
      await until(
        'ten delivered',
        60,
        () => count(daemon, { stage: 'delivered' }),
        (found) => found === 10,
      );
      assert.equal(platform.submissions().length, 10);
    });

    test('the same store pointed at a copy of the database sends nothing until somebody confirms', { timeout: 300_000 }, async (t) => {
      const { odoo, ground } = world();
      if (home === undefined) {
        t.skip('the scenario before did not run');
        return;
      }
      await daemon.stop();
      const copy = await odoo.copyAs('passerelle_copy');
      try {
        const admin = await connectAdmin({ url: copy.url, database: copy.database, login: 'admin', password: 'admin' });
        await post(
          admin,
          (await createMoves({ ...ground, admin }, recent(3))).map((plan) => plan.id),
        );
        const rewrite = (path: string, change: (text: string) => string): void => {
          const file = join(home?.config ?? '', path);
          writeFileSync(file, change(readFileSync(file, 'utf8')));
        };
        rewrite('connections/odoo.yaml', (text) => text.replace(`"${odoo.database}"`, `"${copy.database}"`));
        // whatever reads first must ask who stands there: here the sweep comes long before the poll
        rewrite('passerelle.yaml', (text) => text.replace('"erp": "2s"', '"erp": "10s"').replace('"sweep": "5s"', '"sweep": "1s"'));
        daemon = await startDaemon(home);
        await wait(15_000);
        assert.equal(platform.submissions().length, 10, 'nothing left');
        command(home, ['connection', 'confirm', 'odoo']);
        await until(
          'the three of the confirmed database',
          60,
          () => Promise.resolve(platform.submissions().length),
          (found) => found === 13,
        );
      } finally {
        await daemon.stop();
        await platform.close();
        await odoo.serve();
      }
    });
  });
}

async function count(daemon: Daemon, query: Readonly<Record<string, string>>): Promise<number> {
  return (await daemon.documents({ kind: 'invoice', direction: 'out', ...query })).length;
}

/** Years of billing, made from one posted invoice: Odoo itself would need minutes to post as many. */
async function layHistory(address: string, model: Id, number: number): Promise<void> {
  const sql = postgres(address, { max: 1, onnotice: () => {} });
  try {
    const columnsOf = async (table: string): Promise<readonly string[]> =>
      (
        await sql<
          { column_name: string }[]
        >`select column_name from information_schema.columns where table_name = ${table} and column_name <> 'id'`
      ).map((row) => row.column_name);
    const replaced: Readonly<Record<string, string>> = {
      name: "'HIST/2025/' || lpad(n::text, 5, '0')",
      sequence_prefix: "'HIST/2025/'",
      sequence_number: 'n',
      payment_reference: "'HIST/2025/' || n",
      invoice_date: "date '2025-01-01' + n % 360",
      date: "date '2025-01-01' + n % 360",
      create_date: "now() at time zone 'utc'",
      write_date: "now() at time zone 'utc'",
      access_token: 'null',
      auto_invoice_id: 'null',
    };
    const moves = await columnsOf('account_move');
    const lines = await columnsOf('account_move_line');
    const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');
    await sql.begin(async (tx) => {
      await tx.unsafe(`create temp table history on commit drop as
        select n, nextval('account_move_id_seq') as move_id from generate_series(1, ${number}) n`);
      await tx.unsafe(`insert into account_move (id, ${quoted(moves)})
        select h.move_id, ${moves.map((name) => replaced[name] ?? `m."${name}"`).join(', ')} from account_move m cross join history h where m.id = ${model}`);
      const own: Readonly<Record<string, string>> = { move_id: 'h.move_id', move_name: "'HIST/2025/' || lpad(n::text, 5, '0')" };
      await tx.unsafe(`insert into account_move_line (id, ${quoted(lines)})
        select nextval('account_move_line_id_seq'), ${lines.map((name) => own[name] ?? `l."${name}"`).join(', ')}
        from account_move_line l cross join history h where l.move_id = ${model}`);
    });
  } finally {
    await sql.end();
  }
}
