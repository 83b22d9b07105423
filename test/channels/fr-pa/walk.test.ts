import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { advance, firstWalk, PARTS, readWalk, unseen, type Walk, type WalkRules } from '../../../src/channels/fr-pa/walk.ts';

interface Listed {
  readonly id: string;
  readonly at: number;
  readonly part: number;
  /** Not listed before this moment. */
  readonly listedAt: number;
}
type Order = 'ascending' | 'descending' | 'shuffled';

const START = Date.parse('2026-11-22T00:00:00Z');

/** A platform as the norm allows it: strict bounds, a limit, any order. */
function answer(flows: readonly Listed[], walk: Walk, limit: number, order: Order, now: number): readonly Listed[] {
  const part = walk.part;
  const inside = flows.filter((flow) => flow.listedAt <= now && flow.at > walk.from && (walk.to === null || flow.at < walk.to) &&
    (part === undefined || flow.part === part));
  const sorted = [...inside].sort((a, b) => (order === 'shuffled' ? (a.id < b.id ? -1 : 1) : a.at - b.at || (a.id < b.id ? -1 : 1)));
  return (order === 'descending' ? sorted.reverse() : sorted).slice(0, limit);
}

interface Poll {
  readonly got: readonly string[];
  readonly walk: Walk;
  readonly requests: number;
  readonly crowded: readonly number[];
}

function poll(flows: readonly Listed[], start: Walk, rules: WalkRules, order: Order, now: number): Poll {
  let walk = start;
  const got: string[] = [];
  const crowded: number[] = [];
  for (let requests = 1; requests < 20_000; requests++) {
    const limit = walk.limit ?? rules.limit;
    const page = answer(flows, walk, limit, order, now);
    const { fresh, walk: remembered } = unseen(walk, page, (flow) => flow.id);
    got.push(...fresh.map((flow) => flow.id));
    const step = advance(remembered, { times: page.map((flow) => flow.at), count: page.length }, limit, rules, now);
    if (step.crowded !== undefined) crowded.push(step.crowded);
    if (step.state === 'done') return { got, walk: step.walk, requests, crowded };
    walk = step.walk;
    // what is stored between two pages is text
    walk = readWalk(JSON.stringify(walk), 0);
  }
  return assert.fail('the walk does not end');
}

const rules = (limit: number, ascending: boolean): WalkRules =>
  ({ limit, maxLimit: limit * 4, ascending, latenessMs: 180_000 });

/** Crowded times: few distinct values, so that pages end in the middle of one. */
const flowsOf = (maxPerMoment: number) =>
  fc.array(fc.record({ moment: fc.nat(12), spread: fc.nat(2), part: fc.nat(PARTS.length - 1) }), { maxLength: 120, size: 'max' })
    .map((raw) => {
      const perMoment = new Map<number, number>();
      return raw.flatMap(({ moment, spread, part }, index) => {
        const at = START + moment * 1000 + spread;
        const already = perMoment.get(at) ?? 0;
        if (already >= maxPerMoment) return [];
        perMoment.set(at, already + 1);
        return [{ id: `${(index * 7919) % 1000}-${index}`, at, part, listedAt: 0 }];
      });
    });

test('whatever the order of the platform and however many flows share a timestamp, each is given exactly once', () => {
  const orders = fc.constantFrom<Order>('ascending', 'descending', 'shuffled');
  fc.assert(fc.property(flowsOf(12), orders, fc.integer({ min: 3, max: 20 }), (flows, order, limit) => {
    const { got, crowded } = poll(flows, firstWalk(START - 1), rules(limit, order === 'ascending'), order, START + 60_000);
    // a moment with at most 12 flows always fits the raised limit of 12 or more
    assert.deepEqual(crowded, []);
    assert.deepEqual([...got].sort(), flows.map((flow) => flow.id).sort());
  }), { numRuns: 300 });
});

