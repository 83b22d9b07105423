/**
 * Operating failures. Three kinds of trouble have three devices: a business finding is a returned Fault
 * (model/fault.ts), an operating failure is a thrown PasserelleError, a programming mistake is an assert.
 */
import { CATALOG, type ErrorCode } from './error-catalog.ts';

/** What the daemon must do about an error; the only place that acts on it is pipeline/retry.ts. */
export const ERROR_KINDS = ['transient', 'uncertain', 'remote', 'data', 'config', 'bug'] as const;
export type ErrorKind = (typeof ERROR_KINDS)[number];

/** Where an error arose; every part is optional, none may hold a secret or an amount. */
export interface Where {
  readonly company?: string;
  readonly connection?: string;
  readonly document?: string;
  readonly stage?: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly field?: string;
  readonly url?: string;
}

export interface ErrorOptions {
  readonly where?: Where;
  readonly cause?: unknown;
  /** Seconds the remote asked us to wait (Retry-After). */
  readonly retryAfter?: number;
  /** Overrides the kind of the catalogue where the same code can mean different duties. */
  readonly kind?: ErrorKind;
}

/** What went wrong, as a sentence; by its code and kind, what is to be done about it. */
export class PasserelleError extends Error {
  readonly code: ErrorCode;
  readonly kind: ErrorKind;
  readonly where: Where;
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, sentence: string, options: ErrorOptions = {}) {
    super(sentence, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'PasserelleError';
    this.code = code;
    this.kind = options.kind ?? CATALOG[code].kind;
    this.where = options.where ?? {};
    this.retryAfter = options.retryAfter;
  }

  /** What to do next, from the catalogue. */
  get hint(): string {
    return CATALOG[this.code].hint;
  }
}

/** Two lines for a terminal: what happened and where, then what to do. */
export function describeError(error: unknown): string {
  if (!(error instanceof PasserelleError)) return error instanceof Error ? error.message : String(error);
  const { file, line, column, ...rest } = error.where;
  const place = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}:${column ?? 1}`}: `;
  const context = Object.entries(rest).map(([key, value]) => `${key} ${value}`).join(', ');
  return `${place}${error.message}${context === '' ? '' : ` (${context})`} [${error.code}]\n→ ${error.hint}`;
}

/** The kind of any thrown value: what is not ours is a bug until an adapter has translated it. */
export function kindOf(error: unknown): ErrorKind {
  return error instanceof PasserelleError ? error.kind : 'bug';
}
