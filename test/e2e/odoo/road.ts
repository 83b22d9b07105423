/** Every posted document arrives with its class, its file and its totals, and its statuses come back exactly once. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatDecimal } from '../../../src/model/decimal.ts';
import type { Document } from '../../../src/model/document.ts';
import { parseInvoice } from '../../../src/parse/parse-invoice.ts';
import { renderInvoice } from '../../../src/render/render-invoice.ts';
import counterparties from '../../../src/sandbox/demo/counterparties.json' with { type: 'json' };
import { complaints, schemaOf } from '../../support/schema.ts';
import { NEEDS_DATA } from '../../support/shared-data.ts';
import type { Built } from './build.ts';
import { until } from './daemon.ts';
import { BOT } from './ground.ts';
import { codesOf, seenInOdoo, type Seen } from './observe.ts';
import type { World } from './world.ts';

/** Every status that the issue names must have been seen. */
const NAMED = ['200', '202', '203', '204', '205', '207', '210', '211', '213'];
const SETTLE_SECONDS = 240;

export function roadOut(world: () => World): void {
  describe('the road out', () => {
    let documents: ReadonlyMap<string, Document>;
    let seen: ReadonlyMap<number, Seen>;

    test('all documents reach the end that their kind has', { timeout: 600_000 }, async () => {
      const { daemon, built } = world();
      const from = Date.now();
      const ask = async (): Promise<ReadonlyMap<string, Document>> => (documents = await outgoing(world()));
      await until(
        'every document at its end',
        SETTLE_SECONDS,
        ask,
        (found) => built.every((one) => hasEnded(one, found.get(String(one.id)))),
        (found) =>
          built.filter((one) => !hasEnded(one, found.get(String(one.id)))).map((one) => [one.key, brief(found.get(String(one.id)))]),
      );
      world().say(`${built.length} documents at their end after ${((Date.now() - from) / 1000).toFixed(0)} s`);
      assert.equal((await daemon.documents({ kind: 'invoice', direction: 'out' })).length, built.length, 'one document per posted move');
    });

    test('each document has the class of its operation', () => {
      const wrong = world()
        .built.filter((one) => documents.get(String(one.id))?.scope !== one.scope)
        .map((one) => `${one.key}: ${documents.get(String(one.id))?.scope ?? 'none'} instead of ${one.scope}`);
      assert.deepEqual(wrong, []);
    });

    test('each was taken in by the platform once, and nothing else was offered', () => {
      const { platform, built } = world();
      const sent = sentOnes(world(), documents);
      assert.equal(sent.length, built.filter((one) => one.ends !== 'excluded').length);
      const accepted = platform.submissions().filter((one) => one.outcome === 'accepted');
      assert.equal(accepted.length, sent.length);
      assert.equal(new Set(accepted.map((one) => `${one.seller ?? ''} ${one.number ?? ''}`)).size, sent.length);
      assert.equal(platform.submissions().length, sent.length, 'no submission was repeated');
    });

    for (const syntax of ['ubl', 'cii'] as const) {
      test(
        `every file is valid against the ${syntax.toUpperCase()} schema, sent so or rendered again so`,
        { skip: NEEDS_DATA },
        async () => {
          const wrong: string[] = [];
          for (const one of sentOnes(world(), documents)) {
            const bytes = await fileOf(world(), documents.get(String(one.id)));
            const { invoice, faults, unread } = parseInvoice(bytes);
            assert.deepEqual([...faults, ...unread], [], `${one.key} is read completely`);
            for (const file of [bytes, renderInvoice(invoice, syntax)]) {
              wrong.push(
                ...complaints(file, schemaOf(file))
                  .slice(0, 2)
                  .map((words) => `${one.key}: ${words}`),
              );
            }
          }
          assert.deepEqual(wrong, []);
        },
      );
    }

    test('every total equals Odoo’s to the cent', async () => {
      assert.deepEqual(await wrongFigures(world(), sentOnes(world(), documents), documents), []);
    });

    test('every status appears in Odoo’s chatter exactly once, and the newest in its field', { timeout: 300_000 }, async () => {
      const { admin, built } = world();
      const ask = async (): Promise<typeof seen> =>
        (seen = await seenInOdoo(
          admin,
          built.map((one) => one.id),
          BOT.login,
        ));
      await until(
        'every status in Odoo',
        SETTLE_SECONDS,
        ask,
        (found) => built.every((one) => missing(one, found.get(one.id)).length === 0),
        (found) =>
          built
            .filter((one) => missing(one, found.get(one.id)).length > 0)
            .map((one) => [one.key, missing(one, found.get(one.id)), found.get(one.id)]),
      );
      for (const one of built) {
        const mine = seen.get(one.id) as Seen;
        const references = mine.lines.map((line) => /\[([^\]]+)\]$/.exec(line)?.[1] ?? line);
        assert.equal(new Set(references).size, references.length, `${one.key} tells a change twice: ${mine.lines.join(' | ')}`);
        const codes = codesOf(mine);
        assert.equal(new Set(codes).size, codes.length, `${one.key} tells a status twice: ${mine.lines.join(' | ')}`);
        const last = expectedCodes(one).at(-1);
        if (last !== undefined) assert.equal(mine.status, last, `${one.key}: the field`);
      }
      const all = new Set([...seen.values()].flatMap(codesOf));
      assert.deepEqual(
        NAMED.filter((code) => !all.has(code)),
        [],
      );
    });

    test('a refusal, a rejection and a dispute carry their reason and an activity that says what to do', () => {
      for (const key of ['disputed', 'refused-by-buyer', 'rejected']) {
        const one = world().built.find((built) => built.key === key) as Built;
        const mine = seen.get(one.id) as Seen;
        const step = lifeOf(one).find((life) => life.reason !== undefined);
        assert.ok(typeof mine.reason === 'string' && mine.reason.includes(step?.text ?? '?'), `${key}: reason ${String(mine.reason)}`);
        assert.equal(mine.activities.length, 1, key);
        assert.ok((mine.activities[0]?.note.length ?? 0) > 20, key);
      }
      assert.ok([...seen.values()].filter((one) => one.activities.length > 1).length === 0, 'never two activities');
    });
  });
}

