import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { CATALOG } from '../../src/base/error-catalog.ts';
import { chooseLocale, wordsIn } from '../../src/console/words.ts';
import { actorText, errorText, findingText, reasonText } from '../../src/console/native-words.ts';
import { AREAS, hasSentence } from '../../src/messages/messages.ts';
import { EVENT_TYPES } from '../../src/model/event.ts';
import { isFatal } from '../../src/model/fault.ts';
import { HALTS, STAGES } from '../../src/model/stage.ts';
import { TRACKS } from '../../src/model/lifecycle.ts';
import { NEXT_MOVES } from '../../src/model/playbook.ts';
import { received, receivedDetail } from './fixture-reception.ts';

const FILES = ['console', 'console-reception'];
const read = (locale: string): Record<string, string> =>
  Object.assign(
    {},
    ...FILES.map((name) => {
      const file = new URL(`../../src/messages/${locale}/${name}.json`, import.meta.url);
      return JSON.parse(readFileSync(file, 'utf8')) as object;
    }),
  ) as Record<string, string>;
const [french, english] = [read('fr'), read('en')];

test('both languages have the same texts with the same values in them', () => {
  assert.deepEqual(Object.keys(french), Object.keys(english));
  const values = (text: string): readonly string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string).sort();
  for (const [key, text] of Object.entries(french)) assert.deepEqual(values(text), values(english[key] as string), key);
});

test('French puts a space that does not break before double signs', () => {
  for (const [key, text] of Object.entries(french)) assert.doesNotMatch(text, / [:;?!»%]|« /, key);
});

test('every text of the console is used somewhere', () => {
  const folder = new URL('../../src/console/', import.meta.url);
  const code = readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .join('\n');
  // keys made of a prefix and data: `stage.${stage}`
  const prefixes = [...code.matchAll(/`([a-z.]+\.)\$\{/g)].map((match) => match[1] as string);
  const unused = Object.keys(french)
    .map((key) => key.slice('console.'.length))
    .filter((key) => !code.includes(`'${key}'`) && !prefixes.some((prefix) => key.startsWith(prefix)));
  assert.deepEqual(unused, []);
});

test('every stage, halt, event, track and advice has its words', () => {
  const words = wordsIn('fr');
  const keys = [
    ...STAGES.map((one) => `stage.${one}`),
    ...HALTS.map((one) => `halt.${one}`),
    ...EVENT_TYPES.map((one) => `event.${one}`),
    ...TRACKS.map((one) => `track.${one}`),
    ...NEXT_MOVES.map((one) => `next.${one}`),
  ];
  assert.deepEqual(
    keys.filter((key) => words.maybe(key) === undefined),
    [],
  );
});

test('no text is in both files: one would silently win', () => {
  const keys = FILES.flatMap((name) => Object.keys(AREAS.fr[name] ?? {}));
  assert.equal(new Set(keys).size, keys.length);
});

test('whatever can hold a supplier invoice is said in a few words, and in a sentence', () => {
  const words = wordsIn('fr');
  for (const { document, findings } of Object.values(received).flatMap(({ id }) => receivedDetail(id) ?? [])) {
    for (const { rule } of findings.filter(isFatal)) {
      assert.ok(words.maybe(`why.${rule}`) !== undefined && hasSentence('fr', rule) && hasSentence('en', rule), rule);
    }
    assert.doesNotMatch(reasonText(words, document.reason) ?? '', /PASS-/, document.id);
  }
  assert.equal(reasonText(words, 'PASS-IN-IBAN-CHANGED PASS-IN-TAX-UNKNOWN'), 'Compte bancaire changé · Taxe à choisir');
  assert.equal(reasonText(words, 'MAP-X PASS-IN-TAX-UNKNOWN'), 'Contrôle MAP-X non passé · Taxe à choisir');
});

test('figures and other documents inside a sentence are said as the reader says them', () => {
  const said = (locale: 'fr' | 'en', rule: string, values: Record<string, string>): string =>
    findingText(wordsIn(locale), { rule, values }).what;
  assert.match(said('fr', 'PASS-IN-NOT-TO-THE-CENT', { what: 'TVA', booked: '1268.64', stated: '268.63' }), /1\u202f268,64 .*268,63/);
  assert.match(said('en', 'PASS-IN-NOT-TO-THE-CENT', { what: 'VAT', booked: '1268.64', stated: 'none' }), /1,268\.64 .*none/);
  const id = '019ac000-0000-7000-8000-000000000007';
  assert.match(said('fr', 'PASS-IN-DUPLICATE', { kind: 'file', other: id }), /même fichier, reçue par le réseau/);
  assert.match(said('fr', 'PASS-IN-DUPLICATE', { kind: 'number', other: '4711' }), /même numéro du même fournisseur, la facture n°\u00a04711 de l’ERP/);
});

test('every error of the catalogue says what happened and what to do, in both languages', () => {
  const missing = Object.keys(CATALOG).filter((code) => !hasSentence('fr', code) || !hasSentence('en', code));
  assert.deepEqual(missing, []);
});

test('the language is the one chosen, else the one the browser prefers', () => {
  const table = [
    ['en', 'fr', 'en'],
    [undefined, 'fr-FR,fr;q=0.9,en;q=0.8', 'fr'],
    [undefined, 'de,en;q=0.7,fr;q=0.3', 'en'],
    [undefined, 'fr;q=0.2,en;q=0.25', 'en'],
    [undefined, 'de', 'en'],
    [undefined, '', 'fr'],
    [undefined, undefined, 'fr'],
    ['xx', 'en', 'en'],
    [undefined, 'fr;q=0, en;q=0.1', 'en'],
    [undefined, ';;;,,q=', 'en'],
  ] as const;
  for (const [chosen, header, locale] of table) assert.equal(chooseLocale(chosen, header), locale, `${chosen} ${header}`);
});

test('reasons and errors are told in words, unknown ones as they are', () => {
  const words = wordsIn('en');
  assert.equal(reasonText(words, 'before-since'), 'Issued before the company went live');
  assert.equal(reasonText(words, 'trouble:NET_TIMEOUT'), 'The remote did not answer in time.');
  assert.equal(reasonText(words, 'diverged:abc'), 'Changed in the ERP after sending');
  assert.equal(reasonText(words, 'PASS-TOTAL'), 'Check PASS-TOTAL not passed');
  assert.equal(reasonText(words, 'something new'), 'something new');
  assert.equal(errorText(words, 'NET_UNAUTHORIZED: 401')?.what, 'The remote refuses the credentials.');
  assert.equal(errorText(words, 'NO_SUCH_CODE'), null);
  assert.equal(actorText(words, 'operator:ana'), 'ana (operator)');
  assert.equal(actorText(words, 'platform'), 'Platform');
});
