/**
 * Gathers steps: those that arrive while a commit runs go together into the next one. So a backlog is committed many
 * at a time, and a lone step at once; nobody waits for a timer.
 */
import type { Step } from '../model/step.ts';
import type { CommitOutcome } from '../ports/store.ts';

export interface Committer {
  commit(step: Step): Promise<CommitOutcome>;
  /** Resolves when everything handed in so far is settled. */
  idle(): Promise<void>;
}

interface Waiting {
  readonly step: Step;
  readonly settle: (outcome: CommitOutcome) => void;
}

/** More than this in one transaction gains little and makes others wait longer for its locks. */
const LARGEST = 250;

export function makeCommitter(commit: (steps: readonly Step[]) => Promise<readonly CommitOutcome[]>): Committer {
  const waiting: Waiting[] = [];
  let running: Promise<void> | null = null;

  async function settleAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, LARGEST);
      let outcomes: readonly CommitOutcome[];
      try {
        outcomes = await commit(batch.map(({ step }) => step));
      } catch (error) {
        const failed: CommitOutcome = {
          state: 'failed',
          error: error instanceof Error ? error : new Error(String(error)),
        };
        outcomes = batch.map(() => failed);
      }
      batch.forEach(({ settle }, place) =>
        settle(outcomes[place] ?? { state: 'failed', error: new Error('a step came back without an outcome') }),
      );
    }
    running = null;
  }

  return {
    commit: async (step) =>
      new Promise((settle) => {
        waiting.push({ step, settle });
        // One turn later, so that steps computed in the same turn share the first commit too
        running ??= Promise.resolve().then(settleAll);
      }),
    async idle() {
      while (running !== null) await running;
    },
  };
}
