/** The port to whatever signs: a file key, a token, a remote service, a person. */
import type { Instant } from '../base/calendar-date.ts';

export interface SignRequest {
  readonly document: string;
  readonly bytes: Uint8Array;
}

export type SignAnswer = { readonly done: Uint8Array } | { readonly waitFor: { readonly url: string; readonly until: Instant } };

export interface Signer {
  sign(request: SignRequest): Promise<SignAnswer>;
}
