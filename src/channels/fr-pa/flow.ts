/** Reads a Flow of the API (XP Z12-013) into a Notice. Tolerant: in 1.1.0 every member is optional. */
import type { Instant } from '../../base/calendar-date.ts';
import type { AckDetail, Notice } from '../../ports/channel.ts';
import { incomingTracking } from './tracking.ts';

export type RawFlow = Readonly<Record<string, unknown>>;

/** Listed entries without a flow id cannot be spoken of: null. */
export function readFlow(raw: unknown, seenAt: Instant): Notice | null {
  if (!isRecord(raw)) return null;
  const ref = text(raw.flowId, 255);
  if (ref === undefined) return null;
  const trackingId = text(raw.trackingId, 255);
  const syntax = text(raw.flowSyntax, 40);
  const profile = text(raw.flowProfile, 60);
  const processingRule = text(raw.processingRule, 40);
  return {
    ref,
    kind: kindOf(text(raw.flowType, 80), syntax),
    direction: raw.flowDirection === 'In' ? 'in' : 'out',
    at: updatedAt(raw) ?? seenAt,
    ...(trackingId === undefined ? {} : { trackingId: incomingTracking(trackingId) }),
    ...(syntax === undefined ? {} : { syntax }),
    ...(profile === undefined ? {} : { profile }),
    ...(processingRule === undefined ? {} : { processingRule }),
    ack: readAck(raw.acknowledgement),
    raw: JSON.stringify(raw),
  };
}

export function updatedAt(raw: unknown): Instant | null {
  if (!isRecord(raw)) return null;
  return instant(raw.updatedAt) ?? instant(raw.submittedAt);
}

/** An instant in our form, or null for anything that is no date. */
export function instant(value: unknown): Instant | null {
  const milliseconds = typeof value === 'string' && value.length <= 64 ? Date.parse(value) : Number.NaN;
  return Number.isNaN(milliseconds) ? null : new Date(milliseconds).toISOString();
}

/**
 * State… flows are copies for the tax administration: those of invoices and their statuses repeat what the plain flows
 * say, so they are nothing to us; those of reports are the only answer to a report.
 */
function kindOf(flowType: string | undefined, syntax: string | undefined): Notice['kind'] {
  if (flowType !== undefined && flowType !== 'Undefined') {
    if (/^State(Transaction|Payment)Report/.test(flowType) || /Report$/.test(flowType)) return 'report';
    if (flowType.startsWith('State')) return 'unknown';
    if (/Invoice$/.test(flowType)) return 'invoice';
    if (/InvoiceLC$/.test(flowType)) return 'lifecycle';
    return 'unknown';
  }
  if (syntax === 'CDAR') return 'lifecycle';
  if (syntax === 'FRR') return 'report';
  return syntax === undefined ? 'unknown' : 'invoice';
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
