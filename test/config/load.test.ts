import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { describeError, PasserelleError } from '../../src/base/error.ts';
import { loadConfig, type LoadedConfig } from '../../src/config/load.ts';

const SHIPPED = fileURLToPath(new URL('../../config', import.meta.url));
const made: string[] = [];
after(() => made.forEach((folder) => rmSync(folder, { recursive: true })));

/** The shipped configuration with some files written over it. */
function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-config-'));
  made.push(folder);
  cpSync(SHIPPED, folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}

function load(files: Readonly<Record<string, string>> = {}, env: Readonly<Record<string, string>> = {}): LoadedConfig {
  return loadConfig(folderWith(files), env);
}

function told({ problems, folder }: LoadedConfig): readonly string[] {
  return problems.map(
    (p) => `${p.kind} ${p.name} ${p.file.slice(folder.length + 1)}:${p.line}:${p.column} ${p.sentence}`,
  );
}

const SECOND = `legalName: Librairie des Exemples SARL
siren: '200000008'
erp: { connection: erp-demo }
channel: { connection: pa-demo }
`;

test('the shipped configuration is the demonstration company and has no problem', () => {
  const config = load();
  assert.deepEqual(told(config), []);
  const demo = config.companies.get('demo');
  assert.equal(demo?.siren, '100000009');
  assert.equal(demo?.mode, 'live');
  assert.equal(demo?.since, '2026-09-01');
  assert.equal(demo?.policies.scope.b2c, 'keep-for-report');
  assert.deepEqual([...config.connections.keys()], ['erp-demo', 'pa-demo']);
});

test('a bad company becomes a problem with its place and the nearest key, and the others are served', () => {
  const config = load({ 'companies/second.yaml': `${SECOND}timezon: Europe/Paris\nlocale: fr\n` });
  assert.deepEqual(told(config), [
    'company second companies/second.yaml:5:1 `timezon` is not known here: did you mean `timezone`?',
  ]);
  assert.deepEqual([...config.companies.keys()], ['demo']);
});

test('live without since is refused', () => {
  const config = load({ 'companies/second.yaml': `${SECOND}mode: live\n` });
  assert.match(told(config)[0] ?? '', /second\.yaml:5:7 `mode` is `live` without `since`/);
});

const BAD: readonly (readonly [string, string, RegExp])[] = [
  ['a SIREN with a wrong key', SECOND.replace('200000008', '200000009'), /:2:8 `siren` is a SIREN/],
  [
    'a SIREN as a number is still its nine digits',
    SECOND.replace("'200000008'", '200000009'),
    /:2:8 `siren` is a SIREN/,
  ],
  [
    'a connection that does not exist',
    SECOND.replace('erp-demo', 'erp-other'),
    /:3:20 there is no connection `erp-other`: there are erp-demo, pa-demo/,
  ],
  ['a day that does not exist', `${SECOND}since: 2026-02-30\n`, /:5:8 `since` is a day/],
  ['an unknown choice', `${SECOND}mode: test\n`, /:5:7 `mode` is one of off, shadow, live/],
  ['an unknown overlay', `${SECOND}overlays: [demo, other]\n`, /:5:18 there is no overlay `other`/],
  ['a missing member', SECOND.replace(/legalName.*\n/, ''), /:1:1 `legalName` is missing/],
  [
    'an unknown class',
    `${SECOND}policies: { scope: { b2x: send } }\n`,
    /:5:22 `b2x` is not known here: did you mean `b2b`/,
  ],
  ['an alias', `${SECOND}notes: &a {}\nlocale: *a\n`, /anchors/],
  ['no YAML at all', 'legalName: [', /:1:\d+ the YAML does not hold/],
];

for (const [what, text, expected] of BAD) {
  test(`${what} is a problem with its place`, () => {
    assert.match(told(load({ 'companies/second.yaml': text }))[0] ?? '', expected);
  });
}

