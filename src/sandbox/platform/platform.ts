/**
 * A French approved platform on loopback: OAuth2, Flow 1.3.0 and 1.1.0, Directory 1.3.0, signed webhooks, scripted
 * lives of invoices and programmable trouble. It serves the demonstration and the tests; it never leaves 127.0.0.1.
 */
import Fastify, { type FastifyInstance } from 'fastify';
import { demoCounterparties, type Counterparty, type LifeStep } from '../directory/counterparties.ts';
import { directoryRoutes } from '../directory/directory-routes.ts';
import { Agenda } from './agenda.ts';
import { controlRoutes } from './control-routes.ts';
import { Engine, type Delivery } from './engine.ts';
import { FlowBook } from './flow-book.ts';
import { flowRoutes } from './flow-routes.ts';
import { createGate, type Gate } from './gate.ts';
import { HookSender } from './hook-sender.ts';
import { openJournal } from './journal.ts';
import type { Exchange, SandboxPlatformOptions } from './options.ts';
import { flowPage } from './page.ts';
import type { StoredFlow, Submission } from './stored-flow.ts';
import { TokenDesk } from './tokens.ts';
import { TroubleBook, type StormInput, type Trouble, type TroubleInput } from './trouble.ts';
import type { ApiVersion } from './wire.ts';

export type { SandboxPlatformOptions } from './options.ts';

export interface SandboxPlatform {
  readonly url: string;
  readonly urls: { readonly flow: string; readonly flow110: string; readonly directory: string; readonly token: string };
  /** `settings:` of a connection to this platform. */
  settings(version?: ApiVersion): Readonly<Record<string, unknown>>;
  submissions(): readonly Submission[];
  flows(): readonly StoredFlow[];
  /** The bytes of a flow as they were handed in. */
  file(flowId: string): Uint8Array;
  trouble(trouble: TroubleInput): void;
  storm(storm: StormInput): void;
  pendingTrouble(): readonly Trouble[];
  calm(): void;
  /** A supplier's invoice arrives; its flow id. */
  deliver(bytes: Uint8Array, delivery?: Delivery): string;
  /** Somebody sets a status on an invoice; flow id of the message, null when there is no such invoice. */
  advance(flowId: string, step: LifeStep): string | null;
  setCounterparty(party: Counterparty): void;
  /** Grain of updatedAt in milliseconds: 1000 gives many flows one timestamp. */
  setTimestampStep(milliseconds: number): void;
  expireTokens(): void;
  /** Everything planned happens now: acknowledgements, lives. */
  settle(): void;
  close(): Promise<void>;
}

const BODY_LIMIT = 110 * 1024 * 1024;
const PATHS = { flow: '/flow-service', flow110: '/v110/flow-service', directory: '/directory-service', token: '/oauth2/token' } as const;

export async function startSandboxPlatform(options: SandboxPlatformOptions): Promise<SandboxPlatform> {
  const parts = assemble(options);
  const app = createApp(options.observe);
  let platform: SandboxPlatform | null = null;
  routes(app, parts, options, () => platform as SandboxPlatform);
  const url = await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  parts.agenda.start();
  platform = facade(url, app, parts);
  return platform;
}

interface Parts {
  readonly client: { readonly id: string; readonly secret: string };
  readonly parties: Map<string, Counterparty>;
  readonly trouble: TroubleBook;
  readonly hooks: HookSender;
  readonly agenda: Agenda;
  readonly book: FlowBook;
  readonly engine: Engine;
  readonly tokens: TokenDesk;
  readonly gate: Gate;
}

function assemble(options: SandboxPlatformOptions): Parts {
  const { clock, ids } = options;
  const client = { id: options.clientId ?? 'passerelle-demo', secret: options.clientSecret ?? 'fictitious-secret' };
  const parties = new Map((options.counterparties ?? demoCounterparties()).map((party) => [party.siren, party]));
  const trouble = new TroubleBook();
  const hooks = new HookSender(clock, ids, options.hookSignature ?? 'bytes');
  const agenda = new Agenda(clock);
  const book = new FlowBook(clock, options.stateFile === undefined ? null : openJournal(options.stateFile), (flow) => {
    if (trouble.take('hook', ['lost-hook']) === null) hooks.tell(flow);
  });
  const engine = new Engine({
    clock, ids, book, agenda,
    duplicates: options.duplicates ?? 'refuse',
    ackDelayMs: options.ackDelayMs ?? 300,
    lifeDelayMs: options.lifeDelayMs === undefined ? 1500 : options.lifeDelayMs,
    counterparty: (siren) => parties.get(siren),
  });
  const tokens = new TokenDesk(clock, ids, client, options.tokenSeconds ?? 3600);
  return { client, parties, trouble, hooks, agenda, book, engine, tokens, gate: createGate(trouble, tokens, clock) };
}

