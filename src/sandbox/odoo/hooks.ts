/**
 * Automation rules with a webhook, as Odoo 19 fires them: after the commit, without signature, one try of one second.
 * The address holds a secret and is never logged.
 */
import type { Database } from './database.ts';

const PATIENCE_MS = 1000;

export type Post = (url: string, body: string, patience: number) => Promise<void>;

/** Never fails: Odoo only logs a hook that was not taken. */
export const postHook: Post = async (url, body, patience) => {
  try {
    const headers = { 'content-type': 'application/json', 'user-agent': 'python-requests/2.31.0' };
    await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(patience) });
  } catch {
    // a dead or slow receiver costs Odoo a second and nothing else
  }
};

export function fire(db: Database, url: string, move: number, rule: string, post: Post = postHook): Promise<void> {
  const row = db.find('account.move', move);
  if (row === undefined) return Promise.resolve();
  const body = {
    _model: 'account.move', _id: move, _action: `${rule}(#1)`, id: move,
    name: row['name'], state: row['state'], payment_state: row['payment_state'],
    write_date: `${String(row['write_date'])}.000000`,
  };
  return post(url, JSON.stringify(body), PATIENCE_MS);
}
