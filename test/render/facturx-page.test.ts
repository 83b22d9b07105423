// The page of a Factur-X file as a person reads it: read back by another program's eyes where one is installed.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { dec } from '../../src/model/decimal.ts';
import type { Invoice } from '../../src/model/invoice.ts';
import { subsetOf } from '../../src/render/facturx/font-subset.ts';
import { newCanvas, wrapped } from '../../src/render/facturx/page/canvas.ts';
import { amountText, dayText, moneyText, numberText, percentText } from '../../src/render/facturx/page/words.ts';
import { renderFacturX } from '../../src/render/facturx/render-facturx.ts';
import { openTypeface } from '../../src/render/facturx/typeface.ts';
import { FULL_INVOICE } from '../support/full-invoice.ts';
import { FONTS, pageInvoice } from '../support/page-invoice.ts';

const folder = mkdtempSync(join(tmpdir(), 'passerelle-page-'));
after(() => rmSync(folder, { recursive: true }));
const installed = spawnSync('pdftotext', ['-v']).error === undefined;
const POPPLER = { skip: installed ? false : 'pdftotext is not installed on this machine' };

/** Text of each page, with plain blanks for the narrow ones. */
function pagesOf(invoice: Invoice, locale: 'fr' | 'en' = 'fr'): readonly string[] {
  const path = join(folder, 'page.pdf');
  writeFileSync(path, renderFacturX(invoice, { profile: 'en16931', locale, fonts: FONTS }).pdf);
  const { stdout, stderr } = spawnSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' });
  assert.equal(stderr, '');
  return stdout
    .replace(/[\u00a0\u202f]/g, ' ')
    .split('\f')
    .slice(0, -1);
}

test('parties, numbers, dates, lines, VAT, totals, payment and notes stand on the page', POPPLER, () => {
  const [page = '', ...more] = pagesOf(pageInvoice(3));
  assert.equal(more.length, 0);
  const words = [
    'Ateliers Fictifs de l’Ouest SAS',
    'Librairie des Exemples & Cie SARL',
    '44000 Nantes',
    'SIREN 200000008',
    'Facture',
    'FA-2026-00421',
    '12/10/2026',
    '11/11/2026',
    'Vis à bois inox 5×60 2',
    '5,5 %',
    'Détail de la TVA',
    'Net à payer',
    'Virement SEPA',
    'FR76 3000 6000 0112 3456 7890 189',
    'Indemnité forfaitaire',
    'Page 1 sur 1',
  ];
  for (const word of words) assert.ok(page.includes(word), word);
  assert.match(page, /Total TTC +389,50 €/);
});

test('sixty lines go over several pages, each with its head, and the sum carried is the sum so far', POPPLER, () => {
  const invoice = pageInvoice(60);
  const pages = pagesOf(invoice);
  assert.ok(pages.length >= 3);
  const seen: string[] = [];
  for (const [index, page] of pages.entries()) {
    assert.match(page, new RegExp(`Page ${index + 1} sur ${pages.length}`));
    const rows = [...page.matchAll(/^ *(\d+) +.*?([\d ]+,\d\d)$/gm)];
    const brought = /Report +([\d ]+,\d\d)/.exec(page)?.[1];
    assert.equal(brought, seen.at(-1));
    const forward = /À reporter +([\d ]+,\d\d)/.exec(page)?.[1];
    if (forward === undefined) continue;
    const last = Number.parseInt(rows.at(-1)?.[1] ?? '', 10);
    const soFar = (invoice.lines ?? []).slice(0, last).reduce((sum, line) => sum + (line.net?.units ?? 0n), 0n);
    assert.equal(forward.replace(/[ ,]/g, ''), soFar.toString());
    seen.push(forward);
  }
  assert.ok(seen.length >= 2);
  const numbers = pages.join('\n').match(/^ *\d+ +(?:Conseil|Vis|Location|Livre|Maintenance)/gm) ?? [];
  assert.equal(numbers.length, 60, 'every line stands once');
});

