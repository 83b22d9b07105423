import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { create } from 'xmlbuilder2';
import { readXml } from '../../src/xml/reader.ts';
import { attribute, each, group, leaf, xmlDocument } from '../../src/xml/writer.ts';

/** What XML 1.0 can hold of a text. */
function holdable(text: string): string {
  return text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Cs}/gu, '');
}

test('any text comes back from an element and an attribute, without the characters XML cannot hold', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    const root = readXml(xmlDocument('a', {}, leaf('b', text, attribute('c', text))));
    assert.equal(root.children[0]?.text, holdable(text));
    assert.equal(root.children[0]?.attributes[0]?.value, holdable(text));
  }), { numRuns: 500 });
});

test('control characters and lone surrogates are dropped', () => {
  assert.equal(leaf('a', 'x\u0000\u0008\u000b\ud800y😀'), '<a>xy😀</a>');
  assert.equal(attribute('a', 'x\u001f"\n'), ' a="x&quot;&#10;"');
});

test('absent values write nothing, empty ones are kept, and empty groups are left out', () => {
  assert.equal(leaf('a', undefined), '');
  assert.equal(leaf('a', ''), '<a></a>');
  assert.equal(attribute('a', undefined), '');
  assert.equal(group('a', ''), '');
  assert.equal(each(undefined, () => 'x'), '');
});

test('a reader of another make reads the same', () => {
  const text = 'R&D <"fin"> ]]> é';
  const ours = Buffer.from(xmlDocument('a', { '': 'urn:x' }, leaf('b', text))).toString('utf8');
  const theirs = create({ version: '1.0' }).ele('urn:x', 'a').ele('b').txt(text).doc();
  assert.deepEqual(create(ours).toObject(), theirs.toObject());
});
