import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyMapping } from '../../src/map/apply-mapping.ts';
import { fieldsOf } from '../../src/map/fields-of.ts';
import { parseMapping } from '../../src/map/parse-mapping.ts';
import { dec } from '../../src/model/decimal.ts';
import { applied, fixture } from './support.ts';

const GOLDEN = parseMapping(fixture('invoices.yaml'), 'invoices.yaml');

test('a fictitious invoice becomes this draft', () => {
  const { draft } = applyMapping(GOLDEN, fixture('record.json'));
  assert.deepEqual(draft, {
    invoice: {
      number: 'FAC/2026/00001',
      issueDate: '2026-09-01',
      typeCode: '380',
      currency: 'EUR',
      buyerReference: 'CLI-7',
      seller: { legalId: { value: '100000009', scheme: '0002' }, ids: [{ value: '10000000900017', scheme: '0009' }] },
      buyer: {
        name: 'Librairie des Exemples SARL',
        legalId: { value: '200000008', scheme: '0002' },
        endpoint: { value: '200000008', scheme: '0225' },
      },
      payment: { means: '30', terms: '30 jours - escompte 2.5 %' },
      notes: [
        { subject: 'PMD', text: 'Pénalités de retard' },
        { subject: 'AAI', text: 'Merci & à bientôt\n5 < 6' },
      ],
      lines: [
        {
          id: '7',
          item: { name: 'Livre' },
          quantity: dec('2'),
          unitCode: 'C62',
          net: dec('1200.30'),
          vat: { rate: dec('20') },
          allowances: [{ percent: dec('10'), reason: 'Remise' }],
        },
        { id: '9', item: { name: 'Port' }, quantity: dec('1'), net: dec('0.01') },
      ],
    },
    stated: { withVat: dec('1440.36'), rates: [{ rate: dec('20') }] },
    scope: { buyerIsCompany: true },
  });
});

test('what could not be read is told with the field of the ERP, its record and its values', () => {
  const { faults } = applyMapping(GOLDEN, fixture('record.json'));
  assert.deepEqual(faults, [
    {
      rule: 'PASS-MAP-TYPE',
      severity: 'warning',
      at: ['buyer.legalId'],
      erp: [{ field: 'partner_id.siret', model: 'res.partner', id: '41' }],
      values: { value: '20000000*****', expected: 'siren' },
    },
    {
      rule: 'PASS-MAP-LOOKUP',
      severity: 'fatal',
      at: ['lines[1].unitCode'],
      erp: [{ field: 'invoice_line_ids[2].product_uom_id.name', id: '9' }],
      values: { value: 'Palette', table: 'unit' },
    },
    {
      rule: 'PASS-MAP-MANY',
      severity: 'fatal',
      at: ['lines[1].vat.rate'],
      erp: [
        { field: 'invoice_line_ids[2].tax_ids[0].amount', id: '5' },
        { field: 'invoice_line_ids[2].tax_ids[1].amount', id: '6' },
      ],
      values: { field: 'tax_ids.amount', count: '2' },
    },
  ]);
});

test('a value tells its source field, the line that wrote it and what was done', () => {
  const { derivations } = applyMapping(GOLDEN, fixture('record.json'));
  assert.deepEqual(
    derivations.find(({ at }) => at === 'typeCode'),
    {
      at: 'typeCode',
      by: 'map',
      line: 11,
      mapping: 'test/invoices',
      operation: 'from move_type, lookup typeCode',
      from: [{ field: 'move_type' }],
      value: '380',
    },
  );
  const terms = derivations.find(({ at }) => at === 'payment.terms');
  assert.deepEqual(
    terms?.from.map((source) => (typeof source === 'string' ? source : source.field)),
    ['invoice_payment_term_id.name', 'invoice_payment_term_id.discount_percentage'],
  );
  assert.equal(derivations.find(({ at }) => at === 'currency')?.operation, 'from currency_id.name, default');
});

