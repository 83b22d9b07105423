import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Invoice } from '../../src/model/invoice.ts';
import { check, judge } from '../../src/rules/check.ts';
import { ALL_PROFILES, profileNamed, profileSaid, PROFILES } from '../../src/rules/profiles.ts';
import { invoice as arbitraryInvoice } from '../support/arbitrary-invoice.ts';
import { syntaxRules } from '../../src/rules/syntax/table.ts';
import { change } from './change.ts';
import { SOUND } from './sound.ts';

const SYNTAX: ReadonlySet<string> = new Set([...syntaxRules('ubl'), ...syntaxRules('cii')].map(({ id }) => id));
const FRENCH = PROFILES['fr-cius'];

test('an empty invoice is told what is missing, and nothing throws', () => {
  const rules = check({}, FRENCH).map((fault) => fault.rule);
  for (const rule of ['BR-01', 'BR-02', 'BR-06', 'BR-08', 'BR-16', 'BR-CO-18', 'BR-FR-05', 'BR-FR-10'])
    assert.ok(rules.includes(rule), rule);
});

test('no rule throws, whatever the terms hold', () => {
  fc.assert(
    fc.property(arbitraryInvoice, (invoice) => {
      for (const profile of Object.values(PROFILES)) check(invoice, profile);
    }),
    { numRuns: 200 },
  );
});

test('a rule is silent where its terms are absent: totals alone break no rule of sums', () => {
  const faults = check(change(SOUND, { totals: undefined }), PROFILES.en16931).map((fault) => fault.rule);
  assert.deepEqual(faults, ['BR-12', 'BR-13', 'BR-14', 'BR-15']);
});

test('what a receiver may overlook is a warning when receiving and fatal when sending', () => {
  const bare = change(SOUND, { notes: [] });
  assert.ok(check(bare, FRENCH).every((fault) => fault.rule !== 'BR-FR-05' || fault.severity === 'fatal'));
  const received = check(bare, FRENCH, undefined, 'receiving').filter((fault) => fault.rule === 'BR-FR-05');
  assert.deepEqual(
    received.map((fault) => fault.severity),
    ['warning', 'warning', 'warning'],
  );
});

test('overrides of a profile name rules that it has', () => {
  for (const profile of ALL_PROFILES) {
    const ids = new Set(profile.rules.map((rule) => rule.id));
    assert.equal(ids.size, profile.rules.length, `${profile.name} has a rule twice`);
    for (const overrides of Object.values(profile.severities))
      for (const id of Object.keys(overrides)) assert.ok(ids.has(id) || SYNTAX.has(id), id);
  }
});

test('an override that is off silences the rule', () => {
  const quiet = { ...FRENCH, severities: { ...FRENCH.severities, sending: { 'BR-16': 'off' } } } as const;
  const empty: Invoice = { ...SOUND, lines: [] };
  assert.ok(!check(empty, quiet).some((fault) => fault.rule === 'BR-16'));
});

test('a warning makes a ready invoice, a fatal fault none', () => {
  assert.notEqual(judge(change(SOUND, { 'payment.card.number': '123456789012' }), FRENCH).ready, null);
  assert.equal(judge(change(SOUND, { lines: [] }), FRENCH).ready, null);
});

test('a file is judged by the profile that it names', () => {
  assert.equal(profileSaid('urn:factur-x.eu:1p0:minimum').name, 'facturx-minimum');
  assert.equal(profileSaid(' urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic ').name, 'facturx-basic');
  assert.equal(profileSaid(SOUND.specification).name, 'en16931');
  assert.equal(profileSaid(undefined).name, 'en16931');
});

test('profiles without lines ask for none, and for no sum of lines', () => {
  const bare = change(SOUND, { lines: [], 'totals.lines': undefined, vat: [], 'buyer.address': undefined });
  assert.deepEqual(check(bare, profileNamed('facturx-minimum') ?? FRENCH), []);
  assert.deepEqual(check(change(SOUND, { lines: [] }), profileNamed('facturx-basicwl') ?? FRENCH), []);
  assert.ok(check({ ...SOUND, lines: [] }, profileNamed('facturx-basic') ?? FRENCH).some(({ rule }) => rule === 'BR-16'));
});

test('profiles are found by name, and a name that is none is told so', () => {
  assert.equal(profileNamed('fr-extended')?.specification, 'urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr');
  assert.equal(profileNamed('xrechnung'), undefined);
  assert.equal(profileNamed('toString'), undefined);
});

test('a long text of a hostile file is cut in its finding, and one rule gives so many findings', () => {
  const [fault] = check(change(SOUND, { currency: 'X'.repeat(10_000) }), PROFILES.en16931);
  assert.ok((fault?.values['code']?.length ?? 0) < 300);
  const many = change(SOUND, { lines: Array.from({ length: 2000 }, () => ({})) });
  assert.equal(check(many, PROFILES.en16931).filter((found) => found.rule === 'BR-21').length, 500);
});