/** Those that left; the first test tells of any that did not. */
function sentOnes({ built }: World, documents: ReadonlyMap<string, Document>): readonly Built[] {
  return built.filter((one) => one.ends !== 'excluded' && typeof documents.get(String(one.id))?.channelRef === 'string');
}

/** Where the file that a platform keeps differs from Odoo: totals, number, type. */
export async function wrongFigures(
  stage: Pick<World, 'platform'>,
  sent: readonly Built[],
  documents: ReadonlyMap<string, Document>,
): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const one of sent) {
    const { invoice } = parseInvoice(await fileOf(stage, documents.get(String(one.id))));
    const stated = { withoutVat: one.untaxed, vat: one.tax, withVat: one.total };
    for (const [name, figure] of Object.entries(stated)) {
      const value = invoice.totals?.[name as keyof typeof stated];
      const text = value === undefined ? '0.00' : formatDecimal(value);
      if (text !== figure.toFixed(2)) wrong.push(`${one.key}: ${name} ${text} instead of ${figure.toFixed(2)}`);
    }
    if (invoice.number !== one.number) wrong.push(`${one.key}: number ${invoice.number ?? ''} instead of ${one.number}`);
    if (invoice.typeCode !== (one.type ?? '380')) wrong.push(`${one.key}: type ${invoice.typeCode ?? ''}`);
  }
  return wrong;
}

/** Our documents of direction out, by the id of the move. */
export async function outgoing({ daemon }: Pick<World, 'daemon'>): Promise<ReadonlyMap<string, Document>> {
  const rows = await daemon.documents({ kind: 'invoice', direction: 'out' });
  return new Map(rows.map((row) => [row.erpRef?.id ?? '', row]));
}

function hasEnded(one: Built, row: Document | undefined): boolean {
  if (row === undefined) return false;
  if (one.ends === 'excluded') return row.stage === 'excluded';
  if (one.ends === 'refused') return row.stage === 'refused' || row.halt === 'held';
  return (
    ['delivered', 'closed'].includes(row.stage) ||
    (row.stage === 'refused' && lifeOf(one).some((life) => ['210', '213'].includes(life.code)))
  );
}

export function brief(row: Document | undefined): unknown {
  return row === undefined ? 'no document' : [row.stage, row.halt, row.reason, row.status, row.scope];
}

interface Life {
  readonly code: string;
  readonly reason?: string;
  readonly text?: string;
}

function lifeOf(one: Built): readonly Life[] {
  const siren = one.buyer.split('/')[0];
  return counterparties.counterparties.find((party) => party.siren === siren)?.life ?? [];
}

/** What the sandbox platform says of a document, in its order. */
function expectedCodes(one: Built): readonly string[] {
  if (one.ends !== undefined && one.ends !== 'delivered') return [];
  if (one.scope === 'b2b-int') return [];
  if (one.buyer === '110000007') return ['200'];
  const life = lifeOf(one).map((step) => step.code);
  return life.includes('213') ? ['200', '213'] : ['200', '202', '203', ...life];
}

function missing(one: Built, mine: Seen | undefined): readonly string[] {
  const told = mine === undefined ? [] : codesOf(mine);
  const last = expectedCodes(one).at(-1);
  return [...expectedCodes(one).filter((code) => !told.includes(code)), ...(last === undefined || mine?.status === last ? [] : ['field'])];
}

/** The file as the platform keeps it. */
export async function fileOf({ platform }: Pick<World, 'platform'>, row: Document | undefined): Promise<Uint8Array> {
  const settings = platform.settings() as { tokenUrl: string; flowUrl: string; clientId: string; clientSecret: string };
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: settings.clientId,
    client_secret: settings.clientSecret,
  });
  const token = (await (await fetch(settings.tokenUrl, { method: 'POST', body: form })).json()) as { access_token: string };
  const address = `${settings.flowUrl}/v1/flows/${row?.channelRef ?? ''}?docType=Original`;
  const answer = await fetch(address, { headers: { authorization: `Bearer ${token.access_token}` } });
  assert.equal(answer.status, 200, `the platform keeps ${row?.number ?? 'nothing'}`);
  return new Uint8Array(await answer.arrayBuffer());
}