test('fieldsOf names every field once, through lists, conditions and expressions', () => {
  const fields = fieldsOf(GOLDEN);
  assert.equal(new Set(fields).size, fields.length);
  for (const field of [
    'name',
    'partner_id.ref',
    'invoice_line_ids.display_type',
    'invoice_line_ids.product_id.name',
    'ref',
    'invoice_line_ids.quantity',
    'line_ids.tax_ids.amount',
    'invoice_payment_term_id.discount_percentage',
    'invoice_line_ids.discount',
  ])
    assert.ok(fields.includes(field), field);
  assert.equal(fields.includes('invoice_line_ids./ref'), false);
});

const VALUES: readonly (readonly [string, string, unknown, unknown])[] = [
  ['false is nothing', 'buyerReference: ref', { ref: false }, undefined],
  ['an empty text is nothing', 'buyerReference: ref', { ref: '  ' }, undefined],
  ['a missing field is nothing', 'buyerReference: a.b.c', { a: 3 }, undefined],
  ['a default stands where nothing was', 'buyerReference: { from: ref, default: none }', { ref: false }, 'none'],
  ['false is a value for a truth value', 'buyerReference: { from: ref, as: bool }', { ref: false }, 'false'],
  ['a number as text keeps no needless zero', 'buyerReference: ref', '{"ref": 120.0}', '120'],
  [
    'a large integer keeps all its digits',
    'buyerReference: ref',
    '{"ref": 12345678901234567890}',
    '12345678901234567890',
  ],
  ['first takes the first that is there', 'buyerReference: { first: [a, b, c] }', { a: false, b: 'x', c: 'y' }, 'x'],
  ['several equal values are one', 'buyerReference: a.b', { a: [{ b: 'x' }, { b: 'x' }] }, 'x'],
  ['an index picks one', 'buyerReference: "a[1].b"', { a: [{ b: 'x' }, { b: 'y' }] }, 'y'],
  ['an index beyond the end is nothing', 'buyerReference: "a[7].b"', { a: [{ b: 'x' }] }, undefined],
  [
    'a condition that is false writes nothing',
    'buyerReference: { from: a, where: "b == \'x\'" }',
    { a: '1', b: 'y' },
    undefined,
  ],
  ['__proto__ is a plain absent name', 'buyerReference: __proto__.constructor.name', {}, undefined],
  [
    'an expression that gives an empty text writes nothing',
    'buyerReference: { expr: "text(a)", reads: { a: a } }',
    {},
    undefined,
  ],
  ['an empty table value means deliberately nothing', 'buyerReference: { from: a, lookup: t }', { a: 'no' }, undefined],
];

for (const [title, fields, record, expected] of VALUES) {
  test(title, () => {
    const { draft, faults } = applied(fields, record, "t: { yes: '1', no: '' }");
    assert.equal(draft.invoice.buyerReference, expected);
    assert.deepEqual(faults, []);
  });
}

test('a part without each whose fields found nothing leaves no element and no story', () => {
  const { draft, derivations } = applied('notes:\n  fields: { subject: { const: AAI }, text: narration }', {
    narration: false,
  });
  assert.deepEqual(draft, { invoice: {} });
  assert.deepEqual(derivations, []);
});

test('a record where one value is expected is a fault, not its text', () => {
  const { draft, faults } = applied('buyer.name: partner', { partner: { name: 'x' } });
  assert.deepEqual(draft.invoice, {});
  assert.deepEqual(
    faults.map(({ rule }) => rule),
    ['PASS-MAP-TYPE'],
  );
});

test('an expression over something absent is a fault that names what it reads', () => {
  const { faults } = applied('payment.terms: { expr: "term + \'!\'", reads: { term: a.b } }', { a: { b: null } });
  assert.equal(faults[0]?.rule, 'PASS-MAP-EXPR');
  assert.deepEqual(faults[0]?.erp, [{ field: 'a.b' }]);
});
