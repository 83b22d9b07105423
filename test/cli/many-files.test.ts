// Many files in this process: reports, languages, JSON lines, JUnit, the progress line, outputs that are never lost.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { progressOn, summaryText } from '../../src/cli/progress.ts';
import { renderStatus } from '../../src/render/cdar/render-status.ts';
import { renderInvoice } from '../../src/render/render-invoice.ts';
import { readXml } from '../../src/xml/reader.ts';
import { FULL_INVOICE } from '../support/full-invoice.ts';
import { run } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'passerelle-many-'));
after(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);

const WRONG = {
  ...FULL_INVOICE,
  typeCode: '380',
  currency: 'EURO',
  lines: FULL_INVOICE.lines?.flatMap((line) => Array.from({ length: 6 }, () => line)),
};
const STATUS = renderStatus({ id: 'S1', invoice: { number: 'F1' }, statusCode: '47', code: '212', reasons: [{ code: 'X', sequence: 2 }] });
mkdirSync(at('in'));
writeFileSync(at('in/a.xml'), renderInvoice(WRONG, 'ubl'));
writeFileSync(at('in/b.xml'), '<broken');
writeFileSync(at('in/c.xml'), renderInvoice(FULL_INVOICE, 'cii'));
writeFileSync(at('status.xml'), STATUS);

interface Reported {
  readonly file: string;
  readonly artefacts?: readonly { readonly name: string; readonly version: string }[];
  readonly faults?: readonly Readonly<Record<string, unknown>>[];
  readonly error?: string;
}

test('JSON lines say of each finding its place, terms, values, and both languages, in the order of the input', async () => {
  const { code, out, err } = await run(['validate', at('in'), '--json']);
  const lines = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Reported);
  assert.equal(code, 2);
  assert.deepEqual(
    lines.map(({ file }) => file),
    [at('in/a.xml'), at('in/b.xml'), at('in/c.xml')],
  );
  assert.equal(lines[1]?.error, 'XML_INVALID');
  assert.ok((lines[0]?.artefacts ?? []).every(({ name, version }) => name !== '' && /^\w/.test(version)));
  const currency = lines[0]?.faults?.find(({ rule }) => rule === 'BR-CL-04');
  assert.deepEqual(currency?.['terms'], ['BT-5']);
  assert.deepEqual([currency?.['at'], currency?.['path']], [['currency'], '/ubl:Invoice/cbc:DocumentCurrencyCode']);
  assert.match(JSON.stringify(currency?.['values']), /EURO/);
  const { message, fix } = currency?.['fr'] as { readonly message: string; readonly fix: string };
  for (const sentence of [currency?.['message'], currency?.['fix'], message, fix])
    assert.ok(typeof sentence === 'string' && sentence !== '');
  assert.match(err, /^3 files: \d valid, \d invalid, 1 could not be read \(/m);
});

test('the report names place, values and next step; a rule that repeats is shown twice and counted, --all shows it whole', async () => {
  const some = await run(['validate', at('in/a.xml')]);
  assert.equal(some.code, 1);
  assert.match(
    some.out,
    /^ {2}error BR-CL-04 currency · BT-5\n {4}in {7}\/ubl:Invoice\/cbc:DocumentCurrencyCode\n {4}compared .*EURO.*\n {4}.+\n {4}→ /m,
  );
  const counted = /^ {4,}([A-Z][\w-]+) +(\d+)$/m.exec(some.out);
  assert.ok(counted?.[1] !== undefined && counted[2] !== undefined, 'nothing is counted');
  const shown = (text: string): number =>
    text.split('\n').filter((line) => /^ {2}(error|warning) /.test(line) && line.split(' ')[3] === counted[1]).length;
  assert.equal(shown(some.out), 2);
  assert.equal(String(shown((await run(['validate', at('in/a.xml'), '--all'])).out)), counted[2]);
  assert.equal(some.err, '');
});

