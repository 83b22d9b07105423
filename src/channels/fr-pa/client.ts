/**
 * Calls of the Flow and Directory services: bearer token, request id, organisation, JSON in and out. A refused token is
 * renewed once, since a call that was not let in did nothing. Knows no flow and no line.
 */
import { PasserelleError } from '../../base/error.ts';
import { createHttp, type Answer, type Http, type HttpCall, type HttpOptions } from '../../net/http.ts';
import { createTokens, type OAuthOptions, type Tokens } from '../../net/oauth2.ts';
import { hostOf, safeUrl } from '../../net/safe-url.ts';
import type { AdapterTools } from '../../ports/adapter.ts';
import type { Dialect } from './dialect.ts';
import type { Settings } from './settings.ts';

export const SERVICES = ['flow', 'directory'] as const;
export type Service = (typeof SERVICES)[number];

type Asked = 'method' | 'headers' | 'body' | 'changes' | 'judge' | 'maxBytes' | 'answerMilliseconds' | 'wholeMilliseconds';

export interface PlatformCall extends Pick<HttpCall, Asked> {
  readonly service: Service;
  /** Below the base address, beginning with `/v1/`. */
  readonly path: string;
}

export interface Client {
  readonly tokens: Tokens;
  call(call: PlatformCall): Promise<Answer>;
  /** The same for files: in a lane of its own, so that files that do not come hold up nothing else. */
  file(call: PlatformCall): Promise<Answer>;
  /** A JSON answer with status 200. @throws CHANNEL_ANSWER_INVALID */
  json(call: Omit<PlatformCall, 'body'> & { readonly json?: unknown }): Promise<unknown>;
  close(): void;
}

/** How the rate that a platform allows is shared out. */
const MAIN_SHARE = 2 / 3;
const FILE_SHARE = 1 / 3;

const JSON_BYTES = 16 * 1024 * 1024;

export function createClient(settings: Settings, dialect: Dialect, tools: AdapterTools): Client {
  const http = createHttp(tools, httpOptions(settings, dialect, MAIN_SHARE));
  // whether the platform is up is learnt from what is asked regularly: one file that never comes says nothing of others
  const files = createHttp(tools, { ...httpOptions(settings, dialect, FILE_SHARE), breaker: { failures: Number.MAX_SAFE_INTEGER } });
  const tokens = createTokens(oauthOptions(settings, dialect), http, tools);

  async function call(asked: PlatformCall, via: Http = http): Promise<Answer> {
    const token = await tokens.token();
    const answer = await via.call(toHttp({ ...asked, judge: [...(asked.judge ?? []), 401] }, token));
    if (answer.status !== 401) return answer;
    // a token may die before its time
    tokens.forget(token);
    return via.call(toHttp(asked, await tokens.token()));
  }

  function toHttp(asked: PlatformCall, token: string): HttpCall {
    const { service, path, headers, ...rest } = asked;
    const url = new URL(baseOf(service) + path);
    if (dialect.requestId === 'query') url.searchParams.set('Request-Id', tools.ids.next());
    return {
      ...rest,
      url: url.href,
      headers: {
        authorization: `Bearer ${token}`,
        ...(service === 'flow' && settings.organizationId !== undefined ? { 'organization-id': settings.organizationId } : {}),
        ...headers,
      },
    };
  }

  function baseOf(service: Service): string {
    if (service === 'flow') return settings.flowUrl;
    if (settings.directoryUrl !== undefined) return settings.directoryUrl;
    throw new PasserelleError('CHANNEL_UNSUPPORTED', 'no directoryUrl is set', { where: { connection: tools.connection } });
  }

  return {
    tokens,
    call: (asked) => call(asked),
    async file(asked) {
      if (http.breaker.state === 'open') {
        throw new PasserelleError('NET_BREAKER_OPEN', `${hostOf(settings.flowUrl)} does not answer at present`, {
          where: { connection: tools.connection },
          retryAfter: Math.max(1, http.breaker.secondsToWait),
        });
      }
      return call(asked, files);
    },
    close() {
      http.close();
      files.close();
    },
    async json({ json, ...asked }) {
      const body = json === undefined ? {} : { body: JSON.stringify(json) };
      const headers: Record<string, string> = { accept: 'application/json', ...asked.headers };
      if (json !== undefined) headers['content-type'] = 'application/json';
      const answer = await call({ maxBytes: JSON_BYTES, ...asked, ...body, headers });
      const url = baseOf(asked.service) + asked.path;
      if (answer.status === 200 || answer.status === 201) return readJson(answer, url, tools.connection);
      throw unexpected(answer, url, tools.connection);
    },
  };
}

