/** Starts the server again when it ends by itself (out of memory, killed by mistake): the pool then reconnects. */
import type { Log } from '../../ports/runtime.ts';
import { isAlive } from './postmaster.ts';

export interface Watch {
  pid(): number;
  stop(): void;
}

const LOOK_EVERY = 1000;
/** A server that ends more often than this within the life of the process is not helped by another start. */
const MOST_RESTARTS = 20;

/** `restart` gives the new pid. */
export function watch(first: number, log: Log, restart: () => Promise<number>): Watch {
  let pid = first;
  let restarts = 0;
  let busy = false;
  const look = async (): Promise<void> => {
    if (busy || isAlive(pid) || restarts >= MOST_RESTARTS) return;
    busy = true;
    restarts += 1;
    log.error('embedded-ended', { pid, restarts });
    try {
      pid = await restart();
      log.info('embedded-restarted', { pid });
    } catch (error) {
      log.error('embedded-restart-failed', { error: (error as Error).message });
    } finally {
      busy = false;
    }
  };
  const timer = setInterval(() => void look(), LOOK_EVERY);
  timer.unref();
  return { pid: () => pid, stop: () => clearInterval(timer) };
}
