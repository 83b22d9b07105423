/** What comes of a submission, and the words for it: the judges of invoices and of status messages share them. */
import type { Counterparty } from '../directory/counterparties.ts';
import type { AckWire, InvoiceFacts, StoredFlow } from './stored-flow.ts';

export const DUPLICATE_ANSWERS = ['refuse', 'acknowledge'] as const;
/** refuse: HTTP 400 and no flow id, as platforms in production do; acknowledge: a flow that ends in Error. */
export type DuplicateAnswer = (typeof DUPLICATE_ANSWERS)[number];

export interface JudgeOptions {
  readonly duplicates: DuplicateAnswer;
  counterparty(siren: string): Counterparty | undefined;
}

export interface Judgement {
  /** Words of a refusal at once; null when the flow is taken in. */
  readonly refusal: { readonly code: string; readonly message: string } | null;
  readonly verdict: AckWire;
  readonly type: string;
  readonly invoice?: InvoiceFacts;
  readonly about?: StoredFlow;
  readonly code?: string;
}

export const OK: AckWire = { status: 'Ok' };

export function failed(reasonCode: string, item: string, reasonMessage: string): AckWire {
  return { status: 'Error', details: [{ level: 'Error', item, reasonCode, reasonMessage }] };
}

/** `known`: what was learnt of the submission before it turned out to be one too many. */
export function duplicate(message: string, options: JudgeOptions, known: Omit<Judgement, 'refusal' | 'verdict'>): Judgement {
  return options.duplicates === 'refuse'
    ? { refusal: { code: 'AlreadyExistingFlow', message }, verdict: OK, ...known }
    : { refusal: null, verdict: failed('AlreadyExistingFlow', 'trackingId', message), ...known };
}
