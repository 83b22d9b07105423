/** How a supplier invoice waits for a person, or is left aside: Steps, pure. */
import type { Instant } from '../base/calendar-date.ts';
import type { Json } from '../base/json.ts';
import type { Document } from '../model/document.ts';
import { isFatal, type Fault } from '../model/fault.ts';
import type { ArtifactDraft, Step } from '../model/step.ts';
import { ACTOR } from './road.ts';

/** Held again for the same reasons is no news: only the next look is planned. `dueAt`: when the ERP may have been corrected. */
export function holdInbound(
  document: Document,
  findings: readonly Fault[],
  set: NonNullable<Step['set']>,
  more: { readonly dueAt?: Instant; readonly artifacts?: readonly ArtifactDraft[] } = {},
): Step {
  const fatal = findings.filter(isFatal);
  const rules = [...new Set(fatal.map((fault) => fault.rule))].sort().join(' ');
  const reason = rules.slice(0, 200);
  const known = document.halt === 'held' && document.reason === reason;
  return {
    document: document.id,
    expectedHead: document.head,
    to: document.stage,
    halt: 'held',
    events: known ? [] : [{ type: 'held', actor: ACTOR, data: { rules, faults: fatal.length } }],
    findings,
    set: { ...set, reason },
    attempts: 0,
    dueAt: more.dueAt ?? null,
    ...(more.artifacts === undefined ? {} : { artifacts: more.artifacts }),
  };
}

export function ignoreInbound(document: Document, reason: string, data: Readonly<Record<string, Json>> = {}): Step {
  return {
    document: document.id,
    expectedHead: document.head,
    to: 'ignored',
    events: [{ type: 'ignored', actor: ACTOR, data: { reason, ...data } }],
    set: { reason },
    dueAt: null,
  };
}
