/** One request of a person: who, in which language, at what moment; and the cookies by which they are known. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Instant } from '../base/calendar-date.ts';
import type { Session } from '../ports/operator.ts';
import type { ConsoleOptions } from './options.ts';
import { chooseLocale, wordsIn, type Words } from './words.ts';

export const SESSION_COOKIE = 'passerelle_session';
export const LOCALE_COOKIE = 'passerelle_locale';
/** Ties the login form to the browser that asked for it. */
export const LOGIN_COOKIE = 'passerelle_login';

export interface Visit {
  readonly session: Session | null;
  /** Token of the forms of this session; empty without one. */
  readonly token: string;
  readonly words: Words;
  readonly now: Instant;
  /** Path and query asked for. */
  readonly here: string;
  readonly release: string;
}

export function cookies(request: FastifyRequest): Readonly<Record<string, string>> {
  const found: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const part of (request.headers.cookie ?? '').slice(0, 8_192).split(';')) {
    const cut = part.indexOf('=');
    const name = part.slice(0, cut).trim();
    if (cut > 0 && !(name in found)) found[name] = part.slice(cut + 1).trim();
  }
  return found;
}

export function visitOf(request: FastifyRequest, options: ConsoleOptions): Visit {
  const jar = cookies(request);
  const session = options.sessions.read(jar[SESSION_COOKIE]);
  return {
    session,
    token: session === null ? '' : options.sessions.token(session),
    words: wordsIn(chooseLocale(jar[LOCALE_COOKIE], request.headers['accept-language'])),
    now: options.clock.now(),
    here: request.url,
    release: options.release,
  };
}

export function setCookie(reply: FastifyReply, name: string, value: string, seconds: number, secure: boolean): void {
  const parts = [
    `${name}=${value}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Strict',
    `Max-Age=${seconds}`,
    ...(secure ? ['Secure'] : []),
  ];
  const before = reply.getHeader('set-cookie');
  const list = before === undefined ? [] : Array.isArray(before) ? before : [String(before)];
  reply.removeHeader('set-cookie');
  reply.header('set-cookie', [...list, parts.join('; ')]);
}

/** A path of ours to return to, or the home page: never another site. */
export function ownPath(text: string | undefined): string {
  const good = text !== undefined && text.length <= 1_000 && /^\/(?![/\\])[\x21-\x7e]*$/.test(text) && !text.includes('\\');
  return good ? text : '/';
}

/** True when a page of ours made the request. Browsers say so; a client that says nothing is no browser. */
export function isOwnForm(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  if (typeof site === 'string') return site === 'same-origin' || site === 'none';
  const origin = request.headers.origin;
  return origin === undefined || origin.replace(/^https?:\/\//, '') === request.headers.host;
}

/** True when a form of this session asks, and not another site in its name. */
export function mayAct(
  request: FastifyRequest,
  visit: Visit,
  options: ConsoleOptions,
  token: string,
): visit is Visit & { readonly session: Session } {
  return visit.session !== null && isOwnForm(request) && options.sessions.isToken(visit.session, token);
}

/** The fields of a form or query as plain texts; repeated and over-long ones are dropped. */
export function fieldsOf(source: unknown): Readonly<Record<string, string>> {
  if (source === null || typeof source !== 'object') return {};
  const texts = Object.entries(source).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1].length <= 1_000,
  );
  return Object.fromEntries(texts);
}
