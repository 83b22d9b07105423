// What we answer to a supplier and tell a customer: one message per status, valid by the schema and by every rule.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dec, formatDecimal, sum } from '../../src/model/decimal.ts';
import type { Company } from '../../src/model/company.ts';
import type { Invoice } from '../../src/model/invoice.ts';
import { movesOffered } from '../../src/model/lifecycle-moves.ts';
import { foldLifecycle } from '../../src/model/lifecycle-fold.ts';
import { statusCode, STATUS_CODES } from '../../src/model/lifecycle-codes.ts';
import { parseStatus } from '../../src/parse/cdar/parse-status.ts';
import { composeStatus, type StatusInput } from '../../src/pipeline/compose-status.ts';
import { renderStatus } from '../../src/render/cdar/render-status.ts';
import { checkStatus } from '../../src/rules/check-status.ts';
import { NEEDS_DATA } from '../support/official-data.ts';
import { complaints } from '../support/schema.ts';

const COMPANY = { name: 'demo', legalName: 'Passerelle Démo SAS', siren: '100000009', country: 'FR', timezone: 'Europe/Paris' } as Company;
const OURS = { name: 'Passerelle Démo SAS', legalId: { value: '100000009', scheme: '0002' } };
const OTHER = { name: 'Fonderie & Fille <SA>', legalId: { value: '300 000 007', scheme: '0002' }, address: { country: 'FR' } };

const RECEIVED: Invoice = { number: 'A-17', typeCode: '380', issueDate: '2026-11-03', currency: 'EUR', seller: OTHER, buyer: OURS };
const SENT: Invoice = { number: 'FAC/42', typeCode: '380', issueDate: '2026-11-02', currency: 'EUR', seller: OURS, buyer: OTHER };

function input(code: string, more: Partial<StatusInput> = {}): StatusInput {
  const role = more.role ?? (statusCode(code)?.by[0] === 'buyer' ? 'buyer' : 'seller');
  return {
    code,
    role,
    company: COMPANY,
    invoice: role === 'buyer' ? RECEIVED : SENT,
    id: `doc-1-${code}`,
    at: '2026-11-22T10:11:12.345Z',
    receivedAt: '2026-11-03T08:00:00.000Z',
    reasons: [],
    counterpartAddresses: ['300000007_STATUTS', '300000007'],
    ...more,
  };
}

/** What a status needs to be told. */
function complete(code: string): StatusInput {
  const role = statusCode(code)?.by[0] === 'buyer' ? 'buyer' : 'seller';
  const nothing = foldLifecycle([]);
  const move = [...movesOffered(role, nothing, { rectified: true }), ...movesOffered('payer', nothing)].find((each) => each.code === code);
  return input(code, {
    reasons: move?.reason === 'required' ? [{ code: move.reasons[0] ?? '', comment: 'Deux colis manquants', action: 'PIN' }] : [],
    collected: {
      on: '2026-11-20',
      currency: 'EUR',
      rates: [
        { rate: dec('20.00'), amount: dec('120.00') },
        { rate: dec('5.5'), amount: dec('-1.05') },
      ],
    },
    paid: { on: '2026-11-21', amount: dec('118.95'), currency: 'EUR' },
  });
}

const BY_PARTIES = STATUS_CODES.filter(({ type }) => type === '23').map(({ code }) => code);

test('every status of a party is told in a message that breaks no rule and reads back the same', () => {
  assert.equal(BY_PARTIES.length, 16);
  for (const code of BY_PARTIES) {
    const message = composeStatus(complete(code));
    assert.deepEqual(checkStatus(message), [], code);
    assert.deepEqual(parseStatus(renderStatus(message)), message, code);
  }
});

test('every such message is valid by the schema', { skip: NEEDS_DATA }, () => {
  for (const code of BY_PARTIES) assert.deepEqual(complaints(renderStatus(composeStatus(complete(code))), 'cdar'), [], code);
});

