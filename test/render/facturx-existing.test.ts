// An invoice added to an existing PDF: conforming afterwards, its pages untouched, or refused with the reason.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib';
import { existingPdf } from '../../src/core/existing-pdf.ts';
import { embeddedFiles } from '../../src/parse/facturx/attachments.ts';
import { openFlow } from '../../src/parse/open-flow.ts';
import { renderFacturX } from '../../src/render/facturx/render-facturx.ts';
import { run } from '../cli/support.ts';
import { FONTS, pageInvoice } from '../support/page-invoice.ts';
import { breachesOf } from '../support/pdfa-checks.ts';
import { openForChecks } from '../support/pdfa-seen.ts';

const folder = mkdtempSync(join(tmpdir(), 'passerelle-existing-'));
after(() => rmSync(folder, { recursive: true }));
const INVOICE = pageInvoice(4);
const OPTIONS = { profile: 'en16931', locale: 'fr', fonts: FONTS } as const;
const DRAWN = renderFacturX(INVOICE, OPTIONS);

const embedded = (bytes: Uint8Array) => renderFacturX(INVOICE, { ...OPTIONS, profile: 'basic', pdf: existingPdf(bytes) });
const spoiled = (good: string, bad: string): Uint8Array => {
  const text = Buffer.from(DRAWN.pdf).toString('latin1');
  assert.ok(text.includes(good), good);
  return Buffer.from(text.replace(good, bad), 'latin1');
};

async function pageWith(font: string | Uint8Array, packed: boolean): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const page = document.addPage();
  if (typeof font === 'string') page.drawText('Facture', { font: await document.embedFont(font) });
  else page.drawRectangle({ x: 10, y: 10, width: 20, height: 20 });
  return document.save({ useObjectStreams: packed });
}

test('a PDF/A with another invoice in it gets the new one, and its pages stay byte for byte', async () => {
  const { pdf, xml, left } = embedded(DRAWN.pdf);
  assert.ok(Buffer.from(pdf).subarray(0, DRAWN.pdf.length).equals(Buffer.from(DRAWN.pdf)));
  const { files } = embeddedFiles(pdf);
  assert.equal(files.length, 1);
  assert.deepEqual(Buffer.from(files[0]!.read()), Buffer.from(xml));
  const opened = await openFlow(pdf);
  assert.ok(opened.kind === 'invoice' && opened.guideline?.endsWith('#urn:factur-x.eu:1p0:basic'));
  assert.ok(left.length > 0);
  const seen = openForChecks(pdf);
  assert.equal(seen.xmp.text('fx:ConformanceLevel'), 'BASIC');
  assert.deepEqual(Buffer.from(pdf), Buffer.from(embedded(DRAWN.pdf).pdf), 'the same bytes again');
});

for (const packed of [false, true]) {
  const table = packed ? 'a table as a stream' : 'a classic table';
  test(`a plain PDF without text, with ${table}, becomes a PDF/A-3b`, async () => {
    const { pdf } = embedded(await pageWith(FONTS.regular, packed));
    assert.deepEqual(breachesOf(pdf), []);
    const opened = await openFlow(pdf);
    assert.equal(opened.kind, 'invoice');
    const path = join(folder, `plain-${packed}.pdf`);
    writeFileSync(path, pdf);
    const checked = spawnSync('qpdf', ['--check', path], { encoding: 'utf8' });
    if (checked.error === undefined) assert.equal(checked.status, 0, checked.stderr);
  });
}

const REFUSALS: readonly (readonly [string, () => Uint8Array | Promise<Uint8Array>, RegExp])[] = [
  ['a font that is not embedded', () => pageWith(StandardFonts.Helvetica, true), /the font Helvetica is not embedded/],
  ['encryption', () => spoiled('/ID [', '/Encrypt << >> /ID ['), /it is encrypted/],
  ['a form', () => spoiled('/ViewerPreferences', '/AcroForm << /Fields [1 0 R] >> /ViewerPreferences'), /it has a form/],
  ['layers', () => spoiled('/ViewerPreferences', '/OCProperties << >> /ViewerPreferences'), /layers/],
  ['a signature', () => spoiled('/ViewerPreferences', '/Perms << >> /ViewerPreferences'), /signed/],
  ['a page that acts', () => spoiled('/Type /Page ', '/AA << >> /Type /Page '), /actions that run by themselves/],
  ['colours in CMYK', () => spoiled('/Type /Page ', '/Group << /CS /DeviceCMYK >> /Type /Page '), /CMYK/],
  ['a map of glyphs that is missing', () => spoiled('/CIDToGIDMap', '/CIDToGIDMop'), /does not say which glyph/],
  ['a wrong length', () => spoiled('/Filter /FlateDecode /Length ', '/Filter /FlateDecode /Length 1'), /not as long as it says/],
  ['a header that is not the first thing', () => Buffer.concat([Buffer.from('\n'), DRAWN.pdf]), /header/],
  ['another attachment', () => spoiled('/Names [(factur-x.xml)', '/Names [(factur-y.xml)'), /other files/],
  [
    'a link that is not printed',
    () => spoiled('/Type /Page ', '/Annots [<< /Subtype /Link /Rect [0 0 1 1] >>] /Type /Page '),
    /an annotation \(Link\) is not printed/,
  ],
];

for (const [what, make, reason] of REFUSALS) {
  test(`a PDF is refused for ${what}`, async () => {
    // offsets after a spoiled place are found anew, as a repairing writer would have left them
    const bytes = rebuilt(await make());
    assert.throws(
      () => embedded(bytes),
      (error: Error & { code?: string }) => {
        assert.equal(error.code, 'PDF_NOT_CONFORMING');
        assert.match(error.message, reason);
        return true;
      },
    );
  });
}

/** The classic table of a file whose bytes were moved, made again. */
function rebuilt(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1');
  if (!text.includes('\nxref\n')) return bytes;
  const start = text.lastIndexOf('\nxref\n') + 1;
  const shift = Math.max(0, text.indexOf('%PDF-'));
  const rows = text.slice(start).replace(/^\d{10} 00000 n $/gm, '#');
  let number = 0;
  const table = rows.replace(/#/g, () => {
    number++;
    const at = new RegExp(`[\\r\\n]${number} 0 obj`).exec(text)?.index ?? 0;
    return `${String(at + 1 - shift).padStart(10, '0')} 00000 n `;
  });
  return Buffer.from(text.slice(0, start) + table.replace(/startxref\n\d+/, `startxref\n${start - shift}`), 'latin1');
}

test('convert --pdf embeds, says what it could not check, and refuses with a next step', async () => {
  const at = (name: string): string => join(folder, name);
  writeFileSync(at('invoice.xml'), DRAWN.xml);
  writeFileSync(at('plain.pdf'), await pageWith(FONTS.regular, true));
  writeFileSync(at('bad.pdf'), await pageWith(StandardFonts.Courier, false));
  const args = (pdf: string): string[] => ['convert', at('invoice.xml'), '--to', 'facturx', '--pdf', at(pdf), '-o', at('out.pdf')];
  const good = await run(args('plain.pdf'));
  assert.deepEqual([good.code, good.err.split('\n').length], [0, 2]);
  assert.match(good.err, /^note: the PDF did not claim to be PDF\/A/);
  assert.equal((await openFlow(readFileSync(at('out.pdf')))).kind, 'invoice');
  const bad = await run(args('bad.pdf'));
  assert.equal(bad.code, 2);
  assert.match(bad.err, /the font Courier is not embedded \[PDF_NOT_CONFORMING\]\n→ Make the PDF again as PDF\/A-3/);
});
