import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PasserelleError } from '../../src/base/error.ts';
import { dec } from '../../src/model/decimal.ts';
import { SYNTAXES } from '../../src/model/invoice.ts';
import { patternOf } from '../../src/model/path.ts';
import { termAt } from '../../src/model/terms.ts';
import { parseInvoice, type ParsedInvoice } from '../../src/parse/parse-invoice.ts';
import { renderInvoice } from '../../src/render/render-invoice.ts';
import { FULL_INVOICE } from '../support/full-invoice.ts';
import { complaints, schemaOf } from '../support/schema.ts';
import { NEEDS_DATA } from '../support/official-data.ts';

const UBL = 'xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" '
  + 'xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" '
  + 'xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"';

function ubl(content: string): ParsedInvoice {
  return parseInvoice(Buffer.from(`<Invoice ${UBL}>${content}</Invoice>`));
}

/** EXT-FR-FE-184 stands in CII only: the element that the French rules name for it is of a later UBL than 2.1. */
const WITHOUT_LINE_TOTAL = { ...FULL_INVOICE, lines: FULL_INVOICE.lines.map(({ withVat: _, ...line }) => line) };

test('the total of a line with VAT is read from a UBL file that has it', () => {
  const { invoice } = ubl('<cac:InvoiceLine><cbc:TaxInclusiveLineExtensionAmount currencyID="EUR">12.00</cbc:TaxInclusiveLineExtensionAmount></cac:InvoiceLine>');
  assert.deepEqual(invoice.lines?.[0]?.withVat, dec('12.00'));
});

for (const syntax of SYNTAXES) {
  test(`an invoice with every term comes back from ${syntax}`, () => {
    const { invoice, unread, faults } = parseInvoice(renderInvoice(FULL_INVOICE, syntax));
    assert.deepEqual(invoice, syntax === 'ubl' ? WITHOUT_LINE_TOTAL : FULL_INVOICE);
    assert.deepEqual([unread, faults], [[], []]);
  });

  test(`an invoice and a credit note with every term are valid ${syntax}`, { skip: NEEDS_DATA }, () => {
    for (const typeCode of ['380', '381']) {
      const bytes = renderInvoice({ ...FULL_INVOICE, typeCode }, syntax);
      assert.deepEqual(complaints(bytes, schemaOf(bytes)), []);
    }
  });

  test(`places say where each term of a ${syntax} file stands`, () => {
    const { places } = parseInvoice(renderInvoice(FULL_INVOICE, syntax), { places: true });
    assert.ok(places !== undefined);
    const leaves = [...places].filter(([path]) => termAt(patternOf(path)) !== undefined);
    assert.ok(leaves.length > 250, `only ${leaves.length} terms have a place`);
    const place = places.get('lines[0].item.name')?.xpath;
    assert.equal(place, syntax === 'ubl'
      ? '/ubl:Invoice/cac:InvoiceLine/cac:Item/cbc:Name'
      : '/rsm:CrossIndustryInvoice/rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem/ram:SpecifiedTradeProduct/ram:Name');
  });
}

test('what the model does not hold is listed with its place: elements, attributes, repetitions', () => {
  const { invoice, unread, facts } = ubl('<cbc:ID schemeName="x">1</cbc:ID><cbc:ID>2</cbc:ID>'
    + '<cac:Signature><cbc:ID>3</cbc:ID><cbc:Note a="b">n</cbc:Note></cac:Signature>stray');
  assert.equal(invoice.number, '1');
  assert.deepEqual(unread, [
    { path: '/ubl:Invoice/cbc:ID[1]/@schemeName', value: 'x' },
    { path: '/ubl:Invoice/cbc:ID[2]', value: '2' },
    { path: '/ubl:Invoice/cac:Signature/cbc:ID', value: '3' },
    { path: '/ubl:Invoice/cac:Signature/cbc:Note', value: 'n' },
    { path: '/ubl:Invoice/cac:Signature/cbc:Note/@a', value: 'b' },
    { path: '/ubl:Invoice', value: 'stray' },
  ]);
  assert.deepEqual(facts.repeated, ['/ubl:Invoice/cbc:ID[2]']);
});

