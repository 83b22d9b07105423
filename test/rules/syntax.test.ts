/** The syntax bindings: each row of the tables has a file that keeps it and one that breaks it, and sentences. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasSentence, LOCALES } from '../../src/messages/messages.ts';
import type { SyntaxElement } from '../../src/model/syntax-facts.ts';
import { CII_TESTS } from '../../src/rules/syntax/cii-tests.ts';
import { judgeSyntax } from '../../src/rules/syntax/judge-syntax.ts';
import { syntaxRules, syntaxTable, type SyntaxRule } from '../../src/rules/syntax/table.ts';
import { UBL_TESTS } from '../../src/rules/syntax/ubl-tests.ts';

const ROOTS = { ubl: 'ubl:Invoice', cii: 'rsm:CrossIndustryInvoice' } as const;
const SYNTAXES = ['ubl', 'cii'] as const;

/** A path of names from the expression of a context. */
function namesOf(at: RegExp, root: string): readonly string[] {
  const [first = ''] = at.source.replaceAll('\\/', '/').split('|');
  const plain = first
    .replace(/\(\?<?!.*?\)\)?/g, '')
    .replace(/\$|\.\*/g, '')
    .replace('[^/]*', first.includes('/ram:') ? 'X' : 'cbc:X');
  if (plain.startsWith('^/')) return plain.slice(2).split('/');
  return [
    root,
    ...plain
      .replace(/^\^?\/?/, '')
      .split('/')
      .filter((name) => name !== ''),
  ].map((name) => (name.includes(':') ? name : `cbc:${name}`));
}

/** An element inside its parents, with what a path of names puts below it so many times. */
function file(names: readonly string[], below: string, times: number): SyntaxElement {
  const [name = '', ...rest] = names;
  const [path = '', attribute] = below.split('@');
  if (rest.length > 0) return { name, attributes: [], children: [file(rest, below, times)], text: '' };
  const steps = path.split('/').filter((step) => step !== '');
  const attributes = attribute === undefined || times === 0 ? [] : [{ name: attribute.split('!')[0] ?? '', value: 'x' }];
  if (steps.length === 0) return { name, attributes, children: [], text: '' };
  let leaf: SyntaxElement = { name: steps.at(-1) ?? '', attributes, children: [], text: '' };
  const copies = (one: SyntaxElement): SyntaxElement[] => Array.from({ length: times }, () => structuredClone(one));
  if (steps.length === 1) return { name, attributes: [], children: copies(leaf), text: '' };
  for (const step of steps.slice(1, -1).reverse()) leaf = { name: step, attributes: [], children: [leaf], text: '' };
  return { name, attributes: [], children: copies({ name: steps[0] ?? '', attributes: [], children: [leaf], text: '' }), text: '' };
}

function speaks(syntax: 'ubl' | 'cii', id: string, tree: SyntaxElement): boolean {
  return judgeSyntax(syntax, tree, (_id, own) => own).some(({ rule }) => rule === id);
}

function timesOf(rule: SyntaxRule): readonly [kept: number, broken: number] {
  if (rule.kind === 'exactly') return [1, 0];
  return rule.kind === 'some' ? [1, 0] : [rule.most, rule.most + 1];
}

/** Never spoken by the artefact either: the first context that fits an element hides the later one. */
const HIDDEN = /^CII-DT-01[012]$/;

for (const syntax of SYNTAXES) {
  test(`every row of the ${syntax} table is kept by one file and broken by another`, () => {
    for (const context of syntaxTable(syntax).contexts) {
      const names = namesOf(context.at, ROOTS[syntax]);
      for (const rule of context.rules.filter(({ kind, id }) => kind !== 'special' && !HIDDEN.test(id))) {
        const [kept, broken] = timesOf(rule);
        const path = rule.paths[0] ?? '';
        assert.ok(!speaks(syntax, rule.id, file(names, path, kept)), `${rule.id} speaks of a file that keeps it`);
        assert.ok(speaks(syntax, rule.id, file(names, path, broken)), `${rule.id} is silent of ${names.join('/')} with ${path}`);
      }
    }
  });
}

test('every special row has its test, and every test its row', () => {
  for (const [syntax, tests] of [['ubl', UBL_TESTS] as const, ['cii', CII_TESTS] as const]) {
    const special = syntaxRules(syntax).filter(({ kind }) => kind === 'special');
    assert.deepEqual(special.map(({ id }) => id).sort(), Object.keys(tests).sort());
    for (const { id } of special) for (const locale of LOCALES) assert.ok(hasSentence(locale, id), `${id} has no sentence in ${locale}`);
  }
});

test('the rows share the sentences of their kind', () => {
  for (const kind of ['UNUSED', 'REPEATED', 'MISSING'])
    for (const locale of LOCALES) assert.ok(hasSentence(locale, `SYNTAX-${kind}`), `${kind} in ${locale}`);
});

test('a finding says where the file has what is one too many', () => {
  const line = (count: number): SyntaxElement => file(['cac:InvoiceLine'], 'cbc:Note', count);
  const tree = { name: 'ubl:Invoice', attributes: [], children: [line(1), line(3)], text: '' };
  const [fault] = judgeSyntax('ubl', tree, (_id, own) => own).filter(({ rule }) => rule === 'UBL-SR-34');
  assert.equal(fault?.file, '/ubl:Invoice/cac:InvoiceLine[2]/cbc:Note[2]');
  assert.deepEqual(fault?.values, { kind: 'repeated', path: 'cac:InvoiceLine/cbc:Note', count: '3', most: '1' });
});

test('a hostile file cannot make one rule speak without end, nor the pass forget its bound', () => {
  const children = Array.from({ length: 3000 }, (_, index) =>
    file([`cac:Strange${index}`, 'cac:TaxSubtotal', 'cac:InvoiceLine'], 'cbc:Note', 2),
  );
  const faults = judgeSyntax('ubl', { name: 'ubl:Invoice', attributes: [], children, text: '' }, (_id, own) => own);
  assert.equal(faults.filter(({ rule }) => rule === 'UBL-SR-34').length, 500);
});
