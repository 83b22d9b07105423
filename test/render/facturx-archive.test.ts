// Factur-X as a file: every clause of PDF/A-3b that shows in its objects, the attachment, the profiles, the bytes.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { embeddedFiles } from '../../src/parse/facturx/attachments.ts';
import { openFlow } from '../../src/parse/open-flow.ts';
import { deflate } from '../../src/render/facturx/deflate.ts';
import { FACTURX_PROFILES, PROFILES_OF_FACTURX } from '../../src/render/facturx/profiles.ts';
import { reduceTo } from '../../src/render/facturx/reduce.ts';
import { renderFacturX, type FacturxOptions } from '../../src/render/facturx/render-facturx.ts';
import { openTypeface } from '../../src/render/facturx/typeface.ts';
import { FULL_INVOICE } from '../support/full-invoice.ts';
import { FONTS, pageInvoice } from '../support/page-invoice.ts';
import { openForChecks, PDFA_CHECKS } from '../support/pdfa-checks.ts';

const folder = mkdtempSync(join(tmpdir(), 'passerelle-facturx-'));
after(() => rmSync(folder, { recursive: true }));
const EN: FacturxOptions = { profile: 'en16931', locale: 'fr', fonts: FONTS };
const MADE = FACTURX_PROFILES.map((profile) => [profile, renderFacturX(FULL_INVOICE, { ...EN, profile })] as const);

for (const { clause, asks, breaches } of PDFA_CHECKS) {
  test(`ISO 19005-3, ${clause}: ${asks}`, () => {
    for (const [, { pdf }] of MADE) assert.deepEqual(breaches(openForChecks(pdf)), []);
    assert.deepEqual(breaches(openForChecks(renderFacturX(pageInvoice(60), EN).pdf)), []);
  });
}

test('each check can fail: a file with one thing spoiled is not clean', () => {
  const spoils: readonly (readonly [string, string, string])[] = [
    ['6.1.2', '%PDF-1.7\n%\xe2', '%PDF-1.7\n%A'],
    ['6.1.3', '/ID [', '/IX ['],
    ['6.1.12', '/DisplayDocTitle true', '/JS (app.alert)      '],
    ['6.2.3', 'GTS_PDFA1', 'GTS_PDFX1'],
    ['6.2.11.3', '/Identity-H', '/Identity-V'],
    ['6.6.2.1', '<x:xmpmeta ', '<x:xmpmetb '],
    ['6.6.4', '<pdfaid:part>3', '<pdfaid:part>1'],
    ['6.6.3', '/Producer (Passerelle)', '/Producer (Passerella)'],
    ['6.6.2.3', '<fx:Version>', '<fy:Version>'],
    ['6.8', '/AFRelationship', '/AFRelationshiq'],
  ];
  const latin = Buffer.from(MADE[3]![1].pdf).toString('latin1');
  for (const [clause, good, bad] of spoils) {
    assert.ok(latin.includes(good), good);
    const seen = openForChecks(Buffer.from(latin.replace(good, bad), 'latin1'));
    assert.notDeepEqual(
      PDFA_CHECKS.filter((one) => one.clause === clause).flatMap((one) => one.breaches(seen)),
      [],
      clause,
    );
  }
});

for (const [name, { pdf, xml, left }] of MADE) {
  test(`${name}: the attachment is the XML that was made, and reads back as the invoice of the profile`, async () => {
    const profile = PROFILES_OF_FACTURX[name];
    const { files, damaged } = embeddedFiles(pdf);
    assert.deepEqual([files.length, damaged, files[0]?.name, files[0]?.relationship], [1, false, 'factur-x.xml', profile.relationship]);
    assert.deepEqual(Buffer.from(files[0]!.read()), Buffer.from(xml));
    const opened = await openFlow(pdf);
    assert.ok(opened.kind === 'invoice' && opened.syntax === 'facturx');
    const { invoice } = reduceTo(FULL_INVOICE, profile);
    assert.deepEqual(opened.parsed.invoice, invoice);
    assert.deepEqual(opened.parsed.unread, []);
    assert.equal(openForChecks(pdf).xmp.text('fx:ConformanceLevel'), profile.level);
    assert.equal(left.length === 0, name === 'extended');
  });
}

test('what is left out names its term, its place and its value, and only that is absent', () => {
  const { invoice, left } = reduceTo(FULL_INVOICE, PROFILES_OF_FACTURX.basicwl);
  assert.deepEqual(
    left.find(({ path }) => path === 'payment.transfers[0].bic'),
    { term: 'BT-86', path: 'payment.transfers[0].bic', value: 'AGRIFRPP' },
  );
  assert.equal(invoice.lines, undefined);
  assert.equal(invoice.attachments, undefined);
  assert.equal(invoice.payment?.transfers?.[0]?.account, 'FR7630006000011234567890189');
  assert.deepEqual(invoice.seller?.ids, FULL_INVOICE.seller.ids);
});

test('a larger profile carries everything that a smaller one does', () => {
  FACTURX_PROFILES.reduce((smaller, larger) => {
    const [a, b] = [PROFILES_OF_FACTURX[smaller].terms, PROFILES_OF_FACTURX[larger].terms];
    assert.ok([...a].every((id) => b.has(id)) && a.size < b.size, `${smaller} in ${larger}`);
    return larger;
  });
});

test('the same invoice gives the same bytes, another invoice another identifier', () => {
  const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
  const one = renderFacturX(pageInvoice(10), EN).pdf;
  assert.equal(digest(one), digest(renderFacturX(pageInvoice(10), EN).pdf));
  const id = (pdf: Uint8Array): string => /\/ID \[<(\w+)>/.exec(Buffer.from(pdf).toString('latin1'))?.[1] ?? '';
  assert.notEqual(id(one), id(renderFacturX(pageInvoice(11), EN).pdf));
});

test('a date that does not exist is left out instead of guessed; a given day wins', () => {
  const without = openForChecks(renderFacturX(pageInvoice(1, { issueDate: '2026-02-30' }), EN).pdf);
  assert.equal(without.xmp.text('xmp:CreateDate'), '');
  const given = openForChecks(renderFacturX(pageInvoice(1), { ...EN, day: '2026-12-01' }).pdf);
  assert.match(given.xmp.text('xmp:CreateDate'), /^2026-12-01T/);
});

test('what is no TrueType font is refused', () => {
  for (const bytes of [new Uint8Array(0), new TextEncoder().encode('OTTO and more bytes'), Buffer.from(FONTS.regular).subarray(0, 9000)]) {
    assert.throws(() => openTypeface(bytes), { code: 'PDF_FONT' });
  }
});

test('deflated bytes inflate to what they were', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 400 })), fc.nat(3), (parts, times) => {
      const bytes = Buffer.concat(Array.from({ length: times + 1 }, () => Buffer.concat(parts)));
      assert.deepEqual(inflateSync(deflate(bytes)), bytes);
    }),
    { numRuns: 100 },
  );
  for (const bytes of [new Uint8Array(100_000), Buffer.from(FONTS.bold).subarray(0, 90_000)]) {
    assert.ok(Buffer.from(inflateSync(deflate(bytes))).equals(bytes));
  }
});

const QPDF = spawnSync('qpdf', ['--version']).status === 0;
test('qpdf finds nothing wrong in the file', { skip: QPDF ? false : 'qpdf is not installed on this machine' }, () => {
  for (const [name, { pdf }] of MADE) {
    const path = join(folder, `${name}.pdf`);
    writeFileSync(path, pdf);
    const { status, stderr } = spawnSync('qpdf', ['--check', path], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
  }
});
