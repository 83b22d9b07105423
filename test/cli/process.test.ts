// validate and convert as processes: exit codes, standard input, many files on all cores, a reader that goes away.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { renderInvoiceJson } from '../../src/render/json/render-json.ts';
import { renderInvoice } from '../../src/render/render-invoice.ts';
import { FULL_INVOICE } from '../support/full-invoice.ts';
import { ROOT } from '../support/tree.ts';

const folder = mkdtempSync(join(tmpdir(), 'passerelle-process-'));
after(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);

const PROGRAM = join(ROOT, 'tools/passerelle.mjs');
const CII = renderInvoice(FULL_INVOICE, 'cii');
const BROKEN = 'broken-17.xml';
const MANY = 60;
mkdirSync(at('many'));
for (let index = 0; index < MANY; index++) writeFileSync(at(`many/i${String(index).padStart(3, '0')}.xml`), CII);
writeFileSync(at(`many/${BROKEN}`), '<broken');
writeFileSync(at('one.xml'), CII);

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function passerelle(args: readonly string[], input?: Uint8Array): Ran {
  const env = { ...process.env, LANG: 'C', LC_ALL: '', PASSERELLE_LANG: '' };
  return spawnSync(process.execPath, [PROGRAM, ...args], { encoding: 'utf8', input, env, cwd: folder, maxBuffer: 256 * 1024 * 1024 });
}

test('exit codes: 0 when valid or complete, 1 when something was found, 2 when something could not be read', () => {
  const judged = passerelle(['validate', 'one.xml', '--json']);
  const { valid } = JSON.parse(judged.stdout) as { readonly valid: boolean };
  assert.equal(judged.status, valid ? 0 : 1);
  assert.equal(passerelle(['convert', 'one.xml', '--to', 'cii']).status, 0);
  assert.equal(passerelle(['validate', 'one.xml', '--profile', 'en16931']).status, 1);
  const broken = passerelle(['validate', `many/${BROKEN}`]);
  assert.deepEqual([broken.status, broken.stdout], [2, '']);
  assert.match(broken.stderr, /^many\/broken-17\.xml:1:8: .*\[XML_INVALID\]\n→ /);
});

test('standard input is judged and converted like a file', () => {
  const piped = passerelle(['validate', '-', '--json'], CII);
  const named = passerelle(['validate', 'one.xml', '--json']);
  assert.deepEqual(piped.stdout, named.stdout.replace('"file":"one.xml"', '"file":"-"'));
  assert.equal(passerelle(['convert', '-', '--to', 'cii'], CII).stdout, new TextDecoder().decode(CII));
});

test('many files are shared by processes, and told in the order of the input with one closing line', () => {
  const { status, stdout, stderr } = passerelle(['validate', 'many', '--json', '--jobs', '2', '--junit', 'report.xml']);
  const files = stdout
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { readonly file: string }).file);
  assert.deepEqual(
    files,
    readdirSync(at('many'))
      .sort()
      .map((name) => join('many', name)),
  );
  assert.equal(status, 2);
  assert.match(stderr, /^61 files: .* 1 could not be read \(.*\)\n$/);
  assert.equal(readFileSync(at('report.xml'), 'utf8').match(/<testsuite /g)?.length, MANY + 1);
  const alone = passerelle(['validate', 'one.xml', '--json']).stdout.replace('one.xml', 'many/i007.xml');
  assert.ok(stdout.includes(alone), 'another process judges otherwise');
});

test('a pattern in quotes is opened, and many conversions arrive in their folder', () => {
  const { status, stdout, stderr } = passerelle(['convert', 'many/i0*.xml', '--to', 'json', '-o', 'out/']);
  assert.deepEqual([status, stdout], [0, '']);
  assert.match(stderr, /^60 files: 60 complete, 0 with terms not carried, 0 not converted/);
  const written = readdirSync(at('out'));
  assert.equal(written.length, MANY);
  const expected = Buffer.from(renderInvoiceJson(FULL_INVOICE));
  for (const name of written) assert.ok(readFileSync(at(`out/${name}`)).equals(expected), name);
});

test('a file that takes longer than its time costs only itself', () => {
  // a pipe that nobody writes to
  assert.equal(spawnSync('mkfifo', [at('slow.xml')]).status, 0);
  const { status, stdout, stderr } = passerelle(['validate', 'slow.xml', 'one.xml', '--json', '--timeout', '1']);
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((one) => JSON.parse(one) as { readonly file: string; readonly error?: string });
  assert.deepEqual(
    lines.map(({ file, error }) => [file, error]),
    [
      ['slow.xml', 'CLI_FILE_SLOW'],
      ['one.xml', undefined],
    ],
  );
  assert.equal(status, 2);
  assert.match(stderr, /^2 files: /);
});

test('a reader that goes away ends it quietly', async () => {
  const child = spawn(process.execPath, [PROGRAM, 'validate', 'many/i*.xml', '--jobs', '2'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (words += text));
  const closed = once(child, 'close');
  await once(child.stdout, 'data');
  child.stdout.destroy();
  assert.deepEqual([(await closed)[0], words], [141, '']);
});

/** Tells on standard error, at the end, which files the process loaded. */
const WATCH = `import { registerHooks } from 'node:module';
const urls = [];
registerHooks({ load: (url, context, next) => (urls.push(url), next(url, context)) });
process.on('exit', () => process.stderr.write(JSON.stringify(urls)));`;

for (const [what, args] of [
  ['validate', ['validate', 'one.xml', '--json']],
  ['convert', ['convert', 'one.xml', '--to', 'ubl', '-o', 'loaded.xml', '--json']],
] as const) {
  test(`${what} loads no database, no network, no adapter and no library that the file does not need`, () => {
    const watch = `data:text/javascript,${encodeURIComponent(WATCH)}`;
    const { stderr } = spawnSync(process.execPath, ['--import', watch, PROGRAM, ...args], { encoding: 'utf8', cwd: folder });
    const root = pathToFileURL(`${ROOT}/`).href;
    const loaded = (JSON.parse(stderr) as readonly string[]).flatMap((url) => (url.startsWith(root) ? [url.slice(root.length)] : []));
    assert.ok(
      loaded.some((path) => path.startsWith('src/parse/')),
      'nothing was watched',
    );
    const packages = new Set(loaded.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []));
    assert.deepEqual(
      [...packages].filter((name) => !['commander', 'saxes', 'xmlchars'].includes(name)),
      [],
    );
    const needless = /^(?:connectors|src\/(?:app\/(?!release)|store|channels|net|http|console|daemon|pipeline|sandbox|views|config))\//;
    assert.deepEqual(
      loaded.filter((path) => needless.test(path)),
      [],
    );
  });
}
