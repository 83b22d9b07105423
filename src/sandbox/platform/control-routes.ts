/** The strings of the puppet: trouble, submissions, flows, deliveries and lives over HTTP, for other processes. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { counterpartyShape } from '../directory/counterparties.ts';
import type { SandboxPlatform } from './platform.ts';
import { stormShape, troubleShape } from './trouble.ts';

const advanceShape = z.strictObject({ code: z.string().regex(/^\d{3}$/), reason: z.string().optional(), text: z.string().optional() });
const deliverShape = z.strictObject({
  name: z.string().optional(),
  syntax: z.enum(['UBL', 'CII', 'Factur-X']).optional(),
  profile: z.string().optional(),
  processingRule: z.string().optional(),
  updatedAt: z.iso.datetime().optional(),
  listedLaterMs: z.coerce.number().int().nonnegative().optional(),
});

/** `/__sandbox/…`, JSON; only on loopback, so without a key. */
export function controlRoutes(app: FastifyInstance, platform: () => SandboxPlatform): void {
  app.get('/__sandbox/submissions', () => platform().submissions());
  app.get('/__sandbox/flows', () => platform().flows());
  app.get('/__sandbox/trouble', () => platform().pendingTrouble());
  app.post('/__sandbox/trouble', (request) => {
    const troubles = z.array(troubleShape).parse(Array.isArray(request.body) ? request.body : [request.body]);
    for (const trouble of troubles) platform().trouble(trouble);
    return { planned: platform().pendingTrouble().length };
  });
  app.post('/__sandbox/storm', (request) => {
    platform().storm(stormShape.parse(request.body));
    return { storm: true };
  });
  app.delete('/__sandbox/trouble', () => {
    platform().calm();
    return { planned: 0 };
  });
  app.post('/__sandbox/deliver', (request) => {
    const options = deliverShape.parse(request.query);
    return { flowId: platform().deliver(Buffer.from(request.body as Uint8Array), options) };
  });
  app.post<{ Params: { flowId: string } }>('/__sandbox/flows/:flowId/advance', (request, reply) => {
    const flowId = platform().advance(request.params.flowId, advanceShape.parse(request.body));
    return flowId === null ? reply.code(404).send({ error: 'no such invoice' }) : { flowId };
  });
  app.post('/__sandbox/counterparties', (request) => {
    for (const party of z.array(counterpartyShape).parse(request.body)) platform().setCounterparty(party);
    return { counterparties: true };
  });
  app.post('/__sandbox/settle', () => {
    platform().settle();
    return { settled: true };
  });
  app.post('/__sandbox/expire-tokens', () => {
    platform().expireTokens();
    return { expired: true };
  });
}
