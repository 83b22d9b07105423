/** No sentence without a next step: every rule that a profile or a message is judged by, in both languages. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AREAS, LOCALES, type Locale, type Sentence } from '../../src/messages/messages.ts';
import { parseInvoice } from '../../src/parse/parse-invoice.ts';
import { check } from '../../src/rules/check.ts';
import { CDV_RULES } from '../../src/rules/fr/cdv/all.ts';
import { ALL_PROFILES, PROFILES } from '../../src/rules/profiles.ts';
import { syntaxRules } from '../../src/rules/syntax/table.ts';
import { unitCases } from '../support/official-units.ts';
import { NEEDS_DATA } from '../support/shared-data.ts';

/** What a person is told to do. A fix may begin with the case it is for ("Received: ask …"), so it is looked for anywhere. */
const ENGLISH =
  /\b(?:activate|add|ask|attach|begin|change|check|choose|compare|complete|convert|correct|create|describe|enter|fill|give|group|keep|leave|link|look|make|match|move|name|post|put|read|recompute|reduce|remove|report|round|say|see|send|set|shorten|switch|take|try|use|verify|write)\b/i;
const FRENCH = /\b(?:\p{L}{2,}ez|faites|dites)(?!\p{L})/iu;
const VERBS: Readonly<Record<Locale, RegExp>> = { en: ENGLISH, fr: FRENCH };

/** Every area but the operating errors, whose sentences their own catalogue tests. */
function areasOf(locale: Locale): readonly (readonly [id: string, entry: Sentence])[] {
  return Object.entries(AREAS[locale])
    .filter(([area]) => area !== 'errors')
    .flatMap(([, entries]) => Object.entries(entries).flatMap(([id, entry]) => (typeof entry === 'object' ? [[id, entry] as const] : [])));
}

const SENTENCES: Readonly<Record<Locale, ReadonlyMap<string, Sentence>>> = { fr: new Map(areasOf('fr')), en: new Map(areasOf('en')) };

function bare(text: string): string {
  return text.replace(/\{\w+\}/g, '');
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(
    bare(text)
      .toLowerCase()
      .match(/\p{L}{4,}/gu) ?? [],
  );
}

/** Rules of the syntax binding share the sentences of their kind, except those that look at more than presence. */
const RULES = [
  ...ALL_PROFILES.flatMap(({ rules }) => rules.map(({ id }) => id)),
  ...(['ubl', 'cii'] as const).flatMap((syntax) => syntaxRules(syntax).flatMap(({ id, kind }) => (kind === 'special' ? [id] : []))),
  ...CDV_RULES.map(({ id }) => id),
];

/** Worded by the profile that replaces them, but of a kind. */
const OF_A_KIND: ReadonlySet<string> = new Set(['UBL-SR-06', 'UBL-SR-07', 'CII-SR-454']);

test('every rule of every profile and of status messages has its two sentences in French and English', () => {
  assert.ok(new Set(RULES).size > 380);
  for (const id of new Set(RULES)) {
    for (const locale of LOCALES) assert.ok(OF_A_KIND.has(id) || SENTENCES[locale].has(id), `${id} has no sentence in ${locale}`);
  }
});

test('every fix says what to do', () => {
  for (const locale of LOCALES) {
    for (const [id, { fix }] of SENTENCES[locale]) {
      assert.match(fix, /\.$/, `${id} (${locale}): fix`);
      assert.match(bare(fix), VERBS[locale], `${id} (${locale}): ${fix}`);
    }
  }
});

test('no fix repeats the fault', () => {
  for (const locale of LOCALES) {
    for (const [id, { what, fix }] of SENTENCES[locale]) {
      const [said, told] = [wordsOf(what), wordsOf(fix)];
      const fresh = [...told].filter((word) => !said.has(word));
      assert.ok(fresh.length > 0 && !what.includes(fix), `${id} (${locale}): ${what} → ${fix}`);
    }
  }
});

test('a sentence is short enough to be read, and holds no brace that is no value', () => {
  for (const locale of LOCALES) {
    for (const [id, { what, fix }] of SENTENCES[locale]) {
      for (const text of [what, fix]) {
        assert.ok(text.length > 12 && text.length <= 220, `${id} (${locale}) has ${text.length} characters`);
        assert.doesNotMatch(bare(text), /[{}]/, `${id} (${locale})`);
      }
    }
  }
});

test('every finding on the official cases gives the values that its sentences name', { skip: NEEDS_DATA }, () => {
  const seen = new Set<string>();
  for (const { fragment } of unitCases()) {
    const { invoice, facts } = parseInvoice(new TextEncoder().encode(fragment));
    for (const { rule, values } of check(invoice, PROFILES['fr-extended'], facts)) {
      seen.add(rule);
      for (const locale of LOCALES) {
        const { what, fix } =
          SENTENCES[locale].get(rule) ?? SENTENCES[locale].get(`SYNTAX-${values['kind']?.toUpperCase()}`) ?? assert.fail(rule);
        for (const [, name = ''] of `${what} ${fix}`.matchAll(/\{(\w+)\}/g))
          assert.ok(Object.hasOwn(values, name), `${rule} (${locale}) names {${name}}, which ${Object.keys(values).join(', ')} lacks`);
      }
    }
  }
  assert.ok(seen.size > 150, `${seen.size} rules spoke`);
});
