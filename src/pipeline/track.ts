/** sent → delivered or refused, when the listing stayed silent: the flow itself is asked. */
import type { Document } from '../model/document.ts';
import type { Step } from '../model/step.ts';
import { acknowledge } from './acknowledge.ts';
import { tellInvoice } from './own-status.ts';
import { after, type Road } from './road.ts';

export async function track(document: Document, road: Road): Promise<Step | null> {
  const company = document.company === null ? null : road.company(document.company);
  if (company === null || document.channelRef === null) return null;
  const notice = await company.channel.notice(document.channelRef);
  if (!(await tellInvoice(document, notice, road))) {
    return { document: document.id, expectedHead: document.head, to: 'sent', events: [], dueAt: after(road.clock.now(), 1000) };
  }
  return acknowledge(document, notice, road);
}
