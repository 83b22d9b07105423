/**
 * The listener for people, programs and monitors; on 127.0.0.1 unless set otherwise. The pages themselves are given by
 * the app (console/pages.ts), so that neither folder knows the other.
 */
import type { Accounts, Operations, Sessions } from '../ports/operator.ts';
import type { Views } from '../ports/views.ts';
import { api } from './api.ts';
import { guardedServer, listen, type Listener, type ListenerOptions, type Server } from './listener.ts';
import { equalTexts } from './sessions.ts';
import { sourceLimit } from './source-limit.ts';

/** One condition of readiness: database, schema, lanes. */
export interface Readiness {
  readonly name: string;
  readonly ok: boolean;
  /** A sentence without secrets. */
  readonly why?: string;
}

export interface ConsoleListenerOptions extends ListenerOptions {
  readonly views: Views;
  readonly operations: Operations;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly release: string;
  /** Asked on every /readyz, so it must be cheap. */
  ready(): Promise<readonly Readiness[]>;
  /** The registry of metrics as Prometheus text. */
  metrics(): Promise<{ readonly contentType: string; readonly body: string }>;
  /** When set, /metrics wants `Authorization: Bearer …`. */
  readonly metricsToken?: string;
  /** Registers the pages. */
  readonly pages?: (server: Server) => Promise<void>;
}

/** GET /healthz, /readyz, /metrics, /api/…, and the pages. @throws DAEMON_PORT_TAKEN */
export async function startConsoleListener(options: ConsoleListenerOptions): Promise<Listener> {
  const server = guardedServer(options, { name: 'console', bodyBytes: 65_536, connections: 500, requestTimeout: 30_000 });
  limitCredentials(server, options);
  server.addHook('onRequest', async (_request, reply) => {
    reply.headers({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin', 'x-frame-options': 'DENY' });
  });
  monitoring(server, options);
  await api(server, options);
  if (options.pages !== undefined) await server.register(options.pages);
  return listen(server, options, 'console');
}

/** Ten tries of a password at once, then one in five seconds, for each source. */
function limitCredentials(server: Server, { clock, meter }: ConsoleListenerOptions): void {
  const limit = sourceLimit({ burst: 10, perSecond: 0.2, clock });
  server.addHook('onRequest', async (request, reply) => {
    // a program that proves itself on each request is counted only when it fails
    if (request.routeOptions.config.credentials !== true) return undefined;
    const wait = request.method === 'POST' ? limit.take(request.ip) : 0;
    if (wait === 0) return undefined;
    meter.count('passerelle_console_refused_total', { why: 'rate' });
    return reply.code(429).header('retry-after', String(wait)).type('text/plain; charset=utf-8').send(`429 · ${wait} s\n`);
  });
  const failures = sourceLimit({ burst: 10, perSecond: 0.2, clock });
  server.addHook('onRequest', async (request, reply) => {
    if (request.headers.authorization === undefined || !request.url.startsWith('/api/')) return undefined;
    const wait = failures.take(request.ip, 0);
    return wait === 0 ? undefined : reply.code(429).header('retry-after', String(wait)).send({ error: 'too-many' });
  });
  server.addHook('onResponse', async (request, reply) => {
    if (reply.statusCode === 401 && request.headers.authorization !== undefined) failures.take(request.ip);
  });
}

function monitoring(server: Server, options: ConsoleListenerOptions): void {
  server.get('/healthz', async () => ({ status: 'ok' }));
  server.get('/readyz', async (_request, reply) => {
    const checks = await options.ready().catch((): readonly Readiness[] => [{ name: 'ready', ok: false, why: 'the check itself failed' }]);
    const ok = checks.every((check) => check.ok);
    return reply.code(ok ? 200 : 503).send({ status: ok ? 'ready' : 'not-ready', checks });
  });
  server.get('/metrics', async (request, reply) => {
    const wanted = options.metricsToken;
    if (wanted !== undefined && !equalTexts(request.headers.authorization ?? '', `Bearer ${wanted}`)) {
      return reply.code(401).header('www-authenticate', 'Bearer').send({ error: 'unauthorized' });
    }
    const { contentType, body } = await options.metrics();
    return reply.header('content-type', contentType).send(body);
  });
}
