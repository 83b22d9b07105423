import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeFile } from '../../src/core/judge-file.ts';
import { JUDGED_PROFILES, type FileVerdict, type JudgeOptions } from '../../src/core/verdict.ts';
import type { Invoice } from '../../src/model/invoice.ts';
import { renderStatus } from '../../src/render/cdar/render-status.ts';
import { renderInvoice } from '../../src/render/render-invoice.ts';
import { pdfWith } from '../parse/facturx/make-pdf.ts';
import { DISPUTED } from '../rules/cdv-sound.ts';
import { TRANSACTIONS_XML } from '../rules/report-sample.ts';
import { SOUND } from '../rules/sound.ts';

/** EN 16931 in UBL has one identifier of the buyer where France needs two. */
const PLAIN: Invoice = { ...SOUND, buyer: { ...SOUND.buyer, ids: [{ value: '20000000800017', scheme: '0009' }] } };
const UBL = written(PLAIN, 'ubl');
const CREDIT = written({ ...PLAIN, typeCode: '381' }, 'ubl');
const CII = written(PLAIN, 'cii');
const CDAR = new TextDecoder().decode(renderStatus(DISPUTED));

function written(invoice: Invoice, syntax: 'ubl' | 'cii'): string {
  return new TextDecoder().decode(renderInvoice(invoice, syntax));
}

function judged(text: string, options?: JudgeOptions): Promise<FileVerdict> {
  return judgeFile(new TextEncoder().encode(text), options);
}

function replaced(text: string, from: string | RegExp, to: string): string {
  const changed = text.replace(from, to);
  assert.ok(changed !== text, `there is no ${from} to change`);
  return changed;
}

const FILES: readonly (readonly [string, string, readonly [syntax: string, profile: string], artefacts: RegExp])[] = [
  ['UBL invoice', UBL, ['ubl', 'en16931'], /^OASIS UBL schemas 2\.1, EN 16931 validation artefacts 1\.3\.16$/],
  ['UBL credit note', CREDIT, ['ubl', 'en16931'], /^OASIS UBL schemas 2\.1, EN 16931 /],
  ['CII invoice', CII, ['cii', 'en16931'], /^UN\/CEFACT CrossIndustryInvoice schema D22B, EN 16931 /],
  ['status message', CDAR, ['cdar', 'cdar'], /^UN\/CEFACT CrossDomainAck\w+ schema D22B, FNFE-MPE BR-FR-CDV 1\.4\.0\.03$/],
  ['e-reporting message', TRANSACTIONS_XML, ['flux10', 'flux10'], /^DGFiP flux 10 schema 1\.0, AIFE PPF Flux 10 1\.0$/],
];

for (const [name, text, is, artefacts] of FILES) {
  test(`a sound ${name} is valid, by name and version of every artefact`, async () => {
    const verdict = await judged(text);
    assert.deepEqual([verdict.syntax, verdict.profile], is);
    assert.deepEqual(verdict.faults, []);
    assert.equal(verdict.valid, true);
    assert.match(verdict.artefacts.map((one) => `${one.name} ${one.version}`).join(', '), artefacts);
    assert.equal(verdict.invoice !== undefined, !['cdar', 'flux10'].includes(verdict.syntax));
  });
}

/** Before which element a stranger is put, in each syntax. */
const DAMAGED: readonly (readonly [string, string, RegExp, string])[] = [
  ['UBL invoice', UBL, /<cbc:IssueDate>/, '/ubl:Invoice/cbc:Nonsense'],
  ['UBL credit note', CREDIT, /<cbc:IssueDate>/, '/cn:CreditNote/cbc:Nonsense'],
  ['CII invoice', CII, /<ram:TypeCode>/, '/rsm:CrossIndustryInvoice/rsm:ExchangedDocument/ram:Nonsense'],
  ['status message', CDAR, /<ram:IssueDateTime>/, '/cdar:CrossDomainAcknowledgementAndResponse/cdar:ExchangedDocument/ram:Nonsense'],
  ['e-reporting message', TRANSACTIONS_XML, /<IssueDateTime>/, '/Report/ReportDocument/Nonsense'],
];

for (const [name, text, before, place] of DAMAGED) {
  test(`a stranger in the ${name} forbids to send it, and warns who received it`, async () => {
    const stranger = place.slice(place.lastIndexOf('/') + 1);
    const damaged = replaced(text, before, `<${stranger}>1</${stranger}>$&`);
    const [first] = (await judged(damaged)).faults;
    assert.deepEqual([first?.rule, first?.severity, first?.file], ['PASS-STRUCT-UNKNOWN', 'fatal', place]);
    assert.equal((await judged(damaged)).valid, false);
    const received = await judged(damaged, { judging: 'receiving' });
    assert.deepEqual([received.faults[0]?.rule, received.faults[0]?.severity, received.valid], ['PASS-STRUCT-UNKNOWN', 'warning', true]);
  });
}

test('elements of UBL that EN 16931 does not use are warned of by the syntax binding, and are no breach of the structure', async () => {
  const { faults, valid } = await judged(replaced(UBL, '<cbc:IssueDate>', '<cbc:CopyIndicator>false</cbc:CopyIndicator>$&'));
  assert.deepEqual(
    faults.map(({ rule, severity }) => [rule, severity]),
    [['UBL-CR-004', 'warning']],
  );
  assert.equal(valid, true);
});

