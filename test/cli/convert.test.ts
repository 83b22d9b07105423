// `passerelle convert`: every format to every other, what is said of terms that are lost, many files at once.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openFlow, type OpenedInvoice } from '../../src/parse/open-flow.ts';
import { renderInvoice } from '../../src/render/render-invoice.ts';
import { FULL_INVOICE } from '../support/full-invoice.ts';
import { run } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'passerelle-convert-'));
after(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);

const UBL = at('full-ubl.xml');
const CII = at('full-cii.xml');
writeFileSync(UBL, renderInvoice(FULL_INVOICE, 'ubl'));
writeFileSync(CII, renderInvoice(FULL_INVOICE, 'cii'));

async function invoiceOf(path: string): Promise<OpenedInvoice> {
  const opened = await openFlow(readFileSync(path));
  assert.equal(opened.kind, 'invoice');
  return opened;
}

test('UBL, CII and Factur-X are converted into each other without losing a term', async () => {
  const first = (await invoiceOf(UBL)).parsed.invoice;
  const steps = [
    ['ubl', UBL],
    ['cii', at('1.xml')],
    ['facturx', at('2.pdf')],
    ['ubl', at('3.xml')],
  ] as const;
  for (const [index, [, from]] of steps.slice(0, -1).entries()) {
    const [to, out] = steps[index + 1]!;
    const { err } = await run(['convert', from, '--to', to, '-o', out]);
    assert.doesNotMatch(err, /^not carried: (?!\/)/m, `${from} → ${to}`);
  }
  assert.deepEqual((await invoiceOf(at('3.xml'))).parsed.invoice, first);
});

test('terms that a profile cannot carry are listed one by one, with exit code 1', async () => {
  const { code, err } = await run(['convert', CII, '--to', 'facturx', '--profile', 'minimum', '-o', at('min.pdf')]);
  assert.equal(code, 1);
  assert.match(err, /^not carried: BT-153 lines\[0\]\.item\.name = Vis$/m);
  assert.match(err, /^not carried: BT-9 dueDate = 2026-10-31$/m);
  assert.equal((await invoiceOf(at('min.pdf'))).guideline, 'urn:factur-x.eu:1p0:minimum');
});

test('an invoice of the French extension is written in the profile EXTENDED under its own name', async () => {
  await run(['convert', CII, '--to', 'facturx', '-o', at('extended.pdf')]);
  assert.equal((await invoiceOf(at('extended.pdf'))).guideline, FULL_INVOICE.specification);
});

test('--lang chooses the language of the page, and an unknown one is refused by name', async () => {
  await run(['convert', CII, '--to', 'facturx', '--lang', 'en', '-o', at('en.pdf')]);
  assert.match(readFileSync(at('en.pdf'), 'latin1'), /\/Lang \(en\)/);
  const refused = await run(['convert', CII, '--to', 'facturx', '--lang', 'de', '-o', at('de.pdf')]);
  assert.equal(refused.code, 2);
  assert.match(refused.err, /no language de: expected one of fr, en/);
});

test('folders keep their sub-folders, patterns are opened, and a bad file stops no other', async () => {
  for (const part of ['in/a', 'in/b']) mkdirSync(at(part), { recursive: true });
  writeFileSync(at('in/a/one.xml'), readFileSync(UBL));
  writeFileSync(at('in/b/one.xml'), readFileSync(CII));
  writeFileSync(at('in/b/bad.xml'), '<broken');
  const { code, err } = await run(['convert', at('in'), '--to', 'cii', '-o', at('out/')]);
  assert.equal(code, 2);
  assert.match(err, /b\/bad\.xml:1:8: .*XML_INVALID/);
  assert.match(err, /^3 files: 2 complete, 0 with terms not carried, 1 not converted/m);
  assert.deepEqual(readdirSync(at('out'), { recursive: true }).sort(), ['a', 'a/one.xml', 'b', 'b/one.xml']);
  const pattern = await run(['convert', at('in/a/*.xml'), UBL, '--to', 'json', '-o', at('out-json')]);
  assert.equal(pattern.code, 0);
  assert.deepEqual(readdirSync(at('out-json')).sort(), ['full-ubl.json', 'one.json']);
});

test('what makes no sense together is refused in one sentence', async () => {
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [['convert', CII, '--to', 'facturx'], /give a file with -o/],
    [['convert', CII, UBL, '--to', 'ubl'], /give it with -o/],
    [['convert', CII, '--to', 'ubl', '--profile', 'basic'], /--profile belongs to --to facturx/],
    [['convert', CII, '--to', 'facturx', '--profile', 'comfort', '-o', at('x.pdf')], /no profile comfort/],
    [['convert', CII, '--to', 'docx'], /no format docx/],
    [['convert', at('nothing/*.xml'), '--to', 'ubl'], /no file matches the pattern/],
  ];
  for (const [args, sentence] of cases) {
    const { code, err } = await run(args);
    assert.equal(code, 2);
    assert.match(err, sentence);
  }
});
