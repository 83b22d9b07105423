/** What both listeners share: a guarded fastify, its log of requests, its errors, its address. It knows no route. */
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { PasserelleError } from '../base/error.ts';
import type { Clock, Log, Meter } from '../ports/runtime.ts';

export interface ListenerOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Addresses or networks of reverse proxies whose X-Forwarded-For is believed; none by default. */
  readonly trustProxy?: readonly string[];
  readonly log: Log;
  readonly clock: Clock;
  readonly meter: Meter;
}

export interface Listener {
  readonly host: string;
  readonly port: number;
  readonly url: string;
  /** Stops taking requests, lets the open ones end. */
  close(): Promise<void>;
}

export interface ServerBounds {
  readonly name: 'hooks' | 'console';
  readonly bodyBytes: number;
  readonly connections: number;
  /** Milliseconds for the headers of a request; 5 000 by default. */
  readonly headersTimeout?: number;
  /** Milliseconds for a whole request. */
  readonly requestTimeout: number;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route proves an identity: few tries per source, and a body of a few fields. */
    readonly credentials?: boolean;
  }
}

export type Server = FastifyInstance;

/** A server with every bound set: nothing it meets may take memory or time without end. */
export function guardedServer(options: ListenerOptions, bounds: ServerBounds): Server {
  const server = fastify({
    logger: false,
    bodyLimit: bounds.bodyBytes,
    connectionTimeout: bounds.requestTimeout * 2,
    requestTimeout: bounds.requestTimeout,
    keepAliveTimeout: 20_000,
    routerOptions: { maxParamLength: 200 },
    // Node answers 431 and 408 by itself beyond these
    http: { maxHeaderSize: 16_384, headersTimeout: bounds.headersTimeout ?? 5_000, connectionsCheckingInterval: 500 },
    trustProxy: options.trustProxy === undefined ? false : [...options.trustProxy],
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    exposeHeadRoutes: true,
  });
  server.server.maxConnections = bounds.connections;
  server.server.maxRequestsPerSocket = 1_000;
  server.addHook('onRequest', async (request, reply) => refuseOversized(request, reply, bounds.bodyBytes));
  server.addHook('onResponse', async (request, reply) => record(request, reply, bounds.name, options));
  server.setErrorHandler(async (error, request, reply) => answerError(error, request, reply, bounds.name, options.log));
  server.setNotFoundHandler(async (_request, reply) => reply.code(404).send({ error: 'not-found' }));
  return server;
}

/** Before a byte of the body is read: a declared length is believed to the sender's cost, not to ours. */
async function refuseOversized(request: FastifyRequest, reply: FastifyReply, most: number): Promise<FastifyReply | undefined> {
  const declared = request.headers['content-length'];
  if (declared === undefined || (/^\d{1,12}$/.test(declared) && Number.parseInt(declared, 10) <= most)) return undefined;
  return reply.code(413).header('connection', 'close').send({ error: 'too-large' });
}

function record(request: FastifyRequest, reply: FastifyReply, name: string, { log, meter }: ListenerOptions): void {
  const route = request.routeOptions.url ?? '(none)';
  const seconds = reply.elapsedTime / 1000;
  const labels = { listener: name, route, status: String(reply.statusCode) };
  meter.observe('passerelle_http_request_seconds', seconds, labels);
  const facts = { listener: name, method: request.method, route, status: reply.statusCode, milliseconds: Math.round(reply.elapsedTime) };
  const params = request.params as Readonly<Record<string, string>> | undefined;
  const subject = params?.['connection'] ?? params?.['id'];
  const more = subject === undefined || reply.statusCode === 404 ? facts : { ...facts, subject };
  if (reply.statusCode >= 500) log.warn('http.request', more);
  else log.debug('http.request', more);
}

async function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply, name: string, log: Log): Promise<FastifyReply> {
  const stated = error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
  if (stated < 500) {
    const word = stated === 413 ? 'too-large' : stated === 415 ? 'media-type' : stated === 404 ? 'not-found' : 'bad-request';
    return reply.code(stated).send({ error: word });
  }
  const code = error instanceof PasserelleError ? error.code : 'BASE_BUG';
  const sentence = error instanceof Error ? error.message : String(error);
  log.error('http.failed', { listener: name, route: request.routeOptions.url ?? '(none)', code, sentence });
  return reply.code(stated === 503 ? 503 : 500).send({ error: 'failed', code });
}

/** @throws DAEMON_PORT_TAKEN when another program listens there */
export async function listen(server: Server, options: ListenerOptions, name: string): Promise<Listener> {
  try {
    await server.listen({ host: options.host, port: options.port });
  } catch (error) {
    await server.close();
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'EADDRINUSE') throw error;
    const where = { url: `http://${options.host}:${options.port}` };
    throw new PasserelleError('DAEMON_PORT_TAKEN', `another program listens on the port of the ${
      name} listener`, { where, cause: error });
  }
  const address = server.server.address();
  const port = address !== null && typeof address === 'object' ? address.port : options.port;
  const shown = options.host.includes(':') ? `[${options.host}]` : options.host;
  options.log.info('http.listening', { listener: name, host: options.host, port });
  return { host: options.host, port, url: `http://${shown}:${port}`, close: () => server.close() };
}
