import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { patternOf } from '../../src/model/path.ts';
import { INLINE_GROUPS, termAt, termById, TERMS } from '../../src/model/terms.ts';
import { FULL_INVOICE } from '../support/full-invoice.ts';
import { NEEDS_DATA, sharedPath } from '../support/official-data.ts';

function isDecimal(value: object): boolean {
  return 'units' in value && 'scale' in value;
}

/** Patterns of all leaves and of all groups of a value. */
function walk(value: unknown, path: string, leaves: Set<string>, groups: Set<string>): void {
  if (Array.isArray(value)) {
    for (const [index, one] of value.entries()) walk(one, `${path}[${index}]`, leaves, groups);
  } else if (typeof value === 'object' && value !== null && !isDecimal(value)) {
    if (path !== '') groups.add(patternOf(path));
    for (const [key, member] of Object.entries(value)) walk(member, path === '' ? key : `${path}.${key}`, leaves, groups);
  } else {
    leaves.add(patternOf(path));
  }
}

const leaves = new Set<string>();
const groups = new Set<string>();
walk(FULL_INVOICE, '', leaves, groups);

test('every leaf of an invoice with all its members has a term', () => {
  assert.deepEqual([...leaves].filter((path) => termAt(path) === undefined), []);
});

test('every term is a leaf or a group of that invoice', () => {
  const identifiers = new Set([...leaves].filter((path) => path.endsWith('.value')).map((path) => path.slice(0, -'.value'.length)));
  const strays = TERMS.filter(({ path, kind }) => (kind === 'group' ? !groups.has(path) : !leaves.has(path) && !identifiers.has(path)));
  assert.deepEqual(strays.map(({ id, path }) => `${id} ${path}`), []);
});

test('no two terms share an id or a place', () => {
  assert.equal(new Set(TERMS.map(({ id }) => id)).size, TERMS.length);
  assert.equal(new Set(TERMS.map(({ path }) => path)).size, TERMS.length);
});

test('all business terms and groups of EN 16931-1 are there', () => {
  // BT-4 was never given; the norm counts on to BT-165 and BG-32
  const terms = Array.from({ length: 165 }, (_, index) => `BT-${index + 1}`).filter((id) => id !== 'BT-4');
  const inline = new Set(INLINE_GROUPS.map(({ id }) => id));
  const all = [...terms, ...Array.from({ length: 32 }, (_, index) => `BG-${index + 1}`).filter((id) => !inline.has(id))];
  assert.deepEqual(all.filter((id) => termById(id) === undefined), []);
  assert.deepEqual(all.filter((id) => termById(id)?.extension === true), []);
});

test('the value of an identifier belongs to the term of the identifier', () => {
  assert.equal(termAt('seller.legalId.value')?.id, 'BT-30');
  assert.equal(termAt('seller.legalId.scheme')?.id, 'BT-30-1');
  assert.equal(termAt('lines[].item.name')?.id, 'BT-153');
  assert.equal(termAt('lines[].nothing'), undefined);
});

test('a term names only code lists that exist', () => {
  const known = new Set(readdirSync(new URL('../../src/codes/lists', import.meta.url)).map((name) => name.replace('.json', '')));
  assert.deepEqual(TERMS.filter(({ list }) => list !== undefined && !known.has(list)).map(({ id, list }) => `${id} ${list}`), []);
});

test('every term that the official French and European rules speak of is known', { skip: NEEDS_DATA }, () => {
  // V1.4 has them, the model not: taxes other than VAT and line totals with VAT
  const later = new Set(['BT-177', 'BT-193', 'BT-194', 'BT-195', 'EXT-FR-FE-184']);
  const missing = new Set<string>();
  for (const name of ['br-fr-ubl', 'br-fr-cii', 'en16931-ubl', 'en16931-cii', 'extended-ctc-fr-ubl', 'extended-ctc-fr-cii']) {
    const ids = readFileSync(sharedPath('rules', `${name}.csv`), 'utf8').match(/\b(?:BT|EXT-FR-FE)-\d+\b/g) ?? [];
    for (const id of ids) if (termById(id) === undefined && !later.has(id)) missing.add(id);
  }
  assert.deepEqual([...missing], []);
});
