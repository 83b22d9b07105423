/** People of the console: those of the configuration, or one made at the first start whose password is told once. */
import { randomBytes } from 'node:crypto';
import { hashPassword, scryptAccounts, type StoredAccount } from '../http/accounts.ts';
import type { Settings } from '../config/settings.ts';
import type { Accounts } from '../ports/operator.ts';
import type { Store } from '../ports/store.ts';

export interface OpenAccounts {
  readonly accounts: Accounts;
  /** Set once, when this start made the password. */
  readonly firstPassword: string | null;
}

const CONSOLE = 'console';

export async function openAccounts(settings: Settings, store: Store): Promise<OpenAccounts> {
  if (settings.accounts.length > 0) {
    return { accounts: scryptAccounts(await Promise.all(settings.accounts.map(stored))), firstPassword: null };
  }
  const known = await store.credentials.get(CONSOLE, 'admin');
  if (known !== null) return { accounts: scryptAccounts([{ name: 'admin', password: known }]), firstPassword: null };
  const firstPassword = randomBytes(12).toString('base64url');
  const password = await hashPassword(firstPassword, randomBytes(16));
  await store.credentials.put(CONSOLE, 'admin', password);
  return { accounts: scryptAccounts([{ name: 'admin', password }]), firstPassword };
}

async function stored(account: Settings['accounts'][number]): Promise<StoredAccount> {
  const password = account.password.startsWith('scrypt$') ? account.password : await hashPassword(account.password, randomBytes(16));
  return { name: account.name, password, ...(account.locale === undefined ? {} : { locale: account.locale }) };
}

/** The secret that signs session cookies: kept sealed, so that a restart does not log everybody out. */
export async function sessionSecret(store: Store): Promise<string> {
  const known = await store.credentials.get(CONSOLE, 'session-secret');
  if (known !== null) return known;
  const secret = randomBytes(48).toString('base64url');
  await store.credentials.put(CONSOLE, 'session-secret', secret);
  return secret;
}
