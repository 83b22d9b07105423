/** The port to what a person may do: who they are, their session, and the moves they may ask for. */
import type { Instant } from '../base/calendar-date.ts';
import type { Locale } from './locale.ts';

/** A person known to this installation. */
export interface Account {
  readonly name: string;
  /** Language of their pages, when they never chose one. */
  readonly locale?: Locale;
}

export interface Accounts {
  /** null: unknown name or wrong password, without telling which; takes the same time for both. */
  verify(name: string, password: string): Promise<Account | null>;
}

export interface Session {
  readonly id: string;
  readonly user: string;
  readonly expiresAt: Instant;
}

/** Sessions of the console; http/sessions.ts signs them, so none needs to be stored. */
export interface Sessions {
  /** The value of the session cookie of a person who proved who they are. */
  open(user: string): string;
  read(cookie: string | undefined): Session | null;
  /** The session is no longer read by this daemon. */
  close(session: Session): void;
  /** The token that every form of this session carries. */
  token(session: Session): string;
  isToken(session: Session, token: string): boolean;
}

export const OPERATIONS = ['retry', 'release', 'cancel'] as const;
export type Operation = (typeof OPERATIONS)[number];

/** done · impossible: the stage does not allow it (any more) · stale: another move came first · unknown: no such document. */
export const OPERATION_OUTCOMES = ['done', 'impossible', 'stale', 'unknown'] as const;
export type OperationOutcome = (typeof OPERATION_OUTCOMES)[number];

/** What a person answers to a supplier invoice that waits. */
export type Resolution =
  /** This is the supplier: bound for good to the identifiers of the invoice. */
  | { readonly kind: 'party'; readonly party: string }
  | { readonly kind: 'create-party' }
  /** Seen and accepted: PASS-IN-IBAN-CHANGED, PASS-IN-DUPLICATE. Another pair of eyes than who asked. */
  | { readonly kind: 'accept'; readonly rule: string }
  /** The ERP's tax, account or unit for these values, bound for good. */
  | { readonly kind: 'bind'; readonly what: string; readonly by: Readonly<Record<string, string>>; readonly to: string }
  /** Not to be booked: entered by hand, or none of ours. */
  | { readonly kind: 'ignore' }
  /** 210 with this reason (MDT-113) and comment (MDT-126). */
  | { readonly kind: 'refuse'; readonly code: string; readonly comment: string };

/** The moves of an operator; `actor` is the name of the person, each move an event with actor `operator:NAME` and its reason. */
export interface Operations {
  retry(document: string, actor: string, reason: string): Promise<OperationOutcome>;
  release(document: string, actor: string, reason: string): Promise<OperationOutcome>;
  cancel(document: string, actor: string, reason: string): Promise<OperationOutcome>;
  resolve(document: string, resolution: Resolution, actor: string): Promise<OperationOutcome>;
}
