/** The rules of e-reporting messages: sound messages pass, and each term that a rule looks at breaks it. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { AREAS, LOCALES, sentence, type Sentence } from '../../src/messages/messages.ts';
import type { Fault } from '../../src/model/fault.ts';
import { readReport } from '../../src/parse/flux10/parse-report.ts';
import { checkReport } from '../../src/rules/check-report.ts';
import { FLUX10_RULES, REPORT_RULES } from '../../src/rules/fr/flux10/all.ts';
import { NEEDS_DATA, sharedPath } from '../support/official-data.ts';
import { BREAKING, type Breaking } from './breaking-flux10.ts';
import { REPORT_BYTES } from './report-sample.ts';

function judged(xml: string | Uint8Array): readonly Fault[] {
  return checkReport(readReport(typeof xml === 'string' ? new TextEncoder().encode(xml) : xml).report);
}

function damaged({ xml, from, to }: Breaking): string {
  const changed = xml.replace(from, to);
  assert.ok(changed !== xml, `there is no ${from} to change`);
  return changed;
}

function rulesOf(faults: readonly Fault[]): readonly string[] {
  return [...new Set(faults.map(({ rule }) => rule))];
}

test('sound messages break no rule', () => {
  for (const bytes of REPORT_BYTES) assert.deepEqual(judged(bytes), []);
});

for (const [rule, cases] of Object.entries(BREAKING)) {
  test(`${rule} speaks of each term it looks at, and no other rule does`, () => {
    for (const one of cases) {
      const faults = judged(damaged(one));
      assert.deepEqual(rulesOf(faults), [rule, ...(one.also ?? [])], `${one.from} → ${one.to}`);
      const at = faults.find((fault) => fault.rule === rule)?.at[0];
      if (one.at !== undefined) assert.equal(at, one.at);
    }
  });
}

test('every rule has a case, and every case is of a rule', () => {
  assert.deepEqual(Object.keys(BREAKING).sort(), REPORT_RULES.map(({ id }) => id).sort());
});

test('the rules and their severities are those of the official artefact', { skip: NEEDS_DATA }, () => {
  const [, ...rows] = readFileSync(sharedPath('rules/flux10.csv'), 'utf8').trim().split('\n');
  const official = rows.map((row) => row.split(',').slice(0, 2).join(' '));
  assert.deepEqual(FLUX10_RULES.map(({ id, severity }) => `${id} ${severity}`).sort(), official.sort());
});

/** The official verdicts count one finding without its id: these two are why those messages are bad. */
const BAD: Readonly<Record<string, readonly string[]>> = {
  // a period of one day: the artefact wants its end after its start
  'f10_3_oneday_BAD.xml': ['G6.25 transactions.period'],
  // a payment taken back by a negative amount, instead of sending the period again
  'f10_4_negative_BAD.xml': ['G1.16 payments.days[0].parts[0].amount'],
};

test('the official messages get the official verdicts', { skip: NEEDS_DATA }, () => {
  const verdicts = JSON.parse(readFileSync(sharedPath('verdicts.json'), 'utf8')) as Record<string, { flux10: Record<string, object> }>;
  for (const name of readdirSync(sharedPath('fr/flux10'))) {
    const { faults, unread } = readReport(readFileSync(sharedPath('fr/flux10', name)));
    assert.deepEqual([faults, unread], [[], []], name);
    const found = judged(readFileSync(sharedPath('fr/flux10', name)));
    assert.deepEqual(
      found.map(({ rule, at, severity }) => (severity === 'fatal' ? `${rule} ${at.join()}` : severity)),
      BAD[name] ?? [],
      name,
    );
    const { fatal = {} } = verdicts[`fr/flux10/${name}`]?.flux10 ?? {};
    const counted = Object.values(fatal as Record<string, number>).reduce((sum, count) => sum + count, 0);
    assert.equal(found.length, counted, name);
  }
});

test('every rule has sentences in both languages, and every value they name is given', () => {
  for (const [rule, cases] of Object.entries(BREAKING)) {
    for (const fault of cases.flatMap((one) => judged(damaged(one))).filter((each) => each.rule === rule)) {
      for (const locale of LOCALES) {
        const { what, fix } = AREAS[locale]['flux10']?.[rule] as Sentence;
        for (const [, name = ''] of `${what} ${fix}`.matchAll(/\{(\w+)\}/g))
          assert.ok(Object.hasOwn(fault.values, name), `${rule} (${locale}) names {${name}}`);
        assert.doesNotMatch(sentence(locale, rule, fault.values).what, /\{/);
      }
    }
  }
  for (const locale of LOCALES)
    assert.deepEqual(Object.keys(AREAS[locale]['flux10'] ?? {}).sort(), REPORT_RULES.map(({ id }) => id).sort());
});

test('whatever a message holds, judging it ends with bounded findings', () => {
  const word = fc.oneof(fc.string(), fc.constantFrom('constructor', '__proto__', '0002', 'EUR', '20261001', '381'));
  const trader = fc.record(
    { id: fc.record({ value: word, scheme: word }), vatId: fc.record({ value: word }) },
    { requiredKeys: [], noNullPrototype: true },
  );
  const invoice = fc.record(
    { number: word, typeCode: word, process: word, currency: word, issueDate: word, seller: trader, buyer: trader },
    { requiredKeys: [], noNullPrototype: true },
  );
  fc.assert(
    fc.property(fc.array(invoice, { maxLength: 5 }), word, (invoices, id) => {
      for (const { values } of checkReport({ id, transactions: { invoices } }))
        for (const value of Object.values(values)) assert.ok(value.length <= 201);
    }),
  );
  const long = 'é'.repeat(1_000_000);
  const many = Array.from({ length: 3000 }, () => ({
    number: 'X'.repeat(5000),
    issueDate: 'x',
    seller: { id: { value: 'y'.repeat(5000), scheme: '0223' } },
  }));
  const faults = checkReport({ id: long, sender: { id: { value: long, scheme: '0238' } }, transactions: { invoices: many } });
  assert.ok(faults.length > 100 && faults.length <= 1100);
});
