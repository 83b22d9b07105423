/** The Flow service of the simulator in one version: submission, search, one flow, webhooks (1.3.0), health. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../ports/runtime.ts';
import type { Engine } from './engine.ts';
import type { FlowBook } from './flow-book.ts';
import { abandon, type Gate } from './gate.ts';
import type { HookSender } from './hook-sender.ts';
import { searchFlows, searchShape, type Order } from './search-flows.ts';
import { readSubmission } from './submission-body.ts';
import { sendSpoilt } from './spoil.ts';
import type { StoredFlow, Submission } from './stored-flow.ts';
import { AFTER_ACCEPTING, FETCHING, type FetchTrouble, type TroubleBook } from './trouble.ts';
import { errorWire, flowWire, receiptWire, type ApiVersion } from './wire.ts';

export interface FlowService {
  readonly version: ApiVersion;
  readonly prefix: string;
  readonly clock: Clock;
  readonly engine: Engine;
  readonly book: FlowBook;
  readonly hooks: HookSender;
  readonly trouble: TroubleBook;
  readonly gate: Gate;
  readonly order: Order;
  readonly cursor: boolean;
  readonly webhookList: 'webhooks' | 'webhookIds';
}

export function flowRoutes(app: FastifyInstance, service: FlowService): void {
  const { prefix } = service;
  app.post(`${prefix}/v1/flows`, (request, reply) => submit(request, reply, service));
  app.post(`${prefix}/v1/flows/search`, (request, reply) => search(request, reply, service));
  app.get<FlowRoute>(`${prefix}/v1/flows/:flowId`, (request, reply) => fetchFlow(request, reply, service));
  app.get(`${prefix}/v1/healthcheck`, async (request, reply) => {
    if ((await service.gate.stops('health', reply)) || service.gate.locked(request.headers.authorization, reply)) return reply;
    return reply.code(200).send();
  });
  if (service.version === '1.3.0') webhookRoutes(app, service);
}

async function submit(request: FastifyRequest, reply: FastifyReply, service: FlowService): Promise<unknown> {
  const { gate, book, engine, trouble, clock, version } = service;
  if (gate.locked(request.headers.authorization, reply)) return reply;
  const read = await readSubmission(request.body as Uint8Array, request.headers['content-type'] ?? '', version);
  if ('fault' in read) return reply.code(400).send(errorWire('MISSING_REQUIRED_FIELD', read.fault));
  const { info, bytes } = read;
  const judgement = engine.judge(info, bytes);
  const note = (rest: Pick<Submission, 'outcome' | 'flowId' | 'reason' | 'answered'>): void => book.record({
    at: clock.now(), trackingId: info.trackingId ?? null, sha256: info.sha256 ?? '', name: info.name ?? '', syntax: info.flowSyntax,
    number: judgement.invoice?.number ?? null, seller: judgement.invoice?.seller ?? null, ...rest,
  });
  const subject = {
    ...(info.trackingId === undefined ? {} : { trackingId: info.trackingId }),
    ...(judgement.invoice === undefined ? {} : { number: judgement.invoice.number, siren: judgement.invoice.buyer }),
  };
  if (await gate.stops('submit', reply, subject)) {
    note({ outcome: 'dropped', flowId: null, reason: 'trouble', answered: reply.sent && !reply.raw.destroyed });
    return reply;
  }
  const refused = trouble.take('submit', ['refuse'], subject);
  const refusal = refused === null ? judgement.refusal : { code: 'UNPROCESSABLE_ENTITY', message: 'the platform does not want this file' };
  if (refusal !== null) {
    note({ outcome: 'refused', flowId: null, reason: refusal.code, answered: true });
    return reply.code(refused === null ? 400 : 422).send(errorWire(refusal.code, refusal.message));
  }
  const after = trouble.take('submit', AFTER_ACCEPTING, subject);
  const flow = engine.accept(info, bytes, read.mediaType, judgement, after?.kind === 'late-listing' ? after.milliseconds : 0);
  const answered = after === null || after.kind === 'late-listing';
  note({ outcome: 'accepted', flowId: flow.flowId, reason: null, answered });
  if (answered) return reply.code(202).send(receiptWire(flow));
  if (after.kind === 'accept-then-error') return reply.code(after.status).send(errorWire('INTERNAL_ERROR', 'planned trouble'));
  abandon(reply, after.kind === 'accept-then-reset');
  return reply;
}

async function search(request: FastifyRequest, reply: FastifyReply, service: FlowService): Promise<unknown> {
  const { gate, book, clock, version } = service;
  if (gate.locked(request.headers.authorization, reply)) return reply;
  const asked = searchShape.safeParse(request.body);
  if (!asked.success) {
    return reply.code(400).send(errorWire('MISSING_REQUIRED_FIELD', asked.error.issues[0]?.message ?? 'invalid search'));
  }
  const { trackingId } = asked.data.where;
  if (await gate.stops('search', reply, trackingId === undefined ? {} : { trackingId })) return reply;
  const manner = { cursor: version === '1.3.0' && service.cursor, order: service.order };
  const { results, nextCursor } = searchFlows(book.all(), asked.data, clock.now(), manner);
  return reply.send({
    limit: asked.data.limit,
    ...(nextCursor === undefined ? {} : { nextCursor }),
    filters: asked.data.where,
    results: results.map((flow) => flowWire(flow, version)),
  });
}

interface FlowRoute {
  readonly Params: { readonly flowId: string };
  readonly Querystring: { readonly docType?: string };
}

async function fetchFlow(request: FastifyRequest<FlowRoute>, reply: FastifyReply, service: FlowService): Promise<unknown> {
  const { gate, book, trouble, clock, version } = service;
  const docType = request.query.docType ?? 'Metadata';
  const flow = book.get(request.params.flowId);
  const subject = {
    flowId: request.params.flowId,
    ...(flow?.trackingId === undefined ? {} : { trackingId: flow.trackingId }),
    ...(flow?.invoice === undefined ? {} : { number: flow.invoice.number, siren: flow.invoice.seller }),
  };
  if ((await gate.stops('get', reply, subject)) || gate.locked(request.headers.authorization, reply)) return reply;
  if (flow === undefined || flow.listedAt > clock.now()) return notFound(reply);
  if (docType === 'Metadata') return reply.send(flowWire(flow, version));
  const bytes = book.file(digestOf(flow, docType) ?? '');
  if (bytes === undefined || trouble.take('get', ['no-file'], subject) !== null) return notFound(reply);
  if (docType === 'Original' && trouble.take('get', ['no-original'], subject) !== null) return notFound(reply);
  const spoilt = trouble.take('get', FETCHING, subject);
  if (spoilt !== null) return sendSpoilt(spoilt.kind as FetchTrouble, bytes, reply);
  const disposition = `attachment;filename=${encodeURIComponent(flow.name)}`;
  return reply.header('content-disposition', disposition).type('application/octet-stream').send(Buffer.from(bytes));
}

/** What is kept of a flow in the form asked for; unless told otherwise the converted file is the original. */
function digestOf(flow: StoredFlow, docType: string): string | undefined {
  if (docType === 'Original') return flow.noOriginal === true ? undefined : flow.sha256;
  if (docType === 'Converted') return flow.converted ?? flow.sha256;
  return docType === 'ReadableView' ? flow.readable : undefined;
}

