/**
 * `npm test`: types, lint, import walls, then every test. Says little while all is well, everything about what fails,
 * and closes with one line `N passed, N failed`. It never runs the end-to-end tests, which need real servers.
 *
 *   node tools/test.mjs [--unit] [FILE or FOLDER…]      --unit: leave the three checks out
 */
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { run } from 'node:test';
import { inspect } from 'node:util';

const ROOT = resolve(import.meta.dirname, '..');
const CONCURRENCY = 2;
const FILE_TIMEOUT_MS = 240_000;
const CHECKS = [
  ['types', ['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.']],
  ['lint', ['node_modules/eslint/bin/eslint.js', '--max-warnings', '0', '.']],
  ['walls', ['node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', '--config', '.dependency-cruiser.mjs', 'src', 'connectors']],
];

process.chdir(ROOT);
const words = process.argv.slice(2);
const only = words.filter((word) => !word.startsWith('--'));
const tally = { passed: 0, failed: 0, skipped: [] };
const failures = [];
const started = performance.now();

if (!words.includes('--unit') && only.length === 0) await runChecks();
await runTests(testFiles());
report();

async function runChecks() {
  // type checking and linting side by side, one per core
  const [types, lint, walls] = CHECKS;
  await Promise.all([check(types), check(lint)]);
  await check(walls);
}

function check([name, args]) {
  const from = performance.now();
  return new Promise((done) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => { output += text; });
    child.on('close', (code) => {
      const ok = code === 0;
      line(ok, name, from);
      if (!ok) failures.push({ title: name, place: '', words: output.trim().split('\n').slice(0, 400).join('\n') });
      tally[ok ? 'passed' : 'failed'] += 1;
      done();
    });
  });
}

function testFiles() {
  const wanted = only.map((word) => relative(ROOT, resolve(word)));
  return globSync('test/**/*.test.ts', { cwd: ROOT })
    .filter((file) => !/^test[\\/](e2e|support)[\\/]/.test(file))
    .filter((file) => wanted.length === 0 || wanted.some((word) => file === word || file.startsWith(`${word}/`)))
    .sort();
}

function runTests(files) {
  const states = new Map();
  const state = (file) => {
    const key = file === undefined ? '?' : relative(ROOT, file);
    if (!states.has(key)) states.set(key, { passed: 0, failed: 0, output: '', from: performance.now() });
    return [key, states.get(key)];
  };
  const paths = files.map((file) => resolve(ROOT, file));
  if (paths.length === 0) return Promise.resolve();
  return new Promise((done) => {
    run({ files: paths, concurrency: CONCURRENCY, timeout: FILE_TIMEOUT_MS })
      .on('test:stdout', (event) => { state(event.file)[1].output += event.message; })
      .on('test:stderr', (event) => { state(event.file)[1].output += event.message; })
      .on('test:pass', (event) => { passed(event, state(event.file)[1]); })
      .on('test:fail', (event) => { failed(event, ...state(event.file)); })
      .on('test:summary', (event) => {
        if (event.file === undefined) return;
        const [key, one] = state(event.file);
        const count = one.failed === 0 ? `${one.passed}` : `${one.passed} passed, ${one.failed} failed`;
        line(one.failed === 0, `${key}  ${count}`, performance.now() - event.duration_ms);
      })
      .on('end', done)
      .resume();
  });
}

function passed(event, one) {
  if (event.details.type === 'suite') return;
  if (event.skip !== undefined) tally.skipped.push([event.name, String(event.skip)]);
  else {
    one.passed += 1;
    tally.passed += 1;
  }
}

function failed(event, file, one) {
  const error = event.details.error;
  // a suite or a test fails again for what failed inside it: told once, where it happened
  if (event.details.type === 'suite' || error?.failureType === 'subtestsFailed') return;
  one.failed += 1;
  tally.failed += 1;
  const cause = error?.cause ?? error;
  const shown = typeof cause === 'string' ? cause : (cause?.stack ?? inspect(cause, { depth: 4 }));
  const place = event.line === undefined ? file : `${file}:${event.line}`;
  failures.push({ title: event.name, place, words: shown, output: one.output });
}

function line(ok, title, from) {
  process.stdout.write(`${ok ? '✔' : '✖'} ${title} (${((performance.now() - from) / 1000).toFixed(1)} s)\n`);
}

function report() {
  for (const { title, place, words: text, output } of failures) {
    process.stdout.write(`\n✖ ${title}  ${place}\n${indent(text)}\n`);
    if (output) process.stdout.write(`  output of the file:\n${indent(output.slice(-4000))}\n`);
  }
  if (tally.skipped.length > 0) process.stdout.write('\n');
  for (const [name, why] of tally.skipped) process.stdout.write(`skipped: ${name}${why === 'true' ? '' : ` (${why})`}\n`);
  process.stdout.write(`\n${((performance.now() - started) / 1000).toFixed(0)} s\n${tally.passed} passed, ${tally.failed} failed\n`);
  process.exitCode = tally.failed === 0 && tally.passed > 0 ? 0 : 1;
}

function indent(text) {
  return text.split('\n').map((row) => `  ${row}`).join('\n');
}
