/**
 * Foreign failures into ours, by what the daemon must do: nothing was sent → transient; something that must not happen
 * twice may have happened → uncertain; the remote asks us to wait → transient with its delay; we may not → config.
 */
import { PasserelleError } from '../base/error.ts';
import type { Answer, HttpCall } from './call.ts';
import { hostOf, safeUrl } from './safe-url.ts';

/** Failures of name lookup, connection and handshake: no byte of the request left. */
const BEFORE_SENDING = new Set([
  'ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'ERR_TLS_CERT_ALTNAME_INVALID',
  'CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'ERR_INVALID_URL',
]);
const PHASES_BEFORE_SENDING = new Set(['lookup', 'connect', 'secureConnect']);
const LONGEST_WAIT_SECONDS = 3600;

interface Foreign {
  readonly code?: string;
  readonly name?: string;
  /** got: the phase that timed out. */
  readonly event?: string;
}

export function translateFailure(error: unknown, call: HttpCall, connection: string): PasserelleError {
  if (error instanceof PasserelleError) return error;
  const { code, name, event } = error as Foreign;
  const where = { connection, url: safeUrl(call.url) };
  const timedOut = name === 'TimeoutError' || code === 'ETIMEDOUT';
  const unsent = timedOut ? PHASES_BEFORE_SENDING.has(event ?? '') : BEFORE_SENDING.has(code ?? '');
  const what = timedOut ? `did not answer in time (${event ?? 'request'})` : `broke off (${code ?? name ?? 'unknown'})`;
  if (call.changes && !unsent) {
    return new PasserelleError('NET_UNCLEAR', `${hostOf(call.url)} ${what} after the request had been sent`, { where, cause: error });
  }
  if (timedOut) return new PasserelleError('NET_TIMEOUT', `${hostOf(call.url)} ${what}`, { where, cause: error });
  const sentence = unsent ? `cannot reach ${hostOf(call.url)} (${code})` : `${hostOf(call.url)} ${what}`;
  return new PasserelleError('NET_UNREACHABLE', sentence, { where, cause: error });
}

/** The error an answer stands for, or null when the caller has to read it. `now` in milliseconds reads dates of Retry-After. */
export function translateStatus(answer: Answer, call: HttpCall, connection: string, now: number): PasserelleError | null {
  const { status } = answer;
  if (status < 400 || call.judge?.includes(status) === true) return null;
  const where = { connection, url: safeUrl(call.url) };
  const retryAfter = readRetryAfter(answer.headers['retry-after'], now);
  const wait = retryAfter === undefined ? {} : { retryAfter };
  const host = hostOf(call.url);
  if (status === 429) return new PasserelleError('NET_BUSY', `${host} asks us to slow down (429)`, { where, ...wait });
  if (status === 401 || status === 403) {
    return new PasserelleError('NET_UNAUTHORIZED', `${host} does not let us in (${status})`, { where });
  }
  if (status === 408) return new PasserelleError('NET_TIMEOUT', `${host} waited in vain for our request (408)`, { where, ...wait });
  if (status < 500) return null;
  return call.changes
    ? new PasserelleError('NET_UNCLEAR', `${host} failed while doing what we asked (${status})`, { where, ...wait })
    : new PasserelleError('NET_UNREACHABLE', `${host} is failing (${status})`, { where, ...wait });
}

/** Seconds, from a number or an HTTP date, bounded: a remote must not be able to stop us for a week. */
export function readRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  // an HTTP date ends with GMT; Date.parse alone takes -5 for a month
  const moment = text.endsWith('GMT') ? Date.parse(text) : Number.NaN;
  const seconds = /^\d{1,9}$/.test(text) ? Number.parseInt(text, 10) : Math.ceil((moment - now) / 1000);
  if (!Number.isFinite(seconds)) return undefined;
  return Math.min(Math.max(seconds, 0), LONGEST_WAIT_SECONDS);
}
