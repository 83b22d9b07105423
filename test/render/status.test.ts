import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { PasserelleError } from '../../src/base/error.ts';
import type { StatusMessage } from '../../src/model/lifecycle.ts';
import { parseStatus, readStatus } from '../../src/parse/cdar/parse-status.ts';
import { renderStatus } from '../../src/render/cdar/render-status.ts';
import { day, decimal, token, words } from '../support/arbitrary-invoice.ts';
import { complaints } from '../support/schema.ts';
import { NEEDS_DATA, sharedPath } from '../support/official-data.ts';

function optional<T>(members: { readonly [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<Partial<T>> {
  return fc.record(members, { requiredKeys: [], noNullPrototype: true }) as unknown as fc.Arbitrary<Partial<T>>;
}

const moment = day.map((date) => `${date.replaceAll('-', '')}101500`);
const id = fc.record({ value: token, scheme: fc.constantFrom('0002', '0238') }, { noNullPrototype: true });
const party = optional({ name: words, endpoint: id }).chain((rest) => id.map((value) => ({ ...rest, id: value, role: 'WK' })));
const characteristic = optional({
  id: token, changed: fc.boolean(), name: words, location: words, date: day, value: words, percent: decimal,
}).chain((rest) => decimal.map((amount) => ({ ...rest, type: 'MEN', amount, currency: 'EUR' })));
const reason = optional({
  code: fc.constant('TX_TVA_ERR'), text: words, statusCode: fc.constant('207'), statusLabel: words,
  action: fc.constant('NIN'), actionText: words, note: words,
  characteristics: fc.array(characteristic, { minLength: 1, maxLength: 2 }),
}).map((rest) => ({ ...rest, sequence: 1 }));

const message: fc.Arbitrary<StatusMessage> = optional({
  name: words, process: fc.constant('REGULATED'), sender: party, issuer: party, multiple: fc.constant(false),
  statusCode: fc.constant('47'), label: words,
}).chain((rest) => fc.tuple(
  fc.record({
    id: token, guideline: token, issuedAt: moment, statusAt: moment, typeCode: fc.constantFrom('23', '305'),
    code: fc.constantFrom('200', '212'),
    recipients: fc.array(party, { minLength: 1, maxLength: 2 }), reasons: fc.array(reason, { maxLength: 2 }),
  }, { noNullPrototype: true }),
  optional({ number: token, typeCode: fc.constant('380'), issueDate: day, seller: id, sellerRole: fc.constant('SE'),
    recipients: fc.array(party, { minLength: 1, maxLength: 2 }), receivedAt: moment, referenceType: token }),
).map(([head, invoice]) => ({ ...rest, ...head, invoice: { number: 'F1', ...invoice } })));

test('a status message comes back as it was written', () => {
  fc.assert(fc.property(message, (value) => {
    const read = readStatus(renderStatus(value));
    assert.deepEqual(read.message, value);
    assert.deepEqual(read.unread, []);
  }), { numRuns: 300 });
});

test('a written status message is valid against the schema', { skip: NEEDS_DATA }, () => {
  fc.assert(fc.property(message, (value) => {
    assert.deepEqual(complaints(renderStatus(value), 'cdar'), []);
  }), { numRuns: 100 });
});

test('the eleven official messages are read whole, and written again they are valid and say the same', { skip: NEEDS_DATA }, () => {
  const names = readdirSync(sharedPath('fr/cdar')).filter((name) => name.endsWith('.xml'));
  assert.equal(names.length, 11);
  for (const name of names) {
    const { message: read, unread, faults } = readStatus(readFileSync(sharedPath('fr/cdar', name)));
    assert.deepEqual([unread, faults], [[], []], name);
    assert.match(name, new RegExp(`CDV-${read.code}`));
    const bytes = renderStatus(read);
    assert.deepEqual(complaints(bytes, 'cdar'), [], name);
    assert.deepEqual(parseStatus(bytes), read, name);
  }
});

test('a collection says its amounts by rate', { skip: NEEDS_DATA }, () => {
  const read = parseStatus(readFileSync(sharedPath('fr/cdar/UC1_F202500003_07-CDV-212_Encaissee.xml')));
  assert.equal(read.code, '212');
  assert.deepEqual(read.reasons[0]?.characteristics?.[0], {
    type: 'MEN', changed: false, amount: { units: 12000n, scale: 0 }, currency: 'EUR', percent: { units: 2000n, scale: 2 },
  });
  assert.deepEqual(read.invoice, {
    number: 'F202500003', typeCode: '380', receivedAt: read.invoice.receivedAt, issueDate: '2025-07-01',
    seller: { value: '100000009', scheme: '0002' },
  });
});

test('an ISO moment is written by its digits', () => {
  const bytes = renderStatus({ issuedAt: '2026-10-01T08:30:00.000Z', invoice: { number: 'F1' }, reasons: [] });
  assert.equal(parseStatus(bytes).issuedAt, '20261001083000');
});

test('a message about two invoices, or another kind of file, is refused and not half read', () => {
  const one = Buffer.from(renderStatus({ id: 'a', invoice: { number: 'F1' }, reasons: [] })).toString('utf8');
  const reference = /<ram:ReferenceReferencedDocument>.*<\/ram:ReferenceReferencedDocument>/.exec(one)?.[0] ?? '';
  for (const text of [one.replace(reference, reference + reference), one.replace(reference, ''), '<a/>']) {
    assert.throws(() => parseStatus(Buffer.from(text)), (error) => error instanceof PasserelleError && error.code === 'XML_UNKNOWN');
  }
});
