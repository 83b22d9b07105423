/**
 * A supplier invoice, parsed → delivered: adopt the supplier's amounts, find supplier, taxes and accounts, make the draft
 * bill once, read it back and compare to the cent. Whatever a person must decide holds it, with proposals.
 */
import type { Document } from '../model/document.ts';
import { isFatal, type Fault } from '../model/fault.ts';
import type { Invoice } from '../model/invoice.ts';
import type { ArtifactDraft, Step } from '../model/step.ts';
import { createBillOnce } from './book-once.ts';
import { holdFaults, isRefusal } from './book-faults.ts';
import { draftBill, type BillDraft } from './draft-bill.ts';
import { holdInbound, ignoreInbound } from './inbound-steps.ts';
import { decodeInvoice, encodeValue } from './invoice-json.ts';
import { refuseInbound } from './refuse-inbound.ts';
import { ACTOR, after, type Road } from './road.ts';
import { resolutionsOf } from './resolve-by-hand.ts';

/** A held invoice is looked at again: a supplier, tax or currency made in the ERP lets it go on by itself. */
const LOOK_AGAIN_MINUTES = 15;

export async function book(document: Document, road: Road): Promise<Step | null> {
  const company = document.company === null ? null : road.company(document.company);
  if (company === null || company.company.mode === 'off') return null;
  const events = await road.store.events(document.id);
  const arrived = events.find((event) => event.type === 'announced')?.data['listedAt'];
  if (company.company.since !== undefined && typeof arrived === 'string' && arrived.slice(0, 10) < company.company.since)
    return ignoreInbound(document, 'before-since', { arrived });
  const invoice = await invoiceOf(document, road);
  if (invoice === null) return null;
  const resolutions = resolutionsOf(events);
  const refusal = resolutions.findLast((resolution) => resolution.kind === 'refuse');
  if (refusal?.kind === 'refuse') return refuseInbound(document, invoice, { code: refusal.code, comment: refusal.comment }, company, road);

  const kind = events.findLast((event) => event.type === 'parsed')?.data['document'] === 'credit-note' ? 'credit-note' : 'invoice';
  const draft = await draftBill(invoice, { kind, resolutions }, document, company, road);
  const warnings = (await road.store.findings(document.id, document.version)).filter((fault) => !isBooking(fault));
  const faults = [...warnings, ...draft.faults];
  if (draft.ready === null || faults.some(isFatal)) return held(document, faults, draft, road);

  const outcome = await createBillOnce(document, invoice, { ...draft, ready: draft.ready }, resolutions, company, road);
  switch (outcome.state) {
    case 'wait':
      return { document: document.id, expectedHead: document.head, to: document.stage, events: [], dueAt: outcome.until };
    case 'duplicate':
      if (isRefusal(outcome.policy)) return refuseInbound(document, invoice, { code: 'DOUBLON', comment: '' }, company, road);
      return outcome.policy === 'ignore'
        ? ignoreInbound(document, `duplicate-${outcome.duplicate.kind}`, {
            other: outcome.duplicate.document ?? outcome.duplicate.bill ?? '',
          })
        : held(document, [...faults, holdFaults.duplicate(outcome.duplicate)], draft, road);
    case 'differs':
      return held(document, [...faults, ...outcome.faults], draft, road);
    case 'booked':
      return {
        document: document.id,
        expectedHead: document.head,
        to: 'delivered',
        halt: null,
        events: [
          {
            type: 'booked',
            actor: ACTOR,
            data: { bill: outcome.ref.id, model: outcome.ref.model, party: draft.enrichment.supplier.party ?? '', how: outcome.how },
          },
          { type: 'delivered', actor: ACTOR, data: { warnings: faults.length + outcome.warnings.length } },
        ],
        artifacts: artifactsOf(draft),
        findings: [...faults, ...outcome.warnings],
        set: { erpRef: outcome.ref, reason: null },
        jobs: [{ queue: 'write-back' }],
        dueAt: null,
        version: { config: company.revision, release: road.release },
      };
  }
}

/** Findings of earlier looks at the ERP are made anew; those of the file stay. */
function isBooking({ rule }: Fault): boolean {
  return rule.startsWith('PASS-IN-') && rule !== 'PASS-IN-BUYER-OTHER' && rule !== 'PASS-IN-UNREAD';
}

function held(document: Document, faults: readonly Fault[], draft: BillDraft, road: Road): Step {
  const dueAt = after(road.clock.now(), LOOK_AGAIN_MINUTES * 60_000);
  return holdInbound(document, faults, {}, { dueAt, artifacts: artifactsOf(draft) });
}

function artifactsOf({ enrichment, bill, values, derivations }: BillDraft): readonly ArtifactDraft[] {
  const json = (as: ArtifactDraft['as'], value: unknown): ArtifactDraft => ({
    as,
    bytes: new TextEncoder().encode(encodeValue(value)),
    mediaType: 'application/json',
  });
  return [json('enrichment', enrichment), json('derivations', derivations), json('output', { bill, values })];
}

export async function invoiceOf(document: Document, road: Road): Promise<Invoice | null> {
  const version = await road.store.version(document.id, document.version);
  const bytes = await road.store.artifact(version?.invoice ?? '');
  return bytes === null ? null : decodeInvoice(new TextDecoder().decode(bytes));
}
