// The crew: each task that ends its process costs only itself, whatever way it does it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCrew, type Crew, type CrewOptions, type TaskEnd } from '../../src/cli/crew.ts';

interface Task {
  readonly say?: string;
  readonly exit?: number;
  readonly fill?: true;
  readonly spin?: true;
  readonly throw?: string;
}

function crewOf(options: Partial<CrewOptions> = {}): Crew<Task, string> {
  const program = new URL('./crew-member.ts', import.meta.url);
  return createCrew<Task, string>({ program, args: [], size: 2, limitMs: 60_000, heapMb: 128, ...options });
}

function wordOf(end: TaskEnd<string>): string {
  return end.kind === 'done' ? (end.result.split(' ')[0] ?? '') : end.kind;
}

test('tasks are shared by the processes, and each gets its own answer', async () => {
  const crew = crewOf();
  const said = Array.from({ length: 40 }, (_, index) => `task-${index}`);
  const ends = await Promise.all(said.map((say) => crew.run({ say })));
  crew.close();
  assert.deepEqual(ends.map(wordOf), said);
  const processes = new Set(ends.map((end) => (end.kind === 'done' ? end.result.split(' ')[1] : '')));
  assert.ok(processes.size <= 2, 'no more than the size of the crew');
});

const DEADLY: readonly (readonly [what: string, task: Task, end: TaskEnd<string>])[] = [
  ['ends its process', { exit: 3 }, { kind: 'crashed', why: 'other', detail: 'it ended with code 3' }],
  ['throws out of everything', { throw: 'a hostile word' }, { kind: 'crashed', why: 'other', detail: 'TypeError: a hostile word' }],
];

for (const [what, task, expected] of DEADLY) {
  test(`a task that ${what} costs only itself`, async () => {
    const crew = crewOf({ size: 1 });
    const ends = await Promise.all([crew.run({ say: 'before' }), crew.run(task), crew.run({ say: 'after' })]);
    crew.close();
    assert.deepEqual([wordOf(ends[0]), ends[1], wordOf(ends[2])], ['before', expected, 'after']);
  });
}

test('a task that fills the memory ends its process and not ours', async () => {
  const crew = crewOf({ size: 1, heapMb: 32 });
  const [end, after] = await Promise.all([crew.run({ fill: true }), crew.run({ say: 'after' })]);
  crew.close();
  assert.ok(end.kind === 'crashed' && end.why === 'memory', JSON.stringify(end));
  assert.equal(wordOf(after), 'after');
});

test('a task that never ends is broken off after its time', async () => {
  const crew = crewOf({ limitMs: 1000 });
  const others = Array.from({ length: 30 }, (_, index) => `task-${index}`);
  const late = crew.run({ spin: true });
  // one after the other, so that the other process is at work in the moment of the end
  const before = (async () => {
    for (const say of others) assert.equal(wordOf(await crew.run({ say })), say);
  })();
  assert.equal((await late).kind, 'late');
  await before;
  const after = await Promise.all(others.map((say) => crew.run({ say })));
  crew.close();
  assert.deepEqual(after.map(wordOf), others);
});

test('processes that cannot start are an error of ours, told once and not tried for ever', async () => {
  const crew = crewOf({ args: ['never'] });
  const both = await Promise.allSettled([crew.run({ say: 'a' }), crew.run({ say: 'b' })]);
  crew.close();
  for (const one of both) assert.match(String(one.status === 'rejected' ? one.reason : ''), /RangeError: not today/);
});
