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
  if (event.type === 'note') return event.data['note'] === 'converged';
  // where the reform carries a life cycle, status 200 says the same
  if (event.type === 'delivered') return !['B2B', 'B2G'].includes(ruleOf(events));
  if (event.type === 'excluded') return event.data['reason'] !== 'before-since';
  return ['held', 'parked', 'refused', 'diverged', 'lifecycle'].includes(event.type);
}

/** The processing rule under which the newest version goes. */
function ruleOf(events: readonly Event[]): string {
  const rule = events.findLast((event) => event.type === 'prepared')?.data['rule'];
  return typeof rule === 'string' ? rule : '';
}

/**
 * The message tells this event; fields and activity show how the document stands now, whatever order events came in.
 */
export function erpStatus(source: StatusSource): ErpStatus {
  const { document, event, events, lifecycle, company, reference, link } = source;
  const latest = events.findLast((e) => isTold(e, events)) ?? event;
  const code = codeOf(document, latest, lifecycle);
  const own = event.type === 'lifecycle' ? lifecycle.entries.find((e) => e.reference === event.data['reference']) : undefined;
  const reason = reasonNow(source, latest);
  const activity = activityNow(source, latest);
  return {
    reference,
    code,
    label: labelOf(code, company.locale),
    tracks: Object.fromEntries(Object.entries(lifecycle.tracks).map(([track, state]) => [track, labelOf(state.code, company.locale)])),
    at: (latest.type === 'lifecycle' ? lifecycle.headline?.at : undefined) ?? latest.at,
    ...(reason === '' ? {} : { reason }),
    ...(document.channelRef === null ? {} : { platformReference: document.channelRef }),
    link,
    message: messageOf(source, own),
    ...(activity === undefined ? {} : { activity }),
  };
}

/** Statuses of the buyer or the platforms that a person must answer. */
const ASKING: readonly string[] = ['206', '207', '208', '210', '213'];

/** What the status field shows: a hold first, what must be answered, a divergence, the lifecycle, our own progress. */
function codeOf(document: Document, latest: Event, lifecycle: Lifecycle): string {
  if (latest.type === 'held' || latest.type === 'parked' || latest.type === 'diverged' || latest.type === 'excluded') return latest.type;
  if (latest.type === 'refused') return 'refused';
  const headline = lifecycle.headline?.code;
  if (isDiverged(document) && (headline === undefined || !ASKING.includes(headline))) return 'diverged';
  return headline ?? (latest.type === 'delivered' ? 'accepted' : 'pending');
}

/** Statuses may overtake a divergence: it stays until the record is again what was sent. */
function isDiverged({ reason }: Document): boolean {
  return reason?.startsWith('diverged:') === true;
}

export function labelOf(code: string, locale: Company['locale']): string {
  return /^\d+$/.test(code) ? `${code} ${statusLabel(code, locale)}` : text(locale, `erp.status.${code}`);
}

export function reasonOf(entry: LifecycleEntry): string {
  return entry.reasons.map((r) => [r.code, r.text].filter((part) => part !== undefined && part !== '').join(' : ')).join(' ; ');
}

/** What is wrong by the findings, in sentences. */
function findingsText({ findings, company }: StatusSource): string {
  const fatal = findings.filter(isFatal).slice(0, 3);
  return fatal.map((fault) => sentence(company.locale, fault.rule, fault.values).what).join(' ');
}

function reasonNow(source: StatusSource, latest: Event): string {
  if (latest.type === 'held' || latest.type === 'refused') return findingsText(source);
  if (latest.type === 'excluded') return text(source.company.locale, `erp.excluded.${reasonWord(latest)}`);
  const headline = source.lifecycle.headline;
  return (latest.type === 'lifecycle' || latest.type === 'note') && headline !== null ? reasonOf(headline) : '';
}

function reasonWord(event: Event): string {
  const reason = event.data['reason'];
  return typeof reason === 'string' ? reason : '';
}

function messageOf(source: StatusSource, own: LifecycleEntry | undefined): string {
  const { event, company } = source;
  const locale = company.locale;
  if (own !== undefined) {
    const head = `${labelOf(own.code, locale)}${own.actor === undefined ? '' : ` — ${own.actor}`}`;
    const reason = reasonOf(own);
    return reason === '' ? head : `${head} : ${reason}`;
  }
  if (event.type === 'diverged') return text(locale, divergedKey(event));
  if (event.type === 'note') return text(locale, 'erp.message.converged');
  const head = text(locale, `erp.message.${event.type}`);
  if (event.type === 'held') return `${head} : ${findingsText(source)}`;
  // the finding says in the platform's words what the head would say
  if (event.type === 'refused') return findingsText(source) || head;
  return event.type === 'excluded' ? `${head} : ${text(locale, `erp.excluded.${reasonWord(event)}`)}` : head;
}

/** Back to draft or cancelled is another matter than other contents. */
function divergedKey(event: Event): string {
  const now = event.data['now'];
  return typeof now === 'string' && now.startsWith('gone:') ? 'erp.message.diverged.gone' : 'erp.message.diverged';
}

/** After a divergence ended, the lifecycle speaks again. */
function activityNow(source: StatusSource, latest: Event): ErpStatus['activity'] {
  const { company, lifecycle } = source;
  const locale = company.locale;
  if (latest.type === 'held' || latest.type === 'refused') {
    return { summary: text(locale, `erp.activity.${latest.type}`), note: findingLines(source) };
  }
  if (latest.type === 'parked') return { summary: text(locale, 'erp.activity.parked'), note: text(locale, 'erp.message.parked') };
  const headline = lifecycle.headline;
  if ((latest.type === 'lifecycle' || latest.type === 'note') && headline !== null && ASKING.includes(headline.code)) {
    const advice = text(locale, adviceKey(headline.code, headline.reasons[0]?.code));
    return { summary: labelOf(headline.code, locale), note: [reasonOf(headline), advice].filter((part) => part !== '').join('\n') };
  }
  return divergence(source);
}

/** Each finding with its next step and the fields of the ERP to correct. */
function findingLines({ findings, company }: StatusSource): string {
  const lines = findings
    .filter(isFatal)
    .slice(0, 8)
    .map((fault) => {
      const { what, fix } = sentence(company.locale, fault.rule, fault.values);
      const fields = (fault.erp ?? [])
        .map((ref) => ref.field)
        .slice(0, 3)
        .join(', ');
      return `• ${what} ${fix}${fields === '' ? '' : ` [${fields}]`}`;
    });
  return lines.join('\n');
}

/** A document that differs from its record stays a person's matter whatever the network says meanwhile. */
function divergence({ document, company }: StatusSource): ErpStatus['activity'] {
  if (!isDiverged(document)) return undefined;
  return { summary: text(company.locale, 'erp.activity.diverged'), note: text(company.locale, 'erp.message.diverged') };
}

function adviceKey(code: string, reason: string | undefined): string {
  return code === '210' || code === '213' ? `erp.advice.${nextMove(code, reason)}` : `erp.advice.${code}`;
}
