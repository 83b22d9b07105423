/** A supplier invoice that is refused before it is booked: 210 with its reason, and nothing in the ERP. */
import type { Document } from '../model/document.ts';
import type { Invoice } from '../model/invoice.ts';
import type { Step } from '../model/step.ts';
import { ACTOR, type CompanyRoad, type Road } from './road.ts';
import { decisionDigest, tellStatus, toldAbout } from './tell-status.ts';

export async function refuseInbound(
  document: Document,
  invoice: Invoice,
  reason: { readonly code: string; readonly comment: string },
  company: CompanyRoad,
  road: Road,
): Promise<Step> {
  const status = { code: '210', reasons: [{ code: reason.code, ...(reason.comment === '' ? {} : { comment: reason.comment }) }] };
  const told = await toldAbout(document, road);
  const known = told.some((one) => one.code === '210' && one.decision === decisionDigest(status));
  if (!known) await tellStatus(document, invoice, status, company, road);
  return {
    document: document.id,
    expectedHead: document.head,
    to: 'refused',
    events: [{ type: 'refused', actor: ACTOR, data: { by: 'company', code: reason.code, words: reason.comment } }],
    set: { reason: reason.code, status: '210' },
    dueAt: null,
  };
}
