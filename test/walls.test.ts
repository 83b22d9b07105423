// The import walls hold: violations planted in a copy of the tree are refused, each by the rule that stands for it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { after, before, test } from 'node:test';

const ROOT = resolve(import.meta.dirname, '..');
const CRUISER = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
const PLANTED: readonly (readonly [file: string, text: string, rule: string])[] = [
  ['src/base/planted.ts', "import '../model/decimal.ts';", 'wall-base'],
  ['src/model/planted.ts', "import '../ports/store.ts';", 'wall-model'],
  ['src/map/planted.ts', "import '../rules/planted.ts';", 'wall-map'],
  ['src/rules/planted.ts', "import '../normalize/planted.ts';", 'wall-rules'],
  ['src/normalize/planted.ts', "import '../map/planted-too.ts';", 'wall-normalize'],
  ['src/map/planted-too.ts', "import 'got';", 'core-without-packages'],
  ['src/render/planted.ts', "import 'node:fs';", 'core-without-node'],
  ['src/parse/planted.ts', "import 'saxes';", 'only-xml-knows-an-xml-library'],
  ['src/core/planted.ts', "import '../map/planted.ts';", 'wall-core'],
  ['src/core/planted-node.ts', "import 'node:fs';", 'core-without-node'],
  ['src/xml/planted.ts', "import '../model/decimal.ts';", 'wall-xml'],
  ['src/ports/planted.ts', "import '../runtime/clock.ts';", 'wall-ports'],
  ['src/net/planted.ts', "import '../model/decimal.ts';", 'wall-net'],
  ['src/store/planted.ts', "import '../net/planted.ts';", 'wall-store'],
  ['src/pipeline/planted.ts', "import '../store/planted.ts';", 'wall-pipeline'],
  ['src/daemon/planted.ts', "import '../store/planted.ts';", 'wall-daemon'],
  ['src/http/planted.ts', "import '../store/planted.ts';", 'wall-http'],
  ['src/cli/planted.ts', "import '../net/planted.ts';", 'wall-cli'],
  ['src/sandbox/planted.ts', "import '../channels/one/planted.ts';", 'wall-sandbox'],
  ['src/channels/one/planted.ts', "import '../two/planted.ts';", 'wall-channels'],
  ['src/channels/two/planted.ts', "import '../../store/planted.ts';", 'wall-channels'],
  ['connectors/one/planted.ts', "import '../two/planted.ts';", 'wall-connectors'],
  ['connectors/two/planted.ts', "import '../../src/pipeline/planted.ts';", 'wall-connectors'],
  ['src/views/planted.ts', "import '../app.ts';", 'only-main-imports-app'],
  ['src/runtime/planted.ts', "import { b } from './planted.ts'; export const a = b;", 'no-cycles'],
  ['src/runtime/planted-alone.ts', 'export const alone = 1;', 'no-orphans'],
  ['src/runtime/planted-dev.ts', "import 'fast-check';", 'no-dev-packages'],
];

let copy = '';
let violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[] = [];

before(() => {
  copy = mkdtempSync(join(tmpdir(), 'passerelle-walls-'));
  for (const folder of ['src', 'connectors']) cpSync(join(ROOT, folder), join(copy, folder), { recursive: true });
  for (const file of ['package.json', 'tsconfig.json', '.dependency-cruiser.mjs']) cpSync(join(ROOT, file), join(copy, file));
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  for (const [file, text] of [...PLANTED, ['src/app.ts', 'export {};', ''] as const]) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    writeFileSync(join(copy, file), `${text}\n`);
  }
  const found = spawnSync(
    process.execPath,
    [CRUISER, '--config', '.dependency-cruiser.mjs', '--output-type', 'json', 'src', 'connectors'],
    { cwd: copy, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
  );
  violations = (JSON.parse(found.stdout) as { summary: { violations: typeof violations } }).summary.violations;
});

after(() => {
  rmSync(copy, { recursive: true, force: true });
});

for (const [file, text, rule] of PLANTED) {
  test(`${file} with ${text.split(';')[0] ?? ''} is refused by ${rule}`, () => {
    const rules = violations.filter((violation) => violation.from === file).map((violation) => violation.rule.name);
    assert.ok(rules.includes(rule), `refused by ${rules.join(', ') || 'nothing'}`);
  });
}
