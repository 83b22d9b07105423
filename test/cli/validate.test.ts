import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { renderStatus } from '../../src/render/cdar/render-status.ts';
import { renderInvoice } from '../../src/render/render-invoice.ts';
import { pdfWith } from '../parse/facturx/make-pdf.ts';
import { TRANSACTIONS_XML } from '../rules/report-sample.ts';
import { FULL_INVOICE } from '../support/full-invoice.ts';
import { run } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'passerelle-validate-'));
after(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

interface Line {
  readonly syntax: string | null;
  readonly profile: string | null;
  readonly valid: boolean;
  readonly error?: string;
  readonly faults?: readonly { readonly rule: string; readonly path: string }[];
}

async function judged(path: string): Promise<Line> {
  return JSON.parse((await run(['validate', path, '--json'])).out) as Line;
}

const CII = new TextDecoder().decode(renderInvoice(FULL_INVOICE, 'cii'));

test('a Factur-X PDF is judged by the invoice in it, as the XML alone is', async () => {
  const attached = [{ name: 'factur-x.xml', content: CII, relationship: 'Data' as const }];
  const pdf = await judged(file('facturx.pdf', await pdfWith(attached)));
  const xml = await judged(file('alone.xml', CII));
  assert.deepEqual([pdf.syntax, xml.syntax], ['facturx', 'cii']);
  assert.deepEqual({ ...pdf, file: '', syntax: '' }, { ...xml, file: '', syntax: '' });
  const places = pdf.faults?.map(({ path }) => path).filter((path) => path.startsWith('/rsm:')) ?? [];
  assert.ok(places.length > 0, 'no finding has a place in the XML');
});

test('a folder is searched for XML and PDF', async () => {
  const { out } = await run(['validate', folder]);
  assert.match(out, /alone\.xml: /);
  assert.match(out, /facturx\.pdf: /);
});

test('a status message is judged by the rules of status messages', async () => {
  const line = await judged(file('status.xml', renderStatus({ id: 'S1', statusCode: '210', invoice: { number: 'F1' }, reasons: [] })));
  assert.deepEqual([line.syntax, line.profile, line.valid], ['cdar', 'cdar', false]);
  assert.ok((line.faults?.length ?? 0) > 3);
  const { code, out } = await run(['validate', join(folder, 'status.xml')]);
  assert.equal(code, 1);
  assert.match(out, /status\.xml: INVALID \(cdar, cdar\)\n {2}error /);
});

test('an e-reporting message is judged by the rules of flux 10, and is no invoice to convert', async () => {
  const period = '<ReportPeriod><StartDate>20261001</StartDate><EndDate>20261001</EndDate></ReportPeriod>';
  const path = file('report.xml', TRANSACTIONS_XML.replace(/<ReportPeriod>.*<\/ReportPeriod>/, period));
  const line = await judged(path);
  assert.deepEqual([line.syntax, line.profile, line.valid], ['flux10', 'flux10', false]);
  assert.deepEqual(
    line.faults?.map((fault) => `${fault.rule} ${fault.path}`),
    ['G6.25 /Report/TransactionsReport/ReportPeriod'],
  );
  const { code, err } = await run(['convert', path, '--to', 'json']);
  assert.equal(code, 2);
  assert.match(err, /an e-reporting message \(flux 10\), not an invoice/);
});

const OTHERS: readonly (readonly [string, string, RegExp])[] = [
  ['order.xml', '<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"/>', /the file is an order, not an invoice \[XML_UNKNOWN\]/],
  ['old.xml', '<r:CrossIndustryDocument xmlns:r="urn:ferd:CrossIndustryDocument:invoice:1p0"/>', /a ZUGFeRD 1\.0 invoice/],
  ['page.xml', '<html/>', /no message that is known here \(root element html\)/],
];

for (const [name, content, words] of OTHERS) {
  test(`${name} is called what it is, by validate and by convert`, async () => {
    const path = file(name, content);
    for (const args of [['validate', path], ['convert', path, '--to', 'json']]) {
      const { code, out, err } = await run(args);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, words);
    }
  });
}

test('a PDF without an invoice is told apart from a broken one', async () => {
  const bare = await run(['validate', file('scan.pdf', await pdfWith([]))]);
  assert.equal(bare.code, 2);
  assert.match(bare.err, /the PDF holds no invoice that a program can read: no file is embedded in it \[XML_UNKNOWN\]/);
  assert.equal((await judged(file('cut.pdf', '%PDF-1.7\n'))).error, 'PDF_INVALID');
});

test('convert takes the invoice out of a PDF, and refuses a status', async () => {
  const path = file('convert.pdf', await pdfWith([{ name: 'ZUGFeRD-invoice.xml', content: CII }]));
  const { out, err } = await run(['convert', path, '--to', 'json']);
  assert.equal((JSON.parse(out) as { readonly number: string }).number, FULL_INVOICE.number);
  assert.equal(err, '');
  const status = await run(['convert', file('s.xml', renderStatus({ id: 'S2', invoice: { number: 'F2' }, reasons: [] })), '--to', 'ubl']);
  assert.match(status.err, /a status message about an invoice, not an invoice/);
});
