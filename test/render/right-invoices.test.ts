/** An invoice that breaks no rule is written so that its file breaks none either: neither schema, nor table, nor rule. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isFatal } from '../../src/model/fault.ts';
import { SYNTAXES } from '../../src/model/invoice.ts';
import { parseInvoiceRoot } from '../../src/parse/parse-invoice.ts';
import { renderInvoice } from '../../src/render/render-invoice.ts';
import { check } from '../../src/rules/check.ts';
import { JUDGING, PROFILES } from '../../src/rules/profiles.ts';
import { checkStructure } from '../../src/rules/structure/check-structure.ts';
import { structureOf } from '../../src/rules/structure/structure.ts';
import { readXml } from '../../src/xml/reader.ts';
import { rightInvoice } from '../support/arbitrary-right-invoice.ts';
import { SHARED_DATA } from '../support/official-data.ts';
import { complaints, schemaOf } from '../support/schema.ts';
import { carried } from '../support/syntax-limits.ts';

for (const name of ['fr-cius', 'fr-extended'] as const) {
  const profile = PROFILES[name];

  test(`generated invoices of ${name} break no rule`, () => {
    fc.assert(
      fc.property(rightInvoice(name), (invoice) => {
        assert.deepEqual(check(invoice, profile).filter(isFatal), []);
      }),
      { numRuns: 200 },
    );
  });

  for (const syntax of SYNTAXES) {
    test(`written in ${syntax}, invoices of ${name} that break no rule are valid files that break none`, async () => {
      await fc.assert(
        fc.asyncProperty(rightInvoice(name), async (invoice) => {
          const bytes = renderInvoice(invoice, syntax);
          const root = readXml(bytes);
          const structure = await structureOf(root.name);
          assert.ok(structure !== undefined);
          assert.deepEqual(checkStructure(root, structure), []);
          if (SHARED_DATA !== null) assert.deepEqual(complaints(bytes, schemaOf(bytes)), []);
          const { invoice: read, facts, faults, unread } = parseInvoiceRoot(root, false);
          assert.deepEqual([unread, faults], [[], []]);
          assert.deepEqual(read, carried(invoice, syntax));
          for (const judging of JUDGING) assert.deepEqual(check(read, profile, facts, judging).filter(isFatal), []);
        }),
        { numRuns: 150 },
      );
    });
  }
}
