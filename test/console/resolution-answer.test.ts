import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeValue } from '../../src/pipeline/invoice-json.ts';
import { resolutionStep } from '../../src/pipeline/resolve-by-hand.ts';
import { readResolution } from '../../src/console/resolution-answer.ts';
import { offersOf, type Offers } from '../../src/console/resolution-offers.ts';
import { DIRECTIONS, DOCUMENT_KINDS } from '../../src/model/document.ts';
import { foldLifecycle } from '../../src/model/lifecycle-fold.ts';
import { reasonsOf } from '../../src/model/lifecycle-codes.ts';
import type { Invoice } from '../../src/model/invoice.ts';
import type { ReceptionEnrichment } from '../../src/model/reception.ts';
import { HALTS, STAGES } from '../../src/model/stage.ts';
import { artifacts } from './fixture-documents.ts';
import { received, receivedDetail, receivedDocument } from './fixture-reception.ts';

function offers(name: string): Offers | null {
  const detail = receivedDetail(receivedDocument(name).id);
  assert.ok(detail !== null);
  const stored = (sha: string | null | undefined): unknown => {
    const bytes = artifacts.get(sha ?? '');
    return bytes === undefined ? null : decodeValue(new TextDecoder().decode(bytes));
  };
  const [version] = detail.versions;
  const invoice = (stored(version?.invoice) as Invoice | null) ?? 'none';
  return offersOf({ ...detail, invoice, enrichment: stored(version?.enrichment) as ReceptionEnrichment | null });
}

const NO_LIFECYCLE = { tracks: {}, headline: null, entries: [] } as const;

function open(name: string): Offers {
  const found = offers(name);
  assert.ok(found !== null, name);
  return found;
}

test('only what waits for a person is offered anything', () => {
  const waiting = Object.keys(received).filter((name) => offers(name) !== null);
  assert.deepEqual(waiting, ['unknown', 'iban', 'duplicate', 'tax', 'no-xml', 'cent', 'unreadable']);
});

test('only what applies to the present hold is offered', () => {
  const shape = (name: string): unknown => {
    const { parties, otherParty, createParty, accept, bind, refuse, suggested } = open(name);
    return [
      parties.map(({ id }) => id),
      otherParty,
      createParty,
      accept.map(({ rule }) => rule),
      bind.map((one) => [one.question.what, one.needed]),
      refuse.length > 0,
      suggested,
    ];
  };
  assert.deepEqual(shape('unknown'), [['88', '112'], true, true, [], [], true, undefined]);
  assert.deepEqual(shape('iban'), [[], false, false, ['PASS-IN-IBAN-CHANGED'], [], true, undefined]);
  assert.deepEqual(shape('duplicate'), [[], false, false, ['PASS-IN-DUPLICATE'], [], true, 'DOUBLON']);
  assert.deepEqual(shape('tax'), [
    [],
    false,
    false,
    [],
    [
      ['tax', true],
      ['account', false],
    ],
    true,
    undefined,
  ]);
  assert.deepEqual(shape('cent'), [
    [],
    false,
    false,
    [],
    [
      ['tax', true],
      ['tax', true],
    ],
    true,
    undefined,
  ]);
  assert.deepEqual(shape('no-xml'), [[], false, false, [], [], false, undefined], 'what could not be read has no number to refuse');
});

test('a supplier that is there twice is chosen, not made a third time', () => {
  const document = receivedDocument('unknown');
  const findings = [{ rule: 'PASS-IN-SUPPLIER-AMBIGUOUS', severity: 'fatal', at: [], values: {} }] as const;
  const found = offersOf({ document, findings, lifecycle: NO_LIFECYCLE, invoice: 'none', enrichment: null });
  assert.deepEqual([found?.otherParty, found?.createParty], [true, false]);
});

test('who wrote the invoice himself cannot refuse it; what was refused is not refused again', () => {
  const { findings } = receivedDetail(receivedDocument('iban').id) ?? { findings: [] };
  const base = { document: receivedDocument('iban'), findings, lifecycle: NO_LIFECYCLE, enrichment: null } as const;
  const refuse = (more: Partial<Parameters<typeof offersOf>[0]>): number =>
    offersOf({ ...base, invoice: {}, ...more })?.refuse.length ?? -1;
  assert.equal(refuse({}), reasonsOf('210').length);
  assert.equal(refuse({ invoice: { typeCode: '389' } }), 0);
  const entry = { reference: 'r', code: '210', track: 'treatment', at: '2026-11-20T10:00:00.000Z', reasons: [] } as const;
  assert.equal(refuse({ lifecycle: foldLifecycle([entry]) }), 0);
});

