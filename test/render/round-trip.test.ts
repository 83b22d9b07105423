/**
 * What is written is read back: by both syntaxes, both French profiles, as whole invoices and as any part of one.
 * `ROUND_TRIPS=4000 node --test test/render/round-trip.test.ts` widens it, and conversion.test.ts likewise.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { notCarried } from '../../src/core/not-carried.ts';
import { CREDIT_NOTE_TYPES } from '../../src/model/credit-note-types.ts';
import { SYNTAXES, type Invoice, type Syntax } from '../../src/model/invoice.ts';
import { patternOf } from '../../src/model/path.ts';
import { termAt, TERMS } from '../../src/model/terms.ts';
import { parseInvoice } from '../../src/parse/parse-invoice.ts';
import { renderInvoice } from '../../src/render/render-invoice.ts';
import { checkStructure } from '../../src/rules/structure/check-structure.ts';
import { structureOf } from '../../src/rules/structure/structure.ts';
import { readXml } from '../../src/xml/reader.ts';
import { anyInvoice, invoice, invoiceOf } from '../support/arbitrary-invoice.ts';
import { SHARED_DATA } from '../support/official-data.ts';
import { complaints, schemaOf } from '../support/schema.ts';
import { carried, LIMITS } from '../support/syntax-limits.ts';

const RUNS = Number.parseInt(process.env['ROUND_TRIPS'] ?? '60', 10);

function written(value: Invoice, syntax: Syntax): string {
  return new TextDecoder().decode(renderInvoice(value, syntax));
}

function back(value: Invoice, syntax: Syntax): Invoice {
  const read = parseInvoice(renderInvoice(value, syntax));
  assert.deepEqual(read.unread, []);
  assert.deepEqual(read.faults, []);
  return read.invoice;
}

const WHOLE = {
  'an invoice of the French CIUS': invoiceOf('fr-cius'),
  'an invoice of EXTENDED-CTC-FR': invoiceOf('fr-extended'),
  'an invoice with all that the model holds': invoice,
} as const;
const KINDS = { ...WHOLE, 'any part of an invoice': anyInvoice } as const;

for (const syntax of SYNTAXES) {
  for (const [name, arbitrary] of Object.entries(KINDS)) {
    test(`${name} written in ${syntax} comes back as it was, but for the stated limits; written again, it is the same bytes`, () => {
      fc.assert(
        fc.property(arbitrary, (value) => {
          const read = back(value, syntax);
          assert.deepEqual(read, carried(value, syntax));
          assert.equal(written(read, syntax), written(value, syntax));
          assert.equal(written(structuredClone(value), syntax), written(value, syntax));
        }),
        { numRuns: RUNS },
      );
    });
  }

  for (const [name, arbitrary] of Object.entries(WHOLE)) {
    test(`${name} written in ${syntax} is valid by our tables${SHARED_DATA === null ? '' : ' and by the schema'}`, async () => {
      await fc.assert(
        fc.asyncProperty(arbitrary, async (value) => {
          const bytes = renderInvoice(value, syntax);
          const root = readXml(bytes);
          const structure = await structureOf(root.name);
          assert.ok(structure !== undefined);
          assert.deepEqual(checkStructure(root, structure), []);
          if (SHARED_DATA !== null) assert.deepEqual(complaints(bytes, schemaOf(bytes)), []);
        }),
        { numRuns: RUNS },
      );
    });
  }
}

/** Every place with a value or a group, without indexes. */
function patternsOf(value: unknown, path = ''): readonly string[] {
  if (Array.isArray(value)) return (value as readonly unknown[]).flatMap((one) => patternsOf(one, `${path}[]`));
  if (typeof value !== 'object' || value === null || 'units' in value) return [path];
  const dot = path === '' ? '' : '.';
  return [path, ...Object.entries(value).flatMap(([name, one]) => patternsOf(one, `${path}${dot}${name}`))];
}

test('the generated invoices reach every term of the model, and the types of invoice and credit note', () => {
  const sample = fc.sample(invoiceOf('fr-extended'), { numRuns: 400, seed: 1 });
  const seen = new Set(sample.flatMap((value) => patternsOf(value)).map((pattern) => termAt(pattern)?.id));
  assert.deepEqual(
    TERMS.filter(({ id }) => !seen.has(id)).map(({ id }) => id),
    [],
  );
  assert.equal(new Set(sample.map(({ typeCode = '' }) => CREDIT_NOTE_TYPES.has(typeCode))).size, 2);
  const core = new Set(fc.sample(invoiceOf('fr-cius'), { numRuns: 400, seed: 1 }).flatMap((value) => patternsOf(value)));
  const outside = [...core].filter((pattern) => pattern !== '' && !pattern.endsWith('.vat') && termAt(pattern)?.extension === true);
  assert.deepEqual(outside, []);
});

test('every stated limit is met, and what it takes away is listed as not carried', () => {
  const sample = fc.sample(anyInvoice, { numRuns: 1500, seed: 2 });
  for (const { why, syntax, apply } of LIMITS) {
    const met: Invoice[] = [];
    for (const value of sample) {
      const limited = structuredClone(value);
      apply(limited as Parameters<typeof apply>[0]);
      if (!isDeepStrictEqual(limited, value) && met.push(value) === 3) break;
    }
    assert.ok(met.length > 0, why);
    for (const value of met) {
      const read = back(value, syntax === 'both' ? 'cii' : syntax);
      const kept = new Set(patternsOf(read));
      const lost = new Set(notCarried(value, read).map(({ path }) => patternOf(path)));
      const unsaid = leavesOf(value).filter((pattern) => !kept.has(pattern) && !lost.has(pattern));
      assert.deepEqual(unsaid, [], why);
    }
  }
});

/** Values, not the groups around them. */
function leavesOf(value: Invoice): readonly string[] {
  const all = [...new Set(patternsOf(value))];
  return all.filter(
    (pattern) => !all.some((other) => other.startsWith(`${pattern}.`) || other.startsWith(`${pattern}[`)) && pattern !== '',
  );
}
