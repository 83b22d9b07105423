/** Addresses of documents: the list, one document, its files, its moves. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { OPERATIONS, type Operation, type OperationOutcome } from '../ports/operator.ts';
import { needsReason } from './document-actions.ts';
import { readDocument } from './document-data.ts';
import { fileName, mediaOf, offeredFile } from './document-files.ts';
import { PAGE_SIZE, readQuery } from './document-filter.ts';
import { documentPage, type DocumentPageData } from './document-page.ts';
import { documentsPage } from './documents-page.ts';
import { errorPage } from './error-page.ts';
import { address, NOTHING, type Html } from './html.ts';
import { notice } from './layout.ts';
import { zoneOf, type ConsoleOptions } from './options.ts';
import { isReceived, readReception } from './reception-data.ts';
import { receivedPage } from './received-page.ts';
import { sendPage } from './send.ts';
import { fieldsOf, mayAct, visitOf, type Visit } from './visit.ts';

interface IdParams {
  readonly id: string;
}

export function documentRoutes(server: FastifyInstance, options: ConsoleOptions): void {
  server.get('/documents', async (request, reply) => {
    const query = readQuery(fieldsOf(request.query));
    const page = { offset: (query.page - 1) * PAGE_SIZE, limit: PAGE_SIZE, order: query.order };
    const [list, companies] = await Promise.all([options.views.list(query.filter, page), options.views.companies()]);
    return sendPage(reply, documentsPage(visitOf(request, options), { query, list, companies: companies.map(({ name }) => name) }));
  });
  server.get('/documents/:id', (request, reply) => showDocument(request, reply, options));
  server.get('/documents/:id/files/:sha', (request, reply) => sendFile(request, reply, options));
  for (const operation of OPERATIONS) {
    server.post(`/documents/:id/${operation}`, (request, reply) => move(request, reply, options, operation));
  }
}

async function showDocument(request: FastifyRequest, reply: FastifyReply, options: ConsoleOptions): Promise<FastifyReply> {
  const visit = visitOf(request, options);
  const { version, story, told, move: moved } = fieldsOf(request.query);
  const data = await readDocument(options, (request.params as IdParams).id, version);
  if (data === null) return sendPage(reply, errorPage(visit, 404), 404);
  const page: DocumentPageData = {
    ...data,
    zone: zoneOf(options, data.document.company),
    erpLink: options.erpLink?.(data.document) ?? null,
    version: data.shown !== null && data.shown.version !== data.document.version ? String(data.shown.version) : undefined,
    story: story === '' ? undefined : story,
    flash: flash(visit, told, moved),
  };
  if (!isReceived(data.document)) return sendPage(reply, documentPage(visit, page));
  return sendPage(reply, receivedPage(visit, { ...page, ...(await readReception(options, data)) }));
}

/** The result of a move, carried by the address; only texts of ours can be shown. */
function flash({ words }: Visit, told: string | undefined, moved: string | undefined): Html {
  if (told === undefined) return NOTHING;
  const sentence = told === 'done' ? words.maybe(`flash.${moved ?? ''}.done`) : words.maybe(`flash.${told}`);
  return sentence === undefined ? NOTHING : notice(told === 'done' ? 'ok' : 'warn', sentence);
}

async function move(request: FastifyRequest, reply: FastifyReply, options: ConsoleOptions, operation: Operation): Promise<FastifyReply> {
  const visit = visitOf(request, options);
  const { id } = request.params as IdParams;
  const { token = '', reason = '' } = fieldsOf(request.body);
  if (!mayAct(request, visit, options, token)) return sendPage(reply, errorPage(visit, 403), 403);
  const why = reason.trim().slice(0, 500);
  const outcome: OperationOutcome | 'reason' = needsReason(operation) && why === '' ? 'reason'
    : await options.operations[operation](id, visit.session.user, why);
  if (outcome === 'unknown') return sendPage(reply, errorPage(visit, 404), 404);
  return reply.redirect(address(`/documents/${encodeURIComponent(id)}`, { told: outcome, move: operation }), 303);
}

async function sendFile(request: FastifyRequest, reply: FastifyReply, options: ConsoleOptions): Promise<FastifyReply> {
  const { id, sha } = request.params as IdParams & { readonly sha: string };
  const detail = await options.views.detail(id);
  const offer = detail === null ? null : offeredFile(detail, sha);
  const bytes = offer === null ? null : await options.artifact(offer.sha);
  if (detail === null || offer === null || bytes === null) return sendPage(reply, errorPage(visitOf(request, options), 404), 404);
  const { mediaType, ending } = mediaOf(bytes);
  return reply.headers({
    'content-type': mediaType,
    'content-disposition': `attachment; filename="${fileName(detail.document.number, id, offer.kind, ending)}"`,
    // a file of others: should a browser show it after all, it can do nothing
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  }).send(Buffer.from(bytes));
}
