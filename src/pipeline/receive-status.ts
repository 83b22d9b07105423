/** A status message, downloaded → parsed → delivered or ignored: what it says is applied to the invoice it speaks of. */
import { PasserelleError } from '../base/error.ts';
import type { Document } from '../model/document.ts';
import type { LifecycleEntry, StatusMessage } from '../model/lifecycle.ts';
import { entriesOf, foldLifecycle } from '../model/lifecycle-fold.ts';
import type { Step } from '../model/step.ts';
import { parseStatus } from '../parse/cdar/parse-status.ts';
import type { Road } from './road.ts';
import { flowOf } from './flow.ts';
import { ACTOR, after, companiesOn } from './road.ts';
import { entryOf } from './status-entry.ts';

/** A status that overtakes the receipt of its own invoice is offered again after this. */
const OVERTAKEN_SECONDS = 5;

export async function receiveStatus(document: Document, road: Road): Promise<Step | null> {
  const bytes = await flowOf(document, road);
  let message: StatusMessage;
  try {
    message = parseStatus(bytes);
  } catch (error) {
    if (!(error instanceof PasserelleError) || error.kind !== 'data') throw error;
    return unreadable(document, error);
  }
  return {
    document: document.id,
    expectedHead: document.head,
    to: 'parsed',
    events: [{ type: 'parsed', actor: ACTOR, data: { code: message.code ?? '', about: message.invoice.number ?? '' } }],
    set: {
      number: message.invoice.number ?? null,
      issueDate: message.invoice.issueDate ?? null,
      status: message.code ?? null,
      counterparty: message.issuer?.name ?? null,
    },
    dueAt: after(road.clock.now(), 60_000),
  };
}

/** parsed → delivered: first the invoice (idempotent by the flow's reference), then this message. */
export async function applyStatus(document: Document, road: Road): Promise<Step | null> {
  const message = parseStatus(await flowOf(document, road));
  const invoice = await invoiceOf(document, message, road);
  if (typeof invoice === 'string') {
    return {
      document: document.id,
      expectedHead: document.head,
      to: 'ignored',
      events: [{ type: 'ignored', actor: ACTOR, data: { reason: invoice } }],
      set: { reason: invoice },
    };
  }
  const entry = entryOf(message, document.channelRef ?? document.id, document.createdAt);
  if (invoice.stage === 'received' || invoice.stage === 'prepared' || invoice.stage === 'signed') {
    return {
      document: document.id,
      expectedHead: document.head,
      to: 'parsed',
      events: [],
      dueAt: after(road.clock.now(), OVERTAKEN_SECONDS * 1000),
    };
  }
  const applied = entry === null || (await applyEntry(invoice, entry, road));
  if (!applied)
    return { document: document.id, expectedHead: document.head, to: 'parsed', events: [], dueAt: after(road.clock.now(), 1000) };
  return {
    document: document.id,
    expectedHead: document.head,
    to: 'delivered',
    events: [{ type: 'delivered', actor: ACTOR, data: { about: invoice.id } }],
    set: { about: invoice.id, company: invoice.company },
    dueAt: null,
  };
}

/** True when the invoice carries the entry, now or already. */
async function applyEntry(invoice: Document, entry: LifecycleEntry, road: Road): Promise<boolean> {
  const events = await road.store.events(invoice.id);
  const entries = entriesOf(events);
  if (entries.some((known) => known.reference === entry.reference)) return true;
  const fold = foldLifecycle([...entries, entry]);
  const ends = entry.code === '213' || entry.code === '210';
  const [outcome] = await road.store.commit([
    {
      document: invoice.id,
      expectedHead: invoice.head,
      to: ends && invoice.stage !== 'refused' ? 'refused' : invoice.stage === 'sent' ? 'delivered' : invoice.stage,
      events: [{ type: 'lifecycle', actor: 'platform', data: { ...entry } }],
      set: { status: fold.headline?.code ?? entry.code, ...(ends ? { reason: entry.reasons[0]?.code ?? entry.code } : {}) },
      jobs: [{ queue: 'write-back' }],
    },
  ]);
  return outcome?.state === 'done';
}

/**
 * The invoice with this number, date and seller: one we sent, or one we received of which its supplier or the platforms
 * tell more (220 replaced, 209 completed, 225 factored …). Or why there is none.
 */
async function invoiceOf(document: Document, message: StatusMessage, road: Road): Promise<Document | 'not-ours' | 'unknown-invoice'> {
  const seller = message.invoice.seller?.value;
  const number = message.invoice.number ?? '';
  const companies = companiesOn(road, document.connection);
  const sellers = companies.filter((c) => seller === undefined || c.company.siren === seller);
  for (const [direction, owners] of [
    ['out', sellers],
    ['in', companies],
  ] as const) {
    for (const { company } of owners) {
      const candidates = await road.store.byNumber(company.name, number, direction);
      const found = candidates.find((c) => sameDate(c, message));
      if (found !== undefined) return found;
    }
  }
  return sellers.length === 0 ? 'not-ours' : 'unknown-invoice';
}

function sameDate(document: Document, message: StatusMessage): boolean {
  return message.invoice.issueDate === undefined || document.issueDate === null || document.issueDate === message.invoice.issueDate;
}

function unreadable(document: Document, error: PasserelleError): Step {
  return {
    document: document.id,
    expectedHead: document.head,
    to: document.stage,
    halt: 'held',
    events: [{ type: 'held', actor: ACTOR, data: { rules: error.code, faults: 1 } }],
    findings: [{ rule: 'PASS-UNREADABLE', severity: 'fatal', at: [], values: { words: error.message } }],
    set: { reason: 'PASS-UNREADABLE' },
    dueAt: null,
  };
}
