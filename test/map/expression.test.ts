import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compile, isCompiled } from '../../src/map/expression.ts';
import { CelDecimal } from '../../src/map/expression-engine.ts';
import { dec, formatDecimal } from '../../src/model/decimal.ts';

const D = (text: string): CelDecimal => new CelDecimal(dec(text));
const LIST = [
  { amount: D('20'), kind: 'percent' },
  { amount: D('5.5'), kind: 'fixed' },
];

function run(text: string, values: Readonly<Record<string, unknown>> = {}): unknown {
  const compiled = compile(text);
  assert.ok(isCompiled(compiled), JSON.stringify(compiled));
  const result = compiled.run(values);
  return result instanceof CelDecimal ? formatDecimal(result.value) : result;
}

const RESULTS: readonly (readonly [string, Readonly<Record<string, unknown>>, unknown])[] = [
  ["a + b * dec('2')", { a: D('1.10'), b: D('0.2') }, '1.50'],
  ['a - 2', { a: D('2.5') }, '0.5'],
  ['2 * a', { a: D('2.5') }, '5.0'],
  ["a / dec('3')", { a: D('1') }, '0.333333333333'],
  ["round(a / dec('3'), 2)", { a: D('2') }, '0.67'],
  ['round(a, 0)', { a: D('2.5') }, '3'],
  ["a == dec('2')", { a: D('2.00') }, true],
  ["a != dec('2')", { a: D('2.00') }, false],
  ["a > dec('1.99') && a <= 2", { a: D('2.00') }, true],
  ['plain(a)', { a: D('2.50') }, '2.5'],
  ['abs(negate(a))', { a: D('2') }, '2'],
  ['text(a) + text(b) + text(c)', { a: D('2.0'), b: null, c: 'x' }, '2.0x'],
  ['present(a) ? a : "none"', { a: null }, 'none'],
  ['present(a)', { a: false }, false],
  ['present(a)', { a: [] }, false],
  ["rows.exists(t, t.amount > dec('10'))", { rows: LIST }, true],
  ["rows.filter(t, t.kind == 'fixed').map(t, t.amount)[0]", { rows: LIST }, '5.5'],
  ["kind in ['a', 'b']", { kind: 'b' }, true],
  ["kind == 'product'", { kind: false }, false],
];
for (const [text, values, expected] of RESULTS) test(text, () => assert.deepEqual(run(text, values), expected));

test('money is never a binary fraction: 0.1 + 0.2 is 0.3', () => {
  assert.equal(run("dec('0.1') + dec('0.2')"), '0.3');
  assert.equal('problem' in compile('0.1 + 0.2'), true);
});

const REFUSED: readonly (readonly [string, RegExp])[] = [
  ['', /empty/],
  ['a +', /does not hold/],
  ['nope(a)', /no function/],
  ["timestamp('2026-01-01T00:00:00Z')", /no function/],
  ["a.matches('(a+)+')", /no function/],
  ['{"a": 1}', /not part/],
  ['a % 2', /not part/],
  ['1.5', /floating point/],
  ['double(a)', /no function/],
  ['x'.repeat(3000), /at most/],
  [`${'('.repeat(300)}a${')'.repeat(300)}`, /does not hold/],
  [`[${'1,'.repeat(300)}1]`, /does not hold/],
];
for (const [text, expected] of REFUSED) {
  test(`${text.slice(0, 40)} is refused when it is loaded`, () => {
    const compiled = compile(text);
    assert.ok(!isCompiled(compiled));
    assert.match(compiled.problem, expected);
  });
}

test('what an expression reads is known before it runs, through macros and indexes', () => {
  const compiled = compile(
    "a.b.c == 'x' && items.exists(t, t.group.code == d && t.amount > dec('1')) && rows[0].name == 'y'",
  );
  assert.ok(isCompiled(compiled));
  const paths = (
    needs: ReadonlyMap<string, { readonly members: ReadonlyMap<string, unknown> }>,
    at = '',
  ): readonly string[] =>
    [...needs].flatMap(([name, need]) =>
      need.members.size === 0 ? [`${at}${name}`] : paths(need.members as never, `${at}${name}.`),
    );
  assert.deepEqual(paths(compiled.needs), ['a.b.c', 'items.group.code', 'items.amount', 'd', 'rows.name']);
});
