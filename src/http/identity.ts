/** Who asks: the session cookie of the console, or name and password of a program (HTTP Basic). It grants nothing by itself. */
import type { FastifyRequest } from 'fastify';
import type { Accounts, Session, Sessions } from '../ports/operator.ts';

export const SESSION_COOKIE = 'passerelle_session';

export interface Identity {
  readonly user: string;
  /** null for a program, which has no cookie that another site could make use of. */
  readonly session: Session | null;
}

/** The value of one cookie of a header; the first one wins, as browsers send the most specific first. */
export function cookieOf(header: string | undefined, name: string): string | undefined {
  for (const part of (header ?? '').slice(0, 8_192).split(';')) {
    const cut = part.indexOf('=');
    if (cut > 0 && part.slice(0, cut).trim() === name) return part.slice(cut + 1).trim();
  }
  return undefined;
}

function basicOf(header: string | undefined): { readonly name: string; readonly password: string } | null {
  const match = /^Basic ([A-Za-z0-9+/=]{1,700})$/i.exec(header ?? '');
  if (match === null) return null;
  const text = Buffer.from(match[1] as string, 'base64').toString('utf8');
  const cut = text.indexOf(':');
  return cut < 1 ? null : { name: text.slice(0, cut), password: text.slice(cut + 1) };
}

export async function identify(request: FastifyRequest, sessions: Sessions, accounts: Accounts): Promise<Identity | null> {
  const basic = basicOf(request.headers.authorization);
  if (basic !== null) {
    const account = await accounts.verify(basic.name, basic.password);
    return account === null ? null : { user: account.name, session: null };
  }
  const session = sessions.read(cookieOf(request.headers.cookie, SESSION_COOKIE));
  return session === null ? null : { user: session.user, session };
}

/** True when a page of ours, or no browser at all, made this request; another site's page never passes. */
export function isOwnOrigin(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  if (typeof site === 'string') return site === 'same-origin' || site === 'none';
  const origin = request.headers.origin;
  return origin === undefined || origin.replace(/^https?:\/\//, '') === request.headers.host;
}
