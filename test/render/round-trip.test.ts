import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SYNTAXES } from '../../src/model/invoice.ts';
import { parseInvoice } from '../../src/parse/parse-invoice.ts';
import { renderInvoice } from '../../src/render/render-invoice.ts';
import { invoice } from '../support/arbitrary-invoice.ts';
import { complaints, schemaOf } from '../support/schema.ts';
import { NEEDS_DATA } from '../support/official-data.ts';

for (const syntax of SYNTAXES) {
  test(`an invoice written in ${syntax} is read back as it was, and nothing of it is unread`, () => {
    fc.assert(fc.property(invoice, (value) => {
      const read = parseInvoice(renderInvoice(value, syntax));
      assert.deepEqual(read.invoice, value);
      assert.deepEqual(read.unread, []);
      assert.deepEqual(read.faults, []);
    }), { numRuns: 200 });
  });

  test(`the same invoice gives the same ${syntax} bytes`, () => {
    fc.assert(fc.property(invoice, (value) => {
      assert.deepEqual(renderInvoice(value, syntax), renderInvoice(structuredClone(value), syntax));
    }), { numRuns: 50 });
  });

  test(`what is written in ${syntax} is valid against the schema`, { skip: NEEDS_DATA }, () => {
    fc.assert(fc.property(invoice, (value) => {
      const bytes = renderInvoice(value, syntax);
      assert.deepEqual(complaints(bytes, schemaOf(bytes)), []);
    }), { numRuns: 100 });
  });
}
