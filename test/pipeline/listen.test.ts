// Reception under trouble: one odd flow never delays, hides or loses another.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { listen } from '../../src/pipeline/listen.ts';
import { ublInvoice } from '../contract/channel/fictitious-invoice.ts';
import { withListening, type ListeningWorld } from '../support/listening-world.ts';

const file = (number: string): Uint8Array => ublInvoice({ number });
/** Downloaded and read: there is no company here, so it is nobody's. */
const ARRIVED = 'ignored';
const stages = async (world: ListeningWorld): Promise<readonly string[]> =>
  (await world.all()).map(({ stage, halt, reason }) => [stage, halt, reason].filter((word) => word !== null).join(' ')).sort();

describe('a listing', () => {
  it('with entries of every odd kind gives each good flow its document, and keeps what names no flow', () =>
    withListening({}, async (world) => {
      const { platform } = world;
      const odd = (entry: Parameters<SandboxEntry>[0], n: number): string => platform.deliver(file(`ODD-${n}`), { entry });
      const good = platform.deliver(file('GOOD-1'));
      const strange = platform.deliver(file('STRANGE'), { flowId: 'flow/1?x=é #%2F"\n..' });
      const unknown = odd({ flowType: 'NovelType', flowSyntax: 'XYZ', processingRule: 7, acknowledgement: 'Ok', trackingId: null }, 1);
      const bare = odd({ flowType: null, flowDirection: null, flowSyntax: null, acknowledgement: null, submittedAt: null }, 2);
      const dated = ['9999-12-31T23:59:59Z', '0001-01-01T00:00:00Z', 'tomorrow', ''].map((updatedAt, n) =>
        odd({ updatedAt, submittedAt: updatedAt }, 10 + n),
      );
      const copy = odd({ flowType: 'StateSupplierInvoice' }, 20);
      for (const [n, entry] of [
        null,
        'text',
        7,
        [],
        { flowId: null },
        { flowId: '' },
        { flowId: '..' },
        { flowId: 'x'.repeat(5000) },
      ].entries()) {
        odd(entry, 30 + n);
      }
      await world.poll();
      for (const flow of [good, strange, unknown, bare, ...dated]) {
        const document = await world.byFlow(flow);
        assert.deepEqual([document?.kind, document?.stage], ['invoice', 'announced'], flow);
      }
      assert.deepEqual([(await world.byFlow(copy))?.stage, (await world.byFlow(copy))?.reason], ['ignored', 'copy']);
      const held = (await world.all()).filter(({ halt }) => halt === 'held');
      // two empty ids differ, as do the others: eight entries
      assert.equal(held.length, 8);
      const detail = await world.bench.views.detail(held[0]?.id ?? '');
      assert.deepEqual(
        detail?.findings.map(({ rule }) => rule),
        ['PASS-IN-LISTING'],
      );
      const digest = detail.events.find(({ type }) => type === 'announced')?.data['artifact'];
      assert.ok(typeof digest === 'string' && (await world.bench.store.artifact(digest)) !== null, 'its words are kept');
      const before = await stages(world);
      const next = platform.deliver(file('GOOD-2'));
      await world.poll();
      assert.equal((await world.byFlow(next))?.stage, 'announced', 'an absurd date hides nothing that follows');
      assert.equal((await stages(world)).length, before.length + 1, 'nothing is taken in twice');
      assert.equal((await world.move((await world.byFlow(strange)) as never)).stage, ARRIVED);
    }));

  it('that repeats a flow within a page, or gives one 10 MB of words, holds up nothing', () =>
    withListening({ timeouts: { connect: 1, answer: 5, whole: 20 } }, async (world) => {
      const words = 'x'.repeat(10 * 1024 * 1024);
      const details = [{ level: 'Error', item: 'a', reasonCode: 'b', reasonMessage: words }];
      const large = [1, 2, 3].map((n) =>
        world.platform.deliver(file(`LARGE-${n}`), { entry: { acknowledgement: { status: 'Ok', details } } }),
      );
      const twice = world.platform.deliver(file('TWICE'), { entry: { flowId: 'same' } });
      world.platform.deliver(file('TWICE-2'), { entry: { flowId: 'same' } });
      const good = world.platform.deliver(file('GOOD'));
      await world.poll();
      for (const flow of [...large, 'same', good]) assert.equal((await world.byFlow(flow))?.stage, 'announced', flow);
      assert.equal(await world.byFlow(twice), null);
      assert.equal((await world.all()).length, 5);
    }));

  it('without a cursor gives a crowd of one timestamp, and tells when more share it than can be listed', () =>
    withListening({ version: '1.1.0', platform: { order: 'shuffled' } }, async (world) => {
      const updatedAt = new Date(Date.now() - 60_000).toISOString();
      for (let n = 0; n < 90; n++) world.platform.deliver(file(`CROWD-${n}`), { updatedAt });
      const later = new Date(Date.parse(updatedAt) + 1000).toISOString();
      const after = Array.from({ length: 60 }, (_, n) => world.platform.deliver(file(`AFTER-${n}`), { updatedAt: later }));
      await world.poll();
      assert.equal((await world.all()).length, 150);
      const crowd = new Date(Date.parse(updatedAt) + 500).toISOString();
      for (let n = 0; n < 130; n++) world.platform.deliver(file(`MORE-${n}`), { updatedAt: crowd });
      const last = world.platform.deliver(file('LAST'));
      await world.poll();
      assert.ok((await world.byFlow(last)) !== null && (await world.byFlow(after[59] ?? '')) !== null);
      const [health] = await world.bench.views.reception();
      assert.equal(health?.crowdedAt, crowd, 'what may be hidden is told');
      assert.ok(world.logged.includes('network.moment-too-full'));
    }));

  it('that fails, or is refused its own cursor, loses nothing', () =>
    withListening({}, async (world) => {
      for (let n = 0; n < 130; n++) world.platform.deliver(file(`REFUSED-${n}`));
      world.platform.trouble({ kind: 'server-error', on: 'search', status: 500 });
      await assert.rejects(listen('platform', world.road));
      world.platform.trouble({ kind: 'slow', on: 'search', milliseconds: 0 });
      world.platform.trouble({ kind: 'server-error', on: 'search', status: 400 });
      await world.poll();
      assert.equal(new Set((await world.bench.sql`select key from passerelle.document`).map(({ key }) => String(key))).size, 130);
    }));
});

