/**
 * The only writer of stages. Many steps become true in one transaction: rows locked in id order, stale steps dropped,
 * everything of the others written. On an error the batch rolls back and each step is committed alone; after a commit
 * whose outcome is unknown the journal is asked before anything is tried again.
 */
import type { Sql } from 'postgres';
import { PasserelleError } from '../base/error.ts';
import type { Step } from '../model/step.ts';
import type { Clock, Ids, Log } from '../ports/runtime.ts';
import type { CommitOutcome } from '../ports/store.ts';
import { seal, type Sealed } from './artifacts.ts';
import { decode, run, type Runner } from './bulk.ts';
import { isContention, isLost, translated } from './failures.ts';
import type { JobSink } from './job-sink.ts';
import { planStep, type Writes } from './plan.ts';
import type { DocumentRow } from './rows.ts';
import { document } from './schema/index.ts';
import { storable } from './storable.ts';
import { writeMoves } from './write.ts';

/** What every writer of this folder works with. */
export interface Shop {
  readonly client: Sql;
  readonly sink: JobSink;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
}

export interface ReadyStep {
  readonly step: Step;
  readonly artifacts: readonly Sealed[];
}

/** Compresses and cleans before any lock is taken. */
export function ready(step: Step): ReadyStep {
  const { artifacts, ...rest } = step;
  return { step: storable(rest), artifacts: seal(artifacts) };
}

export async function lock(tx: Runner, ids: readonly string[]): Promise<ReadonlyMap<string, DocumentRow>> {
  const rows = await run(tx, 'select * from passerelle.document where id = any($1::uuid[]) order by id for update', [[...ids]] as never[]);
  return new Map(rows.map((row) => decode(document, row)).map((row) => [row.id, row]));
}

type Plan = CommitOutcome | Writes;

function planOne(rows: ReadonlyMap<string, DocumentRow>, { step, artifacts }: ReadyStep, at: string): Plan {
  const row = rows.get(step.document);
  if (row === undefined) {
    return {
      state: 'failed',
      error: new PasserelleError('BASE_BUG', 'a step names a document that is not there', {
        where: { document: step.document },
      }),
    };
  }
  if (row.head !== step.expectedHead) return { state: 'stale', head: row.head };
  try {
    return planStep(row, step, artifacts, at);
  } catch (error) {
    return { state: 'failed', error: error as Error };
  }
}

/** Steps in the order given, cut so that no document comes twice in one round. */
function rounds(steps: readonly ReadyStep[]): readonly (readonly ReadyStep[])[] {
  const cut: ReadyStep[][] = [];
  const seen = new Map<string, number>();
  for (const each of steps) {
    const round = seen.get(each.step.document) ?? 0;
    seen.set(each.step.document, round + 1);
    (cut[round] ??= []).push(each);
  }
  return cut;
}

/**
 * Locks, plans and writes inside a transaction. The second step of one document sees the first one's head.
 * `promised` is filled with what the transaction would write, for when its outcome stays unknown.
 */
export async function applySteps(
  tx: Runner,
  shop: Shop,
  steps: readonly ReadyStep[],
  at: string,
  promised: Map<ReadyStep, Writes>,
): Promise<readonly CommitOutcome[]> {
  const rows = new Map(
    await lock(
      tx,
      steps.map(({ step }) => step.document),
    ),
  );
  const outcomes = new Map<ReadyStep, CommitOutcome>();
  for (const round of rounds(steps)) {
    const writes: Writes[] = [];
    for (const each of round) {
      const plan = planOne(rows, each, at);
      if (!('row' in plan)) {
        outcomes.set(each, plan);
        continue;
      }
      rows.set(plan.row.id, plan.row);
      writes.push(plan);
      promised.set(each, plan);
      outcomes.set(each, { state: 'done', head: plan.row.head });
    }
    await writeMoves(tx, shop.sink, writes, at);
  }
  return steps.map(
    (each) =>
      outcomes.get(each) ?? {
        state: 'failed',
        error: new PasserelleError('BASE_BUG', 'a step was left without an outcome'),
      },
  );
}

async function attempt(shop: Shop, steps: readonly ReadyStep[], promised: Map<ReadyStep, Writes>): Promise<readonly CommitOutcome[]> {
  return shop.client.begin(async (tx) => applySteps(tx, shop, steps, shop.clock.now(), promised));
}

/** A step without events leaves nothing to look for: it is simply made true again. */
async function landed(shop: Shop, writes: Writes): Promise<boolean> {
  if (writes.events.length === 0) return false;
  const rows = await run(shop.client, `select 1 from passerelle.event where document = $1 and seq = $2 and hash = decode($3, 'hex')`, [
    writes.row.id,
    String(writes.row.head),
    writes.row.headHash,
  ]);
  return rows.length > 0;
}

const LOOKS = 5;
const FIRST_WAIT = 100;

/** Waits for the server as long as it takes to come back from a restart, not longer. */
async function landedWhenBack(shop: Shop, writes: Writes): Promise<boolean> {
  for (let look = 1; ; look++) {
    try {
      return await landed(shop, writes);
    } catch (error) {
      if (!isLost(error) || look === LOOKS) throw error;
      await shop.clock.sleep(FIRST_WAIT * 2 ** look);
    }
  }
}

async function commitAlone(shop: Shop, each: ReadyStep, earlier: Writes | undefined): Promise<CommitOutcome> {
  let expected = earlier;
  for (let round = 1; ; round++) {
    try {
      if (expected !== undefined && (await landedWhenBack(shop, expected))) return { state: 'done', head: expected.row.head };
      const promised = new Map<ReadyStep, Writes>();
      try {
        const [outcome] = await attempt(shop, [each], promised);
        return outcome ?? { state: 'failed', error: new PasserelleError('BASE_BUG', 'a step came back without an outcome') };
      } catch (error) {
        expected = promised.get(each) ?? expected;
        if (round === LOOKS || !(isLost(error) || isContention(error))) throw error;
      }
    } catch (error) {
      shop.log.warn('commit-failed', {
        document: each.step.document,
        stage: each.step.to,
        error: translated(error).message,
      });
      return { state: 'failed', error: translated(error) };
    }
  }
}

export async function commit(shop: Shop, steps: readonly Step[]): Promise<readonly CommitOutcome[]> {
  if (steps.length === 0) return [];
  const all = steps.map(ready);
  const promised = new Map<ReadyStep, Writes>();
  try {
    return await attempt(shop, all, promised);
  } catch (error) {
    shop.log.warn('commit-batch-failed', {
      steps: steps.length,
      lost: isLost(error),
      error: translated(error).message,
    });
    const unknown = isLost(error);
    const outcomes: CommitOutcome[] = [];
    for (const each of all) outcomes.push(await commitAlone(shop, each, unknown ? promised.get(each) : undefined));
    return outcomes;
  }
}
