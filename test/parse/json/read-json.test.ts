// JSON both ways: what is written is read back whole, digits stay as they were, and strangers are named, never guessed at.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { PasserelleError } from '../../../src/base/error.ts';
import type { StatusMessage } from '../../../src/model/lifecycle.ts';
import { dec, formatDecimal } from '../../../src/model/decimal.ts';
import { looksLikeJson, readJson } from '../../../src/parse/json/read-json.ts';
import { renderInvoiceJson, renderStatusJson } from '../../../src/render/json/render-json.ts';
import { FULL_INVOICE } from '../../support/full-invoice.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const STATUS: StatusMessage = {
  id: 'S1',
  issuedAt: '2026-11-22T10:00:00Z',
  sender: { id: { value: '100000009', scheme: '0002' }, role: 'WK' },
  recipients: [{ name: 'Acheteur', endpoint: { value: '200000008', scheme: '0225' } }],
  multiple: false,
  invoice: { number: 'F1', seller: { value: '300000007' }, recipients: [{ role: 'BY' }] },
  statusCode: '47',
  code: '212',
  reasons: [{ code: 'X', sequence: 2, characteristics: [{ type: 'MEN', amount: dec('120.00'), percent: dec('20'), changed: true }] }],
};

test('an invoice with every member is read back as it was', () => {
  const read = readJson(renderInvoiceJson(FULL_INVOICE));
  assert.ok(read.kind === 'invoice');
  assert.deepEqual([read.invoice, read.unread], [FULL_INVOICE, []]);
});

test('a status message is read back as it was', () => {
  const read = readJson(renderStatusJson(STATUS));
  assert.ok(read.kind === 'status');
  assert.deepEqual([read.message, read.unread], [STATUS, []]);
});

test('the bytes do not depend on the order in which the invoice was built', () => {
  const backwards = Object.fromEntries(Object.entries(FULL_INVOICE).reverse());
  assert.deepEqual(renderInvoiceJson(backwards), renderInvoiceJson(FULL_INVOICE));
});

test('a number keeps the digits it was written with', () => {
  const read = readJson(bytes('{"number": 12, "totals": {"due": 1234567890123456789.10, "paid": 0.10}}'));
  assert.ok(read.kind === 'invoice');
  const { number, totals } = read.invoice;
  assert.deepEqual(
    [number, totals?.due && formatDecimal(totals.due), totals?.paid && formatDecimal(totals.paid)],
    ['12', '1234567890123456789.10', '0.10'],
  );
});

const STRANGERS: readonly (readonly [json: string, path: string, value: string])[] = [
  ['{"number":"F1","colour":"red"}', 'colour', 'red'],
  ['{"number":"F1","totals":{"due":"ten"}}', 'totals.due', 'ten'],
  ['{"number":"F1","lines":[{"id":"1"},7]}', 'lines[1]', '7'],
  ['{"number":"F1","lines":{"id":1}}', 'lines', '{"id":"1"}'],
  ['{"number":"F1","seller":"ACME"}', 'seller', 'ACME'],
  ['{"number":true}', 'number', 'true'],
  ['{"number":"F1","__proto__":{"issueDate":"2026-01-01"}}', '__proto__', '{"issueDate":"2026-01-01"}'],
];

for (const [json, path, value] of STRANGERS) {
  test(`${path} of ${json} is listed as unread`, () => {
    const read = readJson(bytes(json));
    assert.deepEqual(read.unread, [{ path, value }]);
    assert.ok(read.kind === 'invoice' && read.invoice.issueDate === undefined);
  });
}

test('what is no such JSON is refused with its code', () => {
  const deep = `{"number":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
  for (const text of ['', '{', '[]', '{"a":1}', '{"number":"F1"} x', deep, 'null', '{"number":"\ud800"'])
    assert.throws(
      () => readJson(bytes(text)),
      (error) => error instanceof PasserelleError && error.code === 'JSON_INVALID',
      text.slice(0, 20),
    );
  assert.throws(() => readJson(new Uint8Array([0x7b, 0xff, 0x7d])), /no UTF-8/);
});

test('any JSON object is read or refused, never broken on', () => {
  const member = fc.constantFrom('number', 'lines', 'seller', 'totals', 'invoice', 'reasons', 'vat', 'value', 'scheme', 'x');
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(member, tie('tree'), { maxKeys: 5 }),
    ),
  }));
  fc.assert(
    fc.property(fc.dictionary(member, tree), (value) => {
      try {
        const read = readJson(bytes(JSON.stringify(value)));
        const again = read.kind === 'invoice' ? renderInvoiceJson(read.invoice) : renderStatusJson(read.message);
        assert.ok(again.length > 0);
      } catch (error) {
        assert.ok(error instanceof PasserelleError && error.code === 'JSON_INVALID', String(error));
      }
    }),
  );
});

test('JSON is told from XML and PDF by its first character', () => {
  const cases: readonly (readonly [string, boolean])[] = [
    ['{"number":"1"}', true],
    ['\ufeff \n{', true],
    ['<Invoice/>', false],
    ['%PDF-1.7', false],
    ['', false],
  ];
  for (const [text, expected] of cases) assert.equal(looksLikeJson(bytes(text)), expected, text);
});
