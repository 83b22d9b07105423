/** What every channel must do, whatever the network: each adapter runs this suite with a harness of its own. */
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { PasserelleError, type ErrorKind } from '../../../src/base/error.ts';
import type { Channel, Notice, Parcel } from '../../../src/ports/channel.ts';
import type { HookRequest } from '../../../src/ports/connector.ts';

export const TROUBLES = [
  'lost-answer', 'lost-request', 'busy', 'failing', 'refused', 'late-listing', 'expired-token', 'no-original',
] as const;
export type ChannelTrouble = (typeof TROUBLES)[number];

export interface ChannelHarness {
  readonly channel: Channel;
  /** Another instance on the same account, as after a restart. */
  again(): Channel;
  withWrongCredentials(): Channel;
  parcel(n: number): Parcel;
  /** A parcel whose acknowledgement will be an error. */
  rejectedParcel(n: number): Parcel;
  /** Times the network took this parcel in, not counting what it refuses later. */
  accepted(parcel: Parcel): number;
  trouble(kind: ChannelTrouble): void;
  /** What the network does later happens now. */
  settle(): void;
  /** A counterparty's invoice arrives; its bytes. */
  deliver(n: number): Uint8Array;
  /** A counterparty sets a status on one of ours. */
  say(ref: string, code: string): void;
  /** Subscribes and returns the next hook as it came; null where the network has none. */
  hook(cause: () => void): Promise<HookRequest | null>;
  /** The channel believes that so many seconds went by. */
  passTime(seconds: number): void;
  /** Until a late listing has passed. */
  waitForListing(): Promise<void>;
  close(): Promise<void>;
}

const PAGES_MAX = 500;

interface Feed {
  readonly items: readonly Notice[];
  readonly cursor: string;
}

/** Page after page until there is no more. */
export async function everything(channel: Channel, from: string | null = null, limit = 100): Promise<Feed> {
  let cursor = from;
  const items: Notice[] = [];
  for (let pages = 0; pages < PAGES_MAX; pages++) {
    const page = await channel.changes(cursor, limit);
    items.push(...page.items);
    cursor = page.cursor;
    if (!page.more) return { items, cursor };
  }
  return assert.fail('the feed does not end');
}

export async function failure(task: Promise<unknown>): Promise<PasserelleError> {
  try {
    await task;
  } catch (error) {
    assert.ok(error instanceof PasserelleError, `a foreign error crossed the border: ${String(error)}`);
    return error;
  }
  return assert.fail('it should have failed');
}

export function channelContract(name: string, start: () => Promise<ChannelHarness>): void {
  suite(`channel contract: ${name}`, () => {
    let h: ChannelHarness;
    before(async () => {
      h = await start();
    });
    after(() => h.close());
    sending(() => h);
    unclear(() => h);
    listening(() => h);
    standing(() => h);
  });
}

function sending(h: () => ChannelHarness): void {
  test('a submission gives a receipt, then an acknowledgement under the same tracking id', async () => {
    const parcel = h().parcel(1);
    const receipt = await h().channel.submit(parcel);
    assert.ok(receipt.ref !== '' && !Number.isNaN(Date.parse(receipt.at)) && receipt.raw !== '');
    assert.equal((await h().channel.notice(receipt.ref)).ack.status, 'pending');
    h().settle();
    const notice = await h().channel.notice(receipt.ref);
    assert.deepEqual([notice.ack.status, notice.kind, notice.direction, notice.trackingId], ['ok', 'invoice', 'out', parcel.trackingId]);
  });

  test('a refused acknowledgement says why in the words of the network', async () => {
    const { ref } = await h().channel.submit(h().rejectedParcel(2));
    h().settle();
    const { ack } = await h().channel.notice(ref);
    assert.equal(ack.status, 'error');
    assert.ok(ack.details.length > 0 && ack.details.every((detail) => detail.code !== '' && detail.message !== ''));
  });

  test('a definite refusal holds the document with the words of the network', async () => {
    h().trouble('refused');
    const parcel = h().parcel(3);
    const error = await failure(h().channel.submit(parcel));
    assert.deepEqual([error.code, error.kind, h().accepted(parcel)], ['CHANNEL_REFUSED', 'remote', 0]);
    assert.ok(error.message.length > 20);
  });

  test('a network that asks us to wait is obeyed, and nothing was taken in', async () => {
    h().trouble('busy');
    const parcel = h().parcel(4);
    const error = await failure(h().channel.submit(parcel));
    assert.deepEqual([error.kind, h().accepted(parcel)], ['transient', 0]);
    assert.ok((error.retryAfter ?? 0) > 0);
    // until then the network is left in peace
    assert.equal((await failure(h().channel.find(parcel))).kind, 'transient');
    h().passTime(error.retryAfter ?? 0);
    assert.equal(await h().channel.find(parcel), null);
  });

  test('a token that dies before its time is renewed without anybody noticing', async () => {
    h().trouble('expired-token');
    const parcel = h().parcel(5);
    await h().channel.submit(parcel);
    assert.equal(h().accepted(parcel), 1);
  });
}

