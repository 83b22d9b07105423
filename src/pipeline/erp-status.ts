/** The sentence and fields a finance team sees in its ERP for one event of a document: pure, in the company's language. */
import type { Company } from '../model/company.ts';
import type { Document } from '../model/document.ts';
import type { Event } from '../model/event.ts';
import { isFatal, type Fault } from '../model/fault.ts';
import type { Lifecycle, LifecycleEntry } from '../model/lifecycle.ts';
import { statusLabel } from '../model/lifecycle-codes.ts';
import { nextMove } from '../model/playbook.ts';
import { sentence, text } from '../messages/messages.ts';
import type { ErpStatus } from '../ports/connector.ts';

export interface StatusSource {
  readonly document: Document;
  readonly event: Event;
  readonly events: readonly Event[];
  readonly findings: readonly Fault[];
  readonly lifecycle: Lifecycle;
  readonly company: Company;
  readonly reference: string;
  readonly link: string;
}

/** Which events the ERP hears of. Going on after a hold is told so that its activity ends; a plain start is not. */
export function isTold(event: Event, events: readonly Event[]): boolean {
  if (event.type === 'prepared') {
    return events.findLast((e) => e.seq < event.seq && (e.type === 'held' || e.type === 'prepared'))?.type === 'held';
  }
  if (event.type === 'excluded') return event.data['reason'] !== 'before-since';
  return ['held', 'parked', 'refused', 'diverged', 'lifecycle'].includes(event.type);
}

export function erpStatus(source: StatusSource): ErpStatus {
  const { document, event, events, lifecycle, company, reference, link } = source;
  const latest = events.findLast((e) => isTold(e, events)) ?? event;
  const code = codeOf(latest, lifecycle);
  const own = event.type === 'lifecycle' ? lifecycle.entries.find((e) => e.reference === event.data['reference']) : undefined;
  const reason = own === undefined ? headlineReason(source) : reasonOf(own);
  const needsPerson = event === latest ? (activityOf(source) ?? divergence(source)) : undefined;
  return {
    reference,
    code,
    label: labelOf(code, company.locale),
    tracks: Object.fromEntries(Object.entries(lifecycle.tracks).map(([track, state]) => [track, labelOf(state.code, company.locale)])),
    at: own?.at ?? event.at,
    ...(reason === '' ? {} : { reason }),
    ...(document.channelRef === null ? {} : { platformReference: document.channelRef }),
    link,
    message: messageOf(source, own, reason),
    ...(needsPerson === undefined ? {} : { activity: needsPerson }),
  };
}

/** What the status field shows: a hold or divergence before the lifecycle, the lifecycle before our own progress. */
function codeOf(latest: Event, lifecycle: Lifecycle): string {
  if (latest.type === 'held' || latest.type === 'parked' || latest.type === 'diverged' || latest.type === 'excluded') return latest.type;
  if (latest.type === 'refused') return 'refused';
  return lifecycle.headline?.code ?? 'pending';
}

function labelOf(code: string, locale: Company['locale']): string {
  return /^\d+$/.test(code) ? `${code} ${statusLabel(code, locale)}` : text(locale, `erp.status.${code}`);
}

function reasonOf(entry: LifecycleEntry): string {
  return entry.reasons.map((r) => [r.code, r.text].filter((part) => part !== undefined && part !== '').join(' : ')).join(' ; ');
}

function headlineReason({ event, findings, company }: StatusSource): string {
  if (event.type === 'held' || event.type === 'refused') {
    return findings
      .filter(isFatal)
      .slice(0, 3)
      .map((fault) => sentence(company.locale, fault.rule, fault.values).what)
      .join(' ');
  }
  if (event.type === 'excluded') return text(company.locale, `erp.excluded.${reasonWord(event)}`);
  return '';
}

function reasonWord(event: Event): string {
  const reason = event.data['reason'];
  return typeof reason === 'string' ? reason : '';
}

function messageOf({ event, company }: StatusSource, own: LifecycleEntry | undefined, reason: string): string {
  const locale = company.locale;
  const head =
    own === undefined
      ? text(locale, `erp.message.${event.type}`)
      : `${labelOf(own.code, locale)}${own.actor === undefined ? '' : ` — ${own.actor}`}`;
  return reason === '' ? head : `${head} : ${reason}`;
}

function activityOf({ event, findings, company, lifecycle }: StatusSource): ErpStatus['activity'] {
  const locale = company.locale;
  if (event.type === 'held' || event.type === 'refused') {
    const fatal = findings.filter(isFatal);
    const lines = fatal.slice(0, 8).map((fault) => {
      const { what, fix } = sentence(locale, fault.rule, fault.values);
      const fields = (fault.erp ?? [])
        .map((ref) => ref.field)
        .slice(0, 3)
        .join(', ');
      return `• ${what} ${fix}${fields === '' ? '' : ` [${fields}]`}`;
    });
    return { summary: text(locale, `erp.activity.${event.type}`), note: lines.join('\n') };
  }
  if (event.type === 'parked' || event.type === 'diverged') {
    return { summary: text(locale, `erp.activity.${event.type}`), note: text(locale, `erp.message.${event.type}`) };
  }
  const code = lifecycle.headline?.code;
  if (
    event.type === 'lifecycle' &&
    event.data['code'] === code &&
    code !== undefined &&
    ['206', '207', '208', '210', '213'].includes(code)
  ) {
    const reasonCode = lifecycle.headline?.reasons[0]?.code;
    return {
      summary: `${labelOf(code, locale)}`,
      note: [lifecycle.headline === null ? '' : reasonOf(lifecycle.headline), text(locale, adviceKey(code, reasonCode))]
        .filter((part) => part !== '')
        .join('\n'),
    };
  }
  return undefined;
}

/** A document that differs from its record stays a person's matter whatever the network says meanwhile. */
function divergence({ document, company }: StatusSource): ErpStatus['activity'] {
  if (document.reason?.startsWith('diverged:') !== true) return undefined;
  return { summary: text(company.locale, 'erp.activity.diverged'), note: text(company.locale, 'erp.message.diverged') };
}

function adviceKey(code: string, reason: string | undefined): string {
  return code === '210' || code === '213' ? `erp.advice.${nextMove(code, reason)}` : `erp.advice.${code}`;
}
