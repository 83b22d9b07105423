import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dec, formatDecimal, type Decimal } from '../../src/model/decimal.ts';
import { isFatal } from '../../src/model/fault.ts';
import type { Invoice } from '../../src/model/invoice.ts';
import { normalize, type Normalized } from '../../src/normalize/normalize.ts';
import { check, judge } from '../../src/rules/check.ts';
import { PROFILES } from '../../src/rules/profiles.ts';
import { invoice as arbitraryInvoice } from '../support/arbitrary-invoice.ts';
import { demoCompany } from '../support/demo-company.ts';
import { draft, FRENCH_BUYER, line, NOTHING_FETCHED, stated } from './drafts.ts';

function run(
  more: Partial<Invoice>,
  scope: Parameters<typeof draft>[3] = { operation: 'goods', buyerIsCompany: true },
  company = demoCompany(),
  enrichment = NOTHING_FETCHED,
): Normalized {
  return normalize(draft([line('100')], stated('100.00', '20.00', '120.00'), more, scope), { company, enrichment });
}

/** Every term of an invoice, by path. */
function* termsOf(value: unknown, path: string): Iterable<readonly [string, string]> {
  if (typeof value === 'string') yield [path, value];
  else if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* termsOf(item, `${path}[${index}]`);
  else if (typeof value === 'object' && value !== null) {
    if ('units' in value) yield [path, formatDecimal(value as Decimal)];
    else for (const [name, member] of Object.entries(value)) yield* termsOf(member, path === '' ? name : `${path}.${name}`);
  }
}

test('a simple French sale becomes an invoice that breaks no rule', () => {
  const { invoice, faults } = run({});
  assert.deepEqual(faults, []);
  assert.deepEqual(check(invoice, PROFILES['fr-cius']).filter(isFatal), []);
  assert.notEqual(judge(invoice, PROFILES['fr-cius']).ready, null);
});

test('a fatal fault from before makes no ready invoice', () => {
  const { invoice } = run({});
  assert.equal(judge(invoice, PROFILES['fr-cius'], [{ rule: 'PASS-X', severity: 'fatal', at: [], values: {} }]).ready, null);
  assert.notEqual(judge(invoice, PROFILES['fr-cius'], [{ rule: 'PASS-X', severity: 'warning', at: [], values: {} }]).ready, null);
});

test('every term of a normalized invoice was written by the mapping or tells its story', () => {
  fc.assert(
    fc.property(arbitraryInvoice, (input) => {
      const { invoice, derivations } = normalize({ invoice: input }, { company: demoCompany(), enrichment: NOTHING_FETCHED });
      const mapped = new Set([...termsOf(input, '')].map(([path]) => path));
      const told = new Map(derivations.map((one) => [one.at, one.value]));
      for (const [path, value] of termsOf(invoice, '')) {
        assert.ok(mapped.has(path) || told.has(path), `${path} has no story`);
        if (told.has(path)) assert.equal(canonical(told.get(path) ?? ''), canonical(value), path);
      }
    }),
    { numRuns: 200 },
  );
});

/** A story tells the number, the invoice may write it with its cents. */
function canonical(text: string): string {
  return /^-?\d+\.\d+$/.test(text) ? text.replace(/\.?0+$/, '') : text;
}

test('normalizing twice changes nothing more', () => {
  fc.assert(
    fc.property(arbitraryInvoice, (input) => {
      const context = { company: demoCompany(), enrichment: NOTHING_FETCHED };
      const once = normalize({ invoice: input }, context).invoice;
      const twice = normalize({ invoice: once }, context).invoice;
      assert.deepEqual([...termsOf(twice, '')], [...termsOf(once, '')]);
    }),
    { numRuns: 100 },
  );
});

test('texts lose control characters and outer spaces, empty terms disappear', () => {
  const { invoice } = run({
    buyerReference: '  REF\u0000-1\u0007 ',
    orderReference: ' \t',
    notes: [{ subject: 'AAI', text: '' }, { text: 'un\r\ndeux' }],
  });
  assert.equal(invoice.buyerReference, 'REF-1');
  assert.equal(invoice.orderReference, undefined);
  assert.equal(invoice.notes?.find((note) => note.text?.startsWith('un'))?.text, 'un\ndeux');
});

test('a SIRET as legal id gives SIREN and SIRET their places', () => {
  const { invoice } = run({ buyer: { ...FRENCH_BUYER, legalId: { value: '200 000 008 00017' } } });
  assert.deepEqual(invoice.buyer?.legalId, { value: '200000008', scheme: '0002' });
  assert.deepEqual(invoice.buyer?.ids, [{ value: '20000000800017', scheme: '0009' }]);
});

test('a SIRET with a placeholder is left out and its SIREN kept', () => {
  const { invoice, faults } = run({ buyer: { ...FRENCH_BUYER, ids: [{ value: '200000008*****', scheme: '0009' }] } });
  assert.deepEqual(invoice.buyer?.ids, []);
  assert.deepEqual(
    faults.map((fault) => [fault.rule, fault.severity]),
    [['PASS-SIRET-INVALID', 'warning']],
  );
});