function unclear(h: () => ChannelHarness): void {
  const kindOf = async (task: Promise<unknown>): Promise<ErrorKind> => (await failure(task)).kind;

  test('what was never offered is not found', async () => {
    assert.equal(await h().channel.find(h().parcel(10)), null);
  });

  test('an answer lost after the network took it is uncertain, and find knows', async () => {
    h().trouble('lost-answer');
    const parcel = h().parcel(11);
    assert.equal(await kindOf(h().channel.submit(parcel)), 'uncertain');
    const found = await h().channel.find(parcel);
    assert.ok(found !== null && found.ref !== '');
    assert.equal(h().accepted(parcel), 1);
  });

  test('a request lost before the network took it is uncertain too, and find knows', async () => {
    h().trouble('lost-request');
    const parcel = h().parcel(12);
    assert.equal(await kindOf(h().channel.submit(parcel)), 'uncertain');
    assert.equal(await h().channel.find(parcel), null);
    assert.equal(h().accepted(parcel), 0);
  });

  test('a failing network leaves a submission uncertain and a question transient', async () => {
    h().trouble('failing');
    assert.equal(await kindOf(h().channel.submit(h().parcel(13))), 'uncertain');
    h().trouble('failing');
    assert.equal(await kindOf(h().channel.changes(null, 10)), 'transient');
  });

  test('the same parcel again is never taken twice, and find still gives the first', async () => {
    const parcel = h().parcel(14);
    const first = await h().channel.submit(parcel);
    const second = await h().channel.submit(parcel).then((receipt) => receipt.ref, (error: PasserelleError) => error.kind);
    if (second !== first.ref && second !== 'uncertain') {
      // a network may take note of the repeat as a flow of its own, which it then refuses
      h().settle();
      assert.equal((await h().channel.notice(second)).ack.status, 'error');
    }
    assert.equal(h().accepted(parcel), 1);
    assert.equal((await h().channel.find(parcel))?.ref, first.ref);
  });

  test('a flow that is listed late is found once it is listed, within the settle time', async () => {
    h().trouble('late-listing');
    const parcel = h().parcel(15);
    const { ref } = await h().channel.submit(parcel);
    assert.equal(await h().channel.find(parcel), null);
    await h().waitForListing();
    assert.equal((await h().channel.find(parcel))?.ref, ref);
    assert.ok(h().channel.settleSeconds > 0);
  });
}