type SandboxEntry = (entry: NonNullable<Parameters<ListeningWorld['platform']['deliver']>[1]>['entry']) => void;

describe('an inbox', () => {
  it('of another connection, however full, does not delay this one', () =>
    withListening({}, async (world) => {
      const body = JSON.stringify({
        ref: 'x',
        kind: 'invoice',
        direction: 'out',
        at: world.road.clock.now(),
        ack: { status: 'ok', details: [] },
        raw: '',
      });
      const other = Array.from({ length: 450 }, (_, n) => ({ source: 'channel:other', dedupe: `${n}:ok`, body }));
      await world.bench.store.inbox.add(other);
      const flow = world.platform.deliver(file('MINE'));
      await world.poll();
      assert.equal((await world.byFlow(flow))?.stage, 'announced');
      assert.equal((await world.bench.store.inbox.pending(1000)).length, 450);
    }));

  it('with items that nobody can read goes on past them', () =>
    withListening({}, async (world) => {
      const broken = Array.from({ length: 210 }, (_, n) => ({ source: 'channel:platform', dedupe: `broken-${n}:ok`, body: '{' }));
      await world.bench.store.inbox.add(broken);
      const flow = world.platform.deliver(file('BEHIND'));
      await world.poll();
      assert.equal((await world.byFlow(flow))?.stage, 'announced');
      assert.ok(world.logged.includes('inbox.item-failed'));
    }));
});

describe('a download', () => {
  it('that comes damaged, cut, stalled, empty, as a web page or not at all is asked for again, and comes whole', () =>
    withListening({}, async (world) => {
      for (const kind of ['half-body', 'stalled-body', 'empty-file', 'web-page', 'no-file', 'server-error', 'silence'] as const) {
        const bytes = file(`AGAIN-${kind}`);
        const flowId = world.platform.deliver(bytes);
        // Original and Converted alike
        world.platform.trouble({
          kind,
          match: { flowId },
          times: 2,
          ...(kind === 'silence' || kind === 'server-error' ? { on: 'get', times: 1 } : {}),
        });
        await world.poll();
        const announced = await world.byFlow(flowId);
        const waiting = await world.move(announced as never);
        const twice = kind === 'half-body' || kind === 'stalled-body' ? await world.move(waiting) : waiting;
        assert.deepEqual([twice.stage, twice.halt], ['announced', null], `${kind} ${waiting.reason}`);
        assert.ok(waiting.dueAt !== null && waiting.attempts === 1, kind);
        assert.equal((await world.move(twice)).stage, ARRIVED, kind);
      }
    }));

  it('is fetched again when it does not have the announced digest, and taken when the platform insists', () =>
    withListening({}, async (world) => {
      const { createHash } = await import('node:crypto');
      const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
      const sound = file('DIGEST');
      const flow = world.platform.deliver(sound, { entry: { sha256: digest(sound) } });
      world.platform.trouble({ kind: 'corrupt-file', match: { flowId: flow } });
      const other = world.platform.deliver(file('DIGEST-2'), { entry: { sha256: digest(sound) } });
      await world.poll();
      const documents = await Promise.all([flow, other].map(async (id) => world.move((await world.byFlow(id)) as never)));
      const events = await Promise.all(
        documents.map(async ({ id }) => (await world.bench.store.events(id)).find(({ type }) => type === 'downloaded')),
      );
      assert.deepEqual(
        events.map((event) => event?.data['differs']),
        [undefined, true],
      );
      assert.equal(events[0]?.data['artifact'], digest(sound));
    }));

  it('that the platform refuses for good is held after an hour, and never closes the connection to others', () =>
    withListening({}, async (world) => {
      const refused = world.platform.deliver(file('FORBIDDEN'));
      world.platform.trouble({ kind: 'server-error', on: 'get', status: 403, match: { flowId: refused }, times: null });
      const good = world.platform.deliver(file('ALLOWED'));
      await world.poll();
      const waiting = await world.move((await world.byFlow(refused)) as never);
      assert.deepEqual([waiting.stage, waiting.halt], ['announced', null]);
      assert.deepEqual(await world.bench.store.lanes.list(), []);
      assert.equal((await world.move((await world.byFlow(good)) as never)).stage, ARRIVED);
      world.passTime(3_700_000);
      assert.equal((await world.move(waiting)).halt, 'held');
    }));

  it('takes the converted file where there is no original', () =>
    withListening({}, async (world) => {
      const flow = world.platform.deliver(file('NO-ORIGINAL'), { original: false, converted: Buffer.from('<converted/>') });
      await world.poll();
      const document = await world.move((await world.byFlow(flow)) as never);
      const event = (await world.bench.store.events(document.id)).find(({ type }) => type === 'downloaded');
      assert.equal(event?.data['what'], 'Converted');
    }));
});