test('as the buyer we speak to the seller, as the seller to the buyer, about the seller’s invoice', () => {
  const buyer = composeStatus(input('205'));
  assert.deepEqual([buyer.issuer?.role, buyer.issuer?.id?.value, buyer.recipients?.length], ['BY', '100000009', 1]);
  assert.deepEqual(buyer.recipients?.[0], {
    id: { value: '300000007', scheme: '0002' },
    name: 'Fonderie & Fille <SA>',
    role: 'SE',
    endpoint: { value: '300000007_STATUTS', scheme: '0225' },
  });
  assert.equal(buyer.invoice.seller?.value, '300000007');
  const seller = composeStatus(input('209'));
  assert.deepEqual([seller.issuer?.role, seller.recipients?.[0]?.role, seller.invoice.seller?.value], ['SE', 'BY', '100000009']);
});

test('a refusal and a collection also go to the portal, by its number of today', () => {
  for (const code of BY_PARTIES) {
    const portal = composeStatus(complete(code)).recipients?.find(({ role }) => role === 'DFH');
    assert.deepEqual(portal?.id, ['210', '212'].includes(code) ? { value: '0000', scheme: '0238' } : undefined, code);
  }
});

test('beside a counterpart that has no identifier the portal is not named: the message would be taken for the portal’s alone', () => {
  const message = composeStatus({ ...complete('212'), invoice: { ...SENT, buyer: { name: 'Particulier', address: { country: 'FR' } } } });
  assert.deepEqual(
    message.recipients?.map(({ role }) => role),
    ['BY'],
  );
  assert.deepEqual(checkStatus(message), []);
});

test('head, codes and moments are those of the table', () => {
  const {
    id,
    guideline,
    process,
    issuedAt,
    statusAt,
    typeCode,
    statusCode: mdt88,
    code,
    label,
    sender,
    invoice,
  } = composeStatus(input('207'));
  assert.deepEqual(
    [id, guideline, process, typeCode, mdt88, code, label],
    ['doc-1-207', 'urn.cpro.gouv.fr:1p0:CDV:invoice', 'REGULATED', '23', '46', '207', 'En litige'],
  );
  assert.deepEqual([issuedAt, statusAt, invoice.receivedAt], ['20261122101112', '20261122101112', '20261103080000']);
  assert.deepEqual(sender, { role: 'WK' });
  assert.deepEqual(composeStatus(input('207', { platform: '0042' })).sender, { id: { value: '0042', scheme: '0238' }, role: 'WK' });
  assert.equal(composeStatus(input('220')).statusCode, undefined);
});

test('reasons are numbered blocks with their words, action and comment; an empty one is left out', () => {
  const { reasons } = composeStatus(
    input('207', {
      reasons: [{ code: 'TX_TVA_ERR', action: 'NIN' }, {}, { code: 'QTE_ERR', comment: '  Deux colis manquants ' }, { comment: ' ' }],
    }),
  );
  assert.deepEqual(reasons, [
    { code: 'TX_TVA_ERR', text: 'Taux de TVA erroné', action: 'NIN', actionText: 'Créer une facture rectificative', sequence: 1 },
    { code: 'QTE_ERR', text: 'Quantité facturée erronée', note: 'Deux colis manquants', sequence: 2 },
  ]);
});

test('a collection says its amount per rate, with VAT, to the cent, and its day', () => {
  const [block] = composeStatus(complete('212')).reasons;
  assert.equal(block?.sequence, 1);
  const collected = block?.characteristics ?? [];
  assert.deepEqual(
    collected.map(({ type, amount = dec('0'), percent = dec('0'), currency, date }) => [
      type,
      formatDecimal(amount),
      formatDecimal(percent),
      currency,
      date,
    ]),
    [
      ['MEN', '120.00', '20.00', 'EUR', '2026-11-20'],
      ['MEN', '-1.05', '5.5', 'EUR', '2026-11-20'],
    ],
  );
  assert.equal(formatDecimal(sum(collected.map(({ amount }) => amount))), '118.95');
});

