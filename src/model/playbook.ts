/**
 * What may follow a rejection or refusal: data that console, ERP text and the pull stage read alike.
 * Sources: facts on the life cycle (213 and 210 end the tax life of an invoice; a technical refusal of the sender's own
 * platform means that no invoice exists yet, so the same number may be offered again).
 */
export const NEXT_MOVES = ['resend-same-number', 'new-number', 'correct-address', 'ask'] as const;
export type NextMove = (typeof NEXT_MOVES)[number];

interface Play {
  /** Native code, or `ack` for a refused acknowledgement. */
  readonly status: string;
  /** Reason codes; none listed means every other reason of that status. */
  readonly reasons?: readonly string[];
  readonly move: NextMove;
}

/** First match wins. */
const PLAYS: readonly Play[] = [
  { status: 'ack', reasons: ['AlreadyExistingFlow'], move: 'ask' },
  { status: 'ack', move: 'resend-same-number' },
  { status: '213', reasons: ['DOUBLON', 'REJ_UNI'], move: 'ask' },
  { status: '213', reasons: ['DEST_INC', 'ADR_ERR', 'REJ_ADR'], move: 'correct-address' },
  { status: '213', move: 'new-number' },
  { status: '210', move: 'new-number' },
];

export function nextMove(status: string, reason: string | undefined): NextMove {
  const play = PLAYS.find((p) => p.status === status && (p.reasons === undefined || (reason !== undefined && p.reasons.includes(reason))));
  return play?.move ?? 'ask';
}

/** May the same ERP document be offered again once it was corrected? Only where nothing came into being. */
export function mayResend(status: string, reason: string | undefined): boolean {
  return nextMove(status, reason) === 'resend-same-number';
}
