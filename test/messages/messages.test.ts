import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { AREAS, LOCALES, sentence, text, type Entry } from '../../src/messages/messages.ts';

function placeholders(entry: Entry): readonly string[] {
  const all = typeof entry === 'string' ? entry : `${entry.what} ${entry.fix}`;
  return [...new Set([...all.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string))].sort();
}

test('French and English have the same keys, of the same kind, naming the same values', () => {
  for (const [area, french] of Object.entries(AREAS.fr)) {
    const english = AREAS.en[area] ?? {};
    assert.deepEqual(Object.keys(french).sort(), Object.keys(english).sort(), area);
    for (const [key, entry] of Object.entries(french)) {
      const other = english[key] as Entry;
      assert.equal(typeof entry, typeof other, key);
      assert.deepEqual(placeholders(entry), placeholders(other), key);
    }
  }
});

test('every file of sentences is merged', () => {
  for (const locale of LOCALES) {
    const files = readdirSync(fileURLToPath(new URL(`../../src/messages/${locale}`, import.meta.url)));
    assert.deepEqual(files.map((file) => file.replace('.json', '')).sort(), Object.keys(AREAS[locale]).sort());
  }
});

test('no key is in two areas', () => {
  const seen = new Map<string, string>();
  for (const [area, entries] of Object.entries(AREAS.fr)) {
    for (const key of Object.keys(entries)) {
      assert.equal(seen.get(key), undefined, `${key} is in ${area} and ${seen.get(key) ?? ''}`);
      seen.set(key, area);
    }
  }
});

test('a sentence names the values', () => {
  const { what, fix } = sentence('fr', 'BR-CO-10', { stated: '105.01', computed: '105.00' });
  assert.match(what, /105\.01.*105\.00/);
  assert.notEqual(fix, '');
});

test('a value that was not given is shown by its name, and a value cannot inject another', () => {
  assert.match(sentence('en', 'BR-CO-10', { stated: '{computed}' }).what, /\{computed\}.*computed/);
});

test('a rule without sentences is named by its id, a text without entry by its key', () => {
  assert.match(sentence('en', 'BR-XX-99', {}).what, /BR-XX-99/);
  assert.equal(text('fr', 'no.such.key'), 'no.such.key');
  assert.match(text('en', 'scope.b2b.siren', { siren: '100000009' }), /100000009/);
});
