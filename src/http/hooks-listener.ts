/**
 * The public listener. A hook is only a wake-up: it is bounded, counted against its source, authenticated by the
 * adapter of its connection, written down as hints, and answered 202. Nothing in it is believed, nothing is fetched.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Hint, HookRequest } from '../ports/connector.ts';
import type { Hints } from '../ports/store.ts';
import { guardedServer, listen, type Listener, type ListenerOptions } from './listener.ts';
import { sourceLimit, type SourceLimit } from './source-limit.ts';

export interface HookLimits {
  /** Longest body, 64 kB by default. */
  readonly bodyBytes?: number;
  /** Open connections over all sources, 200 by default. */
  readonly connections?: number;
  /** Requests of one source at once, 60 by default, and per second in the long run, 20. */
  readonly burst?: number;
  readonly perSecond?: number;
  /** Milliseconds a source may take for its headers, 5 000 by default. */
  readonly headersTimeout?: number;
  /** Hints taken from one request, 100 by default; beyond them the whole feed is asked for. */
  readonly hints?: number;
}

export interface HooksListenerOptions extends ListenerOptions {
  readonly limits?: HookLimits;
  /** The adapter behind a connection name, or null when it has none that reads hooks. */
  resolve(connection: string): { readHook(request: HookRequest): readonly Hint[] | null } | null;
  readonly hints: Pick<Hints, 'post'>;
  /** Wakes the daemon for a connection at once; the hint stays the durable part. */
  readonly wake?: (connection: string) => void;
}

/** What a failed proof of identity costs of the budget of its source. */
const COST_OF_FAILURE = 5;
const TEXT_MAX = 200;

interface HookParams {
  readonly connection: string;
  readonly '*'?: string;
}

/** POST /hooks/CONNECTION[/…]; GET /healthz says only that the listener lives. @throws DAEMON_PORT_TAKEN */
export async function startHooksListener(options: HooksListenerOptions): Promise<Listener> {
  const limits = options.limits ?? {};
  const server = guardedServer(options, {
    name: 'hooks', bodyBytes: limits.bodyBytes ?? 65_536, connections: limits.connections ?? 200, requestTimeout: 10_000,
    ...(limits.headersTimeout === undefined ? {} : { headersTimeout: limits.headersTimeout }),
  });
  const limit = sourceLimit({ burst: limits.burst ?? 60, perSecond: limits.perSecond ?? 20, clock: options.clock });

  server.addHook('onRequest', async (request, reply) => {
    const wait = limit.take(request.ip);
    if (wait === 0) return undefined;
    options.meter.count('passerelle_hooks_refused_total', { why: 'rate' });
    return reply.code(429).header('retry-after', String(wait)).header('connection', 'close').send({ error: 'too-many' });
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  const take = (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => receive(request, reply, options, limit);
  // the connection is resolved before the body is read
  const known = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> =>
    options.resolve((request.params as HookParams).connection) === null
      ? refuse(request, reply, 404, 'unknown', options, limit)
      : undefined;
  server.post('/hooks/:connection', { onRequest: known }, take);
  server.post('/hooks/:connection/*', { onRequest: known }, take);
  server.get('/healthz', async () => ({ status: 'ok' }));
  return listen(server, options, 'hooks');
}

async function receive(
  request: FastifyRequest, reply: FastifyReply, options: HooksListenerOptions, limit: SourceLimit,
): Promise<FastifyReply> {
  const params = request.params as HookParams;
  const adapter = options.resolve(params.connection);
  if (adapter === null) return refuse(request, reply, 404, 'unknown', options, limit);
  const hints = adapter.readHook({
    path: `/${params['*'] ?? ''}`,
    headers: plainHeaders(request),
    body: request.body instanceof Uint8Array ? request.body : new Uint8Array(),
    receivedAt: options.clock.now(),
  });
  if (hints === null) return refuse(request, reply, 401, 'not-authentic', options, limit);
  await post(hints, params.connection, options);
  options.meter.count('passerelle_hooks_accepted_total', { connection: params.connection });
  options.wake?.(params.connection);
  return reply.code(202).send({ status: 'accepted' });
}

async function post(hints: readonly Hint[], connection: string, options: HooksListenerOptions): Promise<void> {
  const most = options.limits?.hints ?? 100;
  if (hints.length > most) {
    for (const feed of new Set(hints.map((hint) => hint.feed))) await options.hints.post(connection, feed.slice(0, TEXT_MAX), null);
    return;
  }
  for (const { feed, ref } of hints) {
    // a reference longer than any record id is no reference: the feed is asked as a whole
    await options.hints.post(connection, feed.slice(0, TEXT_MAX), ref === undefined || ref.length > TEXT_MAX ? null : ref);
  }
}

function refuse(
  request: FastifyRequest, reply: FastifyReply, status: number, why: string, options: HooksListenerOptions, limit: SourceLimit,
): FastifyReply {
  limit.take(request.ip, COST_OF_FAILURE);
  options.meter.count('passerelle_hooks_refused_total', { why });
  options.log.warn('hook.refused', { why, source: request.ip });
  return reply.code(status).send({ error: why });
}

function plainHeaders(request: FastifyRequest): Readonly<Record<string, string>> {
  const entries = Object.entries(request.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value] as const]);
  return Object.fromEntries(entries);
}