function httpOptions({ timeouts, limits, breaker, tls }: Settings, dialect: Dialect, share: number): HttpOptions {
  const rate = limits.requests === undefined ? {} : { requests: limits.requests, perSeconds: limits.perSeconds / share };
  return {
    timeouts: { connect: timeouts.connect * 1000, answer: timeouts.answer * 1000, whole: timeouts.whole * 1000 },
    limits: { concurrency: limits.concurrency, ...rate },
    breaker: dropUndefined(breaker),
    ...(tls === undefined ? {} : { tls: dropUndefined(tls) }),
    requestIdHeader: dialect.requestId === 'header' ? 'Request-Id' : null,
  };
}

function oauthOptions({ tokenUrl, clientId, clientSecret, scope, refreshToken }: Settings, { clientAuth }: Dialect): OAuthOptions {
  return { tokenUrl, clientId, clientSecret, clientAuth, ...dropUndefined({ scope, refreshToken }) };
}

/** @throws CHANNEL_ANSWER_INVALID */
export function readJson(answer: Answer, url: string, connection: string): unknown {
  const text = Buffer.from(answer.body).toString('utf8').replace(/^\uFEFF/, '');
  try {
    // control characters that somebody's words brought into a text would make all of the answer unreadable
    return JSON.parse(/[\u0000-\u001f]/.test(text) ? text.replace(/[\u0000-\u001f]/g, ' ') : text);
  } catch (cause) {
    throw new PasserelleError('CHANNEL_ANSWER_INVALID', `${hostOf(url)} answers something that is no JSON`, {
      where: { connection, url: safeUrl(url) },
      cause,
    });
  }
}

/** An answer that the published API does not foresee here: a redirect, a missing page, a criterion it refuses. */
export function unexpected(answer: Answer, url: string, connection: string): PasserelleError {
  const where = { connection, url: safeUrl(url) };
  const { status } = answer;
  if (status === 404 || status === 405 || (status >= 300 && status < 400)) {
    return new PasserelleError('NET_ANSWER_INVALID', `${hostOf(url)} has no such address (${status})`, { where, kind: 'config' });
  }
  return new PasserelleError('CHANNEL_ANSWER_INVALID', `${hostOf(url)} answers ${status}: ${wordsOf(answer)}`, { where });
}

const WORDS_MAX = 400;

/** What the platform says in an error body, cut and without control characters; its status when it says nothing. */
export function wordsOf(answer: Answer): string {
  const text = Buffer.from(answer.body.subarray(0, 8192)).toString('utf8');
  let words = text;
  try {
    const body = JSON.parse(text) as Readonly<Record<string, unknown>> | null;
    const parts = [body?.errorCode, body?.errorMessage, body?.details].filter((part) => typeof part === 'string' && part !== '');
    if (parts.length > 0) words = parts.join(' – ');
  } catch {
    words = text.replace(/<[^>]*>/g, ' ');
  }
  const plain = words.replace(/[\p{Cc}\s]+/gu, ' ').trim().slice(0, WORDS_MAX);
  return plain === '' ? `status ${answer.status} without a word` : plain;
}

type Dropped<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Members without a value are left out: their absence is what exactOptional readers look at. */
function dropUndefined<T extends object>(value: T): Dropped<T> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Dropped<T>;
}
