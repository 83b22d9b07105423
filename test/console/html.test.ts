import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { address, escape, foreignLink, html, pageText } from '../../src/console/html.ts';
import { ownPath } from '../../src/console/visit.ts';

const text = (page: ReturnType<typeof html>): string => pageText(page).replace('<!doctype html>\n', '');

test('whatever is put into a template cannot leave its place (property)', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      const inside = escape(value);
      assert.doesNotMatch(inside, /[<>"'`]/);
      assert.doesNotMatch(inside.replace(/&(amp|lt|gt|quot|#39|#96);/g, ''), /&/);
    }),
  );
});

test('markup is kept, texts are escaped, nothing is written for nothing', () => {
  const inner = html`<b>${'<script>alert(1)</script>'}</b>`;
  assert.equal(
    text(html`<p title="${'" onclick="x'}">${inner}${null}${undefined}${false}${0}${['a', html`<i>b</i>`]}</p>`),
    '<p title="&quot; onclick=&quot;x"><b>&lt;script&gt;alert(1)&lt;/script&gt;</b>0a<i>b</i></p>',
  );
});

test('data that looks like markup of ours is not taken for it', () => {
  const forged = JSON.parse('{"markup":"<script>","html":"<script>"}') as never;
  assert.doesNotMatch(text(html`<p>${forged}</p>`), /<script>/);
});

test('control characters and direction overrides do not reach the page', () => {
  assert.equal(escape('a\u0000b\u202ec\u2066d\n'), 'a\ufffdb\ufffdc\ufffdd\n');
});

test('addresses carry their query encoded, without what is absent', () => {
  assert.equal(
    address('/documents', { text: 'a&b=é', halt: undefined, page: 2, from: '' }),
    '/documents?text=a%26b%3D%C3%A9&page=2',
  );
});

test('a link of others is http or none', () => {
  assert.equal(foreignLink('https://files.example/a b'), 'https://files.example/a%20b');
  for (const bad of [
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    '/documents',
    undefined,
    'file:///etc/passwd',
  ]) {
    assert.equal(foreignLink(bad), null, String(bad));
  }
});

test('one returns only to a path of this console', () => {
  assert.equal(ownPath('/documents?text=a'), '/documents?text=a');
  for (const bad of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '\\\\evil',
    undefined,
    '',
    'documents',
    '/a\nb',
    '/a b',
    `/${'a'.repeat(1100)}`,
  ]) {
    assert.equal(ownPath(bad), '/', String(bad));
  }
});
