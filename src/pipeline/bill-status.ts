/** What a finance team sees on a supplier's bill in its ERP for one event of the received invoice: pure, in its language. */
import { entriesOf } from '../model/lifecycle-fold.ts';
import type { Event } from '../model/event.ts';
import type { Fault } from '../model/fault.ts';
import { sentence, text } from '../messages/messages.ts';
import type { ErpStatus } from '../ports/connector.ts';
import { labelOf, reasonOf, type StatusSource } from './erp-status.ts';

/** Warnings of a decision that could not be told: reason of the event → rule whose sentences say it. */
const ASKING: Readonly<Record<string, string>> = {
  'reason-missing': 'PASS-IN-REASON-MISSING',
  'status-invalid': 'PASS-IN-STATUS-REFUSED',
  'status-refused': 'PASS-IN-STATUS-REFUSED',
};
/** Statuses of the supplier or a platform that a person must act on: replaced, routing, payment elsewhere. */
const ACTING = ['213', '220', '221', '225', '227'];
const SHOWN_MAX = 8;

export function isToldOfBill(event: Event): boolean {
  return event.type === 'booked' || event.type === 'lifecycle' || warning(event) !== null;
}

/** The rule that says what a `warned` event asks of a person; null for other warnings. */
function warning(event: Event): string | null {
  const reason = event.type === 'warned' ? event.data['reason'] : undefined;
  if (typeof reason !== 'string') return null;
  return reason.startsWith('status-not-allowed') ? 'PASS-IN-STATUS-REFUSED' : (ASKING[reason] ?? null);
}

export function billStatus(source: StatusSource): ErpStatus {
  const { document, event, events, lifecycle, company, reference, link } = source;
  const locale = company.locale;
  const headline = lifecycle.headline;
  const code = headline?.code ?? 'received';
  const activity = activityNow(source);
  const reason = headline === null ? '' : reasonOf(headline);
  return {
    reference,
    code,
    label: labelOf(code, locale),
    tracks: Object.fromEntries(Object.entries(lifecycle.tracks).map(([track, state]) => [track, labelOf(state.code, locale)])),
    at: headline?.at ?? events.findLast((e) => e.type === 'booked')?.at ?? event.at,
    ...(reason === '' ? {} : { reason }),
    ...(document.channelRef === null ? {} : { platformReference: document.channelRef }),
    link,
    message: messageOf(source),
    ...(activity === undefined ? {} : { activity }),
  };
}

function messageOf(source: StatusSource): string {
  const { event, company, document } = source;
  const locale = company.locale;
  if (event.type === 'booked') {
    const head = text(locale, 'erp.message.booked', { name: document.counterparty ?? '' });
    const warnings = sentencesOf(source.findings, locale);
    return warnings === '' ? head : `${head} ${text(locale, 'erp.message.booked.warnings')} ${warnings}`;
  }
  const rule = warning(event);
  if (rule !== null) return sentence(locale, rule, valuesOf(event)).what;
  const own = entriesOf([event])[0];
  if (own === undefined) return text(locale, 'erp.status.received');
  const head = `${labelOf(own.code, locale)}${own.actor === undefined ? '' : ` — ${own.actor}`}`;
  const reason = reasonOf(own);
  return reason === '' ? head : `${head} : ${reason}`;
}

/** The newest thing that asks for a person, until a later status answers it. */
function activityNow({ events, lifecycle, company }: StatusSource): ErpStatus['activity'] {
  const locale = company.locale;
  const latest = events.findLast((event) => isToldOfBill(event));
  const rule = latest === undefined ? null : warning(latest);
  if (latest !== undefined && rule !== null) {
    const { what, fix } = sentence(locale, rule, valuesOf(latest));
    return { summary: text(locale, 'erp.activity.decision'), note: `${what} ${fix}` };
  }
  const headline = lifecycle.headline;
  if (headline === null || !ACTING.includes(headline.code)) return undefined;
  return {
    summary: labelOf(headline.code, locale),
    note: [reasonOf(headline), text(locale, `erp.advice.bill.${headline.code}`)].join('\n').trim(),
  };
}

function valuesOf({ data }: Event): Readonly<Record<string, string>> {
  const reason = typeof data['reason'] === 'string' ? data['reason'] : '';
  const words = data['words'] ?? data['rules'] ?? reason.split(':')[1] ?? '';
  return { code: typeof data['code'] === 'string' ? data['code'] : '', words: typeof words === 'string' ? words : '' };
}

/** What matters for booking in words; what the rules remark on the supplier's file is counted, and stands on the document's page. */
function sentencesOf(findings: readonly Fault[], locale: 'fr' | 'en'): string {
  const own = findings.filter(({ rule }) => rule.startsWith('PASS-'));
  const seen = [...new Set(own.map((fault) => sentence(locale, fault.rule, fault.values).what))];
  const others = findings.length - own.length;
  return [
    ...seen.slice(0, SHOWN_MAX).map((what) => `• ${what}`),
    ...(seen.length > SHOWN_MAX ? [`… (${String(seen.length - SHOWN_MAX)})`] : []),
    ...(others > 0 ? [`• ${text(locale, 'erp.message.booked.rules', { count: String(others) })}`] : []),
  ].join(' ');
}
