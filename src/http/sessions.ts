/**
 * Sessions of the console as signed cookies: `name.id.expiry.mac`. Nothing is stored; a closed session is remembered
 * until it would have ended by itself. A restart with another secret ends them all.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock, Ids } from '../ports/runtime.ts';
import type { Session, Sessions } from '../ports/operator.ts';

export interface SessionOptions {
  /** At least 32 characters, kept by the app. */
  readonly secret: string;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Hours a session lives, 12 by default. */
  readonly hours?: number;
}

const COOKIE_MAX = 600;

export function equalTexts(a: string, b: string): boolean {
  // digests of equal length make the comparison independent of where the texts differ
  const digest = (text: string): Buffer => createHmac('sha256', 'compare').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

export function signedSessions(options: SessionOptions): Sessions {
  const lifetime = (options.hours ?? 12) * 3_600_000;
  const closed = new Map<string, number>();
  const mac = (purpose: string, text: string): string =>
    createHmac('sha256', options.secret).update(`${purpose}\n${text}`).digest('base64url');
  const now = (): number => Date.parse(options.clock.now());

  function forget(): void {
    for (const [id, end] of closed) if (end <= now()) closed.delete(id);
  }

  return {
    open(user) {
      const body = `${Buffer.from(user, 'utf8').toString('base64url')}.${options.ids.next()}.${now() + lifetime}`;
      return `${body}.${mac('session', body)}`;
    },
    read(cookie) {
      if (cookie === undefined || cookie.length > COOKIE_MAX) return null;
      const cut = cookie.lastIndexOf('.');
      const [user = '', id = '', end = ''] = cookie.slice(0, cut).split('.');
      if (!equalTexts(cookie.slice(cut + 1), mac('session', cookie.slice(0, cut)))) return null;
      const expiry = Number.parseInt(end, 10);
      if (!(expiry > now()) || closed.has(id)) return null;
      // a Date only writes the number out; no clock is read
      return { id, user: Buffer.from(user, 'base64url').toString('utf8'), expiresAt: isoOf(expiry) };
    },
    close(session) {
      forget();
      closed.set(session.id, Date.parse(session.expiresAt));
    },
    token: (session) => mac('form', session.id),
    isToken: (session: Session, token: string) => equalTexts(token, mac('form', session.id)),
  };
}

function isoOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