test('a credit note is called one and names the invoice it corrects', POPPLER, () => {
  const credit = pageInvoice(2, { typeCode: '381', precedingInvoices: [{ number: 'FA-1', issueDate: '2026-09-01' }] });
  const french = pagesOf(credit).join();
  for (const word of ['Avoir', 'FA-1 du', '01/09/2026', 'Net à votre crédit']) assert.ok(french.includes(word), word);
  const english = pagesOf(credit, 'en').join();
  for (const word of ['Credit note', 'FA-1 of 01 Sep', 'Amount in your favour', '€']) assert.ok(english.includes(word), word);
});

test('every kind of term has its place, and an almost empty invoice still has a page', POPPLER, () => {
  const page = pagesOf(FULL_INVOICE).join();
  for (const word of [
    'Entrepôt',
    'Représentant',
    'RUM1',
    'CT1',
    'LOT1',
    'BON_LIVRAISON',
    'TVA en EUR',
    'Sans objet',
    'Remise 10 % de 10,00 (Remise)',
  ]) {
    assert.ok(page.includes(word), word);
  }
  assert.equal(pagesOf({}).length, 1);
});

test('long names, long words and long notes stay between the margins', POPPLER, () => {
  const name = 'Établissement public intercommunal '.repeat(6).trim();
  const invoice = pageInvoice(2, {
    number: 'X'.repeat(90),
    seller: { name, address: { city: 'Y'.repeat(120) } },
    notes: [{ text: `${'Une longue mention. '.repeat(900)}\n\nFin.` }],
  });
  const path = join(folder, 'wide.pdf');
  writeFileSync(path, renderFacturX(invoice, { profile: 'en16931', locale: 'fr', fonts: FONTS }).pdf);
  const { stdout } = spawnSync('pdftotext', ['-bbox', path, '-'], { encoding: 'utf8' });
  const words = [...stdout.matchAll(/xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)"/g)];
  assert.ok(words.length > 2000);
  for (const [all, ...sides] of words) {
    const [left = 0, top = 0, right = 0, bottom = 0] = sides.map((side) => Number.parseInt(side, 10));
    assert.ok(left >= 44 && right <= 551 && top >= 30 && bottom <= 835, all);
  }
});

test('characters that cannot be shown are named, not lost in silence', () => {
  const invoice = pageInvoice(1, { buyer: { name: '漢字 हिन्दी Été' } });
  const { unshown } = renderFacturX(invoice, { profile: 'en16931', locale: 'fr', fonts: FONTS });
  assert.deepEqual([...unshown].sort(), [...new Set('漢字हिन्दी')].sort());
});

test('each language writes days, numbers and amounts its own way', () => {
  const amount = dec('-1234567.50');
  assert.equal(amountText(amount, 'fr'), '\u22121\u202f234\u202f567,50');
  assert.equal(amountText(amount, 'en'), '\u22121,234,567.50');
  assert.equal(moneyText(dec('12.3'), 'EUR', 'fr'), '12,30\u00a0€');
  assert.equal(moneyText(dec('12.3'), 'EUR', 'en'), '€12.30');
  assert.equal(moneyText(dec('12.345'), 'TND', 'en'), '12.345\u00a0TND');
  assert.equal(numberText(dec('2.500'), 'fr'), '2,5');
  assert.equal(percentText(dec('20.00'), 'fr'), '20\u202f%');
  assert.equal(dayText('2026-10-01', 'en'), '01 Oct 2026');
  assert.equal(dayText('someday', 'fr'), 'someday');
});

test('no wrapped line is wider than its column, and no word is lost', () => {
  const canvas = newCanvas({ regular: subsetOf(openTypeface(FONTS.regular)), bold: subsetOf(openTypeface(FONTS.bold)) });
  const style = { size: 8 };
  const text = `Un texte\tavec des mots ${'très'.repeat(60)} et\r\nune fin`;
  const lines = wrapped(canvas, text, 120, style);
  for (const line of lines) assert.ok(canvas.widthOf(line, style) <= 120, line);
  assert.equal(lines.join('').replace(/ /g, ''), text.replace(/\s/g, ''));
});
