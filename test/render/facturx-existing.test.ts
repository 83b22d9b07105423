// An invoice added to an existing PDF: conforming afterwards, its pages untouched, or refused with the reason.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
import { NEEDS_DATA, sharedPath } from '../support/official-data.ts';
import { breachesOf } from '../support/pdfa-checks.ts';
import { spoiled as spoiledPdf } from '../support/spoiled-pdf.ts';
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

/** Of pdfkit, which brings no types: what is used of it. */
interface Printer {
  readonly on: (event: 'data' | 'end', then: (chunk: Uint8Array) => void) => void;
  readonly font: (bytes: Buffer) => Printer;
  readonly text: (text: string, options?: object) => Printer;
  readonly rect: (x: number, y: number, width: number, height: number) => Printer;
  readonly fill: (colour: string) => Printer;
  readonly fillOpacity: (part: number) => Printer;
  readonly addPage: () => Printer;
  readonly end: () => void;
}
const KIT: string = 'pdfkit';
const { default: PdfKit } = (await import(KIT)) as { default: new (options: object) => Printer };

/** As programs that print invoices make them. */
const printed = (options: object, draw: (document: Printer) => unknown): Promise<Uint8Array> =>
  new Promise((resolve) => {
    const document = new PdfKit({ font: '', ...options });
    const chunks: Uint8Array[] = [];
    document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    draw(document.font(Buffer.from(FONTS.regular)));
    document.end();
  });

/** ISO 32000-1 asks for it, PDF/A does not, and neither a printing program nor a validator cares. */
const OF_THE_SOURCE = /^font\.(?:length|subset-name):/;

const PRINTED: readonly (readonly [string, object, (document: Printer) => unknown])[] = [
  ['a TrueType font', {}, (document) => document.text('Facture nº 42 — été')],
  ['PDF/A-3b of its own', { subset: 'PDF/A-3b', pdfVersion: '1.7' }, (document) => document.text('Facture nº 42')],
  ['a link and a drawing', {}, (document) => document.text('Voir', { link: 'https://exemple.test' }).rect(50, 200, 90, 40).fill('#336699')],
  ['something half seen', {}, (document) => document.fillOpacity(0.5).text('DUPLICATA')],
  ['many pages', {}, (document) => Array.from({ length: 12 }, (_, index) => document.addPage().text(`Page ${index}`))],
];

for (const [what, options, draw] of PRINTED) {
  test(`a printed PDF with ${what} becomes a Factur-X whose pages are untouched`, async () => {
    const before = await printed(options, draw);
    const { pdf, xml } = embedded(before);
    assert.ok(Buffer.from(pdf).subarray(0, before.length).equals(Buffer.from(before)));
    assert.deepEqual(
      breachesOf(pdf).filter((breach) => !OF_THE_SOURCE.test(breach)),
      [],
    );
    assert.deepEqual(Buffer.from(embeddedFiles(pdf).files[0]!.read()), Buffer.from(xml));
  });
}

test('only what is drawn is looked through for colours: a map of characters is no drawing', () => {
  const { files } = embeddedFiles(embedded(spoiledPdf(DRAWN.pdf, '/CIDInit', '0 0 0 1 k /CIDInit')).pdf);
  assert.equal(files.length, 1);
  assert.throws(() => embedded(spoiledPdf(DRAWN.pdf, /[\d.]+ [\d.]+ [\d.]+ rg/, '0 0 0 1 k')), { code: 'PDF_NOT_CONFORMING' });
});

test('the samples of the field become ours, good and flawed ones alike', { skip: NEEDS_DATA }, () => {
  for (const folder of ['facturx-good', 'facturx-flawed']) {
    const names = readdirSync(sharedPath('fr', folder));
    assert.ok(names.length > 5);
    for (const name of names) assert.deepEqual(breachesOf(embedded(readFileSync(sharedPath('fr', folder, name))).pdf), [], name);
  }
});

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
