/** The moves of an operator: each is an event with its actor and reason, allowed only where the stage lets it. */
import type { Document } from '../model/document.ts';
import { mayResend } from '../model/playbook.ts';
import { BEFORE_SENDING } from '../model/stage.ts';
import type { Step } from '../model/step.ts';
import type { Operation, OperationOutcome } from '../ports/operator.ts';
import type { Store } from '../ports/store.ts';

/** null: the stage does not allow it. */
export function operatorStep(document: Document, operation: Operation, actor: string, reason: string): Step | null {
  const base = { document: document.id, expectedHead: document.head, halt: null, attempts: 0 } as const;
  const said = { actor: `operator:${actor}`, data: { reason } };
  switch (operation) {
    case 'retry':
      if (['closed', 'cancelled', 'excluded', 'ignored', 'refused'].includes(document.stage)) return null;
      return {
        ...base,
        to: document.stage,
        events: [{ type: 'retried', ...said }],
        jobs: [{ queue: 'advance' }, { queue: 'write-back' }],
        set: { reason: null },
      };
    case 'release':
      return releaseStep(document, base, said);
    case 'cancel':
      if (document.direction !== 'out' || !BEFORE_SENDING.includes(document.stage)) return null;
      return { ...base, to: 'cancelled', events: [{ type: 'cancelled', ...said }], set: { reason: 'operator' }, dueAt: null };
  }
}

function releaseStep(
  document: Document,
  base: Pick<Step, 'document' | 'expectedHead' | 'halt' | 'attempts'>,
  said: { actor: string; data: { reason: string } },
): Step | null {
  const released = { type: 'released', ...said } as const;
  if (document.stage === 'refused') {
    if (!mayResend(document.status ?? 'ack', document.reason ?? undefined)) return null;
    return {
      ...base,
      to: 'received',
      newVersion: true,
      events: [released],
      jobs: [{ queue: 'advance' }],
      set: { reason: null, channelRef: null, status: null },
    };
  }
  if (document.stage === 'excluded' || document.stage === 'cancelled') {
    if (document.direction !== 'out') return null;
    return { ...base, to: 'received', newVersion: true, events: [released], jobs: [{ queue: 'advance' }], set: { reason: null } };
  }
  if (document.halt === null) return null;
  return { ...base, to: document.stage, events: [released], jobs: [{ queue: 'advance' }], set: { reason: null } };
}

export async function operate(store: Store, id: string, operation: Operation, actor: string, reason: string): Promise<OperationOutcome> {
  const document = await store.document(id);
  if (document === null) return 'unknown';
  const step = operatorStep(document, operation, actor, reason);
  if (step === null) return 'impossible';
  const [outcome] = await store.commit([step]);
  if (outcome?.state === 'failed') throw outcome.error;
  return outcome?.state === 'done' ? 'done' : 'stale';
}