test('the structure is told before the rules, and every fault has its place in the file', async () => {
  const bare = replaced(
    replaced(UBL, /<cbc:IssueDate>[^<]*<\/cbc:IssueDate>/, ''),
    /<cbc:RegistrationName>.*?<\/cbc:RegistrationName>/s,
    '',
  );
  const { faults } = await judged(replaced(bare, /(<cbc:LineExtensionAmount[^>]*>)[^<]*/g, '$1ten'));
  const rules = faults.map(({ rule }) => rule);
  const last = rules.findLastIndex((rule) => rule.startsWith('PASS-STRUCT-'));
  assert.ok(rules.slice(0, last + 1).every((rule) => rule.startsWith('PASS-STRUCT-')) && last < rules.length - 1);
  assert.deepEqual(
    faults.filter(({ file }) => file?.startsWith('/ubl:Invoice') !== true),
    [],
  );
  const placeOf = (rule: string): string | undefined => faults.find((fault) => fault.rule === rule)?.file;
  assert.equal(placeOf('BR-03'), '/ubl:Invoice');
  assert.match(placeOf('BR-06') ?? '', /^\/ubl:Invoice\/cac:AccountingSupplierParty/);
});

test('a fault of a term has the place of the term, in CII and in a status message alike', async () => {
  const currency = '/rsm:CrossIndustryInvoice/rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement/ram:InvoiceCurrencyCode';
  const invoice = await judged(replaced(CII, '>EUR</ram:InvoiceCurrencyCode>', '>EURO</ram:InvoiceCurrencyCode>'));
  assert.ok(invoice.faults.some(({ rule, file }) => rule === 'BR-CL-04' && file === currency));
  const status = await judged(replaced(CDAR, '>207</ram:ProcessConditionCode>', '>999</ram:ProcessConditionCode>'));
  const [first] = status.faults;
  assert.match(first?.rule ?? '', /^BR-FR-CDV-/);
  assert.match(first?.file ?? '', /\/ram:ReferenceReferencedDocument\/ram:ProcessConditionCode$/);
});

test('an invoice in a PDF is judged as it is alone', async () => {
  const pdf = await judgeFile(await pdfWith([{ name: 'factur-x.xml', content: replaced(CII, '>EUR<', '>EURO<'), relationship: 'Data' }]));
  const alone = await judged(replaced(CII, '>EUR<', '>EURO<'));
  assert.equal(pdf.syntax, 'facturx');
  assert.deepEqual({ ...pdf, syntax: 'cii' }, alone);
});

test('the profile asked for is the one applied, and no other message is judged as a status', async () => {
  const french = await judged(UBL, { profile: 'fr-cius' });
  assert.deepEqual([french.profile, french.artefacts.at(-1)?.name], ['fr-cius', 'FNFE-MPE BR-FR-Flux2']);
  assert.deepEqual((await judged(CDAR, { profile: 'fr-cius' })).profile, 'cdar');
  await assert.rejects(judged(UBL, { profile: 'cdar' }), { code: 'CORE_PROFILE', message: /by a profile cdar: expected one of en16931, / });
  assert.deepEqual(JUDGED_PROFILES.slice(-2), ['cdar', 'flux10']);
});

test('a status message too damaged to be read as one is told by its structure; a sound one of two documents is refused', async () => {
  const headless = replaced(CDAR, /<rsm:ExchangedDocument>.*?<\/rsm:ExchangedDocument>/s, '');
  const { faults, valid } = await judged(headless);
  assert.deepEqual([faults[0]?.rule, valid], ['PASS-STRUCT-MISSING', false]);
  const two = replaced(CDAR, /<ram:ReferenceReferencedDocument>.*<\/ram:ReferenceReferencedDocument>/s, '$&$&');
  await assert.rejects(judged(two), { code: 'XML_UNKNOWN', message: /speaks of 2 documents/ });
});

const REFUSED: readonly (readonly [string, string, string])[] = [
  ['nothing', '', 'XML_UNKNOWN'],
  ['no XML', 'hello', 'XML_UNKNOWN'],
  ['an entity', `<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>${UBL.replace(/^<\?.*?\?>/, '')}`, 'XML_INVALID'],
  ['half a file', UBL.slice(0, UBL.length / 2), 'XML_INVALID'],
  ['nesting without end', `${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}`, 'XML_TOO_LARGE'],
  ['an order', '<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"/>', 'XML_UNKNOWN'],
  ['a page', '<html/>', 'XML_UNKNOWN'],
  ['half a PDF', '%PDF-1.7\n', 'PDF_INVALID'],
];

for (const [name, text, code] of REFUSED) {
  test(`${name} is refused by ${code}, and nothing else is thrown`, async () => {
    await assert.rejects(judged(text), { name: 'PasserelleError', code });
  });
}

test('a hostile invoice of a thousand kinds of breach gives bounded findings, each with a place', async () => {
  const lines = '<cac:InvoiceLine><cbc:Nonsense a="b">x</cbc:Nonsense></cac:InvoiceLine>'.repeat(20_000);
  const { faults, valid } = await judged(replaced(UBL, '</Invoice>', `${lines}</Invoice>`));
  assert.equal(valid, false);
  assert.ok(faults.length > 1_000 && faults.length < 20_000, String(faults.length));
  assert.ok(faults.every(({ file }) => file?.startsWith('/') === true));
  const root = '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>';
  assert.ok((await judged(root)).faults.every(({ file }) => file === '/ubl:Invoice'));
});
