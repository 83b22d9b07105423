/** Signing in and out, and the choice of language. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errorPage } from './error-page.ts';
import { loginPage, type LoginData } from './login-page.ts';
import type { ConsoleOptions } from './options.ts';
import { sendPage } from './send.ts';
import {
  cookies,
  fieldsOf,
  isOwnForm,
  LOCALE_COOKIE,
  LOGIN_COOKIE,
  ownPath,
  SESSION_COOKIE,
  setCookie,
  visitOf,
} from './visit.ts';
import { isLocale } from '../ports/locale.ts';

const YEAR = 31_536_000;
const HOUR = 3_600;

export function doorRoutes(server: FastifyInstance, options: ConsoleOptions): void {
  const secure = options.secure === true;
  server.get('/login', async (request, reply) => {
    const next = ownPath(fieldsOf(request.query)['next']);
    if (visitOf(request, options).session !== null) return reply.redirect(next, 303);
    return showLogin(request, reply, options, { next, name: '', problem: null });
  });
  server.post('/login', { config: { credentials: true } }, (request, reply) => signIn(request, reply, options));
  server.post('/logout', async (request, reply) => {
    const { session } = visitOf(request, options);
    const token = fieldsOf(request.body)['token'] ?? '';
    if (session !== null) {
      if (!isOwnForm(request) || !options.sessions.isToken(session, token))
        return sendPage(reply, errorPage(visitOf(request, options), 403), 403);
      options.sessions.close(session);
      options.log.info('console.signed-out', { user: session.user });
    }
    setCookie(reply, SESSION_COOKIE, '', 0, secure);
    return reply.redirect('/login', 303);
  });
  server.post('/language', async (request, reply) => {
    const { locale, back } = fieldsOf(request.body);
    if (isLocale(locale) && isOwnForm(request)) setCookie(reply, LOCALE_COOKIE, locale, YEAR, secure);
    return reply.redirect(ownPath(back), 303);
  });
}

/** The login form is tied to the browser that asked for it by a cookie that holds the same token. */
function showLogin(
  request: FastifyRequest,
  reply: FastifyReply,
  options: ConsoleOptions,
  data: Omit<LoginData, 'token'>,
  status = 200,
): FastifyReply {
  const known = cookies(request)[LOGIN_COOKIE];
  const token = known !== undefined && /^[\w-]{8,80}$/.test(known) ? known : options.ids.next();
  setCookie(reply, LOGIN_COOKIE, token, HOUR, options.secure === true);
  return sendPage(reply, loginPage(visitOf(request, options), { ...data, token }), status);
}

async function signIn(request: FastifyRequest, reply: FastifyReply, options: ConsoleOptions): Promise<FastifyReply> {
  const { name = '', password = '', token = '', next } = fieldsOf(request.body);
  const form = { next: ownPath(next), name: name.slice(0, 100) };
  const cookie = cookies(request)[LOGIN_COOKIE];
  if (cookie === undefined || cookie !== token || !isOwnForm(request)) {
    return showLogin(request, reply, options, { ...form, problem: 'login.expired' }, 403);
  }
  const account = await options.accounts.verify(name, password);
  if (account === null) {
    options.log.warn('console.sign-in-refused', { source: request.ip });
    return showLogin(request, reply, options, { ...form, problem: 'login.wrong' }, 401);
  }
  const secure = options.secure === true;
  setCookie(reply, SESSION_COOKIE, options.sessions.open(account.name), 12 * HOUR, secure);
  setCookie(reply, LOGIN_COOKIE, '', 0, secure);
  if (account.locale !== undefined && cookies(request)[LOCALE_COOKIE] === undefined) {
    setCookie(reply, LOCALE_COOKIE, account.locale, YEAR, secure);
  }
  options.log.info('console.signed-in', { user: account.name });
  return reply.redirect(form.next, 303);
}
