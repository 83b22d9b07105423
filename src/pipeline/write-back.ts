/**
 * Tells the ERP what happened: one line per change, each by its own reference, which is looked for before any repeat;
 * the fields always show the newest state. A failed write never moves the document back: it is tried again.
 */
import { sha256 } from '../base/hash.ts';
import type { Document } from '../model/document.ts';
import type { Event } from '../model/event.ts';
import { entriesOf, foldLifecycle } from '../model/lifecycle-fold.ts';
import type { ErpStatus } from '../ports/connector.ts';
import { billStatus, isToldOfBill } from './bill-status.ts';
import { erpStatus, isTold } from './erp-status.ts';
import { writeBackReference } from './keys.ts';
import type { CompanyRoad, Road } from './road.ts';

/** Number of changes written; `busy` when another daemon is at it. @throws what the connector throws */
export async function writeBack(document: Document, road: Road): Promise<number | 'busy'> {
  const company = document.company === null ? null : road.company(document.company);
  if (company === null || document.erpRef === null || company.company.mode === 'off') return 0;
  const events = await road.store.events(document.id);
  const untold = events.filter(
    (event) => event.seq > toldUpTo(events) && (document.direction === 'in' ? isToldOfBill(event) : isTold(event, events)),
  );
  if (untold.length === 0) return 0;
  const findings = await road.store.findings(document.id, document.version);
  const lifecycle = foldLifecycle(entriesOf(events));
  for (const event of untold) {
    const status = (document.direction === 'in' ? billStatus : erpStatus)({
      document,
      event,
      events,
      findings,
      lifecycle,
      company: company.company,
      reference: writeBackReference(document.id, event.seq),
      link: `${road.consoleUrl}/documents/${document.id}`,
    });
    if (!(await writeOnce(document, status, company, road))) return 'busy';
  }
  const last = untold.at(-1) as Event;
  await road.store.append(document.id, { type: 'written-back', actor: 'daemon', data: { upTo: last.seq, changes: untold.length } });
  return untold.length;
}

function toldUpTo(events: readonly Event[]): number {
  const last = events.findLast((event) => event.type === 'written-back');
  const upTo = last?.data['upTo'];
  return typeof upTo === 'number' ? upTo : 0;
}

async function writeOnce(document: Document, status: ErpStatus, company: CompanyRoad, road: Road): Promise<boolean> {
  const claim = await road.store.effects.claim({
    connection: company.company.erp.connection,
    operation: 'write-status',
    key: status.reference,
    document: document.id,
    contentHash: sha256(status.reference),
    owner: road.owner,
    leaseSeconds: road.leaseSeconds,
  });
  if (claim.state === 'done') return true;
  if (claim.state !== 'granted' || document.erpRef === null) return false;
  try {
    await company.connector.writeStatus(document.erpRef, status);
  } catch (error) {
    await road.store.effects.settle(claim.effect.id, road.owner, { state: 'failed' });
    throw error;
  }
  await road.store.effects.settle(claim.effect.id, road.owner, { state: 'succeeded' });
  return true;
}
