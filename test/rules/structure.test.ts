import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasSentence, LOCALES, sentence } from '../../src/messages/messages.ts';
import type { Fault } from '../../src/model/fault.ts';
import { checkStructure } from '../../src/rules/structure/check-structure.ts';
import { structureOf } from '../../src/rules/structure/structure.ts';
import { readXml } from '../../src/xml/reader.ts';
import { ciiSample, ublSample } from './structure-sample.ts';

async function judged(bytes: Uint8Array): Promise<readonly Fault[]> {
  const root = readXml(bytes);
  const structure = await structureOf(root.name);
  assert.ok(structure !== undefined);
  return checkStructure(root, structure);
}

/** The file with one text replaced: what is found must be this, and this alone. */
async function broken(from: string, to: string, bytes = ublSample()): Promise<readonly Fault[]> {
  const text = new TextDecoder().decode(bytes);
  assert.ok(text.includes(from), from);
  return judged(new TextEncoder().encode(text.replace(from, () => to)));
}

const LINE = /<cac:InvoiceLine>.*<\/cac:InvoiceLine>/.exec(new TextDecoder().decode(ublSample()))?.[0] ?? '';
const TOTAL = '<cbc:PayableAmount currencyID="EUR">1.00</cbc:PayableAmount>';

const CASES: readonly (readonly [rule: string, from: string, to: string, file: string, values: Readonly<Record<string, string>>])[] = [
  [
    'UNKNOWN',
    TOTAL,
    `<cbc:Nonsense/>${TOTAL}`,
    '/ubl:Invoice/cac:LegalMonetaryTotal/cbc:Nonsense',
    { name: 'cbc:Nonsense', parent: 'cac:LegalMonetaryTotal' },
  ],
  [
    'ELSEWHERE',
    TOTAL,
    `<cbc:IssueDate>2026-09-15</cbc:IssueDate>${TOTAL}`,
    '/ubl:Invoice/cac:LegalMonetaryTotal/cbc:IssueDate',
    { name: 'cbc:IssueDate' },
  ],
  ['MISSING', '<cbc:IssueDate>2026-09-15</cbc:IssueDate>', '', '/ubl:Invoice', { name: 'cbc:IssueDate', after: 'cbc:CopyIndicator' }],
  ['REPEATED', TOTAL, TOTAL + TOTAL, '/ubl:Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount[2]', { name: 'cbc:PayableAmount' }],
  [
    'ORDER',
    '<cac:AccountingSupplierParty/><cac:AccountingCustomerParty/>',
    '<cac:AccountingCustomerParty/><cac:AccountingSupplierParty/>',
    '/ubl:Invoice/cac:AccountingCustomerParty',
    {},
  ],
  ['TEXT', TOTAL, `${TOTAL} seen`, '/ubl:Invoice/cac:LegalMonetaryTotal', { value: 'seen' }],
  ['LEAF', '>1.00<', '><cbc:ID>1</cbc:ID><', '/ubl:Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount', { child: 'cbc:ID' }],
  ['VALUE', '>1.00<', '>1,00<', '/ubl:Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount', { value: '1,00', type: 'decimal' }],
  ['ATTRIBUTE', '<cbc:IssueDate', '<cbc:IssueDate format="102"', '/ubl:Invoice/cbc:IssueDate/@format', { attribute: 'format' }],
  ['ATTRIBUTE-VALUE', 'languageID="fr"', 'languageID="fr_FR"', '/ubl:Invoice/cbc:Note/@languageID', { value: 'fr_FR', type: 'language' }],
  [
    'ATTRIBUTE-MISSING',
    ' currencyID="EUR">1.00',
    '>1.00',
    '/ubl:Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount',
    { attribute: 'currencyID' },
  ],
];

test('a file in order has no breach', async () => {
  assert.deepEqual(await judged(ublSample()), []);
  assert.deepEqual(await judged(ciiSample()), []);
});

for (const [rule, from, to, file, values] of CASES) {
  test(`one breach is told as one, with its place and line: ${rule}`, async () => {
    const [fault, ...others] = await broken(from, to);
    assert.deepEqual(others, []);
    assert.equal(fault?.file, file);
    if (rule === 'ORDER') assert.match(fault.rule, /^PASS-STRUCT-ORDER/);
    else assert.equal(fault.rule, `PASS-STRUCT-${rule}`);
    assert.equal(fault.severity, 'fatal');
    for (const [name, value] of Object.entries({ ...values, line: '1' })) assert.equal(fault.values[name], value);
    for (const locale of LOCALES) {
      assert.ok(hasSentence(locale, fault.rule));
      const { what, fix } = sentence(locale, fault.rule, fault.values);
      const written = sentence(locale, fault.rule, new Proxy(fault.values, { getOwnPropertyDescriptor: () => undefined }));
      assert.notEqual(what, written.what, 'the sentence names what was found');
      assert.ok(fix.length > 20);
    }
  });
}

