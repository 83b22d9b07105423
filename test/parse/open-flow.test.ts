import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openFlow, type OpenedFlow } from '../../src/parse/open-flow.ts';
import { renderInvoice } from '../../src/render/render-invoice.ts';
import { FULL_INVOICE } from '../support/full-invoice.ts';
import { handMade, pdfWith, type Attached } from './facturx/make-pdf.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

const CII = text(renderInvoice(FULL_INVOICE, 'cii'));
const OTHER_CII = CII.replace(/<ram:ID>[^<]*<\/ram:ID>/, '<ram:ID>ANOTHER</ram:ID>');

async function opened(bytes: Uint8Array): Promise<OpenedFlow> {
  return openFlow(bytes);
}

async function inPdf(...files: readonly Attached[]): Promise<OpenedFlow> {
  return openFlow(await pdfWith(files));
}

for (const syntax of ['ubl', 'cii'] as const) {
  test(`an invoice in ${syntax} is read, and its guideline told`, async () => {
    const bytes = renderInvoice(FULL_INVOICE, syntax);
    const flow = await opened(bytes);
    assert.ok(flow.kind === 'invoice');
    assert.deepEqual([flow.syntax, flow.xml, flow.guideline], [syntax, bytes, FULL_INVOICE.specification]);
    assert.equal(flow.parsed.invoice.number, FULL_INVOICE.number);
    assert.equal(flow.parsed.places, undefined);
    const placed = await openFlow(bytes, { places: true });
    assert.ok(placed.kind === 'invoice' && placed.parsed.places?.has('number') === true);
  });
}

const OTHERS: readonly (readonly [string, string, OpenedFlow['kind']])[] = [
  ['an Order-X', '<o:SCRDMCCBDACIOMessageStructure xmlns:o="urn:un:unece:uncefact:data:SCRDMCCBDACIOMessageStructure:100"/>', 'order'],
  ['a UBL order', '<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"/>', 'order'],
  ['ZUGFeRD 1.0', '<r:CrossIndustryDocument xmlns:r="urn:ferd:CrossIndustryDocument:invoice:1p0"/>', 'zugferd-1'],
  ['a status', '<r:CrossDomainAcknowledgementAndResponse '
    + 'xmlns:r="urn:un:unece:uncefact:data:standard:CrossDomainAcknowledgementAndResponse:100"/>', 'lifecycle'],
  ['a report', '<Report/>', 'report'],
  ['an Italian invoice', '<p:FatturaElettronica xmlns:p="urn:it"/>', 'other-xml'],
  ['a web page', '<html/>', 'other-xml'],
];

for (const [name, xml, kind] of OTHERS) {
  test(`${name} is known for what it is, bare or in a PDF`, async () => {
    const bare = await opened(utf8(xml));
    assert.ok(bare.kind === kind && bare.kind !== 'invoice' && bare.kind !== 'no-xml');
    assert.match(bare.root ?? '', /SCRDM|Order|CrossIndustryDocument|cdar:Cross|Report|\{urn:it\}FatturaElettronica|html/);
    const packed = await inPdf({ name: 'order-x.xml', content: xml, relationship: 'Data' });
    assert.equal(packed.kind, kind);
    assert.ok('pdf' in packed && packed.pdf !== undefined);
  });
}

test('every name of the standard is found, in any case', async () => {
  for (const name of ['factur-x.xml', 'Factur-X.XML', 'zugferd-invoice.xml', 'ZUGFeRD-invoice.xml', 'xrechnung.xml']) {
    const flow = await inPdf({ name, content: CII });
    assert.ok(flow.kind === 'invoice', name);
    assert.deepEqual([flow.syntax, flow.xmlName, text(flow.xml)], ['facturx', name, CII]);
    assert.ok(flow.pdf !== undefined);
  }
});

test('among several files the one with the name and the relationship of the standard is the invoice', async () => {
  const flow = await inPdf(
    { name: 'terms.xml', content: OTHER_CII, relationship: 'Data' },
    { name: 'factur-x.xml', content: OTHER_CII, relationship: 'Supplement' },
    { name: 'xrechnung.xml', content: CII, relationship: 'Alternative' },
  );
  assert.ok(flow.kind === 'invoice' && flow.xmlName === 'xrechnung.xml' && text(flow.xml) === CII);
  const named = await inPdf(
    { name: 'zugferd-invoice.xml', content: OTHER_CII, relationship: 'Data' },
    { name: 'factur-x.xml', content: CII, relationship: 'Data' },
  );
  assert.ok(named.kind === 'invoice' && text(named.xml) === CII);
});

