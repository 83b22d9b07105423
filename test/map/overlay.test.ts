import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { PasserelleError } from '../../src/base/error.ts';
import { applyMapping } from '../../src/map/apply-mapping.ts';
import { fieldsOf } from '../../src/map/fields-of.ts';
import type { Mapping } from '../../src/map/mapping.ts';
import { overlay } from '../../src/map/overlay.ts';
import { parseMapping } from '../../src/map/parse-mapping.ts';
import { printMapping } from '../../src/map/print-mapping.ts';
import { fixture } from './support.ts';

const BASE = parseMapping(fixture('invoices.yaml'), 'invoices.yaml');
const RECORD = fixture('record.json');

function layer(name: string, rest: string): Mapping {
  return parseMapping(`mapping: ${name}\nextends: test/invoices\n${rest}`, `${name}.yaml`);
}

/** The effective mapping as text, without the origins. */
function bare(mapping: Mapping): string {
  return printMapping(mapping)
    .replace(/ {2}# .*$/gm, '')
    .replace(/^# .*\n/gm, '');
}

test('an overlay replaces by target, reaches into lists, extends tables and removes', () => {
  const acme = layer(
    'acme',
    [
      'tables: { unit: { Palette: XPX } }',
      'fields:',
      '  buyerReference: name',
      '  lines[].item.name: name',
      '  seller.ids: []',
      'remove: [payment.terms, "lines[].allowances"]',
    ].join('\n'),
  );
  const { draft, faults, derivations } = applyMapping(overlay(BASE, [acme]), RECORD);
  assert.equal(draft.invoice.buyerReference, 'FAC/2026/00001');
  assert.deepEqual(
    draft.invoice.lines?.map((line) => [line.item?.name, line.unitCode, line.allowances]),
    [
      ['Livre relié', 'C62', undefined],
      ['Port', 'XPX', undefined],
    ],
  );
  assert.equal(draft.invoice.payment?.terms, undefined);
  assert.equal(draft.invoice.seller?.ids, undefined);
  assert.equal(
    faults.some(({ rule }) => rule === 'PASS-MAP-LOOKUP'),
    false,
  );
  assert.deepEqual(
    derivations.filter(({ mapping }) => mapping === 'acme').map(({ at, line }) => `${at}:${line}`),
    ['buyerReference:5', 'lines[0].item.name:6', 'lines[1].item.name:6'],
  );
});

test('a layer of one buyer counts for that buyer alone, over the layers of everyone', () => {
  const layers = [
    layer(
      'one-buyer',
      "partner: '200000008'\nfields: { buyerReference: { const: PO-BOX }, contractReference: x_contract }",
    ),
    layer('everyone', 'fields: { buyerReference: name }'),
  ];
  const effective = overlay(BASE, layers);
  assert.equal(applyMapping(effective, RECORD).draft.invoice.buyerReference, 'PO-BOX');
  assert.equal(
    applyMapping(effective, RECORD.replace('FR12200000008', 'FR12300000007')).draft.invoice.buyerReference,
    'FAC/2026/00001',
  );
  assert.ok(fieldsOf(effective).includes('x_contract'));
});

const UNFIT: readonly (readonly [string, string, RegExp])[] = [
  [
    'an unknown removal',
    'remove: [payment.term]',
    /there is no `payment.term` to remove: did you mean `payment.terms`/,
  ],
  ['a list the base lacks', 'fields: { "attachments[].id": x }', /the base has no list `attachments` to change/],
  [
    'a table that nobody has',
    'fields: { number: { from: a, lookup: units } }',
    /there is no table `units`: did you mean `unit`/,
  ],
  ['a code that is none', 'tables: { typeCode: { x: nope } }', /`nope` is no code of untdid-1001/],
];
for (const [what, rest, expected] of UNFIT) {
  test(`${what} is refused at the line of the layer`, () => {
    assert.throws(
      () => overlay(BASE, [layer('acme', rest)]),
      (error: unknown) =>
        error instanceof PasserelleError &&
        error.code === 'MAP_INVALID' &&
        error.where.file === 'acme.yaml' &&
        expected.test(error.message),
    );
  });
}

test('a layer of another mapping, or no layer at all, does not fit', () => {
  const other = parseMapping('mapping: x\nextends: other/base\n', 'x.yaml');
  assert.throws(() => overlay(BASE, [other]), /extends `other\/base`, but is laid over/);
  assert.throws(() => overlay(BASE, [BASE]), /is no overlay/);
});

const layers = fc.array(
  fc
    .record({
      number: fc.option(fc.constantFrom('name', 'ref', '{ const: N }'), { nil: undefined }),
      'buyer.name': fc.option(fc.constantFrom('partner_id.ref', '{ first: [ref, name] }'), { nil: undefined }),
      'lines[].item.name': fc.option(fc.constantFrom('name', '{ const: Article }'), { nil: undefined }),
      unit: fc.option(fc.constantFrom('KGM', 'C62', 'XPX'), { nil: undefined }),
    })
    .map((fields) => {
      const own = Object.entries(fields)
        .filter(([key, value]) => key !== 'unit' && value !== undefined)
        .map(([key, value]) => `  ${key}: ${value}\n`)
        .join('');
      return layer(
        'some',
        `tables: { unit: ${fields.unit === undefined ? '{}' : `{ Palette: ${fields.unit} }`} }\n${own === '' ? '' : `fields:\n${own}`}`,
      );
    }),
  { maxLength: 4 },
);

test('no layer changes nothing; a layer laid twice is a layer laid once; layers may be laid one by one', () => {
  assert.equal(bare(overlay(BASE, [])), bare(BASE));
  fc.assert(
    fc.property(layers, (some) => {
      const all = overlay(BASE, some);
      assert.equal(bare(some.reduce((below, one) => overlay(below, [one]), BASE)), bare(all));
      const [first] = some;
      if (first !== undefined) assert.equal(bare(overlay(BASE, [first, first])), bare(overlay(BASE, [first])));
      assert.deepEqual([...all.fields.keys()].sort(), [...BASE.fields.keys()].sort());
    }),
    { numRuns: 60 },
  );
});

test('the printed mapping tells the origin of each line and reads back as the same mapping', () => {
  const effective = overlay(BASE, [layer('acme', 'fields: { number: ref }\n')]);
  const printed = printMapping(effective);
  assert.match(printed, /^ {2}number: ref {2}# acme:3$/m);
  assert.match(printed, /^ {2}issueDate: \{ from: invoice_date, as: date \} {2}# test\/invoices:10$/m);
  const again = parseMapping(printed, 'printed.yaml');
  assert.equal(bare(again), bare(effective));
  assert.deepEqual(applyMapping(again, RECORD).draft, applyMapping(effective, RECORD).draft);
});
