/** An outbound invoice document as the store would give it; every member can be replaced. */
import type { Document } from '../../src/model/document.ts';

export function documentRow(changes: Partial<Document> = {}): Document {
  return {
    id: '0190a000-0000-7000-8000-000000000001',
    key: 'demo:out:erp-demo:account.move:7',
    company: 'demo',
    connection: 'erp-demo',
    direction: 'out',
    kind: 'invoice',
    version: 1,
    stage: 'received',
    halt: null,
    head: 1,
    dueAt: null,
    attempts: 0,
    stageSince: '2026-10-01T08:00:00.000Z',
    about: null,
    erpRef: { model: 'account.move', id: '7' },
    fingerprint: 'f1',
    channelRef: null,
    number: 'FAC/2026/00007',
    issueDate: '2026-09-15',
    counterparty: 'Librairie des Exemples SARL',
    currency: 'EUR',
    payable: '120.00',
    scope: 'b2b',
    reason: null,
    status: null,
    createdAt: '2026-10-01T08:00:00.000Z',
    updatedAt: '2026-10-01T08:00:00.000Z',
    ...changes,
  };
}
