/** The meta-test: no rule without a case that passes, a case that breaks it, and sentences in both languages. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AREAS, hasSentence, LOCALES, type Locale, type Sentence } from '../../src/messages/messages.ts';
import { dec } from '../../src/model/decimal.ts';
import type { Invoice } from '../../src/model/invoice.ts';
import type { SyntaxFacts } from '../../src/model/syntax-facts.ts';
import { check } from '../../src/rules/check.ts';
import { PROFILES } from '../../src/rules/profiles.ts';
import { BREAKING_EN16931 } from './breaking-en16931.ts';
import { BREAKING_FR } from './breaking-fr.ts';
import { BOTH_DIRECTIONS, BREAKING_DIRECTIONS, BREAKING_VENDORS, SEVERAL_VENDORS } from './breaking-multi-vendor.ts';
import { change } from './change.ts';
import { SOUND, soundIn, SPLIT_PAYMENT } from './sound.ts';

const PROFILE = PROFILES['fr-cius'];
const CATEGORIES: Readonly<Record<string, string>> = {
  S: 'S',
  Z: 'Z',
  E: 'E',
  AE: 'AE',
  IC: 'K',
  G: 'G',
  O: 'O',
  AF: 'L',
  AG: 'M',
};

interface Case {
  readonly sound: Invoice;
  readonly broken: Invoice;
  readonly facts?: SyntaxFacts;
}

const FACTS: SyntaxFacts = {
  syntax: 'ubl',
  root: 'ubl:Invoice',
  currencies: [{ currency: 'EURO', count: 1, first: '/ubl:Invoice/cbc:x' }],
  vatTotals: [],
  repeated: [],
  empty: [],
  taxSchemes: [],
  dates: [],
  indicators: [],
  numbers: [],
  unread: [],
};

function familyCases(prefix: string, category: string): Record<string, Case> {
  const sound = soundIn(category);
  const broken = (changes: Readonly<Record<string, unknown>>): Case => ({ sound, broken: change(sound, changes) });
  const identifiers = category === 'O' ? { 'buyer.vatId': 'FR18200000008' } : { 'seller.vatId': undefined };
  const wrongRate = category === 'S' ? dec('0') : category === 'O' ? dec('0') : ['L', 'M'].includes(category) ? dec('-1') : dec('5');
  const wrongReason = ['S', 'Z', 'L', 'M'].includes(category) ? { 'vat[0].reason': 'motif' } : { 'vat[0].reasonCode': undefined };
  return {
    [`BR-${prefix}-01`]: broken({ vat: [] }),
    [`BR-${prefix}-02`]: broken(identifiers),
    [`BR-${prefix}-03`]: broken(identifiers),
    [`BR-${prefix}-04`]: broken(identifiers),
    [`BR-${prefix}-05`]: broken({ 'lines[0].vat.rate': wrongRate }),
    [`BR-${prefix}-06`]: broken({ 'allowances[0].vat.rate': wrongRate }),
    [`BR-${prefix}-07`]: broken({ 'charges[0].vat.rate': wrongRate }),
    [`BR-${prefix}-08`]: broken({ 'vat[0].base': dec('101.00') }),
    [`BR-${prefix}-09`]: broken({ 'vat[0].amount': dec('22.00') }),
    [`BR-${prefix}-10`]: broken(wrongReason),
  };
}

function allCases(): ReadonlyMap<string, Case> {
  const cases = new Map<string, Case>();
  for (const [id, changes] of Object.entries({ ...BREAKING_EN16931, ...BREAKING_FR }))
    cases.set(id, { sound: SOUND, broken: change(SOUND, changes) });
  for (const [id, changes] of Object.entries(BREAKING_VENDORS))
    cases.set(id, { sound: SEVERAL_VENDORS, broken: change(SEVERAL_VENDORS, changes) });
  for (const [id, changes] of Object.entries(BREAKING_DIRECTIONS))
    cases.set(id, { sound: BOTH_DIRECTIONS, broken: change(BOTH_DIRECTIONS, changes) });
  for (const [prefix, category] of Object.entries(CATEGORIES)) {
    for (const [id, one] of Object.entries(familyCases(prefix, category))) cases.set(id, one);
  }
  const [k, o] = [soundIn('K'), soundIn('O')];
  const standard = { category: 'S', rate: dec('20') };
  cases.set('BR-IC-11', {
    sound: k,
    broken: change(k, { 'delivery.date': undefined, period: undefined, vatPointCode: undefined }),
  });
  cases.set('BR-IC-12', { sound: k, broken: change(k, { 'delivery.address': undefined }) });
  cases.set('BR-O-11', { sound: o, broken: change(o, { 'vat[1]': { ...standard, base: dec('0.00'), amount: dec('0.00') } }) });
  cases.set('BR-O-12', { sound: o, broken: change(o, { 'lines[0].vat': standard }) });
  cases.set('BR-O-13', { sound: o, broken: change(o, { 'allowances[0].vat': standard }) });
  cases.set('BR-O-14', { sound: o, broken: change(o, { 'charges[0].vat': standard }) });
  cases.set('BR-B-01', { sound: SPLIT_PAYMENT, broken: change(SPLIT_PAYMENT, { 'buyer.address.country': 'FR' }) });
  cases.set('BR-B-02', { sound: SPLIT_PAYMENT, broken: change(SPLIT_PAYMENT, { 'lines[0].vat.category': 'S' }) });
  const exempt = change(soundIn('E'), { 'vat[0].reason': 'Franchise en base' });
  cases.set('PASS-F1-EXEMPTION', { sound: exempt, broken: change(exempt, { 'vat[0].reason': undefined }) });
  cases.set('BR-CL-03', { sound: SOUND, broken: SOUND, facts: FACTS });
  return cases;
}

const CASES = allCases();

test('the sound invoice breaks no rule of any profile', () => {
  for (const profile of Object.values(PROFILES)) assert.deepEqual(check(SOUND, profile), []);
});

test('an invoice of each VAT category breaks no rule of EN 16931', () => {
  for (const category of Object.values(CATEGORIES)) assert.deepEqual(check(soundIn(category), PROFILES.en16931), [], category);
  assert.deepEqual(check(SPLIT_PAYMENT, PROFILES.en16931), []);
});

test('every rule has a case that passes and a case that breaks it', () => {
  for (const { id } of PROFILE.rules) {
    const one = CASES.get(id);
    assert.ok(one !== undefined, `${id} has no case`);
    assert.ok(!check(one.sound, PROFILE).some((fault) => fault.rule === id), `${id} speaks of a sound invoice`);
    assert.ok(
      check(one.broken, PROFILE, one.facts).some((fault) => fault.rule === id),
      `${id} is silent where it should speak`,
    );
  }
  for (const id of CASES.keys())
    assert.ok(
      PROFILE.rules.some((rule) => rule.id === id),
      `${id} has a case but is no rule`,
    );
});

test('every rule has sentences in French and English, and every value they name is given', () => {
  for (const { id } of PROFILE.rules) {
    const { broken, facts } = CASES.get(id) as Case;
    for (const fault of check(broken, PROFILE, facts).filter((found) => found.rule === id)) {
      for (const locale of LOCALES) {
        assert.ok(hasSentence(locale, id), `${id} has no sentence in ${locale}`);
        for (const name of placeholders(locale, id))
          assert.ok(
            Object.hasOwn(fault.values, name),
            `${id} (${locale}) names {${name}}, the rule gives ${Object.keys(fault.values).join(', ')}`,
          );
      }
    }
  }
});

/** The names between braces in the sentences of a rule. */
function placeholders(locale: Locale, id: string): Iterable<string> {
  const entry = Object.values(AREAS[locale])
    .map((area) => area[id])
    .find((found) => typeof found === 'object') as Sentence;
  return [...`${entry.what} ${entry.fix}`.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string);
}
