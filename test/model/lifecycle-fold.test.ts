// Whatever the order in which messages arrive, an invoice's lifecycle is the same.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { STATUS_CODES } from '../../src/model/lifecycle-codes.ts';
import { amountsOf, entriesOf, foldLifecycle } from '../../src/model/lifecycle-fold.ts';
import { TRACKS, type LifecycleEntry, type Track } from '../../src/model/lifecycle.ts';
import { formatDecimal } from '../../src/model/decimal.ts';

let serial = 0;
function entry(code: string, at: string, more: Partial<LifecycleEntry> = {}): LifecycleEntry {
  const track = STATUS_CODES.find((status) => status.code === code)?.track ?? 'transport';
  return { reference: `flow-${++serial}`, code, track, at: `2026-10-${at}T10:00:00.000Z`, reasons: [], ...more };
}

const anyEntry: fc.Arbitrary<LifecycleEntry> = fc
  .record({
    reference: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    status: fc.constantFrom(...STATUS_CODES),
    day: fc.integer({ min: 1, max: 5 }),
    text: fc.constantFrom('x', 'y'),
  })
  .map(({ reference, status, day, text }) => ({
    reference,
    code: status.code,
    track: status.track,
    at: `2026-10-0${day}T00:00:00.000Z`,
    reasons: [{ text }],
  }));

test('any order of arrival and any repetition give the same fold', () => {
  fc.assert(
    fc.property(
      fc.array(anyEntry, { maxLength: 12 }),
      fc.array(fc.nat(), { minLength: 24, maxLength: 24 }),
      (entries, keys) => {
        const twice = [...entries, ...entries];
        const shuffled = twice
          .map((each, place) => ({ each, key: keys[place] ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ each }) => each);
        assert.deepEqual(foldLifecycle(shuffled), foldLifecycle(entries));
      },
    ),
    { numRuns: 500 },
  );
});

test('every track with entries has a state, and the headline is one of the states', () => {
  fc.assert(
    fc.property(fc.array(anyEntry, { minLength: 1, maxLength: 12 }), (entries) => {
      const fold = foldLifecycle(entries);
      const states = TRACKS.flatMap((track) => fold.tracks[track]?.code ?? []);
      assert.ok(fold.headline !== null && states.includes(fold.headline.code));
      for (const track of TRACKS) {
        assert.equal(fold.tracks[track] === undefined, !fold.entries.some((each) => each.track === track));
      }
    }),
  );
});

const STORIES: readonly (readonly [string, readonly string[], string, Partial<Record<Track, string>>])[] = [
  ['made available', ['200@01', '201@02', '202@03', '203@04'], '203', { transport: '203' }],
  ['a late 200 takes nothing back', ['203@04', '200@05'], '203', { transport: '203' }],
  ['rejected by the receiving platform', ['200@01', '202@02', '213@03'], '213', { transport: '213' }],
  ['a routing error that was overcome', ['202@02', '221@03', '203@04'], '203', { transport: '203' }],
  ['a routing error that was not', ['202@02', '221@03'], '221', { transport: '221' }],
  ['disputed, then approved', ['203@03', '207@05', '205@06'], '205', { transport: '203', treatment: '205' }],
  ['approved, then disputed', ['203@03', '205@05', '207@06'], '207', { treatment: '207' }],
  ['suspended, then completed', ['203@03', '208@05', '209@06'], '209', { treatment: '209' }],
  ['refused; an approval by mistake afterwards', ['203@03', '210@05', '205@06'], '210', { treatment: '210' }],
  ['paid', ['203@03', '205@04', '211@08'], '211', { payment: '211', treatment: '205' }],
  ['collected', ['203@03', '205@04', '211@08', '212@09'], '212', { payment: '212' }],
  ['assigned to a factor', ['203@03', '225@04', '227@05'], '203', { assignment: '227' }],
  ['refused by the administration', ['203@03', '501@05'], '501', { authority: '501' }],
];

for (const [title, codes, headline, tracks] of STORIES) {
  test(`headline ${headline}: ${title}`, () => {
    const fold = foldLifecycle(codes.map((each) => entry(each.slice(0, 3), each.slice(4))));
    assert.equal(fold.headline?.code, headline);
    for (const [track, code] of Object.entries(tracks)) assert.equal(fold.tracks[track as Track]?.code, code);
  });
}

test('a collection cancelled in full is no collection', () => {
  const collected = entry('212', '05', { amounts: [{ type: 'MEN', amount: '120.00', rate: '20' }] });
  const cancelled = entry('212', '06', { amounts: [{ type: 'MEN', amount: '-120.00', rate: '20' }] });
  const paid = entry('211', '04');
  assert.equal(foldLifecycle([paid, collected]).tracks.payment?.code, '212');
  assert.equal(foldLifecycle([paid, cancelled, collected]).tracks.payment?.code, '211');
  assert.equal(foldLifecycle([paid, cancelled, collected]).entries.length, 3);
});

