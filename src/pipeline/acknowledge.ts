/** What the acknowledgement of a flow does to the document we sent: pure. */
import type { Document } from '../model/document.ts';
import type { Step } from '../model/step.ts';
import type { Notice } from '../ports/channel.ts';
import { platformFault } from './transmit-steps.ts';
import { ACTOR, after, type Road } from './road.ts';

/** A flow whose acknowledgement stays pending is asked again at this pace. */
const LOOK_AGAIN_SECONDS = 60;

/** null: nothing new. */
export function acknowledge(document: Document, notice: Notice, road: Road): Step | null {
  if (document.stage !== 'sent') return null;
  const base = { document: document.id, expectedHead: document.head };
  const answer = { as: 'answer', bytes: new TextEncoder().encode(notice.raw), mediaType: 'application/json' } as const;
  switch (notice.ack.status) {
    case 'pending':
      return { ...base, to: 'sent', events: [], dueAt: after(road.clock.now(), LOOK_AGAIN_SECONDS * 1000) };
    case 'ok':
      return {
        ...base,
        to: 'delivered',
        events: [
          { type: 'acknowledged', actor: 'platform', data: { flow: notice.ref, warnings: notice.ack.details.length } },
          { type: 'delivered', actor: ACTOR, data: {} },
        ],
        artifacts: [answer],
        // money may have come before the platform answered
        jobs: [{ queue: 'write-back' }, ...(document.kind === 'invoice' ? [{ queue: 'respond' } as const] : [])],
        dueAt: null,
      };
    case 'error': {
      const first = notice.ack.details[0];
      return {
        ...base,
        to: 'refused',
        events: [
          {
            type: 'refused',
            actor: 'platform',
            data: { by: 'acknowledgement', code: first?.code ?? '', words: (first?.message ?? '').slice(0, 1000), flow: notice.ref },
          },
        ],
        artifacts: [answer],
        findings: notice.ack.details.map((detail) => ({
          ...platformFault(detail.message, detail.code, detail.item),
          severity: detail.level === 'error' ? 'fatal' : 'warning',
        })),
        set: { status: 'ack', reason: first?.code ?? 'unknown' },
        jobs: [{ queue: 'write-back' }],
        dueAt: null,
      };
    }
  }
}
