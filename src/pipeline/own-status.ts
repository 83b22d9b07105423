/**
 * A status of ours that the network accepted or refused, written into the life of the invoice it speaks of: once, by the
 * reference of its flow. Approval, refusal and payment also end our work on a supplier's invoice.
 */
import type { Document } from '../model/document.ts';
import type { LifecycleEntry } from '../model/lifecycle.ts';
import { entriesOf, foldLifecycle } from '../model/lifecycle-fold.ts';
import { trackOf } from '../model/lifecycle-codes.ts';
import type { Step } from '../model/step.ts';
import type { Notice } from '../ports/channel.ts';
import { ACTOR, type Road } from './road.ts';
import { warnOnce } from './tell-status.ts';

/** Before the message itself is acknowledged, by whichever way that is learnt. False when the invoice moved meanwhile: the acknowledgement is then taken again. */
export async function tellInvoice(message: Document, notice: Notice, road: Road): Promise<boolean> {
  if (message.kind !== 'lifecycle' || message.about === null || notice.ack.status === 'pending') return true;
  const invoice = await road.store.document(message.about);
  if (invoice === null) return true;
  if (notice.ack.status === 'error') {
    const words = notice.ack.details
      .map((detail) => detail.message)
      .join(' · ')
      .slice(0, 500);
    await warnOnce(invoice, { reason: 'status-refused', code: message.status ?? '', words, flow: notice.ref }, road);
    return true;
  }
  const entry = await entryOfOurs(message, notice, road);
  if (entry === null) return true;
  const entries = entriesOf(await road.store.events(invoice.id));
  if (entries.some((known) => known.reference === entry.reference)) return true;
  const [outcome] = await road.store.commit([stepOf(invoice, entry, foldLifecycle([...entries, entry]).headline?.code ?? entry.code)]);
  return outcome?.state === 'done';
}

function stepOf(invoice: Document, entry: LifecycleEntry, status: string): Step {
  return {
    document: invoice.id,
    expectedHead: invoice.head,
    to: entry.code === '210' && invoice.stage !== 'refused' ? 'refused' : invoice.stage,
    events: [{ type: 'lifecycle', actor: ACTOR, data: { ...entry } }],
    set: { status, ...(entry.code === '210' ? { reason: entry.reasons[0]?.code ?? '210' } : {}) },
    jobs: [{ queue: 'write-back' }],
  };
}

async function entryOfOurs(message: Document, notice: Notice, road: Road): Promise<LifecycleEntry | null> {
  const code = message.status ?? '';
  const track = trackOf(code);
  if (track === undefined) return null;
  const made = (await road.store.events(message.id)).find((event) => event.type === 'prepared');
  const data = made?.data ?? {};
  const company = message.company === null ? null : road.company(message.company);
  const reasons = (data['reasons'] ?? []) as unknown as readonly { code: string; text: string }[];
  const amounts = (data['amounts'] ?? []) as unknown as readonly { rate?: string; amount: string }[];
  return {
    reference: notice.ref,
    code,
    track,
    at: typeof data['at'] === 'string' ? data['at'] : (made?.at ?? notice.at),
    ...(company === null ? {} : { actor: company.company.legalName }),
    reasons: reasons.map((reason) => ({
      ...(reason.code === '' ? {} : { code: reason.code }),
      ...(reason.text === '' ? {} : { text: reason.text }),
    })),
    ...(amounts.length === 0 ? {} : { amounts: amounts.map((one) => ({ type: code === '212' ? 'MEN' : 'MPA', ...one })) }),
  };
}
