import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { runCourse } from '../../src/app/bench/core-course.ts';
import { growthOf, rounds } from '../../src/app/bench/core-rounds.ts';
import { PARSE } from '../../src/app/bench/parse.ts';
import { RENDER } from '../../src/app/bench/render.ts';
import { RULES } from '../../src/app/bench/rules.ts';
import { sharedPath } from '../support/official-data.ts';

const FLOOR = sharedPath('..', 'floor');
const NEEDS_FLOOR = existsSync(FLOOR) ? false : 'the floor programs are not on this machine';

test('the growth is the power of the lines', () => {
  const squares = [10, 100, 1000].map((lines) => [lines, 3 * lines ** 2] as const);
  assert.ok(Math.abs((growthOf(squares) ?? 0) - 2) < 1e-9);
  assert.equal(growthOf([[10, 1]]), undefined);
});

test('contestants are measured in turns, and a ratio is against the one named', () => {
  const order: string[] = [];
  const work = (name: string, size: number) => (): unknown => {
    if (order.at(-1) !== name) order.push(name);
    return Array.from({ length: size }, (_, index) => `${index}`).join();
  };
  const measured = rounds(
    [
      { name: 'much', run: work('much', 200_000), against: 'little' },
      { name: 'little', run: work('little', 2_000) },
      { name: 'absent', why: 'not measured (no peer)' },
    ],
    { rounds: 3, slice: 30 },
  );
  assert.ok(order.join(' ').includes('much little much little much little'), order.join(' '));
  assert.ok((measured[0]?.ratio ?? 0) > 10, String(measured[0]?.ratio));
  assert.ok((measured[0]?.memory ?? 0) > (measured[1]?.memory ?? 0));
  assert.deepEqual(measured[2], { name: 'absent', why: 'not measured (no peer)' });
});

test('each course states time, ratio, memory and growth for both syntaxes', { skip: NEEDS_FLOOR }, async () => {
  for (const course of [RULES, RENDER, PARSE]) {
    let text = '';
    await runCourse(course, { floor: FLOOR, lines: [10, 40], rounds: 1, slice: 1 }, (part) => {
      text += part;
    });
    assert.match(text, /^UBL .*\bCPU µs\b/m);
    assert.match(text, /^CII /m);
    assert.match(text, /^(?:bytes|invoice) to \w+ +10 +\d+\.\d +[\d.]+ +[\d.]+× +\d+\.\d\d  floor: /m);
    assert.match(text, /lines\^-?\d+\.\d\d/);
    assert.equal(text.includes('not measured (--saxon DIR)'), course === RULES);
  }
});

test('without the floor programs the command says where it looked', async () => {
  await assert.rejects(
    runCourse(PARSE, { floor: '/nowhere', lines: [1], rounds: 1, slice: 1 }, () => undefined),
    { code: 'CLI_INPUT', message: /\/nowhere/ },
  );
});
