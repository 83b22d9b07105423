/** Where a document is, and the only moves it can make. Terminal stages are those without a move. */

export const STAGES = [
  'received', 'prepared', 'awaiting', 'signed', 'sent', 'delivered', 'closed', 'refused', 'excluded', 'cancelled',
  'announced', 'downloaded', 'parsed', 'ignored',
] as const;
export type Stage = (typeof STAGES)[number];

export const HALTS = ['held', 'parked'] as const;
/** held: a person must correct or decide. parked: retries are spent. */
export type Halt = (typeof HALTS)[number];

/** A stage may always stay where it is (a new version, a note, a halt). */
export const MOVES: Readonly<Record<Stage, readonly Stage[]>> = {
  received: ['prepared', 'excluded', 'cancelled', 'refused'],
  prepared: ['received', 'awaiting', 'signed', 'excluded', 'cancelled'],
  awaiting: ['received', 'signed', 'cancelled'],
  signed: ['received', 'sent', 'excluded', 'cancelled', 'refused'],
  sent: ['delivered', 'refused', 'closed'],
  delivered: ['closed', 'refused'],
  closed: ['refused'],
  refused: ['received', 'closed'],
  excluded: ['received'],
  cancelled: ['received'],
  announced: ['downloaded', 'ignored', 'refused'],
  downloaded: ['parsed', 'ignored', 'refused'],
  parsed: ['delivered', 'ignored', 'refused'],
  ignored: [],
};

export function canMove(from: Stage, to: Stage): boolean {
  return from === to || MOVES[from].includes(to);
}

/** Stages before anything left: content may still change. */
export const BEFORE_SENDING: readonly Stage[] = ['received', 'prepared', 'awaiting', 'signed'];
