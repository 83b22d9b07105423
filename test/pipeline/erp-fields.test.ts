import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseMapping } from '../../src/map/parse-mapping.ts';
import type { Derivation } from '../../src/model/derivation.ts';
import type { Fault } from '../../src/model/fault.ts';
import { withFields } from '../../src/pipeline/erp-fields.ts';

const mapping = parseMapping(
  [
    'mapping: test/invoice',
    'version: 1',
    'from: test:invoice',
    'to: invoice',
    'fields:',
    '  number: name',
    '  buyer.legalId: { first: [{ from: partner_id.siret, as: siren }, { from: partner_id.company_registry, as: siren }] }',
    '  lines:',
    '    each: line_ids',
    '    fields:',
    '      price: { from: price_unit, as: decimal }',
  ].join('\n'),
  'test.yaml',
);

const fault = (...at: string[]): Fault => ({ rule: 'BR-16', severity: 'fatal', at, values: {} });
const story = (at: string, ...from: Derivation['from'][number][]): Derivation => ({ at, by: 'map', operation: 'from', from });
const fieldsOf = (found: Fault, derivations: readonly Derivation[]): readonly string[] =>
  (withFields([found], derivations, mapping)[0]?.erp ?? []).map((ref) => ref.field);

describe('the ERP fields behind a finding', () => {
  it('are those the term was mapped from', () => {
    assert.deepEqual(fieldsOf(fault('number'), [story('number', { field: 'name' })]), ['name']);
  });

  it('are found through calculations, each once', () => {
    const derivations = [
      story('lines[0].net', { field: 'line_ids[0].price_subtotal' }),
      story('lines[1].net', { field: 'line_ids[1].price_subtotal' }),
      story('totals.lines', 'lines[0].net', 'lines[1].net'),
      story('totals.withoutVat', 'totals.lines', 'lines[0].net'),
    ];
    assert.deepEqual(fieldsOf(fault('totals.withoutVat'), derivations), ['line_ids[0].price_subtotal', 'line_ids[1].price_subtotal']);
  });

  it('survive a term that was rewritten in place', () => {
    assert.deepEqual(fieldsOf(fault('number'), [story('number', { field: 'name' }), story('number', 'number')]), ['name']);
  });

  it('are those the mapping would have read, when the term is missing', () => {
    assert.deepEqual(fieldsOf(fault('buyer.legalId.value'), []), ['partner_id.siret', 'partner_id.company_registry']);
    assert.deepEqual(fieldsOf(fault('lines[2].price'), []), ['line_ids.price_unit']);
  });

  it('are none where nothing of the ERP has a part in it, and circles end', () => {
    assert.deepEqual(fieldsOf(fault('specification'), [story('specification', 'specification')]), []);
    assert.deepEqual(fieldsOf(fault('a'), [story('a', 'b'), story('b', 'a')]), []);
  });
});
