// The page measured: no text leaves the margins, lies on another or is cut, amounts stand under their points, totals never
// stand alone. Read from the operators of the file and the widths of its fonts, not from what the writer meant.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dec } from '../../src/model/decimal.ts';
import type { Invoice } from '../../src/model/invoice.ts';
import { PAGE_LOCALES, type PageLocale } from '../../src/render/facturx/page/words.ts';
import { renderFacturX } from '../../src/render/facturx/render-facturx.ts';
import { FULL_INVOICE } from '../support/full-invoice.ts';
import { FONTS, PAGE_KINDS, pageInvoice } from '../support/page-invoice.ts';
import { textsOf, type PlacedText } from '../support/placed-texts.ts';

const placed = (invoice: Invoice, locale: PageLocale = 'fr'): readonly (readonly PlacedText[])[] =>
  textsOf(renderFacturX(invoice, { profile: 'extended', locale, fonts: FONTS }).pdf);

/** Half a point is the width of a hair, and no letter fills its box. */
const HAIR = 0.5;
const overlap = (a: PlacedText, b: PlacedText): boolean =>
  a.left < b.right - HAIR && b.left < a.right - HAIR && a.top < b.bottom - HAIR && b.top < a.bottom - HAIR;

function faults(pages: readonly (readonly PlacedText[])[]): readonly string[] {
  return pages.flatMap((texts, page) =>
    texts.flatMap((one, index) => [
      ...(one.left < 44 || one.right > 551.3 || one.top < 30 || one.bottom > 830
        ? [`page ${page + 1}: "${one.text}" leaves the margins`]
        : []),
      ...texts
        .slice(index + 1)
        .filter((other) => overlap(one, other))
        .map((other) => `page ${page + 1}: "${one.text}" lies on "${other.text}"`),
    ]),
  );
}

for (const [kind, invoice] of Object.entries({ ...PAGE_KINDS, 'every term': FULL_INVOICE, 'nothing at all': {} })) {
  test(`${kind}: every text lies within the margins and on no other`, () => {
    for (const locale of PAGE_LOCALES) assert.deepEqual(faults(placed(invoice, locale)), []);
  });
}

test('whatever the texts and figures are, nothing lies on anything and nothing leaves the page', () => {
  const words = fc.string({ unit: fc.constantFrom('a', 'É', ' ', 'mmmm', 'WWWWWWWW', '-', '\n', '0'), maxLength: 300 });
  const figure = fc.tuple(fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }), fc.nat(6)).map(([units, scale]) => ({ units, scale }));
  const line = fc.record({
    id: words,
    quantity: figure,
    unitCode: fc.constantFrom('C62', 'HUR', 'XPX', 'WWWWWWWWWWWW'),
    price: figure,
    priceBaseQuantity: figure,
    net: figure,
    vat: fc.record({ category: fc.constantFrom('S', 'E', 'K', 'AE', 'O'), rate: fc.constant(dec('5.5')) }),
    item: fc.record({ name: words, description: words }),
  });
  const sums = fc.record({ withoutVat: figure, vat: figure, withVat: figure, paid: figure, due: figure });
  const party = fc.record({
    name: words,
    tradingName: words,
    vatId: words,
    address: fc.record({ line1: words, line2: words, city: words }),
  });
  const invoice = fc.record({
    number: words,
    seller: party,
    buyer: party,
    payee: party,
    taxRepresentative: party,
    orderReference: words,
    contractReference: words,
    currency: fc.constantFrom('EUR', 'TND', 'JPY', 'MUCH TOO LONG'),
    lines: fc.array(line, { maxLength: 25 }),
    allowances: fc.array(fc.record({ amount: figure, reason: words }), { maxLength: 4 }),
    totals: sums,
    notes: fc.array(fc.record({ subject: fc.constantFrom('PMD', 'AAI'), text: words }), { maxLength: 3 }),
    payment: fc.record({ means: fc.constant('58'), terms: words, reference: words }),
  });
  fc.assert(
    fc.property(invoice, fc.constantFrom(...PAGE_LOCALES), (one, locale) => {
      assert.deepEqual(faults(placed(one, locale)), []);
    }),
    { numRuns: 60 },
  );
});

test('amounts stand with their decimal points under each other', () => {
  const nets = ['1', '22.5', '333.25', '4444.125', '-5'].map(dec);
  const base = pageInvoice(5);
  const lines = (base.lines ?? []).map((one, index) => ({ ...one, net: nets[index]! }));
  const [page = []] = placed({ ...base, lines });
  const points = ['1,00', '22,50', '333,25', '4\u202f444,125', '\u22125,00'].map((shown) => {
    const found = page.find(({ text, left }) => text === shown && left > 450);
    assert.ok(found, shown);
    return Math.round(found.xAt(shown.indexOf(',')));
  });
  assert.equal(new Set(points).size, 1, points.join());
});

test('the totals never stand on a page without a line, however many lines there are', () => {
  for (let count = 12; count < 45; count++) {
    const pages = placed(pageInvoice(count));
    const totals = pages.findIndex((page) => page.some(({ text }) => text === 'Net à payer'));
    const last = pages.findIndex((page) => page.some(({ text, left }) => text === String(count) && left < 60));
    assert.equal(totals, last, `${count} lines`);
  }
});

test('every page of a long table has its head, its number and the number of the invoice', () => {
  const pages = placed(pageInvoice(80));
  assert.ok(pages.length > 2);
  for (const [index, page] of pages.entries()) {
    const texts = page.map(({ text }) => text);
    const lines = page.filter(({ text, left }) => left < 60 && /^\d+$/.test(text)).length;
    if (lines > 0) for (const word of ['Désignation', 'Montant HT']) assert.ok(texts.includes(word), word);
    assert.ok(texts.includes(`Page ${index + 1} sur ${pages.length}`));
    assert.ok(texts.some((text) => text.includes('FA-2026-00421')));
  }
});