test('the language is that of the option, else of the environment', async () => {
  const words = async (args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> =>
    (await run(['validate', at('in/a.xml'), ...args], { env })).out;
  assert.match(await words([], { LANG: 'fr_FR.UTF-8' }), /NON VALIDE \(ubl, .*\n {2}(erreur|avertissement) /);
  assert.match(await words(['--lang', 'en'], { LANG: 'fr_FR.UTF-8' }), /INVALID \(/);
  assert.match(await words([], { LANG: 'fr_FR', PASSERELLE_LANG: 'en' }), /INVALID \(/);
  assert.match(await words([], { LANG: 'frisian' }), /INVALID \(/);
  const french = await run(['validate', at('in/b.xml')], { env: { LC_ALL: 'fr' } });
  assert.match(french.err, /b\.xml:1:8: Le fichier XML n’est pas bien formé\. .*\[XML_INVALID\]\n→ Demandez/);
});

test('a JUnit file has one suite a file and one case a rule, and says what could not be read', async () => {
  await run(['validate', at('in'), '--junit', at('report.xml'), '--json']);
  const root = readXml(readFileSync(at('report.xml')));
  const named = (element: { readonly attributes: readonly { readonly name: string; readonly value: string }[] }): string =>
    element.attributes.find(({ name }) => name === 'name')?.value ?? '';
  assert.deepEqual(root.children.map(named), [at('in/a.xml'), at('in/b.xml'), at('in/c.xml')]);
  const [first, second] = root.children;
  const cases = first?.children.map(named) ?? [];
  assert.ok(cases.includes('BR-CL-04') && new Set(cases).size === cases.length);
  assert.equal(second?.children[0]?.children[0]?.name, 'error');
});

test('conversions go where nothing is: a second file of one name and a file that is there are refused, and told', async () => {
  mkdirSync(at('other'));
  writeFileSync(at('other/a.xml'), readFileSync(at('in/c.xml')));
  const clash = await run(['convert', at('in/a.xml'), at('other/a.xml'), '--to', 'cii', '-o', at('out'), '--json']);
  const lines = clash.out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
  assert.equal(clash.code, 2);
  assert.deepEqual(
    lines.map(({ output, error }) => output ?? error),
    [join(at('out'), 'a.xml'), 'CLI_OUTPUT_TAKEN'],
  );
  const before = readFileSync(at('out/a.xml'));
  const again = await run(['convert', at('in/c.xml'), '--to', 'cii', '-o', at('out/a.xml')]);
  assert.deepEqual([again.code, readFileSync(at('out/a.xml'))], [2, before]);
  assert.match(again.err, /out\/a\.xml is there already \[CLI_OUTPUT_TAKEN\]/);
  const meant = await run(['convert', at('in/c.xml'), '--to', 'cii', '-o', at('out/a.xml'), '--overwrite']);
  assert.ok(meant.code < 2 && !readFileSync(at('out/a.xml')).equals(before));
  assert.deepEqual(readdirSync(at('out')), ['a.xml']);
});

test('the only file of a folder goes into a folder too, so that a name means the same whatever the folder holds', async () => {
  mkdirSync(at('single/sub'), { recursive: true });
  writeFileSync(at('single/sub/x.xml'), STATUS);
  assert.equal((await run(['convert', at('single'), '--to', 'json', '-o', at('single-out')])).code, 0);
  assert.deepEqual(readdirSync(at('single-out'), { recursive: true }).sort(), ['sub', 'sub/x.json']);
  assert.match((await run(['convert', at('single'), '--to', 'json'])).out, /"number": "F1"/);
});

test('an invoice goes to JSON and back to the same bytes, and a status message too', async () => {
  for (const [from, format] of [
    [at('in/c.xml'), 'cii'],
    [at('status.xml'), 'cdar'],
  ] as const) {
    const [json, back] = [at(`${format}.json`), at(`${format}-back.xml`)];
    assert.deepEqual(await run(['convert', from, '--to', 'json', '-o', json]), { code: 0, out: '', err: '' });
    assert.deepEqual(await run(['convert', json, '--to', format, '-o', back]), { code: 0, out: '', err: '' });
    assert.deepEqual(readFileSync(back), readFileSync(from));
  }
  const ubl = await run(['convert', at('cii.json'), '--to', 'ubl']);
  const twice = await run(['convert', at('cii.json'), '--to', 'ubl']);
  assert.equal(ubl.out, twice.out);
});

test('JSON that is not all of an invoice is told with what was not carried, or refused', async () => {
  writeFileSync(at('some.json'), '{"number":"F1","colour":"red","totals":{"due":"ten"}}');
  const { code, err } = await run(['convert', at('some.json'), '--to', 'ubl', '-o', at('some.xml')]);
  assert.deepEqual([code, err], [1, 'not carried: colour = red\nnot carried: totals.due = ten\n']);
  writeFileSync(at('none.json'), '{"name":"passerelle"}');
  const refused = await run(['convert', at('none.json'), '--to', 'ubl', '-o', at('none.xml')]);
  assert.match(refused.err, /\[JSON_INVALID\]/);
  assert.ok(refused.code === 2 && !existsSync(at('none.xml')));
  assert.match((await run(['convert', at('in/c.xml'), '--to', 'cdar'])).err, /an invoice, not a status message/);
});

test('--json and what is lost: one line about each file, and its JUnit cases', async () => {
  const args = ['convert', at('in/c.xml'), '--to', 'facturx', '--profile', 'minimum', '-o', at('m.pdf')];
  const { code, out, err } = await run([...args, '--json', '--junit', at('convert.xml')]);
  const line = JSON.parse(out) as {
    readonly output: string;
    readonly profile: string;
    readonly notCarried: readonly { readonly term: string }[];
  };
  assert.deepEqual([code, err, line.output, line.profile], [1, '', at('m.pdf'), 'minimum']);
  assert.ok(line.notCarried.some(({ term }) => term === 'BT-153'));
  assert.match(readFileSync(at('convert.xml'), 'utf8'), /<testcase name="BT-153" classname="facturx"/);
  assert.match((await run(['convert', at('in/c.xml'), '--to', 'ubl', '--json'])).err, /give a file or folder with -o/);
});

test('the progress line is drawn on a terminal only, within its width, and cleared at the end', () => {
  let [text, time] = ['', 0];
  const world = {
    env: {},
    now: () => '',
    out: () => undefined,
    err: (more: string) => void (text += more),
    readStdin: () => Promise.resolve(new Uint8Array()),
    confirm: () => Promise.resolve(false),
  };
  const counts = { codes: { 0: 40, 1: 7, 2: 3 }, total: 200 } as const;
  const silent = progressOn(world, 'validate', 'en', () => time);
  silent.show(counts);
  silent.clear();
  assert.equal(text, '');
  const line = progressOn({ ...world, errColumns: 30 }, 'validate', 'en', () => time);
  time = 500;
  line.show(counts);
  line.show(counts);
  line.clear();
  assert.equal(text, `\r\u001b[2K${'50/200 files · 40 valid · 7 invalid'.slice(0, 29)}\r\u001b[2K`);
  assert.equal(
    summaryText(counts, 'validate', 'fr', 2000),
    '200 fichiers : 40 valides, 7 non valides, 3 illisibles (2.0 s, 100 fichiers/s)\n',
  );
});