const webhookShape = z.strictObject({
  callbackUrl: z.url(),
  flowTypes: z.array(z.string()).optional(),
  flowDirection: z.string().optional(),
  ackStatus: z.string().optional(),
});

function webhookRoutes(app: FastifyInstance, { prefix, gate, hooks, webhookList }: FlowService): void {
  app.get(`${prefix}/v1/webhooks`, async (request, reply) => {
    if ((await gate.stops('webhooks', reply)) || gate.locked(request.headers.authorization, reply)) return reply;
    const list = hooks.list().map(({ signingKey: _, ...hook }) => hook);
    // the published schema requires webhookIds and describes webhooks
    return webhookList === 'webhooks' ? { count: list.length, webhooks: list, webhookIds: [] } : { count: list.length, webhookIds: list };
  });
  app.post(`${prefix}/v1/webhooks`, async (request, reply) => {
    if ((await gate.stops('webhooks', reply)) || gate.locked(request.headers.authorization, reply)) return reply;
    const asked = webhookShape.safeParse(request.body);
    if (!asked.success) return reply.code(400).send(errorWire('MISSING_REQUIRED_FIELD', 'callbackUrl must be a URL'));
    const { webhookId, signingKey, createdAt } = hooks.subscribe(asked.data);
    return reply.code(201).send({ webhookId, signingKey, createdAt });
  });
  app.delete<{ Params: { webhookId: string } }>(`${prefix}/v1/webhooks/:webhookId`, async (request, reply) => {
    if ((await gate.stops('webhooks', reply)) || gate.locked(request.headers.authorization, reply)) return reply;
    return hooks.remove(request.params.webhookId) ? reply.code(204).send() : notFound(reply);
  });
}

function notFound(reply: FastifyReply): FastifyReply {
  return reply.code(404).send(errorWire('MISSING_RESOURCE', 'Requested resource is Not Found'));
}
