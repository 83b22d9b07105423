/** prepared → signed. France asks for no signature of the invoice file: the platform's network carries its integrity. */
import type { Document } from '../model/document.ts';
import type { Step } from '../model/step.ts';
import { ACTOR, after, type Road } from './road.ts';

export function sign(document: Document, road: Road): Promise<Step | null> {
  return Promise.resolve({
    document: document.id,
    expectedHead: document.head,
    to: 'signed',
    events: [{ type: 'signed', actor: ACTOR, data: { method: 'not-required' } }],
    dueAt: after(road.clock.now(), 60_000),
  });
}