test('a payment says its amount and its day', () => {
  const [paid] = composeStatus(complete('211')).reasons[0]?.characteristics ?? [];
  assert.deepEqual(paid, { type: 'MPA', changed: false, amount: dec('118.95'), currency: 'EUR', date: '2026-11-21' });
});

test('a collection without rates, a reason that is missing and a counterpart without address are left to the rules', () => {
  const { collected: _, ...bare } = complete('212');
  assert.deepEqual(
    checkStatus(composeStatus(bare)).map(({ rule }) => rule),
    ['BR-FR-CDV-14'],
  );
  assert.deepEqual(
    checkStatus(composeStatus(input('208'))).map(({ rule }) => rule),
    ['BR-FR-CDV-15'],
  );
  const nowhere = composeStatus(
    input('205', { counterpartAddresses: ['', ' '], invoice: { ...RECEIVED, seller: { name: 'Sans adresse' } } }),
  );
  assert.deepEqual(
    checkStatus(nowhere).map(({ rule }) => rule),
    ['BR-FR-CDV-08', 'BR-FR-CDV-13'],
  );
});

test('the first address given is used, with its scheme where it has one; the SIREN is the last resort', () => {
  const endpoint = (...counterpartAddresses: readonly string[]): unknown =>
    composeStatus(input('205', { counterpartAddresses })).recipients?.[0]?.endpoint;
  assert.deepEqual(endpoint('', '300000007_A', '300000007'), { value: '300000007_A', scheme: '0225' });
  assert.deepEqual(endpoint('9957:FR12300000007'), { value: 'FR12300000007', scheme: '9957' });
  assert.deepEqual(endpoint(' '), { value: '300000007', scheme: '0225' });
  const seller = { ...OTHER, endpoint: { value: 'FR12300000007', scheme: '9957' } };
  const { recipients } = composeStatus(input('205', { counterpartAddresses: ['FR12300000007'], invoice: { ...RECEIVED, seller } }));
  assert.deepEqual(recipients?.[0]?.endpoint, seller.endpoint);
  assert.deepEqual(endpoint('EM:factures@exemple.test'), { value: 'factures@exemple.test', scheme: 'EM' });
});

const SELLERS: readonly (readonly [string, NonNullable<Invoice['seller']>, string | undefined, string])[] = [
  ['a SIREN', { legalId: { value: '300000007', scheme: '0002' } }, '0002:300000007', 'REGULATED'],
  ['a SIREN without scheme', { legalId: { value: '300000007' } }, '0002:300000007', 'REGULATED'],
  ['a SIRET under the scheme of the SIREN', { legalId: { value: '30000000700017', scheme: '0002' } }, '0002:300000007', 'REGULATED'],
  ['a SIRET in its place', { legalId: { value: '30000000700017', scheme: '0009' } }, '0002:300000007', 'REGULATED'],
  ['a SIRET beside', { ids: [{ value: '300 000 007 00017', scheme: '0009' }] }, '0002:300000007', 'REGULATED'],
  ['a French VAT number', { vatId: 'FR89300000007' }, '0002:300000007', 'REGULATED'],
  ['a company of the Union', { vatId: 'BE0123456749', address: { country: 'BE' } }, '0223:BE0123456749', 'B2BINT'],
  ['nothing', {}, undefined, 'REGULATED'],
];

for (const [title, seller, expected, process] of SELLERS) {
  test(`the seller of the invoice known by ${title} is named so`, () => {
    const message = composeStatus(input('205', { invoice: { ...RECEIVED, seller } }));
    const { seller: id } = message.invoice;
    assert.equal(id === undefined ? undefined : `${id.scheme}:${id.value}`, expected);
    assert.equal(message.process, process);
  });
}

test('the BAR note of the invoice decides the process word', () => {
  for (const [text, word] of [
    ['B2B', 'REGULATED'],
    ['B2BINT', 'B2BINT'],
    ['OUTOFSCOPE', 'OUTOFSCOPE'],
    ['constructor', 'REGULATED'],
  ] as const) {
    assert.equal(composeStatus(input('205', { invoice: { ...RECEIVED, notes: [{ subject: 'BAR', text }] } })).process, word);
  }
});
