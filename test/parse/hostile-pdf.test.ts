import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { PasserelleError } from '../../src/base/error.ts';
import { openFlow } from '../../src/parse/open-flow.ts';
import { embedding, handMade, pdfWith, streamObject } from './facturx/make-pdf.ts';

/** Slow machines included; what these files attack takes minutes or all memory where nothing bounds it. */
const MILLISECONDS = 6000;

async function outcome(bytes: Uint8Array): Promise<string> {
  const start = performance.now();
  try {
    return (await openFlow(bytes)).kind;
  } catch (error) {
    return error instanceof PasserelleError && error.kind === 'data' ? error.code : `foreign: ${String(error)}`;
  } finally {
    const took = performance.now() - start;
    assert.ok(took < MILLISECONDS, `took ${Math.round(took)} ms`);
  }
}

const flate = (bytes: Uint8Array | string): Uint8Array => streamObject('/Filter /FlateDecode', deflateSync(bytes));
const zeros = Buffer.alloc(300 * 1024 * 1024);
const bomb = deflateSync(zeros);
const catalogue = '<< /Type /Catalog /Pages 2 0 R /AF [2 0 R] >>';

const HOSTILE: readonly (readonly [string, () => Uint8Array, RegExp])[] = [
  ['an attachment that unfolds to 300 MB', () => embedding(streamObject('/Filter /FlateDecode', bomb)), /PDF_TOO_LARGE/],
  ['a bomb in a bomb', () => embedding(streamObject('/Filter [/FlateDecode /FlateDecode]', deflateSync(bomb))), /PDF_TOO_LARGE/],
  ['four filters and one more', () => embedding(streamObject(`/Filter [${'/FlateDecode '.repeat(5)}]`, 'x')), /PDF_INVALID/],
  ['a filter nobody reads', () => embedding(streamObject('/Filter /JBIG2Decode', 'x')), /PDF_INVALID/],
  ['packed objects that unfold to 300 MB', () => Buffer.concat([
    Buffer.from('%PDF-1.7\n5 0 obj\n'), streamObject('/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode', bomb), Buffer.from('\nendobj\n'),
  ]), /PDF_TOO_LARGE/],
  ['a table that unfolds to 300 MB', () => Buffer.concat([
    Buffer.from('%PDF-1.7\n5 0 obj\n'), streamObject('/Type /XRef /W [1 2 1] /Size 9 /Filter /FlateDecode', bomb),
    Buffer.from('\nendobj\nstartxref\n9\n%%EOF'),
  ]), /PDF_TOO_LARGE/],
  ['an XML of a hundred thousand levels', () => embedding(flate('<a>'.repeat(100_000))), /XML_TOO_LARGE/],
  ['an XML with entities', () => embedding(flate('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>')), /XML_INVALID/],
  ['pages that hold themselves', () => handMade(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Kids [2 0 R 2 0 R 1 0 R] >>']), /no-xml/],
  ['names that hold themselves', () => handMade([
    '<< /Type /Catalog /Names << /EmbeddedFiles 2 0 R >> >>', '<< /Kids [2 0 R] /Names [(a) 2 0 R] >>',
  ]), /no-xml/],
  ['an object that is itself', () => handMade(['<< /Type /Catalog /Pages 2 0 R >>', '2 0 R']), /PDF_INVALID/],
  ['a length that is its own stream', () => embedding('<< /Length 3 0 R >>\nstream\n<a/>\nendstream'), /PDF_INVALID|other-xml/],
  ['a container packed in itself', () => Buffer.from(
    '%PDF-1.7\n1 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Length 1 0 R >>\nstream\n1 0 1 0 R\nendstream',
  ), /PDF_INVALID/],
  ['a table that is its own predecessor', () => handMade([catalogue, '<< >>'], '/Prev 9'), /PDF_INVALID|no-xml/],
  ['arrays a million deep', () => handMade([catalogue, '['.repeat(1_000_000)]), /PDF_INVALID/],
  ['a string without an end', () => handMade([catalogue, `(${'('.repeat(5_000_000)}`]), /PDF_INVALID|no-xml/],
  ['a hundred thousand strings without an end', () => Buffer.from(`%PDF-1.7\n${'1 0 obj ('.repeat(100_000)}`), /PDF_/],
  ['a hundred thousand streams without an end', () => Buffer.from(`%PDF-1.7\n${'1 0 obj <<>> stream\n'.repeat(100_000)}`), /PDF_/],
  ['a million objects', () => Buffer.from(`%PDF-1.7\n${'1 0 obj null endobj\n'.repeat(1_000_000)}`), /PDF_/],
  ['a million trailers', () => Buffer.from(`%PDF-1.7\n${'trailer <<'.repeat(1_000_000)}`), /PDF_/],
  ['twenty million digits', () => Buffer.from(`%PDF-1.7\n${'1'.repeat(20_000_000)}`), /PDF_/],
  ['twenty million blanks', () => Buffer.from(`%PDF-1.7\n1 0${' '.repeat(20_000_000)}obj`), /PDF_/],
  ['a hundred thousand pages', () => handMade([
    '<< /Type /Catalog /Pages 2 0 R >>', `<< /Kids [${'<< >> '.repeat(100_000)}] >>`,
  ]), /PDF_TOO_LARGE/],
  ['a table of a billion entries', () => Buffer.from(
    `%PDF-1.7\nxref\n0 1000000000\n${'0000000009 00000 n \n'.repeat(1000)}startxref\n9\n%%EOF`,
  ), /PDF_INVALID/],
  ['a script to be run on opening', () => handMade(['<< /Type /Catalog /OpenAction << /S /JavaScript /JS (while\\(1\\);) >> >>']), /no-xml/],
  ['a file that is elsewhere', () => handMade([
    '<< /Type /Catalog /AF [<< /Type /Filespec /FS /URL /F (http://127.0.0.1:9/factur-x.xml) >>] >>',
  ]), /no-xml/],
  ['an embedded file that is missing', () => handMade(['<< /Type /Catalog /AF [<< /F (factur-x.xml) /EF << /F 9 0 R >> >>] >>']), /no-xml/],
];

for (const [name, make, expected] of HOSTILE) {
  test(`bounded and clear: ${name}`, async () => {
    assert.match(await outcome(make()), expected);
  });
}

test('any damage to a PDF gives an answer or one of our codes', async () => {
  const files = [{ name: 'factur-x.xml', content: '<a>1</a>', relationship: 'Data' as const }];
  const sources = [await pdfWith(files), await pdfWith(files, { packed: true }), Buffer.from(embedding(flate('<a/>')))];
  const change = fc.record({
    source: fc.nat(sources.length - 1), at: fc.nat(), length: fc.nat(40), insert: fc.uint8Array({ maxLength: 12 }),
  });
  const word = fc.constantFrom('obj', 'stream', '<<', '>>', '[', '/Length 9999999', 'R', 'endobj', '%PDF-', 'xref', '(', '/Kids [1 0 R]');
  await fc.assert(fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), word, async (changes, text) => {
    let pdf = Buffer.from(sources[changes[0]?.source ?? 0] ?? []);
    for (const { at, length, insert } of changes) {
      const from = at % (pdf.length + 1);
      pdf = Buffer.concat([pdf.subarray(0, from), insert.length % 2 === 0 ? insert : Buffer.from(text), pdf.subarray(from + length)]);
    }
    assert.match(await outcome(pdf), /^(?:invoice|other-xml|no-xml|PDF_[A-Z_]+|XML_[A-Z_]+)$/);
  }), { numRuns: 1500 });
});
