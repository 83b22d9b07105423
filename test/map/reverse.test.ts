import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseMapping, readMapping } from '../../src/map/parse-mapping.ts';
import { applyReverse, checkWritable } from '../../src/map/reverse.ts';
import { dec } from '../../src/model/decimal.ts';
import type { Invoice } from '../../src/model/invoice.ts';

const BILL = `mapping: test/vendor-bill
from: invoice
to: odoo:account.move
tables: { moveType: { '380': in_invoice, '381': in_refund } }
fields:
  move_type: { from: typeCode, lookup: moveType }
  ref: number
  invoice_date: issueDate
  partner_id: { resolve: party, by: { siren: { from: seller.legalId.value, as: siren }, vat: seller.vatId } }
  invoice_line_ids:
    each: lines
    fields:
      name: item.name
      quantity: quantity
      tax_ids: { resolve: tax, by: { rate: vat.rate, category: vat.category } }
`;

const INVOICE: Invoice = {
  number: 'F-7',
  issueDate: '2026-09-01',
  typeCode: '380',
  seller: { legalId: { value: '200000008', scheme: '0002' } },
  lines: [
    { item: { name: 'Papier' }, quantity: dec('2.0'), vat: { rate: dec('20.00'), category: 'S' } },
    { item: { name: 'Livre' }, quantity: dec('1'), vat: { rate: dec('5.5'), category: 'S' } },
  ],
};

test('a supplier invoice becomes the fields of a bill, what only the ERP can name being asked', () => {
  const answers: Readonly<Record<string, string>> = { 'party 0002:200000008': '41', 'tax 20 S': '5', 'tax 5.5 S': '6' };
  const told = applyReverse(
    parseMapping(BILL, 'bill.yaml'),
    INVOICE,
    ({ what, by }) => answers[[what, ...Object.values(by)].join(' ')] ?? null,
  );
  assert.deepEqual(told.values, {
    move_type: 'in_invoice',
    ref: 'F-7',
    invoice_date: '2026-09-01',
    partner_id: '41',
    invoice_line_ids: [
      { name: 'Papier', quantity: dec('2'), tax_ids: '5' },
      { name: 'Livre', quantity: dec('1'), tax_ids: '6' },
    ],
  });
  assert.deepEqual(told.faults, []);
  assert.equal(told.questions.length, 3);
});

test('what nobody has bound yet is a fault with what was asked, never a default', () => {
  const { values, faults } = applyReverse(parseMapping(BILL, 'bill.yaml'), INVOICE, ({ what }) =>
    what === 'party' ? '41' : null,
  );
  assert.deepEqual(
    faults.map(({ rule, at, values: asked }) => [rule, at[0], asked['by']]),
    [
      ['PASS-MAP-RESOLVE', 'invoice_line_ids[0].tax_ids', 'rate 20, category S'],
      ['PASS-MAP-RESOLVE', 'invoice_line_ids[1].tax_ids', 'rate 5.5, category S'],
    ],
  );
  assert.equal(
    JSON.stringify(values['invoice_line_ids'], (_, one: unknown) =>
      typeof one === 'bigint' ? String(one) : one,
    ).includes('tax_ids'),
    false,
  );
});

test('targets that the connector cannot write are named with the nearest it can', () => {
  const found = checkWritable(parseMapping(BILL, 'bill.yaml'), [
    'move_type',
    'ref',
    'invoice_date',
    'partner',
    'invoice_line_ids.name',
    'invoice_line_ids.quantity',
    'invoice_line_ids.tax_ids',
  ]);
  assert.deepEqual(
    found.map(({ line, sentence }) => `${line} ${sentence}`),
    ['9 `partner_id` cannot be written here: did you mean `partner`?'],
  );
});

test('a reverse mapping reads only terms there are', () => {
  assert.deepEqual(
    readMapping(BILL.replace('ref: number', 'ref: numbr'), 'bill.yaml').problems.map(
      ({ line, sentence }) => `${line} ${sentence}`,
    ),
    ['7 `numbr` is no term to read: did you mean `number`?'],
  );
});

test('a lifecycle mapping reads the members of a change of status', () => {
  const text =
    'mapping: test/lifecycle\nfrom: lifecycle\nto: odoo:account.move\nfields:\n  x_status: code\n  x_reason: reason\n  x_transport: tracks.transport\n';
  const told = applyReverse(
    parseMapping(text, 'l.yaml'),
    { code: '210', reason: 'CMD_ERR', tracks: { transport: 'delivered' } },
    () => null,
  );
  assert.deepEqual(told.values, { x_status: '210', x_reason: 'CMD_ERR', x_transport: 'delivered' });
  assert.equal(readMapping(text.replace('code', 'cod'), 'l.yaml').problems.length, 1);
});