test('a text that is no number is a fault with its place, and no value', () => {
  const { invoice, faults, unread } = ubl(
    '<cac:LegalMonetaryTotal><cbc:PayableAmount currencyID="EUR">1,50</cbc:PayableAmount></cac:LegalMonetaryTotal>',
  );
  assert.equal(invoice.totals?.due, undefined);
  assert.deepEqual(faults, [{
    rule: 'PASS-XML-NUMBER', severity: 'fatal', at: ['totals.due'],
    file: '/ubl:Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount', values: { value: '1,50', line: '1' },
  }]);
  assert.equal(unread[0]?.value, '1,50');
});

test('a text that is no date is a fault, and stays as written', () => {
  const { invoice, faults } = ubl('<cbc:IssueDate>2026-02-30</cbc:IssueDate><cbc:DueDate>2026-03-01+01:00</cbc:DueDate>');
  assert.equal(invoice.issueDate, '2026-02-30');
  assert.equal(invoice.dueDate, '2026-03-01');
  assert.deepEqual(faults.map(({ rule, at }) => [rule, at]), [['PASS-XML-DATE', ['issueDate']]]);
});

test('amounts keep their fraction digits, and texts their white space', () => {
  const { invoice } = ubl('<cbc:Note> a  b </cbc:Note>'
    + '<cac:LegalMonetaryTotal><cbc:PayableAmount currencyID="EUR"> 1.500 </cbc:PayableAmount></cac:LegalMonetaryTotal>');
  assert.deepEqual(invoice.totals?.due, { units: 1500n, scale: 3 });
  assert.equal(invoice.notes?.[0]?.text, ' a  b ');
});

test('an empty attribute is present, an absent one is not', () => {
  const party = (id: string): string => `<cac:AccountingSupplierParty><cac:Party>${id}</cac:Party></cac:AccountingSupplierParty>`;
  assert.deepEqual(ubl(party('<cbc:EndpointID schemeID="">1</cbc:EndpointID>')).invoice.seller?.endpoint, { value: '1', scheme: '' });
  assert.deepEqual(ubl(party('<cbc:EndpointID>1</cbc:EndpointID>')).invoice.seller?.endpoint, { value: '1' });
});

test('a second total of VAT is BT-111 only in the accounting currency', () => {
  const total = (currency: string, amount: string): string =>
    `<cac:TaxTotal><cbc:TaxAmount currencyID="${currency}">${amount}</cbc:TaxAmount></cac:TaxTotal>`;
  const head = '<cbc:DocumentCurrencyCode>USD</cbc:DocumentCurrencyCode><cbc:TaxCurrencyCode>EUR</cbc:TaxCurrencyCode>';
  for (const order of [['EUR', 'USD'], ['USD', 'EUR']] as const) {
    const { invoice, facts } = ubl(head + order.map((currency) => total(currency, currency === 'EUR' ? '2.00' : '1.00')).join(''));
    assert.deepEqual([invoice.totals?.vat, invoice.totals?.vatAccounting], [dec('1.00'), dec('2.00')]);
    assert.deepEqual(facts.currencies.map(({ currency }) => currency), order);
  }
  const strange = ubl(head + total('USD', '1.00') + total('GBP', '3.00'));
  assert.equal(strange.invoice.totals?.vatAccounting, undefined);
  assert.equal(strange.unread[0]?.value, '3.00');
});

test('a message of another kind is refused by name', () => {
  const isUnknown = (error: unknown): boolean => error instanceof PasserelleError && error.code === 'XML_UNKNOWN';
  assert.throws(() => parseInvoice(Buffer.from('<Order xmlns="urn:x"/>')), isUnknown);
});

test('a hundred thousand strangers cost neither time nor memory without bound', () => {
  const start = performance.now();
  const { unread } = ubl('<cbc:ID>1</cbc:ID>'.repeat(100_000));
  assert.ok(unread.length <= 10_000);
  assert.ok(performance.now() - start < 5000);
});
