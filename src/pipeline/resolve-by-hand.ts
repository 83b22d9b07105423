/** What a person answers to a supplier invoice that waits: kept as an event, acted on when the document moves again. */
import type { Json } from '../base/json.ts';
import type { Document } from '../model/document.ts';
import type { Event } from '../model/event.ts';
import type { Step } from '../model/step.ts';
import type { OperationOutcome, Resolution } from '../ports/operator.ts';
import type { Store } from '../ports/store.ts';

/** Stages in which a supplier invoice can wait for a person. */
const WAITING = ['downloaded', 'parsed'];

/** null: it waits for nobody. */
export function resolutionStep(document: Document, resolution: Resolution, actor: string): Step | null {
  if (document.direction !== 'in' || document.kind !== 'invoice' || !WAITING.includes(document.stage)) return null;
  const resolved = { type: 'resolved', actor: `operator:${actor}`, data: { ...resolution } as Readonly<Record<string, Json>> } as const;
  const base = { document: document.id, expectedHead: document.head, halt: null, attempts: 0 } as const;
  if (resolution.kind === 'ignore') return { ...base, to: 'ignored', events: [resolved], set: { reason: 'by-hand' }, dueAt: null };
  return { ...base, to: document.stage, events: [resolved], jobs: [{ queue: 'advance' }], set: { reason: null } };
}

/** The answers given so far, oldest first. */
export function resolutionsOf(events: readonly Event[]): readonly Resolution[] {
  return events.filter((event) => event.type === 'resolved').map((event) => event.data as unknown as Resolution);
}

export async function resolveByHand(store: Store, id: string, resolution: Resolution, actor: string): Promise<OperationOutcome> {
  const document = await store.document(id);
  if (document === null) return 'unknown';
  const step = resolutionStep(document, resolution, actor);
  if (step === null) return 'impossible';
  const [outcome] = await store.commit([step]);
  if (outcome?.state === 'failed') throw outcome.error;
  return outcome?.state === 'done' ? 'done' : 'stale';
}
