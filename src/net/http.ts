/**
 * One HTTP client per connection, over got: time-outs, a bound on answers, TLS options, limits, breaker, and every
 * failure translated (translate.ts). It never retries and never follows a redirect: pipeline/retry.ts alone decides
 * about repeats, and credentials go only where the configuration says.
 */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import got, { type OptionsInit } from 'got';
import { PasserelleError } from '../base/error.ts';
import type { Clock, Ids, Log, Meter } from '../ports/runtime.ts';
import { Breaker, type BreakerOptions } from './breaker.ts';
import type { Answer, HttpCall, Timeouts, TlsOptions } from './call.ts';
import { createLimits, type LimitOptions } from './limits.ts';
import { hostOf, safeUrl } from './safe-url.ts';
import { translateFailure, translateStatus } from './translate.ts';

export type { Answer, HttpCall, Method, Timeouts, TlsOptions } from './call.ts';

export interface HttpOptions {
  readonly timeouts?: Partial<Timeouts>;
  readonly limits?: LimitOptions;
  readonly breaker?: Partial<BreakerOptions>;
  readonly maxBytes?: number;
  readonly tls?: TlsOptions;
  readonly userAgent?: string;
  /** Header that carries the request id; null sends none. */
  readonly requestIdHeader?: string | null;
}

export interface HttpTools {
  readonly connection: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly meter: Meter;
}

export interface Http {
  /** The answer below 400, or one the caller judges. @throws NET_… by what the daemon must do */
  call(call: HttpCall): Promise<Answer>;
  readonly breaker: Breaker;
  close(): void;
}

interface KeptAgents {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
}

const TIMEOUTS: Timeouts = { connect: 10_000, answer: 60_000, whole: 300_000 };
const MAX_BYTES = 32 * 1024 * 1024;

export function createHttp(tools: HttpTools, options: HttpOptions = {}): Http {
  const limits = createLimits(options.limits);
  const breaker = new Breaker(tools.connection, tools.clock, options.breaker);
  const keepAlive: KeptAgents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };

  return {
    breaker,
    call: (call) => limits.run(() => breaker.run(() => measured(call)), call.signal),
    close() {
      keepAlive.http.destroy();
      keepAlive.https.destroy();
    },
  };

  async function measured(call: HttpCall): Promise<Answer> {
    const requestId = tools.ids.next();
    const started = tools.clock.monotonic();
    const labels = { connection: tools.connection, method: call.method };
    try {
      const answer = await exchange(call, requestId);
      const failure = translateStatus(answer, call, tools.connection, Date.parse(tools.clock.now()));
      const seconds = (tools.clock.monotonic() - started) / 1000;
      tools.meter.observe('net_seconds', seconds, { ...labels, status: String(answer.status) });
      tools.log.debug('net.answered', { url: safeUrl(call.url), status: answer.status, request: requestId, bytes: answer.body.byteLength });
      if (failure !== null) throw failure;
      return answer;
    } catch (error) {
      const failure = translateFailure(error, call, tools.connection);
      tools.meter.count('net_failures', { ...labels, code: failure.code });
      tools.log.debug('net.failed', { url: safeUrl(call.url), code: failure.code, request: requestId });
      throw failure;
    }
  }

  async function exchange(call: HttpCall, requestId: string): Promise<Answer> {
    const stream = got.stream(call.url, gotOptions(call, options, requestId, keepAlive));
    const bound = call.maxBytes ?? options.maxBytes ?? MAX_BYTES;
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength;
      if (size > bound) {
        stream.destroy();
        throw new PasserelleError('NET_ANSWER_TOO_LARGE', `${hostOf(call.url)} sent more than ${bound} bytes`, {
          where: { connection: tools.connection, url: safeUrl(call.url) },
          // what a change did is unknown when its answer cannot be read
          ...(call.changes ? { kind: 'uncertain' as const } : {}),
        });
      }
      chunks.push(chunk);
    }
    const response = stream.response;
    if (response === undefined) throw new PasserelleError('BASE_BUG', 'an answer without status');
    return { status: response.statusCode, headers: flat(response.headers), body: Buffer.concat(chunks, size), requestId };
  }
}

/** A kept connection may die just as we write: harmless for reading, uncertain for anything else. */
function gotOptions(call: HttpCall, options: HttpOptions, requestId: string, kept: KeptAgents): OptionsInit & { isStream: true } {
  const { connect, answer, whole } = { ...TIMEOUTS, ...options.timeouts };
  const { answerMilliseconds: response = answer, wholeMilliseconds: request = whole } = call;
  const idHeader = options.requestIdHeader === undefined ? 'Request-Id' : options.requestIdHeader;
  return {
    isStream: true,
    method: call.method,
    headers: {
      'user-agent': options.userAgent ?? 'Passerelle',
      ...(idHeader === null ? {} : { [idHeader]: requestId }),
      ...call.headers,
    },
    ...(call.body === undefined ? {} : { body: call.body }),
    ...(call.changes ? {} : { agent: kept }),
    timeout: { lookup: connect, connect, secureConnect: connect, response, request },
    retry: { limit: 0 },
    throwHttpErrors: false,
    followRedirect: false,
    // a compressed answer would escape the bound on its size
    decompress: false,
    https: tlsOf(options.tls),
    ...(call.signal === undefined ? {} : { signal: call.signal }),
  };
}

function tlsOf(tls: TlsOptions | undefined): NonNullable<OptionsInit['https']> {
  return {
    rejectUnauthorized: true,
    ...(tls?.ca === undefined ? {} : { certificateAuthority: tls.ca }),
    ...(tls?.cert === undefined ? {} : { certificate: tls.cert }),
    ...(tls?.key === undefined ? {} : { key: tls.key }),
    ...(tls?.pfx === undefined ? {} : { pfx: Buffer.from(tls.pfx) }),
    ...(tls?.passphrase === undefined ? {} : { passphrase: tls.passphrase }),
  };
}

function flat(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const entries = Object.entries(headers).filter((entry): entry is [string, string | string[]] => entry[1] !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, typeof value === 'string' ? value : value.join(', ')]));
}
