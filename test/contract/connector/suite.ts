// What every connector promises (src/ports/connector.ts), held against a bench: a real or simulated ERP and the few
// things a person does in it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PasserelleError } from '../../../src/base/error.ts';
import { equals, add } from '../../../src/model/decimal.ts';
import type { ErpRef } from '../../../src/model/document.ts';
import type { Change, Connector, ErpStatus } from '../../../src/ports/connector.ts';

export interface Bench {
  readonly connector: Connector;
  /** The same ERP with credentials that it does not know. */
  readonly stranger: Connector;
  /** A SIREN that one customer has. */
  readonly siren: string;
  /** Fields that a mapping asks for. */
  readonly fields: readonly string[];
  postInvoice(): Promise<ErpRef>;
  /** Back to draft. */
  reopen(ref: ErpRef): Promise<void>;
  /** Back to draft, another amount, posted again. */
  amend(ref: ErpRef): Promise<void>;
  /** Saved without any change. */
  touch(ref: ErpRef): Promise<void>;
  chatter(ref: ErpRef): Promise<readonly string[]>;
  activities(ref: ErpRef): Promise<readonly string[]>;
  attachments(ref: ErpRef): Promise<readonly string[]>;
  close(): Promise<void>;
}

const STATUS: ErpStatus = {
  reference: 'PAS-000000000000-7',
  code: '205',
  label: 'Approuvée',
  tracks: { transport: 'Mise à disposition', treatment: 'Approuvée' },
  at: '2026-11-20T10:00:00.000Z',
  platformReference: 'flow-1',
  link: 'https://console.example/documents/1',
  message: 'Facture approuvée par l’acheteur <205> & classée',
};

