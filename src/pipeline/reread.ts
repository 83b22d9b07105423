/** Before transmitting, a record older than a minute is read again: what is sent is what the ERP holds now. */
import { PasserelleError } from '../base/error.ts';
import { sha256 } from '../base/hash.ts';
import type { Document, DocumentVersion } from '../model/document.ts';
import type { Event } from '../model/event.ts';
import type { Step } from '../model/step.ts';
import type { ErpRecord } from '../ports/connector.ts';
import { cancelledInErp } from './gone.ts';
import { ACTOR, type CompanyRoad, type Road } from './road.ts';

const FRESH_SECONDS = 60;

/** What the journal and the store hold of the version that is to be sent. */
export interface Sending {
  readonly events: readonly Event[];
  readonly version: DocumentVersion | null;
}

/** A Step back to received (or cancelled) when the record changed; null when it may go. */
export async function rereadBeforeSending(document: Document, held: Sending, company: CompanyRoad, road: Road): Promise<Step | null> {
  if (document.erpRef === null) return null;
  const { events, version } = held;
  const read = events.findLast((event) => event.type === 'read');
  if (read !== undefined && Date.parse(road.clock.now()) - Date.parse(read.at) < FRESH_SECONDS * 1000) return null;
  const record = await current(document.erpRef, company);
  if (record === null || record.gone !== undefined) return cancelledInErp(document, record?.gone ?? 'deleted');
  // a corrected partner changes the bytes that are sent, not the fingerprint of the invoice
  if (record.fingerprint === document.fingerprint && version?.record === sha256(record.bytes)) return null;
  return {
    document: document.id,
    expectedHead: document.head,
    to: 'received',
    newVersion: true,
    events: [{ type: 'refreshed', actor: ACTOR, data: { because: 'read-again', fingerprint: record.fingerprint } }],
    set: { fingerprint: record.fingerprint },
    dueAt: road.clock.now(),
  };
}

async function current(ref: NonNullable<Document['erpRef']>, company: CompanyRoad): Promise<ErpRecord | null> {
  try {
    return await company.connector.read(ref, company.fields);
  } catch (error) {
    if (error instanceof PasserelleError && error.code === 'CONNECTOR_NOT_FOUND') return null;
    throw error;
  }
}
