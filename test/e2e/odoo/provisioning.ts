/** A second `odoo provision` in a real Odoo 19: what a later release knows is added, what is there stays, nothing is made twice. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { odooConnector } from '../../../connectors/odoo/index.ts';
import { DECISIONS, REASONS } from '../../../connectors/odoo/provision/decisions.ts';
import { BILL_FIELDS, DECISION_FIELD, REASON_FIELD, STATUS_FIELD, STATUS_LABELS } from '../../../connectors/odoo/provision/fields.ts';
import { RULES } from '../../../connectors/odoo/provision/rules.ts';
import type { ProvisionOptions } from '../../../src/ports/adapter.ts';
import { testTools } from '../../connectors/odoo/tools.ts';
import type { Admin } from './admin.ts';
import type { Stage } from './payments.ts';

/** Statuses that no document of the other scenarios has: to take a choice away empties it in records. */
const LATER = ['214', '228'] as const;
const PATIENCE = { timeout: 180_000 } as const;

export function provisioningAgain(world: () => Stage, adminLogin: { readonly login: string; readonly password: string }): void {
  describe('provisioning again', () => {
    let run: (options: ProvisionOptions) => Promise<ReadonlyMap<string, string>>;
    before(async () => {
      const { admin, odoo } = world();
      const key = await admin.makeKey(adminLogin.login, adminLogin.password, '1');
      const settings = { url: odoo.url, database: odoo.database, user: adminLogin.login, key };
      run = async (options) => {
        const steps = (await odooConnector.provision?.(settings, testTools('odoo'), options)) ?? [];
        return new Map(steps.map(({ what, state }) => [what, state]));
      };
      await run({});
    });

    test('statuses that a later release knows are added in their place', PATIENCE, async () => {
      const { admin } = world();
      await forget(admin, STATUS_FIELD, LATER);
      assert.equal((await run({ dryRun: true })).get(`field ${STATUS_FIELD}`), 'would-extend');
      assert.equal((await shown(admin, STATUS_FIELD)).length, STATUS_LABELS.length - LATER.length, 'only said so far');
      assert.equal((await run({})).get(`field ${STATUS_FIELD}`), 'extended');
      assert.deepEqual(await shown(admin, STATUS_FIELD), STATUS_LABELS);
      assert.deepEqual([...new Set((await run({})).values())], ['present'], 'a third time there is nothing to do');
    });

    test('the bill offers the decisions of the network, and the form shows them on bills alone', PATIENCE, async () => {
      const { admin } = world();
      assert.deepEqual(await shown(admin, DECISION_FIELD), DECISIONS);
      assert.deepEqual(new Set((await shown(admin, REASON_FIELD)).map(([code]) => code)), new Set(REASONS.map(([code]) => code)));
      const { arch } = await admin.call<{ arch: string }>('account.move', 'get_view', [], { view_type: 'form' });
      const group = /<group[^>]*name="passerelle_decision".*?<\/group>/s.exec(arch)?.[0] ?? '';
      assert.ok(/invisible="move_type not in \('in_invoice', 'in_refund'\)"/.test(group));
      for (const { name } of BILL_FIELDS) assert.ok(group.includes(`name="${name}"`), name);
    });

    test('with a hook address each rule is there once, and calls the new address after a move', PATIENCE, async () => {
      const { admin } = world();
      const before = await hookAddresses(admin);
      for (const port of ['1', '2']) await run({ hookUrl: `http://127.0.0.1:${port}/hooks/odoo/a-token-of-this-test` });
      const after = await hookAddresses(admin);
      assert.deepEqual([...after.keys()].toSorted(), RULES.map((rule) => rule.name).toSorted());
      assert.deepEqual([...new Set(after.values())], ['http://127.0.0.1:2/hooks/odoo/a-token-of-this-test']);
      // the next scenarios want their own address again
      const own = [...before.values()][0];
      if (own !== undefined) await run({ hookUrl: own });
    });
  });
}

async function forget(admin: Admin, field: string, values: readonly string[]): Promise<void> {
  const ids = await admin.search('ir.model.fields.selection', [
    ['field_id.model', '=', 'account.move'],
    ['field_id.name', '=', field],
    ['value', 'in', values],
  ]);
  await admin.call('ir.model.fields.selection', 'unlink', [ids]);
}

async function shown(admin: Admin, field: string): Promise<readonly (readonly [string, string])[]> {
  const fields = await admin.call<Record<string, { readonly selection: readonly (readonly [string, string])[] }>>(
    'account.move',
    'fields_get',
    [[field], ['selection']],
  );
  return fields[field]?.selection ?? [];
}

async function hookAddresses(admin: Admin): Promise<ReadonlyMap<string, string>> {
  const rows = await admin.rows<{ name: string; webhook_url: string }>(
    'ir.actions.server',
    [['name', 'in', RULES.map((rule) => rule.name)]],
    ['name', 'webhook_url'],
  );
  return new Map(rows.map((row) => [row.name, row.webhook_url]));
}
