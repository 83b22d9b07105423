/** People and their scrypt-hashed passwords, as `name → scrypt$N$salt$hash`. Passwords are never kept, logged or compared. */
import { scrypt, timingSafeEqual } from 'node:crypto';
import type { Account, Accounts } from '../ports/operator.ts';
import type { Locale } from '../ports/locale.ts';

export interface StoredAccount {
  readonly name: string;
  /** Made by hashPassword. */
  readonly password: string;
  readonly locale?: Locale;
}

/** CPU and memory cost: about 32 MB and 60 ms for one try. */
const COST = 32_768;
const LENGTH = 32;
const SHAPE = /^scrypt\$(\d{1,7})\$([A-Za-z0-9_-]{16,64})\$([A-Za-z0-9_-]{43})$/;
const PASSWORD_MAX = 200;

function derive(password: string, salt: Uint8Array, cost: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, LENGTH, { N: cost, r: 8, p: 1, maxmem: 256 * cost * 8 }, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

/** `salt`: at least 16 random bytes, given by the caller because this folder makes no randomness. */
export async function hashPassword(password: string, salt: Uint8Array): Promise<string> {
  const key = await derive(password, salt, COST);
  return `scrypt$${COST}$${Buffer.from(salt).toString('base64url')}$${key.toString('base64url')}`;
}

async function matches(password: string, stored: string): Promise<boolean> {
  const [, cost = '', salt = '', hash = ''] = SHAPE.exec(stored) ?? [];
  if (hash === '') return false;
  const key = await derive(password, Buffer.from(salt, 'base64url'), Number.parseInt(cost, 10));
  return timingSafeEqual(key, Buffer.from(hash, 'base64url'));
}

/** Hashes one password at a time: a flood of logins may not take the memory of the daemon. */
export function scryptAccounts(people: readonly StoredAccount[]): Accounts {
  const known = new Map(people.map((person) => [person.name, person]));
  const nobody = `scrypt$${COST}$${'A'.repeat(22)}$${'A'.repeat(43)}`;
  let queue: Promise<unknown> = Promise.resolve();

  return {
    verify(name, password) {
      const answer = queue.then(async (): Promise<Account | null> => {
        const person = known.get(name);
        const right = await matches(password.slice(0, PASSWORD_MAX), person?.password ?? nobody);
        if (!right || person === undefined) return null;
        return person.locale === undefined ? { name } : { name, locale: person.locale };
      });
      queue = answer.catch(() => null);
      return answer;
    },
  };
}