test('a connection with a problem pauses the companies that use it, which say so', () => {
  const config = load({ 'connections/pa-demo.yaml': 'kind: fr-pa\ndialect: none\n' });
  assert.match(told(config)[0] ?? '', /^connection pa-demo .*there is no dialect `none`/);
  assert.match(
    told(config)[1] ?? '',
    /^company demo .*:9:24 connection `pa-demo` has a problem of its own and is paused$/,
  );
  assert.equal(config.companies.size, 0);
});

test('a broken overlay pauses the companies that use it and names its line', () => {
  const config = load({
    'mapping/demo.yaml': 'mapping: demo\nextends: odoo/customer-invoice\nfields:\n  numbr: name\n',
  });
  assert.match(
    told(config)[0] ?? '',
    /^overlay demo mapping\/demo\.yaml:4:3 `numbr` is no term: did you mean `number`\?$/,
  );
  assert.match(told(config)[1] ?? '', /^company demo .*overlay `demo` has a problem of its own/);
});

test('secrets come from the environment or from a file, never into the revisions', () => {
  const secretFile = join(folderWith({}), 'secret');
  writeFileSync(secretFile, 'from-a-file\n');
  const connection = 'kind: odoo\nsettings: { url: "https://${ERP_HOST}", key: "${ERP_KEY}", retries: 3 }\n';
  const config = load(
    { 'connections/erp-demo.yaml': connection },
    { ERP_HOST: 'erp.example', ERP_KEY_FILE: secretFile },
  );
  assert.deepEqual(config.connections.get('erp-demo')?.settings, {
    url: 'https://erp.example',
    key: 'from-a-file',
    retries: 3,
  });
  assert.deepEqual(config.secrets, ['erp.example', 'from-a-file']);
  assert.equal(JSON.stringify(config.objects).includes('from-a-file'), false);
});

test('a secret that is nowhere is named by its variable', () => {
  const config = load({ 'connections/erp-demo.yaml': 'kind: odoo\nsettings:\n  key: ${ERP_KEY}\n' });
  assert.match(
    told(config)[0] ?? '',
    /erp-demo\.yaml:3:8 neither the environment variable ERP_KEY nor ERP_KEY_FILE is set/,
  );
});

test('a bad setting of the daemon is thrown with its place', () => {
  const thrown = catchError(() => load({ 'passerelle.yaml': 'listen:\n  consol: 127.0.0.1:1\n' }));
  assert.equal(thrown.code, 'CONFIG_INVALID');
  assert.match(describeError(thrown), /passerelle\.yaml:2:3: `consol` is not known here: did you mean `console`\?/);
});

test('a pace that the scheduler cannot keep is refused', () => {
  for (const [text, right] of [
    ['7s', false],
    ['10s', true],
    ['90s', false],
    ['15m', true],
    ['0s', false],
    ['10', false],
  ] as const) {
    const file = { 'passerelle.yaml': `poll:\n  erp: ${text}\n` };
    if (right) assert.ok(load(file).settings.poll.erp > 0, text);
    else assert.throws(() => load(file), PasserelleError, text);
  }
});

test('DATABASE_URL wins over the file, and is a secret', () => {
  const config = load({}, { DATABASE_URL: 'postgres://u:p@db.example/passerelle' });
  assert.equal(config.settings.database.url, 'postgres://u:p@db.example/passerelle');
  assert.deepEqual(config.secrets, ['postgres://u:p@db.example/passerelle']);
});

test('a folder that is not there is an error, not a demonstration', () => {
  assert.equal(catchError(() => loadConfig('/nowhere/config')).code, 'CONFIG_INVALID');
});

function catchError(run: () => unknown): PasserelleError {
  try {
    run();
  } catch (error) {
    if (error instanceof PasserelleError) return error;
    throw error;
  }
  throw new assert.AssertionError({ message: 'nothing was thrown' });
}
