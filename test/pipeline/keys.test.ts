import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { outboundKey, readTrackingId, submissionKey, trackingId, writeBackReference } from '../../src/pipeline/keys.ts';

const id = '0190a000-0000-7000-8000-000000000001';

describe('keys', () => {
  it('names an outbound invoice by company, connection, model and id', () => {
    assert.equal(outboundKey('demo', 'erp-demo', { model: 'account.move', id: '7' }), 'demo:out:erp-demo:account.move:7');
  });

  it('reads its own tracking ids back and refuses others', () => {
    assert.deepEqual(readTrackingId(trackingId(id, 3)), { document: id, version: 3 });
    for (const foreign of ['', 'FAC-7', `${id}`, `${id}@`, `${id}@x`, `x${id}@1`]) assert.equal(readTrackingId(foreign), null, foreign);
  });

  it('keeps a tracking id within the 64 characters of XP Z12-013', () => {
    assert.ok(trackingId(id, 999_999).length <= 64);
  });

  it('holds an invoice unique by seller, number and year of issue', () => {
    assert.equal(submissionKey('100000009', 'FAC/2026/00007', '2026-09-15'), '100000009:FAC/2026/00007:2026');
  });

  it('gives every event its own reference in the ERP', () => {
    assert.equal(writeBackReference(id, 4), 'PAS-000000000001-4');
    assert.notEqual(writeBackReference(id, 4), writeBackReference(id, 5));
  });
});
