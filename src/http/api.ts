/** The JSON API: what the console shows, and the same three moves, for programs. Described by OpenAPI at /api/openapi.json. */
import swagger from '@fastify/swagger';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { OPERATIONS, type Accounts, type Operations, type OperationOutcome, type Sessions } from '../ports/operator.ts';
import type { Views } from '../ports/views.ts';
import {
  BACKLOG, CONNECTIONS, DOCUMENT_DETAIL, DOCUMENT_LIST, DOCUMENT_QUERY, OPERATION_ANSWER, OPERATION_BODY, REFUSAL,
} from './api-shapes.ts';
import { identify, isOwnOrigin, type Identity } from './identity.ts';
import type { Server } from './listener.ts';

export interface ApiOptions {
  readonly views: Views;
  readonly operations: Operations;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly release: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    identity?: Identity;
  }
}

const STATUS_OF = { done: 200, impossible: 409, stale: 409, unknown: 404 } as const satisfies Record<OperationOutcome, number>;
const ID = z.object({ id: z.string().min(1).max(100) });

/** Registers /api/… on a server; every route wants an identity except the description itself. */
export async function api(server: Server, options: ApiOptions): Promise<void> {
  await server.register(async (scope) => {
    scope.setValidatorCompiler(validatorCompiler);
    scope.setSerializerCompiler(serializerCompiler);
    await scope.register(swagger, {
      openapi: {
        openapi: '3.1.0',
        info: { title: 'Passerelle', version: options.release, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
        components: { securitySchemes: { basic: { type: 'http', scheme: 'basic' } } },
        security: [{ basic: [] }],
      },
      transform: jsonSchemaTransform,
    });
    scope.get('/api/openapi.json', { schema: { hide: true } }, async () => scope.swagger());
    await scope.register(async (guarded) => {
      guarded.addHook('onRequest', async (request, reply) => {
        const identity = await identify(request, options.sessions, options.accounts);
        if (identity === null) {
          return reply.code(401).header('www-authenticate', 'Basic realm="Passerelle", charset="UTF-8"').send({ error: 'unauthorized' });
        }
        request.identity = identity;
        return undefined;
      });
      reading(guarded, options);
      moving(guarded, options);
    });
  });
}

function reading(server: Server, { views }: ApiOptions): void {
  const typed = server.withTypeProvider<ZodTypeProvider>();
  typed.get('/api/documents', {
    schema: { summary: 'Search documents', querystring: DOCUMENT_QUERY, response: { 200: DOCUMENT_LIST, 401: REFUSAL } },
  }, async (request) => {
    const { offset, limit, order, ...filter } = request.query;
    const found = await views.list(filter, { offset, limit, order });
    return { ...found, rows: [...found.rows] };
  });
  typed.get('/api/documents/:id', {
    schema: { summary: 'One document with its story', params: ID, response: { 200: DOCUMENT_DETAIL, 401: REFUSAL, 404: REFUSAL } },
  }, async (request, reply) => {
    const detail = await views.detail(request.params.id);
    if (detail === null) return reply.code(404).send({ error: 'not-found' });
    // the shapes pick the members that are published; the readonly lists are only read
    return detail as unknown as z.output<typeof DOCUMENT_DETAIL>;
  });
  typed.get('/api/connections', {
    schema: { summary: 'State of the connections', response: { 200: CONNECTIONS, 401: REFUSAL } },
  }, async () => [...(await views.connections())]);
  typed.get('/api/backlog', {
    schema: { summary: 'What waits, by company and stage', response: { 200: BACKLOG, 401: REFUSAL } },
  }, async () => [...(await views.backlog())]);
}

function moving(server: Server, { operations, sessions }: ApiOptions): void {
  const typed = server.withTypeProvider<ZodTypeProvider>();
  for (const operation of OPERATIONS) {
    typed.post(`/api/documents/:id/${operation}`, {
      schema: {
        summary: `${operation} a document`,
        params: ID,
        body: OPERATION_BODY,
        response: { 200: OPERATION_ANSWER, 401: REFUSAL, 403: REFUSAL, 404: OPERATION_ANSWER, 409: OPERATION_ANSWER },
      },
    }, async (request, reply) => {
      const { session, user } = request.identity as Identity;
      const token = request.headers['x-csrf-token'];
      const forged = session !== null && !(typeof token === 'string' && sessions.isToken(session, token));
      if (forged || !isOwnOrigin(request)) return reply.code(403).send({ error: 'forged' });
      const outcome = await operations[operation](request.params.id, user, request.body.reason);
      return reply.code(STATUS_OF[outcome]).send({ outcome });
    });
  }
}
