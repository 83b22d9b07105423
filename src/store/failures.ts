/** What the driver's errors mean for us: is the server away, did it say no, or is the outcome of a commit unknown? */
import { PasserelleError } from '../base/error.ts';

const LOST = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  // PostgreSQL: shut down by an operator, crash of another backend, starting up, too many connections, idle in transaction
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '25P03',
]);

function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  const own = (error as { code?: unknown } | null)?.code;
  if (typeof own === 'string') return own;
  const cause = (error as { cause?: unknown } | null)?.cause;
  return cause === undefined || cause === null ? '' : codeOf(cause);
}

/** The connection broke or could not be made: whether a commit in flight took effect is not known. */
export function isLost(error: unknown): boolean {
  if (error instanceof PasserelleError) return error.code === 'STORE_UNREACHABLE';
  const code = codeOf(error);
  return LOST.has(code) || /^08\d\d\d$|^08P01$/.test(code);
}

/** Two transactions in each other's way; the loser may simply be run again. */
export function isContention(error: unknown): boolean {
  return ['40001', '40P01', '55P03'].includes(codeOf(error));
}

/**
 * The server's errors as ours. Its own words stay in the cause: they quote the values of the statement, which may be
 * amounts or secrets, and drizzle's quote all of them.
 */
export function translated(error: unknown): Error {
  if (error instanceof PasserelleError) return error;
  if (isLost(error) || isContention(error)) {
    return new PasserelleError('STORE_UNREACHABLE', `PostgreSQL did not answer (${codeOf(error)})`, { cause: error });
  }
  if (/^[0-9A-Z]{5}$/.test(codeOf(error))) {
    return new PasserelleError('STORE_REFUSED', `PostgreSQL refused a statement (${codeOf(error)})`, { cause: error });
  }
  return error instanceof Error ? error : new Error(String(error));
}

/** The same object with every method's rejection translated: the border of this adapter. */
export function translating<T extends object>(part: T): T {
  return new Proxy(part, {
    get(target, key): unknown {
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== 'function') return member;
      return (...values: readonly unknown[]): unknown => {
        const result: unknown = Reflect.apply(member, target, values);
        return result instanceof Promise
          ? result.catch((error: unknown) => {
              throw translated(error);
            })
          : result;
      };
    },
  });
}