test('two files of the same name are one invoice when they are equal, and none when they differ', async () => {
  const one = { name: 'factur-x.xml', content: CII, relationship: 'Data' } as const;
  assert.equal((await inPdf(one, one)).kind, 'invoice');
  await assert.rejects(inPdf(one, { ...one, content: OTHER_CII }), { code: 'PDF_AMBIGUOUS', kind: 'data' });
  await assert.rejects(
    inPdf(one, { name: 'FACTUR-X.XML', content: OTHER_CII, relationship: 'Supplement' }),
    { code: 'PDF_AMBIGUOUS', kind: 'data' },
  );
});

test('a PDF without an invoice is no error: it says why', async () => {
  const why = async (bytes: Uint8Array): Promise<string> => {
    const flow = await openFlow(bytes);
    assert.ok(flow.kind === 'no-xml');
    assert.equal(flow.pdf, bytes);
    return flow.why;
  };
  assert.equal(await why(await pdfWith([])), 'no file is embedded in it');
  const named = { name: 'invoice.xml', content: CII };
  assert.match(await why(await pdfWith([named])), /^the one file embedded in it has no name of the standard/);
  assert.match(await why(await pdfWith([named, { name: 'photo.png', content: '' }])), /^none of the 2 files embedded in it/);
});

test('what is wrong with an embedded XML is said with its name', async () => {
  await assert.rejects(inPdf({ name: 'factur-x.xml', content: '<!DOCTYPE a><a/>' }), {
    code: 'XML_INVALID', message: 'factur-x.xml in the PDF: the file has a DOCTYPE',
  });
  await assert.rejects(inPdf({ name: 'factur-x.xml', content: '' }), { code: 'XML_UNKNOWN' });
});

const BROKEN: readonly (readonly [string, Uint8Array, string])[] = [
  ['nothing', utf8(''), 'XML_UNKNOWN'],
  ['text', utf8('Bonjour'), 'XML_UNKNOWN'],
  ['a picture', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'XML_UNKNOWN'],
  ['an archive', Buffer.from('PK\x03\x04'), 'XML_UNKNOWN'],
  ['UTF-32', Buffer.from('3c0000003f000000', 'hex'), 'XML_INVALID'],
  ['a header alone', utf8('%PDF-1.7\n'), 'PDF_INVALID'],
  ['a PDF without objects', utf8('%PDF-1.7\nstartxref\n9\n%%EOF'), 'PDF_INVALID'],
  ['a PDF without a catalogue', handMade(['<< /Type /Pages >>']), 'PDF_INVALID'],
];

for (const [name, bytes, code] of BROKEN) {
  test(`refused with ${code}: ${name}`, async () => {
    await assert.rejects(openFlow(bytes), { code, kind: 'data' });
  });
}

test('an encrypted PDF is refused, whatever its password', async () => {
  const pdf = await pdfWith([{ name: 'factur-x.xml', content: CII }], { password: 'secret' });
  await assert.rejects(openFlow(pdf), { code: 'PDF_ENCRYPTED', kind: 'data' });
});

test('a PDF cut off anywhere gives its invoice whole or a reason, never half of it', async () => {
  const pdf = await pdfWith([{ name: 'factur-x.xml', content: CII, relationship: 'Data' }]);
  const ends: Record<string, number> = {};
  for (let length = pdf.length - 1; length > 100; length -= 97) {
    const outcome = await openFlow(pdf.subarray(0, length)).then(
      (flow) => (flow.kind === 'invoice' && text(flow.xml) === CII ? 'whole' : flow.kind),
      (error: unknown) => (error as { code: string }).code,
    );
    ends[outcome] = (ends[outcome] ?? 0) + 1;
  }
  assert.deepEqual(Object.keys(ends).filter((end) => !['whole', 'PDF_INVALID'].includes(end)), []);
  assert.ok((ends['whole'] ?? 0) > 0 && (ends['PDF_INVALID'] ?? 0) > 0, JSON.stringify(ends));
});
