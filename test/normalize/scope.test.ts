import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Draft } from '../../src/model/draft.ts';
import type { Enrichment } from '../../src/model/enrichment.ts';
import type { Party } from '../../src/model/party.ts';
import { text } from '../../src/messages/messages.ts';
import { normalize } from '../../src/normalize/normalize.ts';
import { demoCompany } from '../support/demo-company.ts';
import { draft, FRENCH_BUYER, line, NOTHING_FETCHED, stated } from './drafts.ts';

const PUBLIC: Enrichment = { ...NOTHING_FETCHED, publicBuyer: { needsEngagement: false, needsService: false } };

function scopeOf(
  buyer: Party,
  hints: Draft['scope'] = {},
  enrichment = NOTHING_FETCHED,
  category = 'S',
  reasonCode?: string,
): ReturnType<typeof normalize> {
  const rate = category === 'S' ? '20' : '0';
  const vat = category === 'S' ? '20.00' : '0.00';
  const total = category === 'S' ? '120.00' : '100.00';
  const one = line('100.00', rate, category, reasonCode === undefined ? {} : { vat: { category, reasonCode } });
  return normalize(draft([one], stated('100.00', vat, total), { buyer }, hints), { company: demoCompany(), enrichment });
}

interface Row {
  readonly title: string;
  readonly buyer: Party;
  readonly hints?: Draft['scope'];
  readonly enrichment?: Enrichment;
  readonly category?: string;
  readonly reasonCode?: string;
  /** class, processing rule, BAR note, faults. */
  readonly expected: readonly [string, string, string | undefined, ...string[]];
}

const german: Party = { name: 'Beispiel GmbH', vatId: 'DE123456789', address: { country: 'DE' } };
const person: Party = { name: 'Claude Exemple', address: { country: 'FR' } };

const ROWS: readonly Row[] = [
  { title: 'a French business with its SIREN', buyer: FRENCH_BUYER, expected: ['b2b', 'B2B', 'B2B'] },
  {
    title: 'a SIREN without country',
    buyer: { name: 'X', legalId: FRENCH_BUYER.legalId ?? { value: '' } },
    expected: ['b2b', 'B2B', 'B2B'],
  },
  { title: 'a French VAT number alone', buyer: { name: 'X', vatId: 'FR83404833048' }, expected: ['b2b', 'B2B', 'B2B'] },
  { title: 'a business of La Réunion', buyer: { ...FRENCH_BUYER, address: { country: 'RE' } }, expected: ['b2b', 'B2B', 'B2B'] },
  {
    title: 'a French company without SIREN',
    buyer: person,
    hints: { buyerIsCompany: true },
    expected: ['b2b', 'B2B', 'B2B', 'PASS-SIREN-MISSING'],
  },
  { title: 'a French person', buyer: person, hints: { buyerIsCompany: false }, expected: ['b2c', 'B2C', 'B2C'] },
  { title: 'someone in France, unknown', buyer: person, expected: ['b2b', 'B2B', 'B2B', 'PASS-SCOPE-UNKNOWN'] },
  {
    title: 'someone somewhere',
    buyer: { name: 'X' },
    hints: { buyerIsCompany: true },
    expected: ['b2b', 'B2B', 'B2B', 'PASS-SCOPE-UNKNOWN'],
  },
  { title: 'a German business', buyer: german, expected: ['b2b-int', 'B2BInt', 'B2BINT'] },
  {
    title: 'an American business',
    buyer: { name: 'Example Inc', address: { country: 'US' } },
    hints: { buyerIsCompany: true },
    expected: ['b2b-int', 'B2BInt', 'B2BINT'],
  },
  {
    title: 'a Belgian person',
    buyer: { name: 'X', address: { country: 'BE' } },
    hints: { buyerIsCompany: false },
    expected: ['b2c', 'B2C', 'B2CINT'],
  },
  {
    title: 'someone in Belgium, unknown',
    buyer: { name: 'X', address: { country: 'BE' } },
    expected: ['b2b-int', 'B2BInt', 'B2BINT', 'PASS-SCOPE-UNKNOWN'],
  },
  {
    title: 'a business of Nouvelle-Calédonie',
    buyer: { ...FRENCH_BUYER, address: { country: 'NC' } },
    expected: ['b2b-int', 'B2BInt', 'B2BINT'],
  },
  { title: 'a commune, as the directory says', buyer: FRENCH_BUYER, enrichment: PUBLIC, expected: ['b2g', 'B2G', undefined] },
  {
    title: 'a commune, as the ERP says',
    buyer: FRENCH_BUYER,
    hints: { buyerIsPublic: true },
    expected: ['b2g', 'B2G', undefined],
  },
  {
    title: 'health care',
    buyer: FRENCH_BUYER,
    category: 'E',
    reasonCode: 'VATEX-FR-CGI261-4',
    expected: ['out-of-scope', 'OutOfScope', 'OUTOFSCOPE'],
  },
  {
    title: 'health care for a commune',
    buyer: FRENCH_BUYER,
    enrichment: PUBLIC,
    category: 'E',
    reasonCode: 'VATEX-FR-CGI261-4',
    expected: ['b2g', 'B2GOutOfScope', undefined],
  },
  {
    title: 'a seller under the franchise is inside',
    buyer: FRENCH_BUYER,
    category: 'E',
    reasonCode: 'VATEX-FR-FRANCHISE',
    expected: ['b2b', 'B2B', 'B2B'],
  },
];

for (const { title, buyer, hints, enrichment, category, reasonCode, expected } of ROWS) {
  test(`${title} is ${expected[0]}`, () => {
    const { scope, faults } = scopeOf(buyer, hints, enrichment, category, reasonCode);
    const asked = faults.map((fault) => fault.rule).filter((rule) => rule.includes('SCOPE') || rule.includes('SIREN'));
    assert.deepEqual([scope.class, scope.processingRule, scope.barNote, ...asked], expected);
    assert.notEqual(text('fr', scope.why, scope.values), scope.why);
  });
}

test('the policy is the company’s', () => {
  assert.equal(scopeOf(person, { buyerIsCompany: false }).scope.policy, 'keep-for-report');
  assert.equal(scopeOf(FRENCH_BUYER).scope.policy, 'send');
});

test('the BAR note is written once and never over the mapping’s', () => {
  const written = normalize(
    draft([line('1.00')], stated('1.00', '0.20', '1.20'), { notes: [{ subject: 'BAR', text: 'ARCHIVEONLY' }] }),
    { company: demoCompany(), enrichment: NOTHING_FETCHED },
  );
  assert.deepEqual(
    written.invoice.notes?.filter((note) => note.subject === 'BAR'),
    [{ subject: 'BAR', text: 'ARCHIVEONLY' }],
  );
});
