/**
 * Keeps postgres.js from doing harm when a connection is lost. The driver, left alone, (a) runs a late statement of a
 * transaction whose backend died on whatever connection took its place, outside any transaction, or a late rollback or
 * commit inside somebody else's (porsager/postgres #1186, #1208); (b) writes to a null socket, which ends the process
 * (#1189, #1216); (c) never uses a connection again that was lost with a write pending, but waits for it until a time-out.
 * So here: nothing of a transaction that was lost reaches the driver any more; a filter tells (b) from our own defects,
 * for main; and after a connection time-out the pool is replaced.
 * Never hides any other error.
 */
import type { Sql, TransactionSql } from 'postgres';
import { PasserelleError } from '../base/error.ts';
import { isLost } from './failures.ts';

interface Life {
  over: boolean;
  readonly lose: (error: unknown) => void;
}

type Work = (tx: TransactionSql) => unknown;

const STATEMENTS: ReadonlySet<PropertyKey> = new Set(['unsafe', 'savepoint', 'file', 'prepare']);

function refuseWhenOver(life: Life): void {
  if (life.over) {
    throw new PasserelleError('STORE_UNREACHABLE', 'a statement came after its transaction had ended: the connection was lost');
  }
}

/** More turns than the driver needs to pass the news of a closed connection on to `begin`. */
const TURNS = 16;

async function isOver(life: Life): Promise<boolean> {
  for (let turn = 0; turn < TURNS && !life.over; turn++) await Promise.resolve();
  return life.over;
}

/** Not settling is the only answer upon which the driver sends neither commit nor rollback. */
async function never(): Promise<never> {
  return new Promise<never>(() => undefined);
}

/** The work of a transaction or savepoint, silent towards the driver once the connection is lost. */
function guardWork(work: Work, life: Life): Work {
  return async (tx) => {
    let result: unknown;
    try {
      result = await work(guardTransaction(tx, life));
    } catch (error) {
      if (!isLost(error) && !(await isOver(life))) throw error;
      life.lose(error);
      return never();
    }
    return (await isOver(life)) ? never() : result;
  };
}

function guardTransaction(tx: TransactionSql, life: Life): TransactionSql {
  return new Proxy(tx, {
    apply(target, self, values): unknown {
      refuseWhenOver(life);
      return Reflect.apply(target, self, values);
    },
    get(target, key): unknown {
      const member: unknown = Reflect.get(target, key);
      if (!STATEMENTS.has(key) || typeof member !== 'function') return member;
      return (...values: readonly unknown[]): unknown => {
        refuseWhenOver(life);
        const guarded =
          key !== 'savepoint' ? values : values.map((value) => (typeof value === 'function' ? guardWork(value as Work, life) : value));
        return Reflect.apply(member, target, guarded);
      };
    },
  });
}

async function guardedBegin(begin: (...values: unknown[]) => Promise<unknown>, values: readonly unknown[]): Promise<unknown> {
  const lost = Promise.withResolvers<never>();
  lost.promise.catch(() => undefined);
  const life: Life = { over: false, lose: lost.reject };
  try {
    return await Promise.race([
      begin(...values.map((value) => (typeof value === 'function' ? guardWork(value as Work, life) : value))),
      lost.promise,
    ]);
  } finally {
    life.over = true;
  }
}

interface Watched {
  reject?: (error: unknown) => void;
}

/** Sees a statement's failure without starting it: a query of the driver begins when it is first awaited. */
function watched<T>(query: T, see: (error: unknown) => void): T {
  const inner = query as Watched | null;
  if (typeof inner !== 'object' || inner === null || typeof inner.reject !== 'function') return query;
  const reject = inner.reject;
  inner.reject = (error) => {
    see(error);
    reject(error);
  };
  return query;
}

/** A client made by `make`, remade when a connection of it timed out; with a `begin` that nothing outlives. */
export function guard(make: () => Sql): Sql {
  let current = make();
  const see = (error: unknown): void => {
    if ((error as { code?: unknown } | null)?.code !== 'CONNECT_TIMEOUT') return;
    const before = current;
    current = make();
    void before.end({ timeout: 1 }).catch(() => undefined);
  };
  return new Proxy(current, {
    apply: (_first, self, values): unknown => watched(Reflect.apply(current, self, values), see),
    get(_first, key): unknown {
      const member: unknown = Reflect.get(current, key);
      if (typeof member !== 'function') return member;
      if (key === 'unsafe') return (...values: readonly unknown[]): unknown => watched(Reflect.apply(member, current, values), see);
      if (key !== 'begin') return member;
      return async (...values: readonly unknown[]): Promise<unknown> => {
        try {
          return await guardedBegin(member as Parameters<typeof guardedBegin>[0], values);
        } catch (error) {
          see(error);
          throw error;
        }
      };
    },
  });
}

/**
 * True for the driver's own null write on a lost connection: whoever waits for the statement hears of the loss besides,
 * so the process may go on. For the handler of uncaught exceptions in main, nowhere else.
 */
export function isDriverDefect(error: unknown): boolean {
  return (
    error instanceof TypeError &&
    /Cannot read properties of null \(reading '(write|end|destroy|removeAllListeners|removeListener)'\)/.test(error.message) &&
    /[\\/]postgres[\\/](?:cjs[\\/]|cf[\\/])?src[\\/]connection\.js/.test(error.stack ?? '')
  );
}
