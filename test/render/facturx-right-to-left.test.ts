// Arabic and Hebrew names on a page that runs from left to right: forms of letters, order of drawing, text that reads back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { drawnOrder, shaped } from '../../src/render/facturx/page/right-to-left.ts';
import { renderFacturX } from '../../src/render/facturx/render-facturx.ts';
import { FONTS, pageInvoice } from '../support/page-invoice.ts';
import { textsOf } from '../support/placed-texts.ts';

const codes = (text: string): string => [...text].map((letter) => letter.charCodeAt(0).toString(16)).join(' ');

test('letters take the form that their neighbours ask for', () => {
  // beh-alef-beh: alef does not join the letter after it
  assert.equal(codes(shaped('باب')), 'fe91 fe8e fe8f');
  assert.equal(codes(shaped('ببب')), 'fe91 fe92 fe90');
  assert.equal(codes(shaped('ء')), 'fe80');
  assert.equal(codes(shaped('شركة')), 'feb7 feae fedb fe94');
});

test('lam and alef are one letter, vowel marks are not drawn', () => {
  assert.equal(codes(shaped('لا')), 'fefb');
  assert.equal(codes(shaped('بلا')), 'fe91 fefc');
  assert.equal(shaped('بَاب'), shaped('باب'));
});

test('a run is drawn from its last letter on, digits and words of other scripts as they are read', () => {
  assert.equal(drawnOrder('שלום'), 'םולש');
  assert.equal(drawnOrder('A שלום 12.50 ש B'), 'A ש 12.50 םולש B');
  assert.equal(drawnOrder('(שלום)'), '(םולש)');
  assert.equal(drawnOrder('ש (א) ב'), 'ב (א) ש');
  assert.equal(drawnOrder('Société 12'), 'Société 12');
});

test('no letter is lost or made by shaping, and shaping twice changes nothing', () => {
  const letters = fc.string({ unit: fc.constantFrom('ب', 'ا', 'ل', 'ة', 'ء', 'ش', 'ש', ' ', 'a', '1', '(', '.'), maxLength: 30 });
  fc.assert(
    fc.property(letters, (text) => {
      const forms = shaped(text);
      assert.equal(forms.normalize('NFKC'), text);
      assert.equal(shaped(forms), forms);
      assert.equal([...drawnOrder(forms)].length, [...forms].length);
    }),
  );
});

test('an Arabic name is drawn whole, and a reader finds its letters', () => {
  const name = 'الشركة الفرضية';
  const { pdf, unshown } = renderFacturX(pageInvoice(1, { seller: { name } }), { profile: 'en16931', locale: 'fr', fonts: FONTS });
  assert.deepEqual(unshown, []);
  const [page = []] = textsOf(pdf);
  assert.ok(page.some(({ text }) => [...text].reverse().join('') === name));
});