test('an element that comes late is named, not all those it should stand before', async () => {
  const moved = await broken('<cbc:IssueDate>2026-09-15</cbc:IssueDate>', '');
  assert.equal(moved.length, 1);
  const late = await broken(LINE, `${LINE}<cbc:DueDate>2026-09-15</cbc:DueDate>`);
  assert.deepEqual(
    late.map(({ rule, values }) => [rule, values['name'], values['other']]),
    [['PASS-STRUCT-ORDER', 'cbc:DueDate', 'cbc:Note']],
  );
});

test('of several that exclude each other one may stand', async () => {
  const both = '<udt:DateTimeString format="102">20260915</udt:DateTimeString><udt:DateTime>2026-09-15T00:00:00</udt:DateTime>';
  const [fault, ...others] = await judged(ciiSample({ ISSUED: both }));
  assert.deepEqual(others, []);
  assert.equal(fault?.rule, 'PASS-STRUCT-CHOICE');
  assert.equal(fault.values['names'], 'udt:DateTimeString, udt:DateTime');
});

test('an extension holds one element of another namespace, and what the format knows in it is judged', async () => {
  const extension = (content: string): Uint8Array =>
    ublSample({
      EXTENSIONS: `<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent>${content}</ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>`,
    });
  assert.deepEqual(await judged(extension('<x:a xmlns:x="urn:x" b="c">text<cbc:IssueDate>2026-09-15</cbc:IssueDate></x:a>')), []);
  const wrong = await judged(extension('<x:a xmlns:x="urn:x"><cbc:IssueDate>soon</cbc:IssueDate></x:a>'));
  assert.deepEqual(
    wrong.map(({ rule }) => rule),
    ['PASS-STRUCT-VALUE'],
  );
  for (const content of ['', '<ext:UBLExtensions/>', '<x:a xmlns:x="urn:x"/><x:a xmlns:x="urn:x"/>']) {
    const [fault] = await judged(extension(content));
    assert.equal(fault?.rule, 'PASS-STRUCT-EXTENSION', content);
  }
});

test('what only D16B allows is let pass, and what neither allows is not', async () => {
  const card = (content: string): Uint8Array =>
    ciiSample({
      CARD: `<ram:SpecifiedTradeSettlementPaymentMeans><ram:ApplicableTradeSettlementFinancialCard>${content}</ram:ApplicableTradeSettlementFinancialCard></ram:SpecifiedTradeSettlementPaymentMeans>`,
    });
  const old = '<ram:ValidFromDateTime><udt:DateTimeString format="102">20260915</udt:DateTimeString></ram:ValidFromDateTime>';
  const faultsOf = async (content: string): Promise<readonly string[]> => (await judged(card(content))).map(({ rule }) => rule);
  const [plain, allowed, refused] = [await faultsOf(''), await faultsOf(old), await faultsOf('<ram:Nonsense/>')];
  assert.deepEqual([plain, allowed], [[], []]);
  assert.deepEqual(refused, ['PASS-STRUCT-UNKNOWN']);
});

test('blanks around a value do not count, foreign characters in base64 do', async () => {
  assert.deepEqual(await judged(ublSample({ DATE: ' 2026-09-15\n', TIME: '10:00:00 ', DECIMAL: '\t1\n', BASE64: 'QU\nJD ' })), []);
  const faults = await judged(ublSample({ BASE64: 'QU-JD=' }));
  assert.deepEqual(
    faults.map(({ rule }) => rule),
    ['PASS-STRUCT-VALUE'],
  );
});

test('a hostile file costs no more than its size: many breaches, one wrong order of many', async () => {
  const started = process.cpuUsage();
  const nonsense = await judged(ublSample({ LINES: '<cbc:Nonsense/>'.repeat(200_000) }));
  assert.equal(nonsense.length, 1001);
  assert.equal(nonsense.at(-1)?.rule, 'PASS-STRUCT-MORE');
  const disorder = await judged(ublSample({ LINES: '<cbc:Note>n</cbc:Note><cac:TaxTotal/>'.repeat(100_000) }));
  assert.ok(disorder.length > 1000);
  assert.ok(process.cpuUsage(started).user < 15_000_000, 'linear');
});

test('a message without a table is not judged here', async () => {
  assert.equal(await structureOf('{urn:oasis:names:specification:ubl:schema:xsd:Order-2}Order'), undefined);
});