test('whatever is offered, the operation allows (every stage, halt, direction, kind)', () => {
  const { findings } = receivedDetail(receivedDocument('iban').id) ?? { findings: [] };
  let offered = 0;
  for (const stage of STAGES)
    for (const halt of [null, ...HALTS])
      for (const direction of DIRECTIONS)
        for (const kind of DOCUMENT_KINDS) {
          const document = { ...receivedDocument('iban'), stage, halt, direction, kind };
          if (offersOf({ document, findings, lifecycle: NO_LIFECYCLE, invoice: 'none', enrichment: null }) === null) continue;
          offered += 1;
          assert.notEqual(resolutionStep(document, { kind: 'accept', rule: 'PASS-IN-IBAN-CHANGED' }, 'ana'), null);
        }
  assert.equal(offered, 2, 'held when downloaded or parsed');
});

const bindKey = open('tax').bind[0]?.key ?? '';
const yes = { confirm: 'yes' };
const TABLE: readonly (readonly [string, string, Record<string, string>, unknown])[] = [
  ['a proposed supplier', 'unknown', { kind: 'party', party: '112' }, { kind: 'party', party: '112' }],
  ['a supplier by its id', 'unknown', { kind: 'party', party: ' base.partner_7 ' }, { kind: 'party', party: 'base.partner_7' }],
  ['an id with a blank', 'unknown', { kind: 'party', party: '1 2' }, 'party-id'],
  ['an id that is too long', 'unknown', { kind: 'party', party: '1'.repeat(65) }, 'party-id'],
  ['no id', 'unknown', { kind: 'party' }, 'party-id'],
  ['a supplier nobody asked for', 'iban', { kind: 'party', party: '88' }, 'impossible'],
  ['a new supplier', 'unknown', { kind: 'create-party' }, { kind: 'create-party' }],
  ['a new supplier nobody asked for', 'tax', { kind: 'create-party' }, 'impossible'],
  [
    'an account accepted',
    'iban',
    { kind: 'accept', rule: 'PASS-IN-IBAN-CHANGED', ...yes },
    { kind: 'accept', rule: 'PASS-IN-IBAN-CHANGED' },
  ],
  ['an account accepted without the box', 'iban', { kind: 'accept', rule: 'PASS-IN-IBAN-CHANGED' }, 'confirm'],
  ['a rule that does not hold it', 'iban', { kind: 'accept', rule: 'PASS-IN-DUPLICATE', ...yes }, 'impossible'],
  ['a rule that nobody may accept', 'cent', { kind: 'accept', rule: 'PASS-IN-NOT-TO-THE-CENT', ...yes }, 'impossible'],
  [
    'a proposed tax',
    'tax',
    { kind: 'bind', question: bindKey, to: '34' },
    { kind: 'bind', what: 'tax', by: { category: 'S', rate: '5.5' }, to: '34' },
  ],
  ['a tax by a strange id', 'tax', { kind: 'bind', question: bindKey, to: '<b>' }, 'choice'],
  ['another question', 'tax', { kind: 'bind', question: 'f'.repeat(16), to: '34' }, 'impossible'],
  ['left aside', 'no-xml', { kind: 'ignore', ...yes }, { kind: 'ignore' }],
  ['left aside without the box', 'no-xml', { kind: 'ignore' }, 'confirm'],
  [
    'a refusal',
    'duplicate',
    { kind: 'refuse', code: 'DOUBLON', comment: ' vue ', ...yes },
    { kind: 'refuse', code: 'DOUBLON', comment: 'vue' },
  ],
  ['a refusal without the box', 'duplicate', { kind: 'refuse', code: 'DOUBLON' }, 'confirm'],
  ['a reason of another status', 'duplicate', { kind: 'refuse', code: 'QTE_ERR', ...yes }, 'code'],
  ['a refusal of what has no number', 'no-xml', { kind: 'refuse', code: 'DOUBLON', ...yes }, 'impossible'],
  ['nothing', 'unknown', {}, 'impossible'],
  ['what is no answer', 'unknown', { kind: '__proto__' }, 'impossible'],
];

for (const [name, hold, fields, expected] of TABLE) {
  test(`a form is read or refused: ${name}`, () => assert.deepEqual(readResolution(fields, open(hold)), expected));
}

test('a comment is bounded, and AUTRE needs one', () => {
  const long = readResolution({ kind: 'refuse', code: 'DOUBLON', comment: 'x'.repeat(900), ...yes }, open('duplicate'));
  assert.ok(typeof long === 'object' && long.kind === 'refuse' && long.comment.length === 500);
  const publicBuyer = { ...open('duplicate'), refuse: reasonsOf('210', true) };
  assert.equal(readResolution({ kind: 'refuse', code: 'AUTRE', ...yes }, publicBuyer), 'comment');
});
