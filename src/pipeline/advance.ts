/**
 * Moves one document as far as it goes: the stage computes a Step, the store makes it true, the next stage follows at
 * once. Any error becomes a Step too (trouble.ts). A crash anywhere leaves a document that the sweep finds again.
 */
import type { Document } from '../model/document.ts';
import type { Stage } from '../model/stage.ts';
import type { Step } from '../model/step.ts';
import type { CommitOutcome } from '../ports/store.ts';
import { download } from './download.ts';
import { prepare } from './prepare.ts';
import { deliver, receive } from './receive.ts';
import type { Road, StageHandler } from './road.ts';
import { sign } from './sign.ts';
import { track } from './track.ts';
import { transmit } from './transmit.ts';
import { stepAfterTrouble, waitForLane } from './trouble.ts';

/** The road as a table: stages that are not here wait for something from outside, or have ended. */
export const HANDLERS: Readonly<Partial<Record<Stage, StageHandler>>> = {
  received: prepare,
  prepared: sign,
  signed: transmit,
  sent: track,
  announced: download,
  downloaded: receive,
  parsed: deliver,
};

/** More moves than the longest road has, stale steps included. */
const MOVES_MAX = 16;

export type Commit = (step: Step) => Promise<CommitOutcome>;

/** @throws what the store throws when a step cannot be made true: the job is then delivered again */
export async function advance(id: string, road: Road, commit: Commit): Promise<void> {
  for (let moves = 0; moves < MOVES_MAX; moves++) {
    const document = await road.store.document(id);
    if (document === null || !mayMove(document)) return;
    const step = await nextStep(document, road);
    if (step === null) return;
    const outcome = await commit(step);
    if (outcome.state === 'failed') throw outcome.error;
    if (outcome.state === 'stale') continue;
    if (step.to === document.stage) return;
  }
}

/** A held document is looked at again only where a correction in the ERP can help. */
const CORRECTED_IN_ERP: readonly Stage[] = ['received', 'parsed'];

function mayMove(document: Document): boolean {
  if (document.halt === 'parked') return false;
  return document.halt === null || CORRECTED_IN_ERP.includes(document.stage);
}

async function nextStep(document: Document, road: Road): Promise<Step | null> {
  const handler = HANDLERS[document.stage];
  if (handler === undefined) return null;
  const lane = await waitForLane(document, road);
  if (lane !== null) return lane;
  const started = road.clock.monotonic();
  try {
    return await handler(document, road);
  } catch (error) {
    return await stepAfterTrouble(document, error, road);
  } finally {
    road.meter.observe('passerelle_stage_seconds', (road.clock.monotonic() - started) / 1000, { stage: document.stage });
  }
}
