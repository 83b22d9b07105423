/** From one syntax to the other and back: what both can carry is kept, and nothing is lost by going round again. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SYNTAXES, type Invoice, type Syntax } from '../../src/model/invoice.ts';
import { parseInvoice } from '../../src/parse/parse-invoice.ts';
import { renderInvoice } from '../../src/render/render-invoice.ts';
import { anyInvoice, invoice, invoiceOf } from '../support/arbitrary-invoice.ts';
import { carried } from '../support/syntax-limits.ts';

const RUNS = Number.parseInt(process.env['ROUND_TRIPS'] ?? '40', 10);

function through(value: Invoice, syntax: Syntax): Invoice {
  return parseInvoice(renderInvoice(value, syntax)).invoice;
}

const KINDS = { 'of the French CIUS': invoiceOf('fr-cius'), 'with all terms': invoice, 'of any part': anyInvoice } as const;

for (const [from, to] of [SYNTAXES, [...SYNTAXES].reverse()] as readonly (readonly [Syntax, Syntax])[]) {
  for (const [name, arbitrary] of Object.entries(KINDS)) {
    test(`an invoice ${name} goes from ${from} to ${to} and back with all that both carry`, () => {
      fc.assert(
        fc.property(arbitrary, (value) => {
          const first = through(value, from);
          const other = through(first, to);
          const again = through(other, from);
          assert.deepEqual(other, carried(carried(value, from), to));
          assert.deepEqual(again, carried(other, from));
          assert.deepEqual(through(through(again, to), from), again);
        }),
        { numRuns: RUNS },
      );
    });
  }
}