test('amounts are summed by type and rate, exactly', () => {
  const sums = amountsOf(
    [
      entry('212', '05', {
        amounts: [
          { type: 'MEN', amount: '0.10', rate: '20' },
          { type: 'MEN', amount: '1.00', rate: '5.5' },
        ],
      }),
      entry('212', '06', { amounts: [{ type: 'MEN', amount: '0.20', rate: '20' }] }),
      entry('211', '06', { amounts: [{ type: 'MPA', amount: '9.99' }] }),
    ],
    '212',
  );
  assert.deepEqual(
    [...(sums.get('MEN') ?? [])].map(([rate, sum]) => [rate, formatDecimal(sum)]),
    [
      ['20', '0.30'],
      ['5.5', '1.00'],
    ],
  );
  assert.equal(sums.get('MPA'), undefined);
});

test('entries are read from the lifecycle events of a document and from nothing else', () => {
  const good = entry('205', '05');
  const data = good as unknown as Record<string, never>;
  assert.deepEqual(
    entriesOf([
      { type: 'submitted', data },
      { type: 'lifecycle', data },
      { type: 'lifecycle', data: { code: '205' } },
      { type: 'lifecycle', data: { ...data, track: 'nowhere' } },
    ]),
    [good],
  );
});

test('no message, no headline', () => {
  assert.deepEqual(foldLifecycle([]), { tracks: {}, headline: null, entries: [] });
});

/** Messages as they come: equal times, corrections, money in several parts, and the same message by hook and by listing. */
const anyMessage: fc.Arbitrary<LifecycleEntry> = fc
  .record({
    reference: fc.nat({ max: 30 }),
    status: fc.constantFrom(...STATUS_CODES, ...STATUS_CODES.filter(({ code }) => ['210', '211', '212', '220'].includes(code))),
    second: fc.integer({ min: 0, max: 2 }),
    cents: fc.integer({ min: -20_000, max: 20_000 }),
    rate: fc.constantFrom('20.00', '20', '5.5', ''),
  })
  .map(({ reference, status: { code, track }, second, cents, rate }) => ({
    // one reference is one message: whatever it says, it says it each time it comes
    reference: `flow-${reference}-${code}-${second}-${cents}-${rate}`,
    code,
    track,
    at: `2026-10-01T00:00:0${second}.000Z`,
    reasons: [],
    ...(code !== '211' && code !== '212'
      ? {}
      : { amounts: [{ type: code === '212' ? 'MEN' : 'MPA', amount: (cents / 100).toFixed(2), ...(rate === '' ? {} : { rate }) }] }),
  }));

function sumsOf(entries: readonly LifecycleEntry[]): readonly string[] {
  return ['211', '212'].flatMap((code) =>
    [...amountsOf(entries, code)].flatMap(([type, rates]) => [...rates].map(([rate, sum]) => `${type} ${rate} ${formatDecimal(sum)}`)),
  ).sort();
}

test('tracks, headline and sums are the same one by one, in any order, with every message coming twice', () => {
  const orders = fc.array(fc.nat(), { minLength: 40, maxLength: 40 });
  fc.assert(
    fc.property(fc.array(anyMessage, { maxLength: 20 }), orders, fc.nat({ max: 20 }), (entries, keys, cut) => {
      const once = foldLifecycle(entries);
      const twice = [...entries, ...entries].map((each, place) => ({ each, key: keys[place] ?? 0 }));
      const arrived = twice.sort((a, b) => a.key - b.key).map(({ each }) => each);
      // as the road does it: what is known already, then what came
      const kept = foldLifecycle(arrived.slice(0, cut)).entries;
      const folded = foldLifecycle([...kept, ...arrived.slice(cut)]);
      assert.deepEqual(folded, once);
      assert.deepEqual(sumsOf(folded.entries), sumsOf(once.entries));
    }),
    { numRuns: 500 },
  );
});

test('collections at one moment and of one amount are two collections when they are two messages', () => {
  const amounts = [{ type: 'MEN', amount: '60.00', rate: '20.00' }];
  const [first, second] = [entry('212', '05', { amounts }), entry('212', '05', { amounts })];
  assert.deepEqual(sumsOf(foldLifecycle([second, first, second]).entries), ['MEN 20 120.00']);
});

test('a correction of a collection changes the sum and not the state, whatever comes first', () => {
  const men = (amount: string): Partial<LifecycleEntry> => ({ amounts: [{ type: 'MEN', amount, rate: '20.00' }] });
  const story = [entry('212', '05', men('120.00')), entry('212', '06', men('-120.00')), entry('212', '07', men('119.99'))];
  for (const order of [[0, 1, 2], [2, 1, 0], [1, 0, 2], [1, 2, 0]]) {
    const fold = foldLifecycle(order.map((place) => story[place] as LifecycleEntry));
    assert.equal(fold.tracks.payment?.code, '212');
    assert.deepEqual(sumsOf(fold.entries), ['MEN 20 119.99']);
  }
});

test('20 and 20.00 are one rate: what one message collects another may take back', () => {
  const story = [['120.00', '20'], ['-120.00', '20.00']].map(([amount = '', rate = '']) =>
    entry('212', '05', { amounts: [{ type: 'MEN', amount, rate }] }));
  assert.deepEqual(sumsOf(story), ['MEN 20 0.00']);
  assert.equal(foldLifecycle([entry('211', '04'), ...story]).tracks.payment?.code, '211');
});
