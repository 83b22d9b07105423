/**
 * OAuth2 tokens of a connection: client credentials, or a rotating refresh token that is stored before it is used.
 * One request at a time, a margin before expiry; tokens live in memory only and never in a message.
 */
import { PasserelleError } from '../base/error.ts';
import type { AdapterTools } from '../ports/adapter.ts';
import type { Answer } from './call.ts';
import type { Http } from './http.ts';
import { hostOf } from './safe-url.ts';

export const CLIENT_AUTHS = ['body', 'basic'] as const;
export type ClientAuth = (typeof CLIENT_AUTHS)[number];

export interface OAuthOptions {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly clientAuth: ClientAuth;
  readonly scope?: string;
  /** Given once by the platform's own page; from then on the stored one counts. */
  readonly refreshToken?: string;
  /** Seconds before its expiry when a token is no longer used. */
  readonly margin?: number;
}

export interface Tokens {
  /** @throws NET_UNAUTHORIZED when the remote refuses the credentials */
  token(): Promise<string>;
  /** After a 401: the next call asks for a new one. Another token than the present is left alone. */
  forget(token: string): void;
}

const REFRESH_NAME = 'oauth2-refresh-token';
const LIFETIME_WHEN_SILENT = 300;

interface Grant {
  readonly access_token: string;
  readonly expires_in?: number;
  readonly refresh_token?: string;
}

export function createTokens(options: OAuthOptions, http: Http, tools: AdapterTools): Tokens {
  let present: { readonly token: string; readonly until: number } | null = null;
  let underWay: Promise<string> | null = null;

  return {
    token() {
      if (present !== null && tools.clock.monotonic() < present.until) return Promise.resolve(present.token);
      underWay ??= renew().finally(() => {
        underWay = null;
      });
      return underWay;
    },
    forget(token) {
      if (present?.token === token) present = null;
    },
  };

  async function renew(): Promise<string> {
    const refresh = options.refreshToken === undefined ? null : ((await tools.credentials.get(REFRESH_NAME)) ?? options.refreshToken);
    const grant = readGrant(await http.call({
      method: 'POST',
      url: options.tokenUrl,
      headers: requestHeaders(options),
      body: requestBody(options, refresh),
      changes: false,
      judge: [400],
      maxBytes: 64 * 1024,
    }));
    // a rotating token is spent once its successor exists: lose neither
    if (grant.refresh_token !== undefined && grant.refresh_token !== refresh) {
      await tools.credentials.put(REFRESH_NAME, grant.refresh_token);
    }
    const life = grant.expires_in ?? LIFETIME_WHEN_SILENT;
    const margin = Math.min(options.margin ?? 30, life / 2);
    present = { token: grant.access_token, until: tools.clock.monotonic() + (life - margin) * 1000 };
    return grant.access_token;
  }

  function readGrant(answer: Answer): Grant {
    const where = { connection: tools.connection, url: options.tokenUrl };
    const grant = parseObject(answer.body);
    if (answer.status === 400) {
      const words = typeof grant?.error === 'string' ? grant.error.slice(0, 60) : 'no reason given';
      throw new PasserelleError('NET_UNAUTHORIZED', `${hostOf(options.tokenUrl)} gives no token: ${words}`, { where });
    }
    if (answer.status !== 200 || typeof grant?.access_token !== 'string' || grant.access_token === '') {
      throw new PasserelleError('NET_ANSWER_INVALID', `${hostOf(options.tokenUrl)} answers ${answer.status} without a token`, { where });
    }
    // some servers write the seconds as text
    const life = Number.parseInt(String(grant.expires_in), 10);
    return {
      access_token: grant.access_token,
      ...(Number.isFinite(life) && life > 0 ? { expires_in: life } : {}),
      ...(typeof grant.refresh_token === 'string' ? { refresh_token: grant.refresh_token } : {}),
    };
  }
}

function requestHeaders(options: OAuthOptions): Record<string, string> {
  const form = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
  if (options.clientAuth === 'body') return form;
  // RFC 6749 §2.3.1: both parts are form-encoded before they are joined
  const pair = `${formEncode(options.clientId)}:${formEncode(options.clientSecret)}`;
  return { ...form, authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

function requestBody(options: OAuthOptions, refresh: string | null): string {
  const form = new URLSearchParams(
    refresh === null ? { grant_type: 'client_credentials' } : { grant_type: 'refresh_token', refresh_token: refresh },
  );
  if (options.clientAuth === 'body') {
    form.set('client_id', options.clientId);
    form.set('client_secret', options.clientSecret);
  }
  if (options.scope !== undefined) form.set('scope', options.scope);
  return form.toString();
}

function formEncode(text: string): string {
  return new URLSearchParams({ v: text }).toString().slice(2);
}

function parseObject(body: Uint8Array): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
