// Factur-X read by other programs, where they are installed: qpdf finds nothing wrong, and poppler gives back the attachment,
// the fonts, the description and every text of the invoice.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { PAGE_LOCALES, dayText, numberText, type PageLocale } from '../../src/render/facturx/page/words.ts';
import type { Decimal } from '../../src/model/decimal.ts';
import type { Invoice } from '../../src/model/invoice.ts';
import { FACTURX_PROFILES } from '../../src/render/facturx/profiles.ts';
import { renderFacturX } from '../../src/render/facturx/render-facturx.ts';
import { FULL_INVOICE } from '../support/full-invoice.ts';
import { FONTS, PAGE_KINDS } from '../support/page-invoice.ts';

const folder = mkdtempSync(join(tmpdir(), 'passerelle-readers-'));
after(() => rmSync(folder, { recursive: true }));
const missing = ['qpdf', 'pdftotext'].filter((name) => spawnSync(name, ['-v']).error !== undefined);
const READERS = { skip: missing.length === 0 ? false : `not installed on this machine: ${missing.join(', ')}` };

function ran(program: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  assert.deepEqual([status, stderr], [0, ''], `${program} ${args.join(' ')}`);
  return stdout;
}

/** What a reader of the page must find: names, numbers, days, amounts, and of each line all its texts and figures. */
function wordsOf(invoice: Invoice, locale: PageLocale): readonly string[] {
  const figure = (value: Decimal | undefined, least: number): string => (value === undefined ? '' : numberText(value, locale, least));
  const { seller, buyer, totals = {}, lines = [], vat = [], notes = [], payment } = invoice;
  return [
    seller?.name,
    buyer?.name,
    seller?.vatId,
    buyer?.legalId?.value,
    seller?.address?.city,
    buyer?.address?.line1,
    invoice.number,
    dayText(invoice.issueDate, locale),
    dayText(invoice.dueDate, locale),
    payment?.transfers?.[0]?.account,
    payment?.terms,
    ...notes.map(({ text }) => text),
    ...[totals.withoutVat, totals.vat, totals.withVat, totals.due, totals.vatAccounting].map((one) => figure(one, 2)),
    ...lines.flatMap((line) => [
      line.id,
      line.item?.name,
      line.item?.description,
      figure(line.quantity, 0),
      figure(line.price, 2),
      figure(line.net, 2),
    ]),
    ...vat.flatMap((row) => [figure(row.base, 2), figure(row.amount, 2), row.reason]),
  ].filter((word) => word !== undefined && word !== '') as readonly string[];
}

/** A long text may go on over the foot of a page: its beginning and its end are looked for. */
const parts = (word: string): readonly string[] => (word.length < 200 ? [word] : [word.slice(0, 60), word.slice(-60)]);

/** Blanks and line ends say nothing: a text may be set over several lines. */
const dense = (text: string): string => text.normalize('NFC').replace(/\s/g, '');

for (const [kind, invoice] of Object.entries({ ...PAGE_KINDS, 'every term': FULL_INVOICE })) {
  for (const locale of PAGE_LOCALES) {
    test(`${kind}, ${locale}: qpdf and poppler read it, and nothing of the invoice is missing on the page`, READERS, () => {
      const path = join(folder, 'invoice.pdf');
      const made = renderFacturX(invoice, { profile: 'extended', locale, fonts: FONTS });
      writeFileSync(path, made.pdf);
      assert.match(ran('qpdf', '--check', path), /No syntax or stream encoding errors found/);
      assert.match(ran('pdfinfo', path), /Title: .*\n(?:.*\n)*Producer: +Passerelle/);
      assert.deepEqual(made.unshown, []);
      const page = dense(ran('pdftotext', '-layout', path, '-'));
      const raw = dense(ran('pdftotext', '-raw', path, '-'));
      const lost = wordsOf(invoice, locale)
        .flatMap(parts)
        .filter((word) => !page.includes(dense(word)) && !raw.includes(dense(word)));
      assert.deepEqual(lost, []);
    });
  }
}

for (const profile of FACTURX_PROFILES) {
  test(`${profile}: poppler takes out the same invoice, and finds every font embedded with its texts`, READERS, () => {
    const path = join(folder, `${profile}.pdf`);
    const made = renderFacturX(FULL_INVOICE, { profile, locale: 'fr', fonts: FONTS });
    writeFileSync(path, made.pdf);
    assert.match(ran('pdfdetach', '-list', path), /^1 embedded files\n1: factur-x\.xml/);
    const out = join(folder, `${profile}.xml`);
    ran('pdfdetach', '-save', '1', '-o', out, path);
    assert.ok(readFileSync(out).equals(Buffer.from(made.xml)));
    const fonts = ran('pdffonts', path).split('\n').slice(2).filter(Boolean);
    assert.equal(fonts.length, 2);
    for (const font of fonts) assert.match(font, /CID TrueType +Identity-H +yes yes yes/);
  });
}
