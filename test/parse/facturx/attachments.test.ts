import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { PDFDocument } from '@cantoo/pdf-lib';
import { embeddedFiles } from '../../../src/parse/facturx/attachments.ts';
import { PDF_LIMITS } from '../../../src/parse/facturx/pdf-value.ts';
import { NEEDS_DATA, sharedPath } from '../../support/official-data.ts';
import { embedding, handMade, pdfWith, streamObject } from './make-pdf.ts';

function contents(pdf: Uint8Array): readonly (readonly [string, string])[] {
  return embeddedFiles(pdf).files.map(({ name, read }) => [name, Buffer.from(read()).toString('latin1')]);
}

const TWO = [
  { name: 'factur-x.xml', content: '<a/>', relationship: 'Data' },
  { name: 'délai.xml', content: '<b/>', relationship: 'Supplement' },
] as const;

for (const packed of [false, true]) {
  test(`the files that a writer attached are found, ${packed ? 'packed in object streams' : 'by a classic table'}`, async () => {
    const { files, damaged } = embeddedFiles(await pdfWith(TWO, { packed }));
    assert.equal(damaged, false);
    assert.deepEqual(files.map(({ name, relationship }) => [name, relationship]).sort(), [
      ['délai.xml', 'Supplement'], ['factur-x.xml', 'Data'],
    ]);
    assert.deepEqual(files.map(({ read }) => Buffer.from(read()).toString()).sort(), ['<a/>', '<b/>']);
  });

  test(`a table that points elsewhere is replaced by a search, ${packed ? 'packed' : 'classic'}`, async () => {
    const pdf = await pdfWith(TWO, { packed });
    const shifted = Buffer.concat([pdf.subarray(0, 9), Buffer.alloc(77, '% moved\n'), pdf.subarray(9)]);
    const { files, damaged } = embeddedFiles(shifted);
    assert.equal(damaged, true);
    assert.deepEqual(files.map(({ read }) => Buffer.from(read()).toString()).sort(), ['<a/>', '<b/>']);
  });
}

test('bytes before the header shift every offset', async () => {
  const { files, damaged } = embeddedFiles(Buffer.concat([Buffer.from('mail header\n'), await pdfWith(TWO)]));
  assert.deepEqual([files.length, damaged], [2, false]);
});

test('an update of the file replaces the attachment, and a deleted one is gone', async () => {
  const first = Buffer.from(embedding(streamObject('/Type /EmbeddedFile', '<old/>')));
  const previous = /startxref\n(\d+)/.exec(first.toString('latin1'))?.[1] ?? '';
  const head = `3 0 obj\n${Buffer.from(streamObject('/Type /EmbeddedFile', '<new/>')).toString()}\nendobj\n`;
  const update = (row: string): Uint8Array => Buffer.concat([first, Buffer.from(
    `${head}xref\n3 1\n${row}trailer\n<< /Size 4 /Root 1 0 R /Prev ${previous} >>\nstartxref\n${first.length + head.length}\n%%EOF\n`,
  )]);
  assert.deepEqual(contents(update(`${String(first.length).padStart(10, '0')} 00000 n \n`)), [['factur-x.xml', '<new/>']]);
  assert.deepEqual(contents(update('0000000000 00001 f \n')), []);
});

const HEX = Buffer.from('<a/>').toString('hex');
const ENCODED: readonly (readonly [string, string, Uint8Array | string])[] = [
  ['no filter', '', '<a/>'],
  ['hexadecimal', '/Filter /ASCIIHexDecode', `${HEX.slice(0, 3)}\n${HEX.slice(3)}>`],
  ['base 85', '/Filter [/ASCII85Decode]', '4CKm,~>'],
  ['deflated in hexadecimal', '/Filter [/AHx /Fl]', `${deflateSync('<a/>').toString('hex')}>`],
  ['deflated with a PNG predictor', '/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 4 >>',
    deflateSync(Buffer.from([2, 0x3c, 0x61, 0x2f, 0x3e]))],
];

for (const [name, dict, bytes] of ENCODED) {
  test(`a stream is unfolded: ${name}`, () => {
    assert.deepEqual(contents(embedding(streamObject(dict, bytes))), [['factur-x.xml', '<a/>']]);
  });
}

test('a length that is wrong or stands elsewhere does not lose a byte', () => {
  assert.deepEqual(contents(embedding('<< /Length 4 0 R >>\nstream\n<a/>\nendstream', '4')), [['factur-x.xml', '<a/>']]);
  assert.deepEqual(contents(embedding('<< /Length 2 >>\nstream\n<a/>endstream')), [['factur-x.xml', '<a/>']]);
});

test('files of a page and of an annotation are found too', () => {
  const file = (number: number): string => `<< /F (n${number}.xml) /EF << /F ${number} 0 R >> >>`;
  const pdf = handMade([
    '<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /AF [${file(4)}] /Annots [<< /Subtype /FileAttachment /FS ${file(5)} >> << /Subtype /Link >>] >>`,
    streamObject('', '<four/>'), streamObject('', '<five/>'),
  ]);
  assert.deepEqual(contents(pdf), [['n4.xml', '<four/>'], ['n5.xml', '<five/>']]);
});

test('a name is read in the encoding it is marked with, without its folders', () => {
  const named = (name: string): string => {
    const pdf = handMade(['<< /Type /Catalog /AF [2 0 R] >>', `<< /UF ${name} /EF << /F 3 0 R >> >>`, streamObject('', 'x')]);
    return embeddedFiles(pdf).files[0]?.name ?? '';
  };
  assert.equal(named('<FEFF0066002D00E9002E0078006D006C>'), 'f-é.xml');
  assert.equal(named('<EFBBBF66C3A9>'), 'fé');
  assert.equal(named('(C:\\\\a\\\\factur-x.xml)'), 'factur-x.xml');
  assert.equal(named('(\\146actur\\055x.xml)'), 'factur-x.xml');
  assert.equal(named('(a\\(b\\)(c))'), 'a(b)(c)');
  assert.equal(named('(a\u0001b)'), 'a?b');
});

test('every sample is read as another reader reads it', { skip: NEEDS_DATA }, async () => {
  let count = 0;
  for (const folder of ['fr/akretion', 'fr/facturx-good', 'fr/facturx-flawed']) {
    for (const name of readdirSync(sharedPath(folder)).filter((file) => file.endsWith('.pdf'))) {
      const bytes = readFileSync(join(sharedPath(folder), name));
      const attached = (await PDFDocument.load(bytes)).getAttachments();
      const expected = attached.map(({ name: file, data }) => [file, Buffer.from(data).toString('latin1')]);
      assert.deepEqual([...contents(bytes)].sort(), expected.sort(), name);
      count++;
    }
  }
  assert.ok(count >= 20, `only ${count} PDFs were found`);
});

test('limits hold: size, unfolded bytes, work', () => {
  const plain = embedding(streamObject('/Filter /FlateDecode', deflateSync('a'.repeat(1000))));
  const refused = (limits: object): void => {
    assert.throws(() => embeddedFiles(plain, { ...PDF_LIMITS, ...limits }).files.map(({ read }) => read()), { code: 'PDF_TOO_LARGE' });
  };
  refused({ bytes: plain.length - 1 });
  refused({ inflated: 999 });
  refused({ work: 200 });
});
