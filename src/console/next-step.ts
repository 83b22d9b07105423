/** The one sentence that says what a person should do now. It advises; it decides nothing. */
import type { DocumentDetail } from '../ports/views.ts';
import { isFatal } from '../model/fault.ts';
import { nextMove } from '../model/playbook.ts';
import type { Tone } from './state-badge.ts';
import type { Key, Words } from './words.ts';

export interface Advice {
  readonly text: string;
  readonly tone: Tone;
}

const BY_STAGE: Readonly<Partial<Record<string, Key>>> = {
  sent: 'next.sent',
  delivered: 'next.delivered',
  closed: 'next.closed',
  excluded: 'next.excluded',
  cancelled: 'next.cancelled',
  ignored: 'next.ignored',
};

const BY_STATUS: Readonly<Record<string, { readonly key: Key; readonly tone: Tone }>> = {
  '206': { key: 'next.206', tone: 'warn' },
  '207': { key: 'next.207', tone: 'warn' },
  '208': { key: 'next.208', tone: 'warn' },
  '211': { key: 'next.211', tone: 'ok' },
};

/** A supplier invoice waits for an answer given here, or is for people to check in the ERP. */
const RECEIVED_STAGES: Readonly<Partial<Record<string, Tone>>> = { delivered: 'ok', closed: 'ok', refused: 'mute', ignored: 'mute' };

function receivedAdvice(words: Words, { document, findings }: DocumentDetail): Advice {
  if (document.halt === 'parked') return { text: words('next.in.parked'), tone: 'bad' };
  if (document.halt === 'held' && document.stage === 'downloaded') return { text: words('next.in.held.unread'), tone: 'warn' };
  if (document.halt === 'held') return { text: words(findings.some(isFatal) ? 'next.in.held' : 'next.in.held.other'), tone: 'warn' };
  // decided in the ERP and told: what is left are payments
  if (document.stage === 'delivered' && document.status !== null) return { text: words('next.in.closed'), tone: 'ok' };
  const tone = RECEIVED_STAGES[document.stage];
  const text = tone === undefined ? undefined : words.maybe(`next.in.${document.stage}`);
  return tone === undefined || text === undefined ? { text: words('next.in.moving'), tone: 'wait' } : { text, tone };
}

export function adviceFor(words: Words, detail: DocumentDetail): Advice {
  const { document, lifecycle, findings } = detail;
  if (document.direction === 'in' && document.kind === 'invoice') return receivedAdvice(words, detail);
  if (document.halt === 'parked') return { text: words('next.parked'), tone: 'bad' };
  if (document.halt === 'held') return { text: words(findings.some(isFatal) ? 'next.held.findings' : 'next.held'), tone: 'warn' };
  const status = document.status ?? '';
  const reason = lifecycle.headline?.code === status ? lifecycle.headline.reasons[0]?.code : (document.reason ?? undefined);
  if (document.direction === 'out' && (status === '210' || status === '213' || status === 'ack')) {
    return { text: words(`next.${nextMove(status, reason)}`), tone: 'bad' };
  }
  if (document.stage === 'refused') return { text: words(`next.${nextMove('ack', reason)}`), tone: 'bad' };
  const known = BY_STATUS[status];
  if (known !== undefined) return { text: words(known.key), tone: known.tone };
  const key = BY_STAGE[document.stage];
  return key === undefined
    ? { text: words('next.moving'), tone: 'wait' }
    : { text: words(key), tone: document.stage === 'closed' ? 'ok' : 'mute' };
}