test('a moment fuller than any page is split by the other criteria, and only then told to be too full, hiding nothing else', () => {
  const crowd = (each: number): Listed[] => PARTS.flatMap((_, part) =>
    Array.from({ length: each }, (_, n) => ({ id: `${part}-${n}`, at: START + 5, part, listedAt: 0 })));
  const around: Listed[] = [{ id: 'before', at: START + 1, part: 0, listedAt: 0 }, { id: 'after', at: START + 9, part: 0, listedAt: 0 }];
  for (const ascending of [true, false]) {
    const walked = (flows: readonly Listed[]): Poll =>
      poll(flows, firstWalk(START - 1), { ...rules(2, ascending), maxLimit: 8 }, 'ascending', START + 60_000);
    const fits = walked([...crowd(7), ...around]);
    assert.deepEqual(fits.crowded, []);
    assert.equal(fits.got.length, 7 * PARTS.length + 2);
    const tooMany = walked([...crowd(9), ...around]);
    assert.deepEqual([...new Set(tooMany.crowded)], [START + 5]);
    assert.ok(tooMany.got.includes('before') && tooMany.got.includes('after'));
    assert.equal(tooMany.got.length, 8 * PARTS.length + 2, 'all that can be listed');
  }
});

test('flows that are listed late, and changes between polls, are given by a later poll', () => {
  const lateness = fc.integer({ min: 0, max: 180_000 });
  const flow = fc.record({ at: fc.integer({ min: 0, max: 1_200_000 }), late: lateness, part: fc.nat(5) });
  const orders = fc.constantFrom<Order>('ascending', 'shuffled');
  fc.assert(fc.property(fc.array(flow, { maxLength: 60, size: 'max' }), orders, (raw, order) => {
    const flows = raw.map(({ at, late, part }, index) => ({ id: String(index), at: START + at, part, listedAt: START + at + late }));
    let walk = firstWalk(START - 1);
    const got: string[] = [];
    for (let now = START; now <= START + 1_500_000; now += 20_000) {
      const result = poll(flows, walk, rules(10, order === 'ascending'), order, now);
      walk = result.walk;
      got.push(...result.got);
    }
    assert.deepEqual([...got].sort(), flows.map(({ id }) => id).sort());
  }), { numRuns: 100 });
});

test('an idle feed is asked with one request, and no longer reads again what it gave', () => {
  const flows = Array.from({ length: 95 }, (_, n) => ({ id: String(n), at: START + n, part: 0, listedAt: 0 }));
  const first = poll(flows, firstWalk(START - 1), rules(10, true), 'ascending', START + 1000);
  assert.equal(first.got.length, 95);
  const later = poll(flows, first.walk, rules(10, true), 'ascending', START + 600_000);
  const idle = poll(flows, later.walk, rules(10, true), 'ascending', START + 610_000);
  assert.deepEqual([later.got, idle.got, idle.requests], [[], [], 1]);
});

test('a platform in descending order is walked in a few requests, not one per page of history', () => {
  const flows = Array.from({ length: 5000 }, (_, n) => ({ id: String(n), at: START + n * 1000, part: 0, listedAt: 0 }));
  const { got, requests } = poll(flows, firstWalk(START - 1), rules(100, false), 'descending', START + 30_000_000);
  assert.equal(new Set(got).size, 5000);
  assert.ok(requests < 500 && got.length < 7500, `${requests} requests, ${got.length} given`);
});

test('a cursor of the platform is followed to its end, and the next walk begins before the newest flow', () => {
  const r = rules(2, false);
  const first = advance(firstWalk(START), { times: [START + 1, START + 2], count: 2, next: 'bookmark' }, 2, r, START + 10);
  assert.ok(first.state === 'more' && first.walk.next === 'bookmark');
  const last = advance(first.walk, { times: [START + 3, START + 3], count: 2 }, 2, r, START + 10);
  assert.ok(last.state === 'done');
  assert.deepEqual([last.walk.next, last.walk.from, last.walk.high], [undefined, START + 3 - 180_000, START + 3]);
});

test('a cursor that is not ours begins at the beginning', () => {
  for (const text of ['', '{}', '{"v":2}', 'null', '[1]']) assert.deepEqual(readWalk(text, START), firstWalk(START));
});
