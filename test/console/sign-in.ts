/** Signing in over plain HTTP, as a browser without a script would. */
import assert from 'node:assert/strict';
import { ask } from '../http/raw.ts';
import { PASSWORD } from './fixture-console.ts';

export const FORM = { 'content-type': 'application/x-www-form-urlencoded' } as const;

export function form(fields: Readonly<Record<string, string>>): string {
  return new URLSearchParams(fields).toString();
}

/** The cookies an answer sets, as the header that gives them back. */
export function cookiesOf(setCookie: string | string[] | undefined): string {
  const list = setCookie === undefined ? [] : Array.isArray(setCookie) ? setCookie : [setCookie];
  return list.map((cookie) => cookie.split(';', 1)[0] as string).join('; ');
}

export function tokenIn(page: string): string {
  return /name="token" value="([^"]+)"/.exec(page)?.[1] ?? '';
}

/** The session cookie and the token of its forms. */
export async function signIn({ url }: { readonly url: string }): Promise<{ readonly cookie: string; readonly token: string }> {
  const door = await ask(`${url}/login`);
  const answer = await ask(`${url}/login`, {
    method: 'POST',
    body: form({ name: 'ana', password: PASSWORD, token: tokenIn(door.text), next: '/help' }),
    headers: { ...FORM, cookie: cookiesOf(door.headers['set-cookie']) },
  });
  assert.equal(answer.status, 303);
  const cookie = cookiesOf(answer.headers['set-cookie']);
  const page = await ask(`${url}/help`, { headers: { cookie } });
  return { cookie, token: tokenIn(page.text) };
}
