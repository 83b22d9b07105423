import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { run, SHIPPED } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'passerelle-cli-'));
after(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

const RECORD = file(
  'record.json',
  JSON.stringify({
    id: 1,
    name: 'FAC/2026/00001',
    invoice_date: '2026-09-15',
    currency: 'EUR',
    partner_id: { id: 4, name: 'Librairie des Exemples SARL' },
    invoice_line_ids: [
      { id: 7, name: 'Livre', quantity: 2, unit: 'Units', price_unit: 12.5, price_subtotal: 25, rate: 20 },
    ],
  }),
);
const UNMAPPABLE = file('bad-record.json', readFileSync(RECORD, 'utf8').replace('Units', 'Cageot'));

test('map writes the invoice that the daemon would make, and why it would be held', async () => {
  const { code, out, err } = await run(['map', RECORD, '--company', 'demo']);
  const invoice = JSON.parse(out) as { readonly number: string; readonly lines: readonly { readonly net: string }[] };
  assert.equal(invoice.number, 'FAC/2026/00001');
  assert.equal(invoice.lines[0]?.net, '25.00');
  assert.match(err, /scope: /);
  assert.equal(code, /^error /m.test(err) ? 1 : 0);
});

test('map --explain tells the source and mapping line of each value', async () => {
  const { out } = await run(['map', RECORD, '--company', 'demo', '--explain']);
  assert.match(out, /^number +FAC\/2026\/00001 +map +from name +name +odoo\/customer-invoice:5$/m);
});

test('map names what could not be read, with the field of the ERP and what to do', async () => {
  const { code, err } = await run(['map', UNMAPPABLE, '--company', 'demo']);
  assert.equal(code, 1);
  assert.match(err, /error PASS-MAP-LOOKUP invoice_line_ids\[0\]\.unit .*Cageot.*\n {2}→ /);
});

test('map --to ubl gives a file that validate and convert read', async () => {
  const ubl = file('mapped.xml', (await run(['map', RECORD, '--company', 'demo', '--to', 'ubl'])).out);
  const judged = await run(['validate', ubl, '--json']);
  const line = JSON.parse(judged.out) as {
    readonly syntax: string;
    readonly valid: boolean;
    readonly faults: readonly { readonly rule: string; readonly message: string }[];
  };
  assert.equal(line.syntax, 'ubl');
  assert.equal(judged.code, line.valid ? 0 : 1);
  const json = await run(['convert', ubl, '--to', 'json']);
  assert.equal((JSON.parse(json.out) as { readonly number: string }).number, 'FAC/2026/00001');
  const cii = await run(['convert', ubl, '--to', 'cii', '-o', join(folder, 'out.xml')]);
  assert.equal(cii.out, '');
  assert.match(readFileSync(join(folder, 'out.xml'), 'utf8'), /CrossIndustryInvoice/);
  assert.equal(
    (await run(['convert', '-', '--to', 'json'], { stdin: readFileSync(join(folder, 'out.xml'), 'utf8') })).err,
    '',
  );
});

test('validate goes through folders and ends with the worst code', async () => {
  file('mixed/a.xml', '<a/>');
  file('mixed/b.txt', 'not looked at');
  file('mixed/deep/c.xml', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>');
  const { code, out, err } = await run(['validate', join(folder, 'mixed')]);
  assert.equal(code, 2);
  assert.equal(out, '');
  assert.match(err, /a\.xml: .*\[XML_UNKNOWN\]\n→ /);
  assert.match(err, /c\.xml:1:31: .*\[XML_INVALID\]\n→ /);
  const lines = (await run(['validate', join(folder, 'mixed'), '--json'])).out
    .trim()
    .split('\n')
    .map((one) => JSON.parse(one) as { readonly error: string });
  assert.deepEqual(
    lines.map(({ error }) => error),
    ['XML_UNKNOWN', 'XML_INVALID'],
  );
});

const WRONG: readonly (readonly [string, readonly string[], RegExp])[] = [
  ['a file that is not there', ['validate', '/nowhere.xml'], /CLI_INPUT/],
  [
    'an unknown profile',
    ['validate', RECORD, '--profile', 'nope'],
    /there is no profile nope: expected one of en16931/,
  ],
  ['an unknown format', ['convert', RECORD, '--to', 'pdf'], /there is no format pdf: expected one of ubl, cii, facturx, cdar, json/],
  ['an unknown company', ['map', RECORD, '--company', 'dmo'], /there is no company dmo: did you mean demo\?/],
  ['an unknown folder', ['--config', '/nowhere', 'check'], /no such configuration folder/],
  ['an unknown command', ['valdate'], /unknown command/],
  ['a missing argument', ['map', RECORD], /--company/],
];
for (const [what, args, expected] of WRONG) {
  test(`${what} ends with code 2 and a sentence`, async () => {
    const { code, err } = await run(args);
    assert.equal(code, 2);
    assert.match(err, expected);
    assert.doesNotMatch(err, /\n\s+at /);
  });
}

test('check finds no problem in what is shipped, and prints the effective mapping with origins', async () => {
  const { code, out } = await run(['check']);
  assert.equal(code, 0, out);
  assert.match(out, /1 companies, 2 connections, 1 overlays: no problem/);
  const printed = await run(['check', '--print', 'demo']);
  assert.match(printed.out, /^ {4}Palette: XPX {2}# demo:\d+$/m);
  assert.match(printed.out, /^ {2}number: name {2}# odoo\/customer-invoice:5$/m);
});

test('check --coverage lists what the mapping never writes and, for a record, never reads', async () => {
  const { out } = await run(['check', '--coverage', '--record', RECORD]);
  assert.match(out, /never written {2}dueDate$/m);
  assert.match(out, /never read {5}partner_id\.id$/m);
});

test('check tells every problem with its place and ends with code 1', async () => {
  file('config/companies/bad.yaml', 'legalName: X\nsiren: 1\n');
  const { code, err } = await run(['--config', join(folder, 'config'), 'check']);
  assert.equal(code, 1);
  assert.match(err, /companies\/bad\.yaml:2:8: `siren` is a SIREN/);
});

test('apply --dry-run shows what would change and what that does; apply does it once', async () => {
  const dry = await run(['apply', '--dry-run']);
  assert.equal(dry.code, 0);
  assert.match(
    dry.out,
    /^create {2}company {2}demo\n {2}→ company demo goes live: invoices issued from 2026-09-01 on are sent$/m,
  );
  const { out } = await run(['apply'], {
    revisions: [
      {
        id: '1',
        sha: 'x',
        createdAt: '2026-11-01T00:00:00.000Z',
        kind: 'company',
        name: 'demo',
        managedBy: 'console',
        content: {},
        problem: null,
      },
    ],
  });
  assert.match(out, /^conflict {2}company {2}demo\n {2}! .*managed in the console/m);
  assert.ok(SHIPPED.endsWith('config'));
});

test('--version and --help end with code 0', async () => {
  assert.deepEqual(await run(['--version']), { code: 0, out: '0.0.0-test\n', err: '' });
  const { code, out } = await run(['--help']);
  assert.equal(code, 0);
  for (const command of [
    'validate',
    'convert',
    'map',
    'check',
    'apply',
    'doctor',
    'show',
    'explain',
    'retry',
    'release',
    'cancel',
    'live',
    'shadow',
    'connection',
    'replay',
    'verify',
  ]) {
    assert.match(out, new RegExp(`^ {2}${command}`, 'm'));
  }
});
