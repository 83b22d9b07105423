import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dec } from '../../src/model/decimal.ts';
import { roundingRoom } from '../../src/normalize/rounding-room.ts';

const line = (quantity: string, price: string, net: string) =>
  ({ quantity: dec(quantity), price: dec(price), net: dec(net), vat: { category: 'S', rate: dec('20') } });

describe('the cents that the rounding of the ERP explains', () => {
  it('are none where nothing was rounded', () => {
    assert.equal(roundingRoom({ lines: [line('1', '100.00', '100.00')] }, { withVat: dec('120.00') }).base, 0);
  });

  it('are one for a single line whose price was entered with tax: 3 × 19.99 is 59.97, its net 49.98, its tax 10.00', () => {
    const invoice = { lines: [line('3', '16.66', '49.98')] };
    assert.deepEqual(roundingRoom(invoice, { withVat: dec('59.97') }, true), { base: 1, tax: 1 });
    assert.equal(roundingRoom(invoice, { withVat: dec('59.97') }).base, 0, 'without the word of the ERP it stays a difference');
  });

  it('grow with the lines, half a cent each', () => {
    const lines = Array.from({ length: 7 }, () => line('3', '16.66', '49.98'));
    assert.equal(roundingRoom({ lines }, {}, true).base, 4);
  });
});
