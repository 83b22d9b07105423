/**
 * `npm test`: types, lint, import walls, then every test but the end-to-end ones, which need real servers.
 *
 *   node tools/test.mjs [--unit] [FILE or FOLDER…]      --unit: leave the three checks out
 */
import { globSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { check, report, ROOT, runTests } from './run-tests.mjs';

const CONCURRENCY = 2;
const FILE_TIMEOUT_MS = 480_000;
const TYPES = ['types', ['node_modules/typescript/bin/tsc', '--noEmit', '-p', '.']];
const LINT = ['lint', ['node_modules/eslint/bin/eslint.js', '--max-warnings', '0', '.']];
const CRUISER = 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs';
const WALLS = ['walls', [CRUISER, '--config', '.dependency-cruiser.mjs', 'src', 'connectors']];

const words = process.argv.slice(2);
const only = words.filter((word) => !word.startsWith('--')).map((word) => relative(ROOT, resolve(word)));

if (!words.includes('--unit') && only.length === 0) {
  // type checking and linting side by side, one per core
  await Promise.all([check(TYPES), check(LINT)]);
  await check(WALLS);
}
const files = globSync('test/**/*.test.ts', { cwd: ROOT })
  .filter((file) => !/^test[\\/](e2e|support)[\\/]/.test(file))
  .filter((file) => only.length === 0 || only.some((word) => file === word || file.startsWith(`${word}/`)))
  .sort();
await runTests(files, { concurrency: CONCURRENCY, timeoutMs: FILE_TIMEOUT_MS });
report();
