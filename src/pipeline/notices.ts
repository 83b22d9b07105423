/** Settles the inbox of a channel: each notice becomes a document of its own, an acknowledgement, or is counted and left. */
import type { Document } from '../model/document.ts';
import type { EventDraft } from '../model/event.ts';
import type { NewDocument, Step } from '../model/step.ts';
import type { Notice } from '../ports/channel.ts';
import type { StoredInboxItem } from '../ports/store.ts';
import { acknowledge } from './acknowledge.ts';
import { holdInbound } from './inbound-steps.ts';
import { inboundKey, readTrackingId } from './keys.ts';
import { inboxSource, type Unreadable } from './listen.ts';
import { tellInvoice } from './own-status.ts';
import { ACTOR, after, type Road } from './road.ts';

const BATCH = 200;
/** Flows settled at the same time: fewer than the store has connections. */
const LANES = 6;
/** A receipt that is still on its way into the store is waited for this long at a time. */
const WAIT_SECONDS = 5;
const WAITS_MAX = 60;

/**
 * Number of items looked at: each is settled, or waits for a later moment. What an item says is applied twice without
 * harm, so a batch is taken out of the inbox at once. `only` names a connection.
 */
export async function settleInbox(road: Road, only?: string): Promise<number> {
  const pending = await road.store.inbox.pending(BATCH, undefined, only === undefined ? 'channel:' : inboxSource(only));
  const items = pending.filter((item) => only === undefined || item.source === inboxSource(only));
  const flows = byFlow(items);
  const settled: string[] = [];
  const lane = async (): Promise<void> => {
    for (let flow = flows.shift(); flow !== undefined; flow = flows.shift()) {
      for (const item of flow) if (await settledAlone(item, road)) settled.push(item.id);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  if (settled.length > 0) await road.store.inbox.settle(settled);
  return items.length;
}

/** Items of one flow in the order in which they came; flows know nothing of each other. */
function byFlow(items: readonly StoredInboxItem[]): StoredInboxItem[][] {
  const flows = new Map<string, StoredInboxItem[]>();
  for (const item of items) {
    // listen.ts: the flow's reference, a colon, the state of its acknowledgement
    const flow = `${item.source} ${item.dedupe.slice(0, item.dedupe.lastIndexOf(':'))}`;
    const known = flows.get(flow);
    if (known === undefined) flows.set(flow, [item]);
    else known.push(item);
  }
  return [...flows.values()];
}

/** False when it waits: one bad item never holds the others. */
async function settledAlone(item: StoredInboxItem, road: Road): Promise<boolean> {
  try {
    return await settleItem(item, road);
  } catch (error) {
    road.log.warn('inbox.item-failed', { item: item.id, source: item.source, error });
    await road.store.inbox.postpone(item.id, after(road.clock.now(), 1000 * Math.min(600, 2 ** Math.min(item.attempts, 10))), 'failed');
    return false;
  }
}

async function settleItem(item: StoredInboxItem, road: Road): Promise<boolean> {
  const connection = item.source.slice('channel:'.length);
  const notice = JSON.parse(item.body) as Notice | Unreadable;
  if ('unreadable' in notice) await keepEntry(connection, notice, road);
  else if (notice.direction === 'in' && !(await isOurs(notice, connection, road))) await road.store.create([announced(connection, notice)]);
  else if (!(await applyAcknowledgement(notice, connection, road))) {
    if (item.attempts < WAITS_MAX) {
      await road.store.inbox.postpone(item.id, after(road.clock.now(), WAIT_SECONDS * 1000), 'receipt-pending');
      return false;
    }
    road.log.warn('inbox.receipt-never-came', { flow: notice.ref });
  }
  return true;
}

/** A platform that does not say the direction lists what we sent among what it delivers. */
async function isOurs(notice: Notice, connection: string, road: Road): Promise<boolean> {
  return notice.guessed === true && (await ofFlow(notice.ref, connection, road))?.direction === 'out';
}

/** A flow from outside: its document, found company and meaning come when it is downloaded and parsed. */
function announced(connection: string, notice: Notice): NewDocument {
  const { ref, kind, at, sha256 } = notice;
  const data = { flow: ref, kind, listedAt: at, ...(sha256 === undefined ? {} : { sha256 }) };
  const events: readonly EventDraft[] = [{ type: 'announced', actor: 'platform', data }];
  const base = { key: inboundKey(connection, ref), company: null, connection, direction: 'in', channelRef: ref } as const;
  if (kind === 'copy') {
    const ignored = { type: 'ignored', actor: ACTOR, data: { reason: 'copy' } } as const;
    return {
      ...base,
      kind: notice.syntax === 'CDAR' ? 'lifecycle' : 'invoice',
      stage: 'ignored',
      set: { reason: 'copy' },
      events: [...events, ignored],
    };
  }
  // what the network does not name may be an invoice: its file will tell
  return { ...base, kind: kind === 'unknown' ? 'invoice' : kind, stage: 'announced', events, jobs: [{ queue: 'advance' }] };
}

/** An entry that names no flow cannot be downloaded: it is kept word by word, and held for a person. */
async function keepEntry(connection: string, { unreadable, sha256 }: Unreadable, road: Road): Promise<void> {
  const key = inboundKey(connection, `entry ${sha256}`);
  await road.store.create([
    {
      key,
      company: null,
      connection,
      direction: 'in',
      kind: 'invoice',
      stage: 'announced',
      events: [{ type: 'announced', actor: 'platform', data: { artifact: sha256 } }],
      artifacts: [{ as: 'answer', bytes: new TextEncoder().encode(unreadable), mediaType: 'application/json' }],
    },
  ]);
  const document = await road.store.byKey(key);
  if (document === null || document.halt !== null) return;
  const words = unreadable.slice(0, 200);
  await road.store.commit([holdInbound(document, [{ rule: 'PASS-IN-LISTING', severity: 'fatal', at: [], values: { words } }], {})]);
}

/** False: ours, but its receipt is not stored yet. */
async function applyAcknowledgement(notice: Notice, connection: string, road: Road): Promise<boolean> {
  const document = await documentOf(notice, connection, road);
  if (document === null || document === 'foreign') {
    // a platform account can be shared with another system
    road.meter.count('passerelle_foreign_flows_total');
    return true;
  }
  if (document.channelRef !== notice.ref) return document.stage !== 'signed';
  if (document.stage === 'sent' && !(await tellInvoice(document, notice, road))) return false;
  const step: Step | null = acknowledge(document, notice, road);
  if (step === null) return true;
  const [outcome] = await road.store.commit([step]);
  return outcome?.state === 'done';
}

async function documentOf(notice: Notice, connection: string, road: Road): Promise<Document | 'foreign' | null> {
  const known = await ofFlow(notice.ref, connection, road);
  if (known !== undefined) return known;
  const tracking = notice.trackingId === undefined ? null : readTrackingId(notice.trackingId);
  return tracking === null ? 'foreign' : road.store.document(tracking.document);
}

/** Two platforms may give one id to two flows. */
async function ofFlow(ref: string, connection: string, road: Road): Promise<Document | undefined> {
  const known = await road.store.byChannelRef(ref);
  return known.find((document) => {
    const company = document.company === null ? null : road.company(document.company);
    if (document.direction === 'in') return document.connection === connection;
    // of a company that is paused by a mistake in its file nothing may be lost
    return company === null || company.company.channel.connection === connection;
  });
}
