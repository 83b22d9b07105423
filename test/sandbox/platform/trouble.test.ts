import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TroubleBook, type TroubleKind } from '../../../src/sandbox/platform/trouble.ts';
import { seededNoise } from '../../../src/sandbox/platform/seeded-noise.ts';

const ANY: readonly TroubleKind[] = ['silence', 'busy', 'server-error'];

test('a plan strikes as often as planned, where planned and whom planned', () => {
  const book = new TroubleBook();
  book.plan({ kind: 'busy', on: 'submit', times: 2, match: { number: 'F1' } });
  assert.equal(book.take('search', ANY, { number: 'F1' }), null, 'another place');
  assert.equal(book.take('submit', ANY, { number: 'F2' }), null, 'another invoice');
  assert.equal(book.take('submit', ['silence'], { number: 'F1' }), null, 'another kind');
  assert.equal(book.take('submit', ANY, { number: 'F1' })?.kind, 'busy');
  assert.equal(book.take('submit', ANY, { number: 'F1' })?.kind, 'busy');
  assert.equal(book.take('submit', ANY, { number: 'F1' }), null, 'used up');
});

test('a plan without a place strikes where its kind belongs, and never tokens unless named', () => {
  const book = new TroubleBook();
  book.plan({ kind: 'no-original' });
  book.plan({ kind: 'silence' });
  assert.equal(book.take('search', ['no-original']), null);
  assert.equal(book.take('get', ['no-original'])?.kind, 'no-original');
  assert.equal(book.take('token', ANY), null);
  assert.equal(book.take('directory', ANY)?.kind, 'silence');
});

test('a plan without end lasts until calmed', () => {
  const book = new TroubleBook();
  book.plan({ kind: 'busy', times: null });
  for (let n = 0; n < 50; n++) assert.equal(book.take('search', ANY)?.kind, 'busy');
  book.calm();
  assert.equal(book.take('search', ANY), null);
});

test('a storm strikes about its share, in the same way for the same seed', () => {
  const struck = (seed: number): readonly boolean[] => {
    const book = new TroubleBook();
    book.storm({ seed, percent: 5, kinds: ['accept-then-silence'], on: 'submit' });
    return Array.from({ length: 2000 }, () => book.take('submit', ['accept-then-silence']) !== null);
  };
  const share = struck(7).filter(Boolean).length / 2000;
  assert.ok(share > 0.03 && share < 0.07, String(share));
  assert.deepEqual(struck(7), struck(7));
  assert.notDeepEqual(struck(7), struck(8));
  const book = new TroubleBook();
  book.storm({ seed: 1, percent: 100, kinds: ['no-original'] });
  assert.equal(book.take('submit', ['no-original']), null, 'only where the kind belongs');
});

test('seeded noise stays within its bounds and does not repeat itself at once', () => {
  const noise = seededNoise(42);
  const values = Array.from({ length: 1000 }, noise);
  assert.ok(values.every((value) => value >= 0 && value < 1));
  assert.ok(new Set(values).size > 990);
});

test('unknown trouble is refused', () => {
  const book = new TroubleBook();
  assert.throws(() => book.plan({ kind: 'flood' as TroubleKind }));
  assert.throws(() => book.plan({ kind: 'busy', times: 0 }));
});
