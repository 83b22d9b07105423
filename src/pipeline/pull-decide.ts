/** What a change in the ERP means for its document: a pure decision over the change, our row and the company. */
import type { Instant } from '../base/calendar-date.ts';
import type { Company } from '../model/company.ts';
import type { Document } from '../model/document.ts';
import { mayResend } from '../model/playbook.ts';
import { BEFORE_SENDING } from '../model/stage.ts';
import type { NewDocument, Step } from '../model/step.ts';
import type { Change } from '../ports/connector.ts';
import { cancelledInErp } from './gone.ts';
import { ACTOR } from './road.ts';

export interface Decision {
  readonly create?: NewDocument;
  readonly step?: Step;
}

export function decideChange(
  change: Change,
  document: Document | null,
  company: Company,
  context: { readonly key: string; readonly now: Instant },
): Decision {
  if (document === null) return change.gone === undefined ? { create: newDocument(change, company, context.key) } : {};
  if (change.gone !== undefined) return gone(change, document);
  if (BEFORE_SENDING.includes(document.stage)) {
    if (change.fingerprint === document.fingerprint) return {};
    return { step: refreshed(change, document) };
  }
  switch (document.stage) {
    case 'cancelled':
      return { step: refreshed(change, document) };
    case 'excluded':
      return change.fingerprint === document.fingerprint || document.reason === 'before-since' ? {} : { step: refreshed(change, document) };
    case 'refused':
      if (change.fingerprint === document.fingerprint) return {};
      return mayResend(document.status ?? 'ack', document.reason ?? undefined)
        ? { step: refreshed(change, document) }
        : diverged(change, document);
    case 'sent':
    case 'delivered':
    case 'closed':
      return change.fingerprint === document.fingerprint ? converged(document) : diverged(change, document);
    default:
      return {};
  }
}

function newDocument(change: Change, company: Company, key: string): NewDocument {
  const early = company.since !== undefined && change.issueDate !== undefined && change.issueDate < company.since;
  const base = {
    key,
    company: company.name,
    connection: company.erp.connection,
    direction: 'out',
    kind: 'invoice',
    erpRef: change.ref,
    fingerprint: change.fingerprint,
    set: { number: change.number ?? null, issueDate: change.issueDate ?? null },
  } as const;
  const received = { type: 'received', actor: ACTOR, data: { fingerprint: change.fingerprint } } as const;
  if (!early) return { ...base, stage: 'received', events: [received], jobs: [{ queue: 'advance' }] };
  const excluded = { type: 'excluded', actor: ACTOR, data: { reason: 'before-since', since: company.since ?? '' } } as const;
  return { ...base, stage: 'excluded', set: { ...base.set, reason: 'before-since' }, events: [received, excluded] };
}

/** The record changed before anything left: a new version from the record as it is now. */
function refreshed(change: Change, document: Document): Step {
  return {
    document: document.id,
    expectedHead: document.head,
    to: 'received',
    halt: null,
    newVersion: true,
    events: [{ type: 'refreshed', actor: ACTOR, data: { because: 'source', fingerprint: change.fingerprint } }],
    set: { fingerprint: change.fingerprint, reason: null, channelRef: null },
    jobs: [{ queue: 'advance' }],
    attempts: 0,
  };
}

function gone(change: Change, document: Document): Decision {
  const why = change.gone ?? 'deleted';
  if (BEFORE_SENDING.includes(document.stage)) return { step: cancelledInErp(document, why) };
  if (document.stage === 'cancelled' || document.stage === 'excluded' || document.stage === 'refused') return {};
  return diverged(change, document);
}

/** The record is again what was sent (back to draft and posted as it was, say): the divergence ends. */
function converged(document: Document): Decision {
  if (document.reason?.startsWith('diverged:') !== true) return {};
  return {
    step: {
      document: document.id,
      expectedHead: document.head,
      to: document.stage,
      events: [{ type: 'note', actor: ACTOR, data: { note: 'converged' } }],
      set: { reason: null },
      jobs: [{ queue: 'write-back' }],
    },
  };
}

/** After sending the content is immutable: say so once per difference, never send again. */
function diverged(change: Change, document: Document): Decision {
  const now = change.gone === undefined ? change.fingerprint : `gone:${change.gone}`;
  if (document.reason === `diverged:${now}`) return {};
  return {
    step: {
      document: document.id,
      expectedHead: document.head,
      to: document.stage,
      events: [{ type: 'diverged', actor: ACTOR, data: { sent: document.fingerprint, now } }],
      set: { reason: `diverged:${now}` },
      jobs: [{ queue: 'write-back' }],
    },
  };
}
