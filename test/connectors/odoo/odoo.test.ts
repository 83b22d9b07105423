// The Odoo connector against the sandbox Odoo: hooks, late commits, trouble, provisioning's fields, and who else sends.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { odooConnector } from '../../../connectors/odoo/index.ts';
import { lineKind } from '../../../connectors/odoo/pseudo-fields.ts';
import { parseAnswer, type OdooRow } from '../../../connectors/odoo/value.ts';
import { PasserelleError } from '../../../src/base/error.ts';
import type { Connector } from '../../../src/ports/connector.ts';
import { startSandboxOdoo, type SandboxOdoo } from '../../../src/sandbox/odoo/sandbox-odoo.ts';
import type { TroubleInput } from '../../../src/sandbox/odoo/trouble.ts';
import { testTools } from './tools.ts';

const TOKEN = 'a-token-of-some-length';
const STATUS = {
  reference: 'PAS-1-1',
  code: '203',
  label: '',
  tracks: {},
  at: '2026-11-20T10:00:00.000Z',
  message: 'Mise à disposition',
};

function rejectsWith(code: string): (error: unknown) => boolean {
  return (error) => error instanceof PasserelleError && error.code === code;
}

describe('the Odoo connector', () => {
  let odoo: SandboxOdoo;
  let connector: Connector;
  let now = '2026-11-20T10:00:00.000Z';
  before(async () => {
    const tools = testTools('erp', () => now);
    odoo = await startSandboxOdoo({ clock: tools.clock, ids: tools.ids });
    connector = odooConnector.create({ ...odoo.settings(), hookToken: TOKEN }, tools);
  });
  after(async () => {
    await connector.close?.();
    await odoo.close();
  });

  const hook = (path: string, body: string) =>
    connector.readHook?.({ path, headers: {}, body: new TextEncoder().encode(body), receivedAt: now });

  test('a hook is believed by its token, and only that something changed', () => {
    assert.deepEqual(hook(`/${TOKEN}`, '{"_model":"account.move","_id":13}'), [{ feed: 'invoices', ref: '13' }]);
    assert.deepEqual(hook(`/${TOKEN}`, 'no json'), [{ feed: 'invoices' }]);
    assert.deepEqual(hook(`/${TOKEN}`, '{"_model":"account.move","_id":"1; drop"}'), [{ feed: 'invoices' }]);
    assert.equal(hook('/another-token-of-length', '{}'), null);
    assert.equal(hook('/', '{}'), null);
  });

  test('a batch that becomes visible after a newer record was read is not missed', async () => {
    const cursor = (await connector.changes('invoices', null, 500)).cursor;
    // the transaction began six minutes ago; meanwhile another invoice was posted and read
    now = '2026-11-20T10:06:00.000Z';
    await odoo.post({
      partner_id: odoo.demo.partners['200000008'],
      invoice_line_ids: [[0, 0, { name: 'a', quantity: '1', price_unit: '1', tax_ids: [] }]],
    });
    const after = await connector.changes('invoices', cursor, 500);
    odoo.db.transaction('2026-11-20 10:00:30', () => {
      odoo.db.insert('account.move', {
        state: 'posted',
        posted_before: true,
        move_type: 'out_invoice',
        name: 'FAC/2026/09999',
        company_id: odoo.demo.company,
      });
    });
    const late = await connector.changes('invoices', after.cursor, 500);
    assert.ok(late.items.some((change) => change.number === 'FAC/2026/09999'));
  });

  test('an answer that is lost after the chatter line was written is unclear, and the repeat writes no second line', async () => {
    const ref = { model: 'account.move', id: '2' };
    odoo.trouble({ kind: 'lost-answer', method: 'message_post' });
    await assert.rejects(connector.writeStatus(ref, STATUS), rejectsWith('NET_UNCLEAR'));
    await connector.writeStatus(ref, STATUS);
    assert.equal(odoo.chatter(2).filter((line) => line.includes('[PAS-1-1]')).length, 1);
  });

  test('busy, broken and strange answers have their own codes', async () => {
    // each on a connection of its own: a failing remote opens the breaker of its connection
    const struck = async (trouble: TroubleInput): Promise<unknown> => {
      const fresh = odooConnector.create(odoo.settings(), testTools('fresh'));
      await fresh.describe();
      odoo.trouble(trouble);
      return fresh
        .changes('invoices', null, 5)
        .catch((error: unknown) => error)
        .finally(() => fresh.close?.());
    };
    const busy = await struck({ kind: 'busy', retryAfter: 7 });
    assert.ok(busy instanceof PasserelleError && busy.code === 'NET_BUSY' && busy.retryAfter === 7);
    assert.ok(rejectsWith('CONNECTOR_UNAUTHORIZED')(await struck({ kind: 'unauthorized' })));
    const page = await struck({ kind: 'page' });
    assert.ok(page instanceof PasserelleError && page.kind === 'transient');
    const rediscovered = await struck({ kind: 'error', method: 'search_read' });
    assert.ok(!(rediscovered instanceof Error), 'a field that went away is discovered again');
  });

  test('a cursor of another connector is refused', async () => {
    await assert.rejects(connector.changes('invoices', 'not a cursor', 5), rejectsWith('BASE_BUG'));
  });

  test('a wrong setting is named', () => {
    assert.throws(
      () => odooConnector.create({ url: 'ftp://x', database: 'x', key: 'k' }, testTools()),
      (error) => error instanceof PasserelleError && error.code === 'CONFIG_INVALID' && error.where.field === 'settings.url',
    );
  });

  test('the page for people shows every invoice and escapes what was written', async () => {
    await connector.writeStatus(
      { model: 'account.move', id: '3' },
      { ...STATUS, reference: 'PAS-3', reason: '<script>alert(1)</script>' },
    );
    const page = await (await fetch(odoo.url)).text();
    assert.ok(page.includes('FAC/2026/00003') && page.includes('[PAS-3]'));
    assert.ok(!page.includes('<script>'));
  });
});

test('the kind of a line is told alike by old and new versions', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['{"display_type":"product"}', 'product'],
    ['{"display_type":"line_subsection"}', 'section'],
    ['{"display_type":"tax"}', 'tax'],
    ['{"display_type":false,"exclude_from_invoice_tab":false}', 'product'],
    ['{"display_type":false,"tax_line_id":[3,"TVA"],"exclude_from_invoice_tab":true}', 'tax'],
    ['{"display_type":false,"account_internal_type":"receivable","exclude_from_invoice_tab":true}', 'payment_term'],
    ['{"display_type":false,"is_rounding_line":true}', 'rounding'],
    ['{"display_type":"line_note"}', 'note'],
  ];
  for (const [row, kind] of cases) assert.equal(lineKind(parseAnswer(row) as OdooRow), kind, row);
});
