/**
 * Who may set which status when: one table, asked by the console, the connectors and the road before anything is
 * offered or sent. It knows the roles, what was said before, and what a status needs; it sets nothing itself.
 * XP Z12-012: platforms speak in a fixed order, parties in any order and repeatedly; 210, 213 and 220 end the invoice.
 */
import { isZero } from './decimal.ts';
import { amountsOf } from './lifecycle-fold.ts';
import type { Lifecycle } from './lifecycle.ts';
import { reasonsOf, STATUS_CODES, statusCode, type StatusActor, type StatusCode } from './lifecycle-codes.ts';

export type MoveRole = Exclude<StatusActor, 'authority'>;

export interface Move {
  /** MDT-105. */
  readonly code: string;
  /** BR-FR-CDV-15. */
  readonly reason: 'required' | 'optional' | 'none';
  /** MDT-113; empty where no reason goes with the status. */
  readonly reasons: readonly string[];
  /** MDT-126: the administration expects words with a suspension and a refusal (G7.25). */
  readonly comment: 'expected' | 'optional';
  /** MDT-207 of the amounts that must go with it. */
  readonly amounts?: 'MEN' | 'MPA';
}

/** What of the invoice the moves depend on and its lifecycle does not say; all false when absent. */
export interface MoveFacts {
  /** 389 and its like: the buyer wrote the invoice, so the seller is who may refuse it. */
  readonly selfBilled?: boolean;
  /** A corrective invoice (384, 471 …) that names this one was sent. */
  readonly rectified?: boolean;
  /** The buyer is reached at Chorus Pro: more reasons to refuse. */
  readonly publicBuyer?: boolean;
  /** BT-23 S6: a co-contractor's invoice is refused only for a wrong addressee (G7.39). */
  readonly coContractor?: boolean;
}

export const MOVE_REFUSALS = [
  'not-a-status',
  'not-this-role',
  'ended',
  'said-already',
  'too-late',
  'only-after',
  'paid',
  'nothing-collected',
  'needs-rectificative',
  'self-billed-only',
  'not-self-billed',
] as const;
export type MoveRefusal = (typeof MOVE_REFUSALS)[number];

export interface Refused {
  /** Sentence: `cdar.move.WHY`. */
  readonly why: MoveRefusal;
  /** The status or statuses that stand against it, or that it waits for. */
  readonly codes: readonly string[];
}

interface Condition {
  /** Nothing new once one of these was said. */
  readonly notAfter?: readonly string[];
  /** Its track must stand at one of these. */
  readonly after?: readonly string[];
  /** It carries no reason of its own, so that saying it twice in a row says nothing. */
  readonly once?: true;
  readonly comment?: 'expected';
  readonly amounts?: 'MEN' | 'MPA';
}

const CONDITIONS: Readonly<Record<string, Condition>> = {
  '200': { notAfter: ['200', '201', '202', '203'] },
  '201': { notAfter: ['201', '202', '203'] },
  '202': { notAfter: ['202', '203'] },
  '203': { notAfter: ['203'] },
  '204': { notAfter: ['204', '205', '206', '207', '208', '211'] },
  '205': { once: true },
  '206': {},
  '207': {},
  '208': { comment: 'expected' },
  '209': { after: ['208'] },
  '210': { comment: 'expected' },
  '211': { amounts: 'MPA' },
  '212': { amounts: 'MEN' },
  '213': { notAfter: ['203'] },
  '214': { once: true },
  '220': {},
  '221': { notAfter: ['203'], once: true },
  '224': { once: true },
  '225': { once: true },
  '226': { once: true },
  '227': {},
  '228': { after: ['225', '226', '227'] },
};

/** After one of these there is no invoice any more to speak of; money that came before may still be given back. */
const ENDS: readonly string[] = ['213', '210', '220'];
/** The reason that a co-contractor's invoice leaves, of those that go with 210. */
const WRONG_ADDRESSEE: readonly string[] = ['DEST_ERR', 'ROUTAGE_ERR', 'CODE_ROUTAGE_ERR'];

/** What a role may say now, in the order of the codes. */
export function movesOffered(role: MoveRole, lifecycle: Lifecycle, facts: MoveFacts = {}): readonly Move[] {
  return STATUS_CODES.filter(({ code }) => mayMove(role, code, lifecycle, facts) === true).map((status) => moveOf(status, facts));
}

export function mayMove(role: MoveRole, code: string, lifecycle: Lifecycle, facts: MoveFacts = {}): true | Refused {
  const status = statusCode(code);
  const condition = CONDITIONS[code];
  if (status === undefined || condition === undefined) return no('not-a-status', code);
  if (!status.by.includes(role)) return no('not-this-role', code);
  return whyEnded(code, lifecycle) ?? whyFacts(role, code, facts) ?? whyBefore(status, condition, lifecycle) ?? true;
}

function no(why: MoveRefusal, ...codes: readonly string[]): Refused {
  return { why, codes };
}

function whyEnded(code: string, lifecycle: Lifecycle): Refused | null {
  const end = ENDS.find((each) => said(lifecycle, each));
  if (end === undefined) return null;
  if (code !== '212' || end === '213') return no('ended', end);
  return isCollected(lifecycle) ? null : no('nothing-collected', end);
}

function whyFacts(role: MoveRole, code: string, { selfBilled = false, rectified = false }: MoveFacts): Refused | null {
  if (code === '220' && !rectified) return no('needs-rectificative');
  if (code === '210' && role === 'seller' && !selfBilled) return no('self-billed-only');
  if (code === '210' && role === 'buyer' && selfBilled) return no('not-self-billed');
  return null;
}

function whyBefore(status: StatusCode, condition: Condition, lifecycle: Lifecycle): Refused | null {
  const { code, track } = status;
  const state = lifecycle.tracks[track]?.code;
  if (condition.once === true && state === code) return no('said-already', code);
  const late = condition.notAfter?.filter((each) => said(lifecycle, each)) ?? [];
  if (late.includes(code)) return no('said-already', code);
  if (late.length > 0) return no('too-late', ...late);
  if (condition.after !== undefined && (state === undefined || !condition.after.includes(state)))
    return no('only-after', ...condition.after);
  if (code === '210' && (said(lifecycle, '211') || isCollected(lifecycle))) return no('paid', said(lifecycle, '211') ? '211' : '212');
  return null;
}

function said(lifecycle: Lifecycle, code: string): boolean {
  return lifecycle.entries.some((entry) => entry.code === code);
}

/** Money is with the seller: collections less what was taken back. */
function isCollected(lifecycle: Lifecycle): boolean {
  const rates = amountsOf(lifecycle.entries, '212').get('MEN');
  return rates !== undefined && [...rates.values()].some((amount) => !isZero(amount));
}

function moveOf({ code, reason }: StatusCode, { publicBuyer = false, coContractor = false }: MoveFacts): Move {
  const { comment = 'optional', amounts } = CONDITIONS[code] ?? {};
  const all = reasonsOf(code, publicBuyer);
  const reasons = code === '210' && coContractor ? all.filter((each) => WRONG_ADDRESSEE.includes(each)) : all;
  return { code, reason: reason ?? 'none', reasons, comment, ...(amounts === undefined ? {} : { amounts }) };
}