function routes(app: FastifyInstance, parts: Parts, options: SandboxPlatformOptions, platform: () => SandboxPlatform): void {
  const { gate, tokens, engine, book, hooks, trouble, agenda, parties } = parts;
  app.addHook('onRequest', async () => agenda.runDue());
  app.post(PATHS.token, async (request, reply) => {
    if (await gate.stops('token', reply)) return reply;
    const { status, body } = tokens.issue(new URLSearchParams(String(request.body)), request.headers.authorization);
    return reply.code(status).send(body);
  });
  const flow = {
    clock: options.clock, engine, book, hooks, trouble, gate,
    order: options.order ?? 'ascending', cursor: options.cursor ?? true, webhookList: options.webhookList ?? 'webhooks',
  } as const;
  flowRoutes(app, { ...flow, version: '1.3.0', prefix: PATHS.flow });
  flowRoutes(app, { ...flow, version: '1.1.0', prefix: PATHS.flow110 });
  directoryRoutes(app, PATHS.directory, {
    counterparties: () => [...parties.values()],
    guard: async (operation, authorization, reply, siren) =>
      (await gate.stops(operation, reply, siren === undefined ? {} : { siren })) || gate.locked(authorization, reply),
    hidesStatus: (siren) => trouble.take('directory', ['no-directory-status'], { siren }) !== null,
  });
  app.get('/', async (_, reply) => reply.type('text/html; charset=utf-8').send(flowPage(book.all(), book.submissions())));
  controlRoutes(app, platform);
}

function facade(url: string, app: FastifyInstance, parts: Parts): SandboxPlatform {
  const { client, parties, trouble, hooks, agenda, book, engine, tokens } = parts;
  const urls = { flow: url + PATHS.flow, flow110: url + PATHS.flow110, directory: url + PATHS.directory, token: url + PATHS.token };
  return {
    url,
    urls,
    settings: (version = '1.3.0') => ({
      flowUrl: version === '1.3.0' ? urls.flow : urls.flow110,
      directoryUrl: urls.directory,
      tokenUrl: urls.token,
      clientId: client.id,
      clientSecret: client.secret,
    }),
    submissions: () => book.submissions(),
    flows: () => book.all(),
    file: (flowId) => book.file(book.get(flowId)?.sha256 ?? '') ?? new Uint8Array(),
    trouble: (input) => trouble.plan(input),
    storm: (input) => trouble.storm(input),
    pendingTrouble: () => trouble.pending(),
    calm: () => trouble.calm(),
    deliver: (bytes, delivery) => engine.deliver(bytes, delivery).flowId,
    advance: (flowId, step) => engine.advance(flowId, step)?.flowId ?? null,
    setCounterparty: (party) => void parties.set(party.siren, party),
    setTimestampStep: (milliseconds) => {
      book.timestampStep = Math.max(1, milliseconds);
    },
    expireTokens: () => tokens.revokeAll(),
    settle: () => agenda.runAll(),
    close: async () => {
      await agenda.stop();
      await hooks.stop();
      app.server.closeAllConnections();
      await app.close();
    },
  };
}

function createApp(observe: ((exchange: Exchange) => void) | undefined): FastifyInstance {
  const app = Fastify({ logger: false, bodyLimit: BODY_LIMIT, forceCloseConnections: true });
  const files = ['application/xml', 'application/pdf', 'application/octet-stream'];
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, body, done) => done(null, body));
  app.addContentTypeParser(/^multipart\/form-data/, { parseAs: 'buffer' }, (_, body, done) => done(null, body));
  app.addContentTypeParser(files, { parseAs: 'buffer' }, (_, body, done) => done(null, body));
  if (observe !== undefined) {
    app.addHook('onSend', async (request, reply, payload) => {
      observe({
        method: request.method,
        url: request.url,
        requestHeaders: request.headers,
        requestBody: request.body,
        status: reply.statusCode,
        responseHeaders: reply.getHeaders(),
        responseBody: typeof payload === 'string' ? payload : '',
      });
      return payload;
    });
  }
  return app;
}
