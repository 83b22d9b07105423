/**
 * Keeps postgres.js from doing harm when a connection is lost. Without it (a) a statement of a transaction whose
 * backend died can run and commit outside any transaction (porsager/postgres #1186, #1208), and (b) a null socket write
 * inside the driver ends the process (#1189, #1216). The guard makes every statement of an ended transaction throw; the
 * filter tells the driver's own defect from ours, so that main can let the pool recover.
 * Never hides any other error.
 */
import type { Sql, TransactionSql } from 'postgres';
import { PasserelleError } from '../base/error.ts';

interface Life {
  over: boolean;
}

const STATEMENTS: ReadonlySet<PropertyKey> = new Set(['unsafe', 'savepoint', 'file', 'prepare']);

function refuseWhenOver(life: Life): void {
  if (life.over) {
    throw new PasserelleError('STORE_UNREACHABLE', 'a statement came after its transaction had ended: the connection was lost');
  }
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
        if (key !== 'savepoint') return Reflect.apply(member, target, values);
        const guarded = values.map((value) =>
          typeof value === 'function' ? (inner: TransactionSql): unknown => value(guardTransaction(inner, life)) : value);
        return Reflect.apply(member, target, guarded);
      };
    },
  });
}

/** The client with a `begin` whose transaction can never outlive it. */
export function guard<T extends Sql>(client: T): T {
  return new Proxy(client, {
    get(target, key): unknown {
      const member: unknown = Reflect.get(target, key);
      if (key !== 'begin' || typeof member !== 'function') return member;
      return async (...values: readonly unknown[]): Promise<unknown> => {
        const life: Life = { over: false };
        const guarded = values.map((value) =>
          typeof value === 'function' ? (tx: TransactionSql): unknown => value(guardTransaction(tx, life)) : value);
        try {
          return await Reflect.apply(member, target, guarded);
        } finally {
          life.over = true;
        }
      };
    },
  });
}

/**
 * True for the driver's own null write on a lost connection: the statement's promise has been rejected besides, so the
 * process may go on. For `process.on('uncaughtException')` in main, nowhere else.
 */
export function isDriverDefect(error: unknown): boolean {
  return error instanceof TypeError
    && /Cannot read properties of null \(reading '(write|end|destroy|removeAllListeners)'\)/.test(error.message)
    && /[\\/]postgres[\\/](?:cjs[\\/]|cf[\\/])?src[\\/]connection\.js/.test(error.stack ?? '');
}
