/**
 * A graceful stop: the first signal closes what was opened, newest first, within a time limit; a second one ends the
 * process at once. It knows nothing about what it closes.
 */
import type { Log } from '../ports/runtime.ts';

/** A terminal and a parent process may both deliver the same key press: signals this close together are one. */
const SAME_SIGNAL_MS = 400;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const EXIT_CODE = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** What a stop needs of the process; tests bring their own. */
export interface ProcessLike {
  on(signal: (typeof SIGNALS)[number], listener: () => void): unknown;
  exit(code: number): void;
}

export interface Shutdown {
  /** Aborts when the stop begins. */
  readonly signal: AbortSignal;
  /** Registers a closer; the newest is closed first. */
  closing(name: string, close: () => Promise<void> | void): void;
  /** Closes everything once; later calls give the same promise. Resolves with the exit code. */
  stop(reason: string): Promise<number>;
}

export interface ShutdownOptions {
  readonly log: Log;
  /** For all closers together. */
  readonly limitMs: number;
  readonly process?: ProcessLike;
  readonly monotonic?: () => number;
}

export function createShutdown({ log, limitMs, process: host = process, monotonic = () => performance.now() }: ShutdownOptions): Shutdown {
  const controller = new AbortController();
  const closers: { readonly name: string; readonly close: () => Promise<void> | void }[] = [];
  let stopping: Promise<number> | undefined;
  let firstAt = 0;

  const closeAll = async (reason: string): Promise<number> => {
    log.info('stopping', { reason });
    controller.abort();
    const until = monotonic() + limitMs;
    let code = 0;
    for (const { name, close } of closers.toReversed()) {
      if (!(await closed(name, close, Math.max(0, until - monotonic()), log))) code = 1;
    }
    log.info('stopped', { reason, code });
    return code;
  };
  const stop = (reason: string): Promise<number> => (stopping ??= closeAll(reason));

  for (const signal of SIGNALS) {
    host.on(signal, () => {
      if (stopping === undefined) {
        firstAt = monotonic();
        void stop(signal).then((code) => {
          host.exit(code);
        });
      } else if (monotonic() - firstAt > SAME_SIGNAL_MS) host.exit(EXIT_CODE[signal]);
    });
  }
  return {
    signal: controller.signal,
    closing: (name, close) => {
      closers.push({ name, close });
    },
    stop,
  };
}

/** True when the closer ended well within the time; a late or failing one is told and left behind. */
async function closed(name: string, close: () => Promise<void> | void, limitMs: number, log: Log): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((done) => {
    timer = setTimeout(() => {
      done('late');
    }, limitMs);
  });
  try {
    const outcome = await Promise.race([Promise.resolve().then(close), late]);
    if (outcome === 'late') log.warn('close-timed-out', { part: name });
    return outcome !== 'late';
  } catch (error) {
    log.error('close-failed', { part: name, error });
    return false;
  } finally {
    clearTimeout(timer);
  }
}
