/** What an operator can ask for from the command line and the console; every change is an event with its actor. */
import type { Road } from '../pipeline/road.ts';
import { operate } from '../pipeline/operate.ts';
import { resolveByHand } from '../pipeline/resolve-by-hand.ts';
import type { Operations } from '../ports/operator.ts';

export function operations(road: Road): Operations {
  const run = (operation: 'retry' | 'release' | 'cancel') => (document: string, actor: string, reason: string) =>
    operate(road.store, document, operation, actor, reason);
  return {
    retry: run('retry'),
    release: run('release'),
    cancel: run('cancel'),
    resolve: (document, resolution, actor) => resolveByHand(road.store, document, resolution, actor),
  };
}
