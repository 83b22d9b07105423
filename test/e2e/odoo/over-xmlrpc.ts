/** The same documents once more through odoo-await, as an Odoo 14 to 18 is read: another installation, another platform. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createIds } from '../../../src/runtime/ids.ts';
import { systemClock } from '../../../src/runtime/clock.ts';
import { startSandboxPlatform, type SandboxPlatform } from '../../../src/sandbox/platform/platform.ts';
import type { Document } from '../../../src/model/document.ts';
import type { Built } from './build.ts';
import { newHome, startDaemon, until, writeFiles, type Daemon } from './daemon.ts';
import { BOT } from './ground.ts';
import { seenInOdoo, type Seen } from './observe.ts';
import { startRelay, type Relay } from './relay.ts';
import { brief, outgoing, wrongFigures } from './road.ts';
import { configuration, SINCE, type World } from './world.ts';

/** Late enough to be over in a minute, early enough for more than twenty documents of every class. */
const FROM = '2026-11-10';
const AT_LEAST = 20;
const SETTLE_SECONDS = 150;
const TOLD = '204';

export function overXmlRpc(world: () => World): void {
  describe('the road out over XML-RPC', () => {
    let relay: Relay;
    let platform: SandboxPlatform;
    let daemon: Daemon;
    let documents: ReadonlyMap<string, Document> = new Map();
    const closers: (() => unknown)[] = [];

    before(async () => {
      const { odoo, key, ground } = world();
      relay = await startRelay(odoo.url);
      closers.unshift(() => {
        relay.close();
      });
      platform = await startSandboxPlatform({ clock: systemClock, ids: createIds(), ackDelayMs: 100, lifeDelayMs: null });
      closers.unshift(() => platform.close());
      const home = await newHome();
      const parts = { odoo: { ...odoo, url: relay.url }, key, platform, companies: ground.companies };
      writeFiles(home, overXmlRpcFrom(FROM, configuration(home, parts)));
      daemon = await startDaemon(home);
      closers.unshift(() => daemon.stop());
      world().say(`daemon over XML-RPC at ${daemon.console}, its folder ${home.folder}`);
    });
    after(async () => {
      for (const close of closers) await close();
    });

    test('at least twenty documents of all classes are delivered, each taken in once', { timeout: 200_000 }, async () => {
      const from = Date.now();
      const sent = sendable(world());
      const isDelivered = (one: Built): boolean => documents.get(String(one.id))?.stage === 'delivered';
      await until(
        `${sent.length} documents delivered`,
        SETTLE_SECONDS,
        async () => (documents = await outgoing({ daemon })),
        () => sent.every(isDelivered),
        (found) => sent.filter((one) => !isDelivered(one)).map((one) => [one.key, brief(found.get(String(one.id)))]),
      );
      world().say(`${sent.length} documents delivered over XML-RPC after ${((Date.now() - from) / 1000).toFixed(0)} s`);
      assert.ok(sent.length >= AT_LEAST, `${sent.length} documents`);
      assert.deepEqual([...new Set(sent.map((one) => one.scope))].toSorted(), ['b2b', 'b2b-int', 'b2g']);
      const offers = sent.map((one) => platform.submissions().filter((offer) => offer.flowId === channelRef(documents, one)));
      assert.deepEqual(
        offers.map((mine) => mine.map((offer) => offer.outcome)),
        sent.map(() => ['accepted']),
      );
      const told = platform.submissions().map((offer) => `${offer.seller ?? ''} ${offer.number ?? ''}`);
      assert.equal(new Set(told).size, told.length, 'nothing was offered twice');
    });

    test('every one has its class and Odoo’s totals to the cent', async () => {
      const sent = sendable(world());
      assert.deepEqual(
        sent.map((one) => [one.key, documents.get(String(one.id))?.scope]),
        sent.map((one) => [one.key, one.scope]),
      );
      assert.deepEqual(await wrongFigures({ platform }, sent, documents), []);
    });

    test('a status gets into Odoo’s field and chatter, by XML-RPC alone', { timeout: 90_000 }, async () => {
      const { admin, built } = world();
      const one = built.find((found) => found.key === 'public') as Built;
      const document = documents.get(String(one.id));
      // the middle of the reference names the document in this installation: the other one tells the same status too
      const mark = `[PAS-${(document?.id ?? '').replaceAll('-', '').slice(-12)}-`;
      const lines = (seen: Seen | undefined): readonly string[] =>
        (seen?.lines ?? []).filter((line) => line.startsWith(`${TOLD} `) && line.includes(mark));
      assert.notEqual(platform.advance(channelRef(documents, one), { code: TOLD }), null);
      const seen = await until(
        `${TOLD} told in Odoo`,
        60,
        () => seenInOdoo(admin, [one.id], BOT.login),
        (found) => lines(found.get(one.id)).length > 0 && found.get(one.id)?.status === TOLD,
      );
      assert.equal(lines(seen.get(one.id)).length, 1);
      assert.ok((relay.asked.get('/xmlrpc/2/object') ?? 0) > 0, 'asked over XML-RPC');
      assert.deepEqual(
        [...relay.asked.keys()].filter((path) => path.startsWith('/json/')),
        [],
      );
    });
  });
}

function overXmlRpcFrom(day: string, files: Readonly<Record<string, string>>): Record<string, string> {
  const connection = files['connections/odoo.yaml'] ?? '';
  const changed: Record<string, string> = { 'connections/odoo.yaml': connection.replace('"url":', '"transport": "xmlrpc", "url":') };
  for (const path of ['companies/demo.yaml', 'companies/atelier.yaml']) changed[path] = (files[path] ?? '').replace(SINCE, day);
  return { ...files, ...changed };
}

/** What a platform must get and keep, of the days that this installation looks at. */
function sendable({ built }: World): readonly Built[] {
  return built.filter((one) => one.date >= FROM && (one.ends ?? 'delivered') === 'delivered');
}

function channelRef(documents: ReadonlyMap<string, Document>, one: Built): string {
  return documents.get(String(one.id))?.channelRef ?? '';
}
