/** The record is no longer to be sent (deleted, back to draft, cancelled) and nothing has left: the document ends. Pure. */
import type { Document } from '../model/document.ts';
import type { Step } from '../model/step.ts';
import { ACTOR } from './road.ts';

export function cancelledInErp(document: Document, why: string): Step {
  const reason = `erp-${why}`;
  return {
    document: document.id,
    expectedHead: document.head,
    to: 'cancelled',
    halt: null,
    events: [{ type: 'cancelled', actor: ACTOR, data: { reason } }],
    set: { reason },
  };
}
