import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CODE_LISTS, isCode, isCodeListName } from '../../src/codes/code-list.ts';

test('every list names itself, its agency, version, source and day, and holds each code once', () => {
  for (const [name, list] of Object.entries(CODE_LISTS)) {
    assert.equal(list.name, name);
    for (const text of [list.title, list.agency, list.version, list.source]) assert.ok(text.length > 2, name);
    assert.match(list.retrieved, /^\d{4}-\d{2}-\d{2}$/);
    assert.equal(new Set(list.codes).size, list.codes.length, `${name} has a code twice`);
    assert.ok(
      list.codes.every((code) => code.trim() === code && code !== ''),
      name,
    );
  }
});

const KNOWN: readonly (readonly [keyof typeof CODE_LISTS, string, boolean])[] = [
  ['iso-4217', 'EUR', true],
  ['iso-4217', 'eur', false],
  ['iso-4217', 'FRF', false],
  ['iso-3166-1', 'FR', true],
  ['iso-3166-1', 'XI', true],
  ['iso-3166-1', 'UK', false],
  ['unece-rec-20', 'C62', true],
  ['unece-rec-20', 'XPK', true],
  ['unece-rec-20', 'PCE', false],
  ['iso-6523', '0002', true],
  ['iso-6523', '0225', true],
  ['iso-6523', '9957', false],
  ['eas', '0225', true],
  ['eas', '9957', true],
  ['eas', '0223', false],
  ['untdid-1001', '380', true],
  ['untdid-1001-credit-note', '380', false],
  ['untdid-4461', '58', true],
  ['untdid-5305', 'IC', false],
  ['untdid-5305', 'K', true],
  ['vatex', 'VATEX-EU-IC', true],
  ['vatex', 'VATEX-FR-CGI261C-1', true],
  ['mime', 'application/pdf', true],
  ['mime', 'text/html', false],
];

test('a code is known exactly as it is written', () => {
  for (const [list, code, expected] of KNOWN) assert.equal(isCode(list, code), expected, `${list} ${code}`);
});

test('the lists of documents split the whole list in two', () => {
  const whole = new Set<string>(CODE_LISTS['untdid-1001'].codes);
  const parts = new Set<string>([...CODE_LISTS['untdid-1001-invoice'].codes, ...CODE_LISTS['untdid-1001-credit-note'].codes]);
  assert.deepEqual([...parts].sort(), [...whole].sort());
});

test('the French document types and VAT categories are among those of EN 16931', () => {
  for (const code of CODE_LISTS['fr-document-types'].codes) assert.ok(isCode('untdid-1001', code), code);
  for (const code of CODE_LISTS['fr-vat-categories'].codes) assert.ok(isCode('untdid-5305', code), code);
});

test('a name that is no list is told so', () => {
  assert.equal(isCodeListName('iso-4217'), true);
  assert.equal(isCodeListName('iso-4218'), false);
});