test('a SIREN with a wrong digit holds the document', () => {
  assert.ok(
    run({ buyer: { ...FRENCH_BUYER, legalId: { value: '200000009', scheme: '0002' } } }).faults.some(
      (fault) => fault.rule === 'PASS-SIREN-INVALID',
    ),
  );
});

test('a document of another seller holds', () => {
  const seller = { name: 'Autre', legalId: { value: '300000007', scheme: '0002' } };
  assert.deepEqual(
    run({ seller })
      .faults.filter(isFatal)
      .map((fault) => fault.rule),
    ['PASS-SELLER-OTHER'],
  );
});

const FRAMEWORKS: readonly (readonly [
  string,
  Partial<Invoice>,
  Parameters<typeof draft>[3],
  string | undefined,
  string | undefined,
])[] = [
  ['goods', {}, { operation: 'goods' }, 'B1', undefined],
  ['services', {}, { operation: 'services' }, 'S1', '432'],
  ['both', {}, { operation: 'mixed' }, 'M1', '432'],
  ['a final invoice of services', {}, { operation: 'services', afterPrepayment: true }, 'S4', '432'],
  ['goods already paid', { totals: { paid: dec('120') } }, { operation: 'goods' }, 'B2', undefined],
  ['an operation nobody knows', {}, {}, undefined, undefined],
  ['what the mapping wrote', { businessProcess: 'S5', vatPointCode: '35' }, { operation: 'goods' }, 'S5', '35'],
];

for (const [title, more, scope, framework, point] of FRAMEWORKS) {
  test(`${title}: framework ${framework ?? 'open'}, VAT point ${point ?? 'open'}`, () => {
    const { invoice } = run(more, { buyerIsCompany: true, ...scope });
    assert.deepEqual([invoice.businessProcess, invoice.vatPointCode], [framework, point]);
  });
}

test('a company that opted for the debits says so for services', () => {
  assert.equal(run({}, { operation: 'services' }, demoCompany({ vatOnDebits: true })).invoice.vatPointCode, '3');
});

test('a foreign currency names the accounting currency', () => {
  const { invoice } = run({ currency: 'USD', totals: { vatAccounting: dec('18.4') } });
  assert.equal(invoice.vatCurrency, 'EUR');
  assert.equal(formatDecimal(invoice.totals?.vatAccounting ?? dec('0')), '18.40');
});

test('the directory’s address is written, its warning told, and candidates are not guessed among', () => {
  const value = '200000008_20000000800017';
  const known = run({}, {}, demoCompany(), {
    ...NOTHING_FETCHED,
    buyerAddress: { value, source: 'siren', warning: 'PASS-ADDRESS-NONE' },
  });
  assert.deepEqual(known.invoice.buyer?.endpoint, { value, scheme: '0225' });
  assert.deepEqual(
    known.faults.map((fault) => [fault.rule, fault.severity]),
    [['PASS-ADDRESS-NONE', 'warning']],
  );
  const several = run({}, {}, demoCompany(), {
    ...NOTHING_FETCHED,
    buyerAddress: { value: '', source: 'directory', candidates: ['a', 'b'] },
  });
  assert.deepEqual(
    several.faults.map((fault) => [fault.rule, fault.severity]),
    [['PASS-ADDRESS-AMBIGUOUS', 'fatal']],
  );
});

test('a buyer abroad is reached and identified by its VAT number', () => {
  const { invoice } = run({ buyer: { name: 'Beispiel GmbH', vatId: 'de 123 456 789', address: { country: 'DE' } } });
  assert.deepEqual(invoice.buyer?.endpoint, { value: 'DE123456789', scheme: '9930' });
  assert.deepEqual(invoice.buyer?.legalId, { value: 'DE123456789', scheme: '0223' });
});

test('a public buyer that asks for service and engagement gets both or holds', () => {
  const enrichment = { ...NOTHING_FETCHED, publicBuyer: { needsEngagement: true, needsService: true } };
  assert.deepEqual(
    run({}, {}, demoCompany(), enrichment).faults.map((fault) => fault.rule),
    ['PASS-B2G-SERVICE', 'PASS-B2G-ENGAGEMENT'],
  );
  assert.deepEqual(run({ buyerReference: 'S', orderReference: 'E' }, {}, demoCompany(), enrichment).faults, []);
});

test('a document that another module sends is never sent again', () => {
  assert.deepEqual(
    run({}, { sentElsewhere: 'account_peppol' }).faults.map((fault) => [fault.rule, fault.severity]),
    [['PASS-SENT-ELSEWHERE', 'fatal']],
  );
});

test('notes of the company are added once, by subject', () => {
  const { invoice } = run({ notes: [{ subject: 'AAB', text: 'Escompte de 2 %' }] });
  assert.deepEqual(
    invoice.notes?.map((note) => note.subject),
    ['AAB', 'PMD', 'PMT', 'BAR'],
  );
});
