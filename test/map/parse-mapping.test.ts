import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { PasserelleError } from '../../src/base/error.ts';
import { parseMapping } from '../../src/map/parse-mapping.ts';
import { fixture, mappingText, problems } from './support.ts';

/** Fields of a mapping whose first line is line 4. */
const WRONG: readonly (readonly [string, string, RegExp])[] = [
  ['an unknown target', 'numbr: name', /^4:3 `numbr` is no term: did you mean `number`\?$/],
  ['an unknown member', 'seller.nam: name', /^4:3 `nam` is no term of `seller`: did you mean `name`\?$/],
  ['a group as a target', 'seller: name', /^4:3 `seller` is a group: write its members/],
  ['a list reached into', 'lines.quantity: q', /^4:3 `lines` is a list: give it `each` or `fields`$/],
  ['a list of groups given a value', 'lines: name', /^4:10 `lines` is a list of groups/],
  ['an unknown key', 'number: { from: name, az: text }', /^4:25 `az` is no key of an entry: did you mean `as`\?$/],
  ['an unknown transform', 'issueDate: { from: d, as: dat }', /^4:29 `dat` is no transform: did you mean `date`\?$/],
  [
    'a transform with a wrong argument',
    'number: { from: d, as: decimal two }',
    /^4:26 the argument of `as: decimal` is a number of fraction digits/,
  ],
  ['an argument too many', 'number: { from: d, as: text 3 }', /^4:26 `as: text` takes no argument$/],
  ['an unknown table', 'number: { from: d, lookup: typ }', /^4:30 there is no table `typ`: did you mean `type`\?$/],
  [
    'a constant that is no code',
    "typeCode: { const: '38O' }",
    /^4:13 `38O` is no code of untdid-1001.*: did you mean `380`\?$/,
  ],
  [
    'a default that is no code',
    'currency: { from: c, default: EURO }',
    /^4:13 `EURO` is no code of iso-4217.*: did you mean `EUR`\?$/,
  ],
  ['no path', "number: 'a b'", /^4:11 `a b` is no path: expected names joined by dots/],
  ['two sources', 'number: { from: a, const: b }', /^4:11 an entry has exactly one of .*, not from and const$/],
  ['no source', 'number: { as: text }', /^4:11 an entry has exactly one of from, first, const, expr, resolve$/],
  [
    'a name that is not read',
    'number: { expr: "trm", reads: { term: a } }',
    /^4:19 `trm` is not in `reads`: did you mean `term`\?$/,
  ],
  [
    'an unknown function',
    'number: { expr: "x + txt(x)", reads: { x: a } }',
    /^4:24 `txt` is no function of this language: did you mean `text`\?$/,
  ],
  ['a broken expression', 'number: { expr: "x +", reads: { x: a } }', /^4:\d+ the expression does not hold/],
  ['floating point', 'number: { expr: "x * 1.5", reads: { x: a } }', /^4:24 write dec\('1\.5'\): floating point/],
  ['a word of CEL as a name', 'number: { expr: "type", reads: { type: a } }', /^4:\d+ `type` is a word of CEL itself/],
  ['a regular expression', 'number: { expr: "x.matches(\'a\')", reads: { x: a } }', /`matches` is no function/],
  [
    'resolve on the way to an invoice',
    'number: { resolve: tax, by: { a: b } }',
    /^4:22 `resolve` belongs to reverse mappings/,
  ],
  ['an alias', 'number: &a name', /anchors/],
  ['a tag', 'number: !!binary aGk=', /tags|does not hold/],
  ['the same target twice', 'number: a\n  number: b'.replace('\n  ', '\n'), /must be unique/],
];

for (const [title, fields, expected] of WRONG) {
  test(`${title} is found with its place`, () => {
    // the table comes after the fields, so that line 4 is the first field
    const text = `mapping: test/one\nfrom: test:record\nfields:\n${fields
      .split('\n')
      .map((line) => `  ${line}\n`)
      .join('')}tables: { type: { a: '1' } }\n`;
    assert.match(problems(text)[0] ?? '', expected);
  });
}

test('a table that fills a coded term holds only codes of its list', () => {
  assert.deepEqual(problems(mappingText('currency: { from: c, lookup: t }', 't: { euro: EURO }')), [
    '4:14 `EURO` is no code of iso-4217 (BT-5): did you mean `EUR`?',
  ]);
});

test('every problem of a file is found at once, in order', () => {
  const found = problems(mappingText('numbr: a\nissueDat: b\ntypeCode: { from: m, lookup: none }'));
  assert.deepEqual(
    found.map((one) => one.slice(0, 3)),
    ['4:3', '5:3', '6:3'],
  );
});

test('the error names file, line, column and how many more there are', () => {
  assert.throws(
    () => parseMapping(mappingText('numbr: a\nissueDat: b'), 'acme.yaml'),
    (error: unknown) => {
      assert.ok(error instanceof PasserelleError);
      assert.equal(error.code, 'MAP_INVALID');
      assert.deepEqual(error.where, { file: 'acme.yaml', line: 4, column: 3 });
      assert.match(error.message, /\(and 1 more in this file\)$/);
      return true;
    },
  );
});

test('whatever the text is, parsing gives a mapping or MAP_INVALID', () => {
  const golden = fixture('invoices.yaml');
  const cut = fc
    .tuple(fc.nat(golden.length), fc.nat(golden.length), fc.string({ maxLength: 20 }))
    .map(([from, to, put]) => golden.slice(0, Math.min(from, to)) + put + golden.slice(Math.max(from, to)));
  const junk = fc.oneof(
    cut,
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.json().map((json) => `mapping: a\nfrom: b\nfields: ${json}`),
  );
  fc.assert(
    fc.property(junk, (text) => {
      try {
        parseMapping(text, 'junk.yaml');
      } catch (error) {
        assert.ok(error instanceof PasserelleError, String(error));
        assert.equal(error.code, 'MAP_INVALID');
        assert.ok((error.where.line ?? 0) >= 1 && (error.where.column ?? 0) >= 1);
      }
    }),
    { numRuns: 300 },
  );
});

test('hostile files are refused before they cost anything', () => {
  for (const text of [
    '['.repeat(200_000),
    '{a: '.repeat(100_000),
    '- '.repeat(100_000),
    `a: ${'x'.repeat(2_000_000)}`,
    '? '.repeat(50_000),
  ]) {
    assert.throws(() => parseMapping(text, 'bomb.yaml'), PasserelleError);
  }
});
