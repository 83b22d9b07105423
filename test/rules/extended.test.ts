/** EXTENDED-CTC-FR: each of its own rules has a case that passes and one that breaks it, and sentences; official verdicts. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { AREAS, LOCALES, type Entry, type Locale } from '../../src/messages/messages.ts';
import { dec } from '../../src/model/decimal.ts';
import { isFatal, type Fault } from '../../src/model/fault.ts';
import type { Invoice } from '../../src/model/invoice.ts';
import { parseInvoice } from '../../src/parse/parse-invoice.ts';
import { renderInvoice } from '../../src/render/render-invoice.ts';
import { check } from '../../src/rules/check.ts';
import { EN16931_RULES } from '../../src/rules/en16931/all.ts';
import replaces from '../../src/rules/fr/extended-replaces.json' with { type: 'json' };
import { FACTURX_PROFILES, PROFILES } from '../../src/rules/profiles.ts';
import { bareFacts } from '../support/bare-facts.ts';
import { NEEDS_DATA, sharedPath } from '../support/shared-data.ts';
import { EXTENDED_CASES, type Judged } from './breaking-extended.ts';
import { change } from './change.ts';
import { SOUND } from './sound.ts';

const PROFILE = PROFILES['fr-extended'];
const EN = new Map(EN16931_RULES.map((rule) => [rule.id, rule]));
const FOREIGN = new Set(PROFILES['fr-cius'].rules.map(({ id }) => id));
const OWN = PROFILE.rules.filter(({ id }) => !FOREIGN.has(id)).map(({ id }) => id);

function judged({ invoice, facts }: Judged): readonly Fault[] {
  return check(invoice, PROFILE, facts);
}

function ofRule(one: Judged, id: string): readonly Fault[] {
  return judged(one).filter(({ rule }) => rule === id);
}

test('every rule of the extension has a case that passes and a case that breaks it, and sentences with their values', () => {
  assert.deepEqual([...EXTENDED_CASES.keys()].sort(), [...OWN].sort());
  for (const [id, { sound, broken }] of EXTENDED_CASES) {
    assert.deepEqual(ofRule(sound, id), [], `${id} speaks of a sound invoice`);
    const [found] = ofRule(broken, id);
    assert.ok(found !== undefined, `${id} is silent where it should speak`);
    for (const locale of LOCALES) {
      const kind = found.values['kind'];
      const entry = AREAS[locale]['extended']?.[id] ?? AREAS[locale]['syntax']?.[`SYNTAX-${(kind ?? '').toUpperCase()}`];
      assert.ok(typeof entry === 'object', `${id} in ${locale}`);
      for (const [, name = ''] of `${entry.what} ${entry.fix}`.matchAll(/\{(\w+)\}/g))
        assert.ok(Object.hasOwn(found.values, name), `${id} (${locale}) names {${name}}`);
    }
  }
});

test('a rule that the artefact for CII calls otherwise says the same under both names', () => {
  for (const [id, name] of Object.entries(replaces.namesInCii)) {
    const rules = [id, name].map((one) => PROFILE.rules.find((rule) => rule.id === one));
    assert.deepEqual(rules[1]?.terms, rules[0]?.terms ?? EN.get(id)?.terms, name);
    for (const locale of LOCALES) assert.deepEqual(entryOf(locale, name), entryOf(locale, id), `${name} in ${locale}`);
  }
});

test('a file hears a rule under the name of its own syntax only', () => {
  for (const [id, name] of Object.entries(replaces.namesInCii)) {
    const broken = EXTENDED_CASES.get(name)?.broken as Judged;
    assert.equal(ofRule(broken, id).length, 0, id);
    const asUbl = { invoice: broken.invoice, facts: bareFacts('ubl') };
    assert.equal(ofRule(asUbl, name).length, 0, name);
    assert.notEqual(ofRule(asUbl, id).length, 0, id);
  }
});

function entryOf(locale: Locale, id: string): Entry | undefined {
  return AREAS[locale]['extended']?.[id] ?? AREAS[locale]['en16931']?.[id];
}

test('the extension replaces the rules of EN 16931 that it relaxes', () => {
  const ids = new Set(PROFILE.rules.map(({ id }) => id));
  for (const id of ['BR-CO-10', 'BR-E-01', 'BR-E-08', 'BR-22', 'BR-CO-17', 'BR-54']) assert.ok(!ids.has(id), id);
  for (const id of ['BR-CO-14', 'BR-21', 'BR-FR-05']) assert.ok(ids.has(id), id);
});

test('a cent for each line is tolerated, and a line of information counts for nothing', () => {
  assert.deepEqual(ofRule({ invoice: change(SOUND, { 'totals.lines': dec('105.01') }) }, 'BR-FREXT-CO-10'), []);
  const told = change(SOUND, { 'lines[1]': { id: '2', status: 'INFORMATION', net: dec('999.00'), item: { name: 'Note' } } });
  assert.ok(!check(told, PROFILE).some(({ rule }) => rule.startsWith('BR-FREXT-')));
});

test('a logistics charge of CII is summed with the charges and by its VAT', () => {
  const charge =
    '<ram:SpecifiedLogisticsServiceCharge><ram:AppliedAmount>7.00</ram:AppliedAmount><ram:AppliedTradeTax><ram:CategoryCode>S</ram:CategoryCode>' +
    '<ram:RateApplicablePercent>20.0</ram:RateApplicablePercent></ram:AppliedTradeTax></ram:SpecifiedLogisticsServiceCharge>';
  const head = '<ram:ApplicableHeaderTradeSettlement>';
  const summed = (invoice: Invoice, put: string): readonly string[] => {
    const text = new TextDecoder().decode(renderInvoice(invoice, 'cii')).replace(head, head + put);
    const { facts, ...read } = parseInvoice(new TextEncoder().encode(text));
    return judged({ ...read, facts })
      .map(({ rule }) => rule)
      .filter((id) => /-CO-1[0-5]$|-S-0[189]$/.test(id));
  };
  const carried = change(SOUND, {
    'totals.charges': dec('12.00'),
    'totals.withoutVat': dec('107.00'),
    'totals.vat': dec('21.40'),
    'totals.withVat': dec('128.40'),
    'totals.due': dec('108.40'),
    'vat[0].base': dec('107.00'),
    'vat[0].amount': dec('21.40'),
  });
  assert.deepEqual(summed(SOUND, ''), []);
  assert.deepEqual(summed(carried, charge), []);
  assert.deepEqual(summed(carried, ''), ['BR-FREXT-CO-12', 'BR-FREXT-CO-13', 'BR-FXEXT-S-08']);
  assert.deepEqual(summed(SOUND, charge), ['BR-FREXT-CO-12', 'BR-FREXT-CO-13', 'BR-FXEXT-S-08']);
});

test('the sums are tolerated as the artefact of each syntax tolerates them', () => {
  const rules = (changes: Readonly<Record<string, unknown>>, syntax: 'ubl' | 'cii'): readonly string[] =>
    judged({ invoice: change(SOUND, changes), facts: bareFacts(syntax) }).map(({ rule }) => rule);
  // a line that does not count gives its cent in CII alone
  const told = { 'totals.lines': dec('105.02'), 'lines[1]': { id: '2', status: 'INFORMATION', item: { name: 'Note' } } };
  assert.deepEqual(
    [rules(told, 'ubl'), rules(told, 'cii')].map((ids) => ids.includes('BR-FREXT-CO-10')),
    [true, false],
  );
  // without a total of VAT there is nothing to add up in CII, not even where both totals are equal
  for (const bare of [{ 'totals.vat': undefined }, { 'totals.vat': undefined, 'totals.withVat': SOUND.totals?.withoutVat }]) {
    assert.deepEqual(
      [rules(bare, 'ubl'), rules(bare, 'cii')].map((ids) => ids.includes('BR-FREXT-CO-15')),
      [false, true],
    );
  }
});

test('what is not there comes to nothing', () => {
  const cases: readonly (readonly [changes: Readonly<Record<string, unknown>>, rules: readonly string[]])[] = [
    [{ 'totals.withoutVat': undefined }, ['BR-FREXT-CO-13', 'BR-FREXT-CO-15']],
    [{ 'vat[0].base': undefined }, ['BR-FREXT-S-08', 'BR-FREXT-S-08ini', 'BR-FREXT-S-08rev', 'BR-FREXT-S-09']],
    [
      { 'vat[0].rate': undefined, 'lines[0].vat.rate': undefined },
      ['BR-FREXT-S-08', 'BR-FREXT-S-08ini', 'BR-FREXT-S-08rev', 'BR-FREXT-S-09'],
    ],
  ];
  for (const [changes, rules] of cases) {
    const found = judged({ invoice: change(SOUND, changes), facts: bareFacts('ubl') }).map(({ rule }) => rule);
    assert.deepEqual(
      found.filter((id) => id.startsWith('BR-FREXT-')),
      rules,
    );
  }
});

test('a term of delivery is asked wherever it stands', () => {
  const terms = '<cac:DeliveryTerms><cbc:ID>QUAI</cbc:ID></cac:DeliveryTerms></cac:Delivery>';
  const file = new TextDecoder().decode(renderInvoice(SOUND, 'ubl')).replace('</cac:Delivery>', terms);
  const { facts, ...read } = parseInvoice(new TextEncoder().encode(file));
  const found = ofRule({ ...read, facts }, 'BR-FREXT-CL-27');
  assert.deepEqual(
    found.map(({ at, file: place }) => [at, place]),
    [[['delivery'], '/ubl:Invoice/cac:Delivery/cac:DeliveryTerms/cbc:ID']],
  );
});

test('a Factur-X file of the profile EXTENDED is judged by the relaxed rules, not by none', () => {
  const profile = FACTURX_PROFILES['facturx-extended'];
  const facts = bareFacts('cii');
  assert.deepEqual(check(SOUND, profile, facts), []);
  const wrong = change(SOUND, { 'totals.withVat': dec('140.00'), 'vat[0].base': dec('90.00'), 'lines[0].quantity': undefined });
  const ids = new Set(check(wrong, profile, facts).map(({ rule }) => rule));
  for (const id of ['BR-FREXT-CO-15', 'BR-FXEXT-S-08', 'BR-FREXT-BR-22']) assert.ok(ids.has(id), id);
});

test('a finding about elements says where in the file they stand', () => {
  const files = ['UBL-FREXT-CR-410', 'UBL-FREXT-CR-645', 'CII-FREXT-SR-439'].map((id) => {
    const { broken } = EXTENDED_CASES.get(id) ?? assert.fail(id);
    return ofRule(broken, id).map(({ file }) => file);
  });
  const line = '/rsm:CrossIndustryInvoice/rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem';
  assert.deepEqual(files, [
    ['/ubl:Invoice/cac:DeliveryTerms'],
    ['/ubl:Invoice/cac:InvoiceLine/cac:DeliveryTerms'],
    [`${line}/ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice`],
  ]);
});

test('the official samples of the extension have no fatal finding', { skip: NEEDS_DATA }, () => {
  const verdicts = JSON.parse(readFileSync(sharedPath('verdicts.json'), 'utf8')) as Readonly<
    Record<string, Readonly<Record<string, unknown>>>
  >;
  const files = Object.keys(verdicts).filter((file) => verdicts[file]?.['extended-ctc-fr'] !== undefined);
  assert.ok(files.length > 4);
  for (const file of files) {
    const { invoice, facts } = parseInvoice(readFileSync(sharedPath(file)));
    const own = check(invoice, PROFILE, facts).filter((fault) => isFatal(fault) && !fault.rule.startsWith('BR-FR-'));
    assert.deepEqual(
      own.map(({ rule }) => rule),
      [],
      file,
    );
  }
});
