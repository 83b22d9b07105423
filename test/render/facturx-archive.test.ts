// Factur-X as a file: the list of what PDF/A-3b and Factur-X ask of its objects, the attachment, the profiles, the bytes.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { embeddedFiles } from '../../src/parse/facturx/attachments.ts';
import { openFlow } from '../../src/parse/open-flow.ts';
import { deflate } from '../../src/render/facturx/deflate.ts';
import { PAGE_LOCALES } from '../../src/render/facturx/page/words.ts';
import { FACTURX_PROFILES, PROFILES_OF_FACTURX } from '../../src/render/facturx/profiles.ts';
import { reduceTo } from '../../src/render/facturx/reduce.ts';
import { renderFacturX, type FacturxOptions } from '../../src/render/facturx/render-facturx.ts';
import { openTypeface } from '../../src/render/facturx/typeface.ts';
import { FULL_INVOICE } from '../support/full-invoice.ts';
import { FONTS, PAGE_KINDS, pageInvoice } from '../support/page-invoice.ts';
import { breachesOf, PDFA_CHECKS } from '../support/pdfa-checks.ts';
import { openForChecks } from '../support/pdfa-seen.ts';
import { spoiled } from '../support/spoiled-pdf.ts';

const EN: FacturxOptions = { profile: 'en16931', locale: 'fr', fonts: FONTS };
const MADE = FACTURX_PROFILES.map((profile) => [profile, renderFacturX(FULL_INVOICE, { ...EN, profile })] as const);

for (const check of PDFA_CHECKS) {
  test(`${check.id} (${check.clause}): the file ${check.asks}`, () => {
    for (const [, { pdf }] of MADE) assert.deepEqual(check.breaches(openForChecks(pdf)), []);
    const [good, bad, raw] = check.spoil;
    assert.notDeepEqual(check.breaches(openForChecks(spoiled(MADE[3]![1].pdf, good, bad, raw === 'raw'))), [], 'a spoiled file fails it');
  });
}

test('a file that is only unfolded and put together again breaches nothing', () => {
  assert.deepEqual(breachesOf(spoiled(MADE[3]![1].pdf, '/Type /Catalog', '/Type /Catalog')), []);
});

for (const [kind, invoice] of Object.entries(PAGE_KINDS)) {
  test(`${kind}: all checks hold in five profiles and two languages`, () => {
    for (const profile of FACTURX_PROFILES) {
      for (const locale of PAGE_LOCALES) {
        assert.deepEqual(breachesOf(renderFacturX(invoice, { ...EN, profile, locale }).pdf), [], `${profile} ${locale}`);
      }
    }
  });
}

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

test('two languages differ in the page and in what it is called, never in the invoice', () => {
  const [french, english] = PAGE_LOCALES.map((locale) => renderFacturX(FULL_INVOICE, { ...EN, locale }));
  assert.deepEqual(Buffer.from(french!.xml), Buffer.from(english!.xml));
  assert.deepEqual(french!.left, english!.left);
  assert.notDeepEqual(Buffer.from(french!.pdf), Buffer.from(english!.pdf));
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
