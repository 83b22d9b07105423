import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { applyMapping } from '../../src/map/apply-mapping.ts';
import { coverage, fieldsOfRecord } from '../../src/map/coverage.ts';
import { mappingSchemaText } from '../../src/map/json-schema.ts';
import { parseMapping } from '../../src/map/parse-mapping.ts';
import { INVOICE_SHAPE, patternsOf, shapeAtPattern } from '../../src/map/targets.ts';
import { patternOf } from '../../src/model/path.ts';
import { TERMS } from '../../src/model/terms.ts';
import { fixture } from './support.ts';

const GOLDEN = parseMapping(fixture('invoices.yaml'), 'invoices.yaml');

/** Every place that holds a value; an identifier is one value. */
function leaves(value: unknown, at = ''): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => leaves(item, `${at}[${index}]`));
  if (typeof value !== 'object' || value === null || 'units' in value) return [at];
  const shape = shapeAtPattern(INVOICE_SHAPE, patternOf(at));
  if (shape?.kind === 'leaf' && shape.type === 'identifier') return [at];
  return Object.entries(value).flatMap(([name, member]) => leaves(member, at === '' ? name : `${at}.${name}`));
}

test('every term written has a story, and every story a term, whatever the record', () => {
  const record = JSON.parse(fixture('record.json')) as Record<string, unknown>;
  const value = fc.oneof(
    fc.constant(false),
    fc.string({ maxLength: 12 }),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constant(null),
    fc.constant([]),
  );
  const changed = fc.dictionary(fc.constantFrom(...Object.keys(record)), value).map((part) => ({ ...record, ...part }));
  fc.assert(
    fc.property(changed, (one) => {
      const { draft, derivations } = applyMapping(GOLDEN, JSON.stringify(one));
      const { invoice, stated, scope } = draft;
      const written = leaves({
        ...invoice,
        ...(stated === undefined ? {} : { stated }),
        ...(scope === undefined ? {} : { scope }),
      });
      const told = new Set(derivations.map(({ at }) => at));
      const whole = (at: string): boolean => told.has(at) || told.has(`${at}.value`) || told.has(`${at}.scheme`);
      assert.deepEqual(
        written.filter((at) => !whole(at)),
        [],
      );
      const there = new Set(written);
      assert.deepEqual(
        [...told].filter((at) => !there.has(at) && !there.has(at.replace(/\.(?:value|scheme)$/, ''))),
        [],
      );
    }),
    { numRuns: 150 },
  );
});

test('every term of the invoice can be written, but for groups', () => {
  const patterns = new Set(patternsOf(INVOICE_SHAPE));
  const unreachable = TERMS.filter(
    ({ kind, path }) =>
      kind !== 'group' &&
      !patterns.has(path) &&
      !patterns.has(`${path}[]`) &&
      shapeAtPattern(INVOICE_SHAPE, path) === undefined,
  );
  assert.deepEqual(
    unreachable.map(({ id, path }) => `${id} ${path}`),
    [],
  );
});

test('the shapes beside the invoice are those of model/draft.ts and model/totals.ts', () => {
  const draft = readFileSync(new URL('../../src/model/draft.ts', import.meta.url), 'utf8');
  const totals = readFileSync(new URL('../../src/model/totals.ts', import.meta.url), 'utf8');
  const members = (source: string, name: string): readonly string[] =>
    [...(source.split(`export interface ${name} {`)[1]?.split('\n}')[0] ?? '').matchAll(/readonly (\w+)\?:/g)].map(
      (match) => match[1] ?? '',
    );
  const written = patternsOf(INVOICE_SHAPE);
  const below = (prefix: string): readonly string[] =>
    written.filter((one) => one.startsWith(prefix)).map((one) => one.slice(prefix.length).replace(/\[\].*$/, ''));
  assert.deepEqual(new Set(below('scope.')), new Set(members(draft, 'ScopeHints')));
  assert.deepEqual(new Set(below('stated.')), new Set(members(totals, 'StatedTotals')));
  assert.deepEqual(new Set(below('stated.rates[].')), new Set(members(totals, 'StatedRate')));
});

test('coverage lists terms never written and fields never read', () => {
  const report = coverage(GOLDEN, fieldsOfRecord(fixture('record.json')));
  assert.ok(report.written.includes('lines[].item.name'));
  assert.ok(report.unwritten.includes('dueDate'));
  assert.equal(report.unwritten.includes('seller.legalId'), false);
  assert.ok(report.unread.includes('partner_id.id'));
  assert.equal(report.unread.includes('partner_id.name'), false);
  assert.deepEqual(report.missing, []);
});

test('the JSON Schema for editors is the one of this language', () => {
  const committed = readFileSync(new URL('../../config/mapping/mapping.schema.json', import.meta.url), 'utf8');
  const regenerate = 'passerelle check --schema > config/mapping/mapping.schema.json';
  assert.ok(committed === mappingSchemaText(), `the terms or the language changed: ${regenerate}`);
});
