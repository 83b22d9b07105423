/**
 * Runs test files and checks, and tells of them: little while all is well, everything about what fails, and one closing
 * line `N passed, N failed`. It does not know which tests there are.
 */
import { spawn } from 'node:child_process';
import { relative, resolve } from 'node:path';
import { run } from 'node:test';
import { inspect } from 'node:util';

export const ROOT = resolve(import.meta.dirname, '..');

const tally = { passed: 0, failed: 0, skipped: [] };
const failures = [];
const started = performance.now();

/** A program of node_modules as one check: passed when it ends with 0. */
export function check([name, args]) {
  const from = performance.now();
  return new Promise((done) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    child.on('close', (code) => {
      const ok = code === 0;
      line(ok, name, from);
      if (!ok) failures.push({ title: name, place: '', words: output.trim().split('\n').slice(0, 400).join('\n') });
      tally[ok ? 'passed' : 'failed'] += 1;
      done();
    });
  });
}

/** `each`: say each test as it ends and pass on what the file says, for files that take minutes. */
export function runTests(files, { concurrency, timeoutMs, each = false }) {
  const states = new Map();
  const state = (file) => {
    const key = file === undefined ? '?' : relative(ROOT, file);
    if (!states.has(key)) states.set(key, { passed: 0, failed: 0, output: '' });
    return [key, states.get(key)];
  };
  if (files.length === 0) return Promise.resolve();
  const told = new Set();
  return new Promise((done) => {
    // never --test-force-exit: it can end a file before its last results are written, and a lost failure looks like none
    run({ files: files.map((file) => resolve(ROOT, file)), concurrency, timeout: timeoutMs })
      .on('test:stdout', (event) => {
        if (each) process.stdout.write(event.message);
        else state(event.file)[1].output += event.message;
      })
      .on('test:stderr', (event) => {
        state(event.file)[1].output += event.message;
      })
      .on('test:pass', (event) => {
        passed(event, state(event.file)[1], each);
      })
      .on('test:fail', (event) => {
        failed(event, ...state(event.file), each);
      })
      .on('test:summary', (event) => {
        if (event.file === undefined) return;
        const [key, one] = state(event.file);
        told.add(key);
        // tests that a suite of another file defines belong to the file that ran them
        const { passed: good } = event.counts;
        const count = one.failed === 0 ? `${good}` : `${good} passed, ${one.failed} failed`;
        line(one.failed === 0, `${key}  ${count}`, performance.now() - event.duration_ms);
      })
      .on('end', () => {
        for (const file of files) if (!told.has(file)) silent(file);
        done();
      })
      .resume();
  });
}

/** A file that ended without a summary may have lost failures with it. */
function silent(file) {
  tally.failed += 1;
  failures.push({ title: `${file} ended without telling of its tests`, place: file, words: 'run it alone: node --test' });
  line(false, file, performance.now());
}

function passed(event, one, each) {
  if (event.details.type === 'suite') return;
  if (event.skip !== undefined) {
    tally.skipped.push([event.name, String(event.skip)]);
    return;
  }
  one.passed += 1;
  tally.passed += 1;
  if (each) line(true, event.name, performance.now() - event.details.duration_ms);
}

function failed(event, file, one, each) {
  const error = event.details.error;
  // a suite or a test fails again for what failed inside it: told once, where it happened
  const here = error?.failureType === 'hookFailed' || event.details.type !== 'suite';
  if (!here || error?.failureType === 'subtestsFailed') return;
  one.failed += 1;
  tally.failed += 1;
  if (each) line(false, event.name, performance.now() - event.details.duration_ms);
  const cause = error?.cause ?? error;
  const shown = typeof cause === 'string' ? cause : (cause?.stack ?? inspect(cause, { depth: 4 }));
  const place = event.line === undefined ? file : `${file}:${event.line}`;
  failures.push({ title: event.name, place, words: shown, output: one.output });
}

function line(ok, title, from) {
  process.stdout.write(`${ok ? '✔' : '✖'} ${title} (${((performance.now() - from) / 1000).toFixed(1)} s)\n`);
}

/** Says what failed and was skipped, closes with the count, and sets the exit code. */
export function report() {
  const told = new Set();
  for (const { title, place, words, output } of failures) {
    process.stdout.write(`\n✖ ${title}  ${place}\n${indent(words)}\n`);
    if (output && !told.has(output)) process.stdout.write(`  output of the file:\n${indent(output.slice(-4000))}\n`);
    told.add(output);
  }
  if (tally.skipped.length > 0) process.stdout.write('\n');
  for (const [name, why] of tally.skipped) process.stdout.write(`skipped: ${name}${why === 'true' ? '' : ` (${why})`}\n`);
  process.stdout.write(`\n${((performance.now() - started) / 1000).toFixed(0)} s\n${tally.passed} passed, ${tally.failed} failed\n`);
  process.exitCode = tally.failed === 0 ? 0 : 1;
}

function indent(text) {
  return text
    .split('\n')
    .map((row) => `  ${row}`)
    .join('\n');
}
