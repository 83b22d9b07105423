// What makes the two commands work on a bare machine: nothing to do is silent, exit codes and signals pass through, and
// an unreachable registry gives a sentence. Trees of their own stand in for the checkout.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ROOT } from '../support/tree.ts';

const trees: string[] = [];
after(() => {
  for (const tree of trees) rmSync(tree, { recursive: true, force: true });
});

interface Tree {
  /** path in the lock → its entry */
  readonly wanted: Readonly<Record<string, object>>;
  readonly present: Readonly<Record<string, object>>;
  readonly program: string;
}

function treeOf({ wanted, present, program }: Tree): string {
  const tree = mkdtempSync(join(tmpdir(), 'passerelle-bootstrap-'));
  trees.push(tree);
  for (const folder of ['tools', 'node_modules']) mkdirSync(join(tree, folder));
  copyFileSync(join(ROOT, 'tools/bootstrap.mjs'), join(tree, 'tools/bootstrap.mjs'));
  const name = { name: 'bare', version: '1.0.0' };
  const dependencies = Object.fromEntries(
    Object.entries(wanted).map(([path, entry]) => [path.replace('node_modules/', ''), (entry as { version: string }).version]),
  );
  writeFileSync(join(tree, 'package.json'), JSON.stringify({ ...name, dependencies }));
  writeFileSync(
    join(tree, 'package-lock.json'),
    JSON.stringify({ ...name, lockfileVersion: 3, requires: true, packages: { '': { ...name, dependencies }, ...wanted } }),
  );
  writeFileSync(join(tree, 'node_modules/.package-lock.json'), JSON.stringify({ packages: present }));
  writeFileSync(join(tree, 'program.mjs'), program);
  return tree;
}

function run(
  tree: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): { status: number | null; stdout: string; stderr: string } {
  const options = { encoding: 'utf8', env: { ...process.env, ...env }, timeout: 60_000 } as const;
  return spawnSync(process.execPath, [join(tree, 'tools/bootstrap.mjs'), ...args], options);
}

const ONE = { 'node_modules/one': { version: '1.0.0' } };

test('with everything there it says nothing and gives back the exit code and the arguments', () => {
  const tree = treeOf({ wanted: ONE, present: ONE, program: "console.log(process.argv.slice(2).join(' ')); process.exit(7);" });
  const { status, stdout, stderr } = run(tree, ['program.mjs', 'a', '--b']);
  assert.deepEqual([status, stdout, stderr], [7, 'a --b\n', '']);
});

test('what a person waits for runs in the same process, and keeps its compiled code in the checkout', () => {
  const program = 'process.stdout.write(`${process.pid === Number(process.env.STARTED)} ${process.argv.slice(2)}`); process.exitCode = 1;';
  const tree = treeOf({ wanted: ONE, present: ONE, program });
  const here = "process.env.STARTED = process.pid; const { launchHere } = await import('./tools/bootstrap.mjs');";
  writeFileSync(join(tree, 'here.mjs'), `${here} await launchHere('program.mjs', process.argv.slice(2));`);
  const env = { ...process.env, NODE_COMPILE_CACHE: '' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(tree, 'here.mjs'), 'a'], { encoding: 'utf8', env });
  assert.deepEqual([status, stdout, stderr], [1, 'true a', '']);
  assert.ok(existsSync(join(tree, '.tools/compile-cache')));
});

test('packages for development and for other machines are not missed when the program does without', () => {
  const wanted = {
    ...ONE,
    'node_modules/two': { version: '1.0.0', dev: true },
    'node_modules/three': { version: '1.0.0', optional: true },
  };
  const tree = treeOf({ wanted, present: ONE, program: "console.log('ran');" });
  assert.equal(run(tree, ['program.mjs']).stdout, 'ran\n');
});

for (const [what, present, args] of [
  ['a package that is not there', {}, ['program.mjs']],
  ['a package in another version', { 'node_modules/one': { version: '0.9.0' } }, ['program.mjs']],
] as const) {
  test(`${what} is installed; without a network one sentence says what to do`, () => {
    const tree = treeOf({ wanted: ONE, present, program: "console.log('ran');" });
    const cache = join(tree, 'cache');
    const { status, stdout, stderr } = run(tree, args, { NPM_CONFIG_REGISTRY: 'http://127.0.0.1:9/', NPM_CONFIG_CACHE: cache });
    assert.equal(status, 1);
    assert.equal(stdout, '');
    assert.match(stderr, /npm could not reach its package registry\.\n→ Connect this machine/);
  });
}

test('a signal reaches the program, and its own ending is given back', async () => {
  const program = "process.on('SIGTERM', () => process.exit(9)); setInterval(() => {}, 1000); console.log('up');";
  const tree = treeOf({ wanted: ONE, present: ONE, program });
  const child = spawn(process.execPath, [join(tree, 'tools/bootstrap.mjs'), 'program.mjs'], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  assert.deepEqual(await once(child, 'exit'), [9, null]);
});

test('no program named is a mistake of usage', () => {
  const tree = treeOf({ wanted: ONE, present: ONE, program: '' });
  assert.equal(run(tree, []).status, 2);
});