function listening(h: () => ChannelHarness): void {
  test('the feed gives everything, each once, oldest first, and then only what is new', async () => {
    const { items, cursor } = await everything(h().channel, null, 3);
    assert.ok(items.length >= 5);
    const marks = items.map(({ ref, at, ack }) => `${ref} ${at} ${ack.status}`);
    assert.equal(new Set(marks).size, marks.length, 'nothing twice');
    assert.deepEqual((await everything(h().channel, cursor)).items, []);
    const { ref } = await h().channel.submit(h().parcel(20));
    // another instance goes on where the first one was: the cursor holds all there is to know
    const next = await everything(h().again(), cursor);
    assert.deepEqual(next.items.map((notice) => notice.ref), [ref]);
    h().settle();
    const acked = (await everything(h().again(), next.cursor)).items.filter((notice) => notice.ref === ref);
    assert.deepEqual(acked.map(({ ack }) => ack.status), ['ok']);
  });

  test('within a page notices are sorted by their time', async () => {
    const page = await h().channel.changes(null, 100);
    const times = page.items.map(({ at }) => at);
    assert.deepEqual(times, [...times].sort());
  });

  test('a supplier invoice arrives, is listed as incoming, and its file is what was sent, byte for byte', async () => {
    const { cursor } = await everything(h().channel);
    const bytes = h().deliver(30);
    const { items } = await everything(h().channel, cursor);
    const [notice] = items;
    assert.ok(notice !== undefined && items.length === 1);
    assert.deepEqual([notice.kind, notice.direction], ['invoice', 'in']);
    const file = await h().channel.download(notice.ref, 'Original');
    assert.deepEqual(Buffer.from(file.bytes), Buffer.from(bytes));
  });

  test('a file the network does not keep is said to be missing, and another form may exist', async () => {
    h().deliver(31);
    const { items } = await everything(h().channel);
    const ref = items.findLast(({ direction, kind }) => direction === 'in' && kind === 'invoice')?.ref ?? '';
    h().trouble('no-original');
    const error = await failure(h().channel.download(ref, 'Original'));
    assert.deepEqual([error.code, error.kind], ['CHANNEL_NOT_FOUND', 'remote']);
    assert.ok((await h().channel.download(ref, 'Converted')).bytes.byteLength > 0);
  });

  test('what a counterparty says of an invoice is an incoming lifecycle message', async () => {
    const { ref } = await h().channel.submit(h().parcel(32));
    h().settle();
    const { cursor } = await everything(h().channel);
    h().say(ref, '205');
    const { items } = await everything(h().channel, cursor);
    assert.deepEqual(items.map(({ kind, direction }) => [kind, direction]), [['lifecycle', 'in']]);
    const file = await h().channel.download(items[0]?.ref ?? '', 'Original');
    assert.match(Buffer.from(file.bytes).toString('utf8'), /205/);
  });
}

function standing(h: () => ChannelHarness): void {
  test('an authentic hook is a hint at a flow; a changed, old or unsigned one is nothing', async (t) => {
    const request = await h().hook(() => void h().deliver(40));
    if (request === null) return t.diagnostic('this network has no hooks');
    const read = (change: Partial<HookRequest>): unknown => h().channel.readHook?.({ ...request, ...change });
    const hints = h().channel.readHook?.(request);
    assert.ok(hints !== null && hints !== undefined && hints.length === 1 && (hints[0]?.ref ?? '') !== '');
    assert.equal(read({ body: Buffer.concat([request.body, Buffer.from(' ')]) }), null);
    assert.equal(read({ receivedAt: new Date(Date.parse(request.receivedAt) + 301_000).toISOString() }), null);
    assert.equal(read({ headers: {} }), null);
  });

  test('the checks say what works, and with wrong credentials what does not, without throwing', async () => {
    const fine = await h().channel.check();
    assert.ok(fine.length > 0 && fine.every(({ state }) => state !== 'failed'), JSON.stringify(fine));
    const wrong = h().withWrongCredentials();
    const checks = await wrong.check();
    assert.ok(checks.some(({ name, state, detail }) => name === 'credentials' && state === 'failed' && detail.length > 20));
    assert.equal((await failure(wrong.submit(h().parcel(41)))).kind, 'config');
    assert.ok(!JSON.stringify(checks).includes('wrong-secret'));
    await wrong.close?.();
  });

  test('a flow nobody knows is said to be missing', async () => {
    assert.equal((await failure(h().channel.notice('nobody-knows-this'))).code, 'CHANNEL_NOT_FOUND');
  });
}
