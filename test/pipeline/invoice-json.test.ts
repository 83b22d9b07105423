import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decodeInvoice, decodeValue, encodeInvoice, encodeValue } from '../../src/pipeline/invoice-json.ts';
import { dec } from '../../src/model/decimal.ts';
import type { Invoice } from '../../src/model/invoice.ts';

const invoice: Invoice = {
  number: 'FAC/2026/00007',
  totals: { lines: dec('100.00'), due: dec('120.0') },
  lines: [{ id: '1', quantity: dec('1.5'), price: dec('66.666667'), vat: { category: 'S', rate: dec('20') } }],
};

describe('the stored form of an invoice', () => {
  it('gives the same invoice again, fraction digits included', () => {
    assert.deepEqual(decodeInvoice(encodeInvoice(invoice)), invoice);
  });

  it('gives the same text whatever the order of members', () => {
    const { number, ...rest } = invoice;
    assert.equal(encodeInvoice({ ...rest, number }), encodeInvoice(invoice));
  });

  it('writes an absent member as nothing', () => {
    assert.equal(encodeValue({ a: undefined, b: 'x' }), '{"b":"x"}');
  });

  it('keeps every decimal exactly (property)', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), fc.nat(12), (units, scale) => {
        assert.deepEqual(decodeValue(encodeValue({ value: { units, scale } })), { value: { units, scale } });
      }),
    );
  });
});
