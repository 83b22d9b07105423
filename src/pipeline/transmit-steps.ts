/** The outcomes of a submission as Steps: pure. */
import type { PasserelleError } from '../base/error.ts';
import type { Instant } from '../base/calendar-date.ts';
import type { Document } from '../model/document.ts';
import type { Fault } from '../model/fault.ts';
import type { Step } from '../model/step.ts';
import type { Receipt } from '../ports/channel.ts';
import type { EffectRow } from '../ports/store.ts';
import { ACTOR, after, type Road } from './road.ts';

/** The listing tells the acknowledgement; when it stays silent the flow itself is asked. */
const FIRST_LOOK_SECONDS = 20;

export function sent(document: Document, ref: string, how: 'submitted' | 'found' | 'recovered', road: Road, receipt?: Receipt): Step {
  return {
    document: document.id,
    expectedHead: document.head,
    to: 'sent',
    halt: null,
    events: [{ type: 'submitted', actor: ACTOR, data: { flow: ref, how, version: document.version } }],
    ...(receipt === undefined
      ? {}
      : { artifacts: [{ as: 'answer', bytes: new TextEncoder().encode(receipt.raw), mediaType: 'application/json' }] }),
    set: { channelRef: ref, reason: null },
    dueAt: after(road.clock.now(), FIRST_LOOK_SECONDS * 1000),
  };
}

/** Nothing to do before `until` (null: until something happens); said once per reason. */
export function waiting(document: Document, reason: string | null, until: Instant | null): Step {
  const news = reason !== null && reason !== document.reason;
  return {
    document: document.id,
    expectedHead: document.head,
    to: document.stage,
    events: news ? [{ type: 'warned', actor: ACTOR, data: { reason, until } }] : [],
    set: reason === null ? {} : { reason },
    dueAt: until,
  };
}

export function refused(document: Document, error: PasserelleError, road: Road): Step {
  return {
    document: document.id,
    expectedHead: document.head,
    to: 'refused',
    events: [{ type: 'refused', actor: 'platform', data: { by: 'submission', code: error.code, words: error.message.slice(0, 1000) } }],
    findings: [platformFault(error.message.slice(0, 1000), 'submission', '')],
    set: { status: 'ack', reason: 'submission' },
    jobs: [{ queue: 'write-back' }],
    dueAt: null,
    version: { release: road.release },
  };
}

/** The platform says that it has this invoice, and cannot find it as ours: a person must look. */
export function heldByPlatform(document: Document, error: PasserelleError): Step {
  return {
    document: document.id,
    expectedHead: document.head,
    to: document.stage,
    halt: 'held',
    events: [{ type: 'held', actor: 'platform', data: { rules: 'PASS-REMOTE', faults: 1, code: error.code } }],
    findings: [
      { rule: 'PASS-REMOTE', severity: 'fatal', at: ['number'], values: { words: error.message.slice(0, 1000), code: error.code } },
    ],
    set: { reason: 'PASS-REMOTE' },
    jobs: [{ queue: 'write-back' }],
    dueAt: null,
  };
}

/** Another content under the same number is open or accepted: promise 2 stops it here. */
export function conflicted(document: Document, effect: EffectRow, road: Road): Step {
  if (effect.document === document.id && effect.state === 'succeeded') {
    const step = sent(document, effect.outcome ?? '', 'recovered', road);
    return {
      ...step,
      events: [...step.events, { type: 'diverged', actor: ACTOR, data: { sent: effect.contentHash, now: 'later version' } }],
      jobs: [{ queue: 'write-back' }],
    };
  }
  if (effect.document === document.id) return waiting(document, 'unclear', effect.leaseUntil);
  return {
    document: document.id,
    expectedHead: document.head,
    to: document.stage,
    halt: 'held',
    events: [{ type: 'held', actor: ACTOR, data: { rules: 'PASS-NUMBER-USED', faults: 1, other: effect.document } }],
    findings: [
      {
        rule: 'PASS-NUMBER-USED',
        severity: 'fatal',
        at: ['number', 'issueDate'],
        values: { number: document.number ?? '', other: effect.document },
      },
    ],
    set: { reason: 'PASS-NUMBER-USED' },
    jobs: [{ queue: 'write-back' }],
    dueAt: null,
  };
}

export function platformFault(words: string, code: string, item: string): Fault {
  return { rule: 'PASS-ACK-ERROR', severity: 'fatal', at: [], values: { words, code, item } };
}
