/**
 * What Odoo answers when it refuses, told in our codes. Names and statuses decide, never the words: they come in the
 * language of the user. Tracebacks (`debug`) are dropped here and reach neither log nor person.
 */
import { PasserelleError, type ErrorKind } from '../../src/base/error.ts';
import type { ErrorCode } from '../../src/base/error-catalog.ts';

/** A refusal as both transports can tell it. */
export interface OdooFault {
  /** HTTP status of JSON-2; absent for XML-RPC. */
  readonly status?: number;
  /** Python class of the exception (`odoo.exceptions.UserError`), or '' when the answer named none. */
  readonly name: string;
  readonly message: string;
  readonly retryAfter?: number | undefined;
}

export interface Called {
  readonly connection: string;
  readonly model: string;
  readonly method: string;
  readonly effect: boolean;
}

const MESSAGE_MAX = 400;

interface Verdict {
  readonly code: ErrorCode;
  readonly kind?: ErrorKind;
}

/** First the exception's name, where there is one; else the status. */
const BY_NAME: readonly (readonly [RegExp, Verdict])[] = [
  [/(^|\.)(AccessDenied|Unauthorized)$/, { code: 'CONNECTOR_UNAUTHORIZED' }],
  [/(^|\.)(AccessError|Forbidden)$/, { code: 'CONNECTOR_UNAUTHORIZED' }],
  [/(^|\.)MissingError$/, { code: 'CONNECTOR_NOT_FOUND' }],
  [/(^|\.)(LockError|OperationalError|SerializationFailure|LockNotAvailable|DeadlockDetected|TransactionRollbackError)$/,
    { code: 'NET_BUSY' }],
  [/(^|\.)(TooManyConnections|PoolError|ConcurrencyError)$/, { code: 'NET_BUSY' }],
  [/(^|\.)(UserError|ValidationError|RedirectWarning)$/, { code: 'CONNECTOR_REFUSED' }],
  [/(^|\.)NotFound$/, { code: 'CONNECTOR_UNSUPPORTED' }],
  [/(^|\.)(ValueError|TypeError|KeyError|AttributeError|UnprocessableEntity)$/, { code: 'CONNECTOR_REFUSED', kind: 'bug' }],
];

function byStatus(status: number, effect: boolean): Verdict {
  if (status === 401 || status === 403) return { code: 'CONNECTOR_UNAUTHORIZED' };
  if (status === 404) return { code: 'CONNECTOR_ANSWER_INVALID', kind: 'config' };
  if (status === 409 || status === 429 || status === 503) return { code: 'NET_BUSY' };
  // a gateway that gave up waiting says nothing of what the server behind it did
  if (status >= 500) return effect ? { code: 'NET_UNCLEAR' } : { code: 'NET_BUSY' };
  return { code: 'CONNECTOR_ANSWER_INVALID' };
}

/** The error of a refusal. */
export function refusal(fault: OdooFault, called: Called): PasserelleError {
  const named = fault.name === '' ? undefined : BY_NAME.find(([shape]) => shape.test(fault.name))?.[1];
  const verdict = named ?? (fault.status === undefined ? { code: 'CONNECTOR_REFUSED' as const } : byStatus(fault.status, called.effect));
  return new PasserelleError(verdict.code, `Odoo refused ${called.model}.${called.method}: ${shorten(fault.message)}`, {
    where: { connection: called.connection, field: called.model },
    ...(verdict.kind === undefined ? {} : { kind: verdict.kind }),
    ...(fault.retryAfter === undefined ? {} : { retryAfter: fault.retryAfter }),
  });
}

/** An answer that no Odoo gives (a login page, a proxy's page, an empty body). */
export function strange(what: string, called: Called): PasserelleError {
  return new PasserelleError('CONNECTOR_ANSWER_INVALID', `${called.model}.${called.method} was answered by ${what}`, {
    where: { connection: called.connection },
    ...(called.effect ? { kind: 'uncertain' as const } : {}),
  });
}

/** Without control characters, one line, bounded: a foreign text must not swell our log. */
export function shorten(message: string): string {
  const line = message.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim();
  return line.length > MESSAGE_MAX ? `${line.slice(0, MESSAGE_MAX)}…` : line;
}
