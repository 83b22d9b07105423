/** An error of a stage as a Step, by the verdict of retry.ts; a configuration error pauses the whole connection. */
import type { Document } from '../model/document.ts';
import { BEFORE_SENDING } from '../model/stage.ts';
import type { Step } from '../model/step.ts';
import { PasserelleError } from '../base/error.ts';
import { isPaused } from './lanes.ts';
import { decide, troubleOf, type Trouble } from './retry.ts';
import { ACTOR, after, type Road } from './road.ts';

/** Waiting documents look at their lane again at this pace; nothing is spent. */
const LANE_LOOK_SECONDS = 60;
/** The other end is looked at every few seconds after a start. */
const TRUST_LOOK_SECONDS = 5;
const DEFAULT_SETTLE_SECONDS = 180;

/** The connection whose state decides whether a stage can work now. */
export function connectionOf(document: Document, road: Road): string {
  const company = document.company === null ? null : road.company(document.company);
  if (company === null) return document.connection;
  if (document.direction === 'in') return isBooking(document) ? company.company.erp.connection : document.connection;
  return document.stage === 'received' ? company.company.erp.connection : company.company.channel.connection;
}

/** A supplier invoice on its way into the ERP. */
function isBooking({ direction, kind, stage }: Document): boolean {
  return direction === 'in' && kind === 'invoice' && stage === 'parsed';
}

/** Before anything left, both ends must be open: what is sent is read again from the ERP, which must be the one we know. */
export async function waitForLane(document: Document, road: Road): Promise<Step | null> {
  const outbound = document.direction === 'out' && BEFORE_SENDING.includes(document.stage);
  const connections = outbound ? [document.connection, connectionOf(document, road)] : [connectionOf(document, road)];
  const now = road.clock.now();
  const wait = (seconds: number): Step => ({
    document: document.id,
    expectedHead: document.head,
    to: document.stage,
    events: [],
    dueAt: after(now, seconds * 1000),
  });
  if (outbound && !road.trusted(document.connection)) return wait(TRUST_LOOK_SECONDS);
  // a copy of a database must not get the bills of its original
  if (isBooking(document) && !connections.every((connection) => road.trusted(connection))) return wait(TRUST_LOOK_SECONDS);
  const lanes = await road.store.lanes.list();
  const paused = lanes.some((lane) => connections.includes(lane.connection) && isPaused(lane, now));
  return paused ? wait(LANE_LOOK_SECONDS) : null;
}

export async function stepAfterTrouble(document: Document, error: unknown, road: Road): Promise<Step> {
  const trouble = troubleOf(error);
  const connection = (error instanceof PasserelleError ? error.where.connection : undefined) ?? connectionOf(document, road);
  const settleSeconds = road.channel(connection)?.settleSeconds ?? DEFAULT_SETTLE_SECONDS;
  const verdict = decide(
    trouble,
    { attempts: document.attempts, stageSince: document.stageSince, settleSeconds },
    road.clock.now(),
    road.noise(),
  );
  road.log.warn('stage.failed', {
    document: document.id,
    stage: document.stage,
    connection,
    code: trouble.code,
    verdict: verdict.action,
    error,
  });
  road.meter.count('passerelle_stage_failures_total', { stage: document.stage, kind: trouble.kind });
  const base = { document: document.id, expectedHead: document.head, to: document.stage } as const;
  switch (verdict.action) {
    case 'retry':
      return { ...base, ...news(document, trouble), dueAt: verdict.at, attempts: document.attempts + (verdict.spent ? 1 : 0) };
    case 'settle':
      return { ...base, ...news(document, trouble), dueAt: verdict.at };
    case 'pause':
      await road.store.lanes.pause(connection, null, `${trouble.code}: ${trouble.sentence}`);
      return { ...base, ...news(document, trouble), dueAt: after(road.clock.now(), LANE_LOOK_SECONDS * 1000) };
    case 'hold':
      return {
        ...base,
        halt: 'held',
        events: [{ type: 'held', actor: ACTOR, data: { rules: 'PASS-REMOTE', faults: 1, code: trouble.code } }],
        findings: [{ rule: 'PASS-REMOTE', severity: 'fatal', at: [], values: { words: trouble.sentence, code: trouble.code } }],
        set: { reason: 'PASS-REMOTE' },
        jobs: [{ queue: 'write-back' }],
        dueAt: document.stage === 'received' ? after(road.clock.now(), 3_600_000) : null,
      };
    case 'park':
      return {
        ...base,
        halt: 'parked',
        events: [{ type: 'parked', actor: ACTOR, data: { code: trouble.code, words: trouble.sentence } }],
        set: { reason: trouble.code },
        jobs: [{ queue: 'write-back' }],
        dueAt: null,
      };
  }
}

/** The same trouble again is no news. */
function news(document: Document, trouble: Trouble): Pick<Step, 'events' | 'set'> {
  const reason = `trouble:${trouble.code}`;
  if (document.reason === reason) return { events: [] };
  return { events: [{ type: 'failed', actor: ACTOR, data: { code: trouble.code, words: trouble.sentence } }], set: { reason } };
}
