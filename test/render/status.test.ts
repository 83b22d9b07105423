import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { PasserelleError } from '../../src/base/error.ts';
import { parseStatus, readStatus } from '../../src/parse/cdar/parse-status.ts';
import { renderStatus } from '../../src/render/cdar/render-status.ts';
import { checkStructure } from '../../src/rules/structure/check-structure.ts';
import { structureOf } from '../../src/rules/structure/structure.ts';
import { readXml } from '../../src/xml/reader.ts';
import { anyStatus, status } from '../support/arbitrary-status.ts';
import { complaints } from '../support/schema.ts';
import { NEEDS_DATA, SHARED_DATA, sharedPath } from '../support/official-data.ts';

test('a status message comes back as it was written, and written again it is the same bytes', () => {
  fc.assert(
    fc.property(fc.oneof(status, anyStatus), (value) => {
      const bytes = renderStatus(value);
      const read = readStatus(bytes);
      assert.deepEqual(read.message, value);
      assert.deepEqual([read.unread, read.faults], [[], []]);
      assert.deepEqual(renderStatus(read.message), bytes);
      assert.deepEqual(renderStatus(structuredClone(value)), bytes);
    }),
    { numRuns: 300 },
  );
});

test('a written status message is valid by our table, and by the schema where that is at hand', async () => {
  await fc.assert(
    fc.asyncProperty(status, async (value) => {
      const bytes = renderStatus(value);
      const root = readXml(bytes);
      const structure = await structureOf(root.name);
      assert.ok(structure !== undefined);
      assert.deepEqual(checkStructure(root, structure), []);
      if (SHARED_DATA !== null) assert.deepEqual(complaints(bytes, 'cdar'), []);
    }),
    { numRuns: 100 },
  );
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