export function connectorSuite(name: string, open: () => Promise<Bench>): void {
  describe(name, () => {
    let bench: Bench;
    let opened: Bench | undefined;
    before(async () => {
      bench = opened = await open();
    });
    after(async () => {
      await opened?.close();
    });

    test('it tells its product, version and identity', async () => {
      const description = await bench.connector.describe();
      assert.match(description.version, /\d/);
      assert.ok(Object.keys(description.fingerprints).length >= 2);
      assert.ok(Object.keys(description.models).length > 3);
    });

    test('a posted invoice is listed with its number and day, once it is posted', async () => {
      const ref = await bench.postInvoice();
      const change = await listed(bench.connector, ref);
      assert.ok(change.number !== undefined && change.number !== '');
      assert.match(change.issueDate ?? '', /^\d{4}-\d{2}-\d{2}$/);
      assert.equal(change.gone, undefined);
    });

    test('pages of one record list every record, and end', async () => {
      const refs = [await bench.postInvoice(), await bench.postInvoice()];
      const all = await everything(bench.connector, 1);
      for (const ref of refs) assert.ok(all.some((change) => change.ref.id === ref.id));
    });

    test('a later poll lists what is new, and repeats only what is recent, with the same fingerprint', async () => {
      const first = await bench.postInvoice();
      const before = await listed(bench.connector, first);
      const cursor = await endOf(bench.connector);
      const second = await bench.postInvoice();
      const page = await bench.connector.changes('invoices', cursor, 200);
      assert.ok(page.items.some((change) => change.ref.id === second.id));
      const again = page.items.find((change) => change.ref.id === first.id);
      if (again !== undefined) assert.equal(again.fingerprint, before.fingerprint);
    });

    test('a record is read complete, nested, with the fingerprint of the feed and without fields that are not there', async () => {
      const ref = await bench.postInvoice();
      const record = await bench.connector.read(ref, [...bench.fields, 'no_such_field', 'no_such.relation']);
      const value = JSON.parse(new TextDecoder().decode(record.bytes)) as Record<string, unknown>;
      assert.ok(!('no_such_field' in value) && !('no_such' in value));
      assert.equal(record.fingerprint, (await listed(bench.connector, ref)).fingerprint);
      assert.equal(record.gone, undefined);
    });

    test('a record that is not there is told as such', async () => {
      await assert.rejects(
        bench.connector.read({ model: (await bench.postInvoice()).model, id: '99999999' }, bench.fields),
        code('CONNECTOR_NOT_FOUND'),
      );
    });

    test('a status written twice is one line of history, and no change', async () => {
      const ref = await bench.postInvoice();
      const before = await listed(bench.connector, ref);
      await bench.connector.writeStatus(ref, STATUS);
      await bench.connector.writeStatus(ref, STATUS);
      const lines = (await bench.chatter(ref)).filter((line) => line.includes(`[${STATUS.reference}]`));
      assert.equal(lines.length, 1);
      assert.equal((await listed(bench.connector, ref)).fingerprint, before.fingerprint);
    });

    test('what a person must do is shown once, and goes when it is done', async () => {
      const ref = await bench.postInvoice();
      const activity = { summary: 'Corriger le SIREN', note: 'Fiche du client, champ SIRET\npuis enregistrer' };
      await bench.connector.writeStatus(ref, { ...STATUS, code: 'held', activity });
      await bench.connector.writeStatus(ref, { ...STATUS, code: 'held', activity });
      assert.equal((await bench.activities(ref)).filter((summary) => summary.includes(activity.summary)).length, 1);
      await bench.connector.writeStatus(ref, { ...STATUS, reference: `${STATUS.reference}8` });
      assert.equal((await bench.activities(ref)).filter((summary) => summary.includes(activity.summary)).length, 0);
    });

    test('a file attached twice is there once', async () => {
      const ref = await bench.postInvoice();
      const file = { name: 'facture.xml', mediaType: 'application/xml', bytes: new TextEncoder().encode('<Invoice/>') };
      await bench.connector.attach(ref, file);
      await bench.connector.attach(ref, file);
      assert.equal((await bench.attachments(ref)).filter((attached) => attached === file.name).length, 1);
    });

    test('saving without a change is no change; another amount is one', async () => {
      const ref = await bench.postInvoice();
      const before = await listed(bench.connector, ref);
      await bench.touch(ref);
      assert.equal((await listed(bench.connector, ref)).fingerprint, before.fingerprint);
      await bench.amend(ref);
      assert.notEqual((await listed(bench.connector, ref)).fingerprint, before.fingerprint);
    });

    test('an invoice that went back to draft is told as gone, by the feed and by the record', async () => {
      const ref = await bench.postInvoice();
      await bench.reopen(ref);
      assert.equal((await listed(bench.connector, ref)).gone, 'draft');
      assert.equal((await bench.connector.read(ref, bench.fields)).gone, 'draft');
    });

    test('a sweep of its days lists an invoice, one of other days does not', async () => {
      const ref = await bench.postInvoice();
      const day = (await listed(bench.connector, ref)).issueDate ?? '';
      const within = await bench.connector.sweep('invoices', { from: day, to: day }, null);
      assert.ok(within.items.some((change) => change.ref.id === ref.id) || within.more);
      const outside = await bench.connector.sweep('invoices', { from: '2019-01-01', to: '2019-12-31' }, null);
      assert.ok(!outside.items.some((change) => change.ref.id === ref.id));
    });

    test('its totals add up', async () => {
      const totals = await bench.connector.totals(await bench.postInvoice());
      assert.ok(equals(add(totals.withoutVat, totals.vat), totals.withVat));
      assert.ok(totals.rates.length > 0);
    });

    test('a customer is found by its SIREN, and an unknown SIREN finds nobody', async () => {
      const found = await bench.connector.findParty([{ value: bench.siren, scheme: '0002' }]);
      assert.ok(found.some((match) => match.certain));
      assert.deepEqual(await bench.connector.findParty([{ value: '987654324', scheme: '0002' }]), []);
    });

    test('its checks pass, and wrong credentials are told as such', async () => {
      const checks = await bench.connector.check();
      assert.deepEqual(
        checks.filter((check) => check.state === 'failed'),
        [],
      );
      assert.ok((await bench.stranger.check()).some((check) => check.name === 'credentials' && check.state === 'failed'));
      await assert.rejects(bench.stranger.changes('invoices', null, 1), code('CONNECTOR_UNAUTHORIZED'));
    });

    test('its lists name taxes and units', async () => {
      assert.ok((await bench.connector.lists('tax')).some((entry) => entry.attributes['amount'] !== undefined));
      assert.ok((await bench.connector.lists('unit')).length > 0);
    });
  });
}

function code(expected: string): (error: unknown) => boolean {
  return (error) => error instanceof PasserelleError && error.code === expected;
}

async function everything(connector: Connector, limit: number): Promise<readonly Change[]> {
  const found: Change[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages < 2000; pages++) {
    const page: Awaited<ReturnType<Connector['changes']>> = await connector.changes('invoices', cursor, limit);
    found.push(...page.items);
    cursor = page.cursor;
    if (!page.more) return found;
  }
  throw new Error('the pages never end');
}

async function listed(connector: Connector, ref: ErpRef): Promise<Change> {
  const found = (await everything(connector, 200)).filter((change) => change.ref.id === ref.id).at(-1);
  assert.ok(found, `${ref.model} ${ref.id} is not listed`);
  return found;
}

async function endOf(connector: Connector): Promise<string> {
  let cursor: string | null = null;
  for (;;) {
    const page: Awaited<ReturnType<Connector['changes']>> = await connector.changes('invoices', cursor, 200);
    cursor = page.cursor;
    if (!page.more) return cursor;
  }
}
