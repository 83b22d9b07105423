/** Reads a Flow of the API (XP Z12-013) into a Notice. Tolerant: in 1.1.0 every member is optional. */
import type { Instant } from '../../base/calendar-date.ts';
import type { AckDetail, Notice } from '../../ports/channel.ts';
import { incomingTracking } from './tracking.ts';

export type RawFlow = Readonly<Record<string, unknown>>;

/** Listed entries without a usable flow id cannot be asked for: null. */
export function readFlow(raw: unknown, seenAt: Instant): Notice | null {
  if (!isRecord(raw)) return null;
  const ref = refOf(raw.flowId);
  if (ref === null) return null;
  const trackingId = text(raw.trackingId, 255);
  const syntax = text(raw.flowSyntax, 40);
  const profile = text(raw.flowProfile, 60);
  const processingRule = text(raw.processingRule, 40);
  return {
    ref,
    kind: kindOf(text(raw.flowType, 80), syntax),
    ...directionOf(raw),
    at: updatedAt(raw) ?? seenAt,
    ...(trackingId === undefined ? {} : { trackingId: incomingTracking(trackingId) }),
    ...(syntax === undefined ? {} : { syntax }),
    ...(profile === undefined ? {} : { profile }),
    ...(processingRule === undefined ? {} : { processingRule }),
    ...(typeof raw.sha256 === 'string' && /^[0-9a-f]{64}$/i.test(raw.sha256) ? { sha256: raw.sha256.toLowerCase() } : {}),
    ack: readAck(raw.acknowledgement),
    raw: rawText(raw),
  };
}

const REF_MAX = 600;

/**
 * Whole or not at all: a shortened id would be another flow's. Numbers occur where JSON is made carelessly; the dot names
 * would be folded away from the address of the flow.
 */
function refOf(value: unknown): string | null {
  const ref = Number.isSafeInteger(value) ? String(value) : value;
  if (typeof ref !== 'string' || ref === '' || ref.length > REF_MAX || ref === '.' || ref === '..') return null;
  return ref.isWellFormed() && !ref.includes('\0') ? ref : null;
}

/**
 * Every member is optional in 1.1.0. Without a direction, what carries a tracking id was submitted by somebody; anything
 * else is taken for a delivery, since one that is taken for ours would be lost.
 */
function directionOf(raw: RawFlow): Pick<Notice, 'direction' | 'guessed'> {
  const said = typeof raw.flowDirection === 'string' ? raw.flowDirection.trim().toLowerCase() : '';
  if (said === 'in' || said === 'out') return { direction: said };
  const submitted = typeof raw.trackingId === 'string' && raw.trackingId !== '' && raw.flowType !== 'SupplierInvoice';
  return { direction: submitted ? 'out' : 'in', guessed: true };
}

/** Longest listing entry kept word by word. */
const RAW_MAX = 1024 * 1024;

/** The entry as it came, cut when it is absurdly long. */
export function rawText(raw: unknown): string {
  return JSON.stringify(raw).slice(0, RAW_MAX);
}

/** Milliseconds of an entry's last change as the platform says it, however odd; null for anything that is no date. */
export function momentOf(raw: unknown): number | null {
  if (!isRecord(raw)) return null;
  const moment = [raw.updatedAt, raw.submittedAt].map(parsed).find((value) => value !== null);
  return moment === undefined || moment > LAST_MOMENT ? null : moment;
}

/** The last one that four digits of a year can write. */
const LAST_MOMENT = Date.UTC(9999, 11, 31);
/** Nothing of this reform is older, and nothing of it is known yet. */
const PLAUSIBLE = { from: Date.UTC(2000, 0, 1), to: Date.UTC(2100, 0, 1) } as const;

function parsed(value: unknown): number | null {
  const milliseconds = typeof value === 'string' && value.length <= 64 ? Date.parse(value) : Number.NaN;
  return Number.isNaN(milliseconds) ? null : milliseconds;
}

export function updatedAt(raw: unknown): Instant | null {
  if (!isRecord(raw)) return null;
  return instant(raw.updatedAt) ?? instant(raw.submittedAt);
}

/** An instant in our form, or null for anything that is no date of our time. */
export function instant(value: unknown): Instant | null {
  const moment = parsed(value);
  return moment === null || moment < PLAUSIBLE.from || moment > PLAUSIBLE.to ? null : new Date(moment).toISOString();
}

/**
 * State… flows are copies for the tax administration: those of invoices and their statuses repeat what the plain flows
 * say, so they are nothing to us; those of reports are the only answer to a report. A type of a later version of the API
 * says nothing: the file will.
 */
function kindOf(flowType: string | undefined, syntax: string | undefined): Notice['kind'] {
  if (flowType !== undefined && flowType !== 'Undefined') {
    if (/^State(Transaction|Payment)Report/.test(flowType) || /Report$/.test(flowType)) return 'report';
    if (flowType.startsWith('State')) return 'copy';
    if (/Invoice$/.test(flowType)) return 'invoice';
    if (/InvoiceLC$/.test(flowType)) return 'lifecycle';
  }
  if (syntax === 'CDAR') return 'lifecycle';
  if (syntax === 'FRR') return 'report';
  return syntax === 'UBL' || syntax === 'CII' || syntax === 'Factur-X' ? 'invoice' : 'unknown';
}

const DETAILS_MAX = 100;

function readAck(value: unknown): Notice['ack'] {
  const ack = isRecord(value) ? value : {};
  const details = Array.isArray(ack.details) ? ack.details.slice(0, DETAILS_MAX).filter(isRecord).map(readDetail) : [];
  const status = ack.status === 'Ok' ? 'ok' : ack.status === 'Error' ? 'error' : 'pending';
  return { status, details };
}

function readDetail(raw: RawFlow): AckDetail {
  return {
    level: raw.level === 'Warning' ? 'warning' : 'error',
    item: text(raw.item, 500) ?? '',
    code: text(raw.reasonCode, 100) ?? '',
    message: text(raw.reasonMessage, 2000) ?? '',
  };
}

export function isRecord(value: unknown): value is RawFlow {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown, max: number): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, max) : undefined;
}
