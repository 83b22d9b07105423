/** What one HTTP exchange is asked and answers; the types that http.ts, oauth2.ts and the adapters share. */
export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type Method = (typeof METHODS)[number];

export interface HttpCall {
  readonly method: Method;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
  /**
   * The call asks the remote to do something that must not be done twice. Then a lost answer is uncertain, not
   * transient. A search by POST changes nothing.
   */
  readonly changes: boolean;
  /** Statuses that the caller judges itself, although they are errors for everyone else (for instance 403 or 503). */
  readonly judge?: readonly number[];
  /** Largest answer in bytes; the limit of the connection when absent. */
  readonly maxBytes?: number;
  /** Milliseconds until the first byte of the answer; that of the connection when absent. */
  readonly answerMilliseconds?: number;
  /** Milliseconds for the whole exchange; that of the connection when absent. */
  readonly wholeMilliseconds?: number;
  readonly signal?: AbortSignal;
}

export interface Answer {
  readonly status: number;
  /** Names in lower case; a repeated header is joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The id under which our logs and the remote's know the exchange. */
  readonly requestId: string;
}

/** Bounds in the dialect of a connection file are seconds; here they are milliseconds. */
export interface Timeouts {
  readonly connect: number;
  readonly answer: number;
  readonly whole: number;
}

/** PEM text or PFX bytes; the system's authorities are used when `ca` is absent. */
export interface TlsOptions {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly pfx?: Uint8Array;
  readonly passphrase?: string;
}
