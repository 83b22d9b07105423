/**
 * One bill per supplier invoice, whatever happens: the effect row is claimed before the ERP is touched, on supplier,
 * number, year and type; the ERP is asked for our own key before every creation; what was made is read back and
 * compared, and a draft with another amount is taken back.
 */
import { PasserelleError } from '../base/error.ts';
import { sha256 } from '../base/hash.ts';
import type { Instant } from '../base/calendar-date.ts';
import type { DuplicatePolicy } from '../model/company.ts';
import type { Document, ErpRef } from '../model/document.ts';
import { isFatal, type Fault } from '../model/fault.ts';
import type { Invoice } from '../model/invoice.ts';
import type { Duplicate } from '../model/reception.ts';
import { businessNumber } from '../normalize/business-number.ts';
import { compareBooked } from '../normalize/compare-booked.ts';
import type { Resolution } from '../ports/operator.ts';
import type { EffectRow } from '../ports/store.ts';
import { attachOriginals } from './attach-originals.ts';
import { holdFaults } from './book-faults.ts';
import type { BillDraft, ReadyBill } from './draft-bill.ts';
import { after, type CompanyRoad, type Road } from './road.ts';

const OTHER_IS_BOOKING_SECONDS = 5;

export type Booking =
  | { readonly state: 'booked'; readonly ref: ErpRef; readonly how: 'created' | 'found'; readonly warnings: readonly Fault[] }
  | { readonly state: 'duplicate'; readonly duplicate: Duplicate; readonly policy: DuplicatePolicy }
  | { readonly state: 'differs'; readonly faults: readonly Fault[] }
  | { readonly state: 'wait'; readonly until: Instant };

type Ready = BillDraft & { readonly ready: ReadyBill };

export async function createBillOnce(
  document: Document,
  invoice: Invoice,
  draft: Ready,
  resolutions: readonly Resolution[],
  company: CompanyRoad,
  road: Road,
): Promise<Booking> {
  const business = businessKey(invoice, draft);
  const accepted = resolutions.some((one) => one.kind === 'accept' && one.rule === 'PASS-IN-DUPLICATE');
  const warnings: Fault[] = [];
  for (const key of [business, `${business}:${document.id}`]) {
    const claim = await road.store.effects.claim({
      connection: company.company.erp.connection,
      operation: 'create-bill',
      key: `${company.company.name}:${key}`,
      document: document.id,
      // another document with the same number must never take over this one's claim
      contentHash: sha256(document.id),
      owner: road.owner,
      leaseSeconds: road.leaseSeconds,
    });
    if (claim.state === 'busy') return { state: 'wait', until: claim.until };
    if (claim.state !== 'conflict') {
      const duplicate = claim.state === 'granted' && key === business ? await inErp(document, business, draft, company, road) : null;
      const policy = duplicate === null ? null : policyFor(duplicate, accepted, company);
      if (duplicate === null || policy === 'warn')
        return bookWith(document, claim.effect, draft, duplicate === null ? warnings : [told(duplicate)], company, road);
      await road.store.effects.settle(claim.effect.id, road.owner, { state: 'failed', outcome: 'duplicate' });
      return { state: 'duplicate', duplicate, policy: policy ?? 'hold' };
    }
    if (claim.effect.state !== 'succeeded') return { state: 'wait', until: after(road.clock.now(), OTHER_IS_BOOKING_SECONDS * 1000) };
    const duplicate = await likeness(document, claim.effect, road);
    const policy = policyFor(duplicate, accepted, company);
    if (policy !== 'warn') return { state: 'duplicate', duplicate, policy };
    warnings.push(told(duplicate));
  }
  return { state: 'wait', until: after(road.clock.now(), OTHER_IS_BOOKING_SECONDS * 1000) };
}

/** Supplier in the ERP, normalized number, year of issue, and what kind of bill. */
function businessKey(invoice: Invoice, { enrichment, ready }: Ready): string {
  return [
    enrichment.supplier.party ?? '',
    businessNumber(invoice.number ?? ''),
    (invoice.issueDate ?? '').slice(0, 4),
    ready.bill.type,
  ].join(':');
}

/** What a person accepted is booked with a warning. */
function policyFor({ kind }: Duplicate, accepted: boolean, { company }: CompanyRoad): DuplicatePolicy {
  if (accepted) return 'warn';
  const { duplicateFile, duplicateNumber } = company.policies.reception;
  return kind === 'file' ? duplicateFile : duplicateNumber;
}

function told(duplicate: Duplicate): Fault {
  return { ...holdFaults.duplicate(duplicate), severity: 'warning' };
}

async function likeness(document: Document, effect: EffectRow, road: Road): Promise<Duplicate> {
  const [mine, theirs] = await Promise.all([document.id, effect.document].map((id) => fileOf(id, road)));
  return { kind: mine !== undefined && mine === theirs ? 'file' : 'number', document: effect.document };
}

async function fileOf(id: string, road: Road): Promise<unknown> {
  return (await road.store.events(id)).findLast((event) => event.type === 'downloaded')?.data['artifact'];
}

/** A bill that somebody entered by hand, or another tool made. */
async function inErp(document: Document, business: string, draft: Ready, company: CompanyRoad, road: Road): Promise<Duplicate | null> {
  const { connector } = company;
  if ((await connector.findBill(document.key, '')) !== null) return null;
  const [party = '', number = '', year = ''] = business.split(':');
  const found = await connector.findBill(`${document.key}#`, `${party}:${number}:${year}`);
  if (found === null || party === '' || number === '' || draft.ready === null) return null;
  const ours = await road.store.bindings.get(company.company.erp.connection, 'bill', found.id);
  return { kind: 'number', bill: found.id, ...(ours === null ? {} : { document: ours }) };
}

async function bookWith(
  document: Document,
  effect: EffectRow,
  draft: Ready,
  warnings: readonly Fault[],
  company: CompanyRoad,
  road: Road,
): Promise<Booking> {
  try {
    return await makeAndCompare(document, effect, draft, warnings, company, road);
  } catch (error) {
    // what the ERP refused was not made; anything else may have been, and is looked for before the next try
    const definite = error instanceof PasserelleError && (error.kind === 'data' || error.kind === 'remote');
    await road.store.effects.settle(effect.id, road.owner, { state: definite ? 'failed' : 'uncertain' });
    throw error;
  }
}

async function makeAndCompare(
  document: Document,
  effect: EffectRow,
  draft: Ready,
  warnings: readonly Fault[],
  company: CompanyRoad,
  road: Road,
): Promise<Booking> {
  const { connector } = company;
  const { bill, toCreate } = draft.ready;
  const known = await connector.findBill(document.key, '');
  // createBill finds its own bill again and sets the tax lines once more: a crash between the two leaves no other amount
  const ref = await connector.createBill(toCreate);
  const faults = compareBooked(bill, await connector.totals(ref));
  if (faults.some(isFatal)) {
    await connector.discardBill?.(ref);
    await road.store.effects.settle(effect.id, road.owner, { state: 'failed', outcome: 'differs' });
    return { state: 'differs', faults };
  }
  await attachOriginals(document, ref, company, road);
  await road.store.bindings.put(company.company.erp.connection, 'bill', ref.id, document.id);
  await road.store.effects.settle(effect.id, road.owner, { state: 'succeeded', outcome: ref.id });
  return { state: 'booked', ref, how: known === null ? 'created' : 'found', warnings: [...warnings, ...faults] };
}
