/** Ticks: node-cron behind one function, once per tick across daemons, never overlapping itself, silent when stopping. */
import cron, { type ScheduledTask } from 'node-cron';
import type { Clock, Log, Meter } from '../ports/runtime.ts';

export interface Tick {
  readonly name: string;
  /** Seconds between runs: a divisor of 60, or whole minutes that divide 60; or a cron expression of six fields. */
  readonly every: number | string;
  run(): Promise<void>;
  /** In every daemon, instead of in one of them. */
  readonly everywhere?: boolean;
}

export interface Schedule {
  add(tick: Tick): void;
  /** Runs a tick now, after the run under way. */
  wake(name: string): void;
  stop(): Promise<void>;
}

/** True for the one daemon that may run this tick. */
export type ClaimTick = (key: string) => Promise<boolean>;

export function expressionOf(every: number | string): string {
  if (typeof every === 'string') return every;
  if (every < 60) return `*/${Math.max(1, Math.round(every))} * * * * *`;
  return `0 */${Math.min(59, Math.round(every / 60))} * * * *`;
}

interface World {
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
}

interface State {
  readonly running: Set<Promise<void>>;
  stopping: boolean;
}

/** One run at a time; a call meanwhile asks for another run right after. */
function guarded(tick: Tick, state: State, { clock, log, meter }: World): () => Promise<void> {
  let current: Promise<void> | null = null;
  let again = false;
  const once = async (): Promise<void> => {
    const started = clock.monotonic();
    try {
      await tick.run();
    } catch (error) {
      log.warn('tick.failed', { tick: tick.name, error });
      meter.count('tick_failures', { tick: tick.name });
    }
    meter.observe('tick', (clock.monotonic() - started) / 1000, { tick: tick.name });
  };
  const run = async (): Promise<void> => {
    do {
      again = false;
      await once();
    } while (again && !state.stopping);
  };
  return () => {
    if (state.stopping) return Promise.resolve();
    if (current !== null) {
      again = true;
      return current;
    }
    const promise = run().finally(() => {
      current = null;
      state.running.delete(promise);
    });
    current = promise;
    state.running.add(promise);
    return promise;
  };
}

export function createSchedule(claim: ClaimTick, world: World): Schedule {
  const { log } = world;
  // an overlapping tick is ordinary here: the run under way looks again when it is done
  const quiet = (message: string | Error): void => {
    log.debug('tick.note', { note: String(message) });
  };
  cron.setLogger({ info: quiet, warn: quiet, error: quiet, debug: quiet });
  const tasks = new Map<string, { task: ScheduledTask; run: () => Promise<void> }>();
  const state: State = { running: new Set(), stopping: false };

  return {
    add(tick) {
      const run = guarded(tick, state, world);
      const task = cron.schedule(expressionOf(tick.every), run, {
        name: tick.name,
        noOverlap: true,
        ...(tick.everywhere === true ? {} : { distributed: true, runCoordinator: { shouldRun: (key: string) => claim(key) } }),
        suppressMissedWarning: true,
      });
      tasks.set(tick.name, { task, run });
    },
    wake(name) {
      void tasks.get(name)?.run();
    },
    async stop() {
      state.stopping = true;
      for (const { task } of tasks.values()) await task.destroy();
      await Promise.all(state.running);
    },
  };
}
