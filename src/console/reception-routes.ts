/** Addresses of the road in: the reception page, and the file of a supplier as it came. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Views } from '../ports/views.ts';
import type { Document } from '../model/document.ts';
import { fileName, mediaOf } from './document-files.ts';
import { errorPage } from './error-page.ts';
import { zoneOf, type ConsoleOptions } from './options.ts';
import { digestOf, isReceived } from './reception-data.ts';
import { readReceptionQuery, RECEPTION_PAGE, receptionFilter } from './reception-filter.ts';
import { receptionPage } from './reception-page.ts';
import { sendPage } from './send.ts';
import { fieldsOf, visitOf } from './visit.ts';

export function receptionRoutes(server: FastifyInstance, options: ConsoleOptions): void {
  server.get('/reception', async (request, reply) => {
    const query = readReceptionQuery(fieldsOf(request.query));
    const { views } = options;
    const page = { offset: (query.page - 1) * RECEPTION_PAGE, limit: RECEPTION_PAGE, order: 'newest' } as const;
    const [list, waiting, parked, health, companies] = await Promise.all([
      views.list(receptionFilter(query), page),
      count(views, 'waiting'),
      count(views, 'parked'),
      views.reception(),
      views.companies(),
    ]);
    return sendPage(
      reply,
      receptionPage(visitOf(request, options), {
        query,
        list,
        waiting,
        parked,
        health,
        findings: await findingsOf(views, list.rows),
        companies: companies.map(({ name }) => name),
        zone: zoneOf(options, null),
      }),
    );
  });
  server.get('/documents/:id/original', (request, reply) => sendOriginal(request, reply, options));
}

async function count(views: Views, state: 'waiting' | 'parked'): Promise<number> {
  const { total } = await views.list(receptionFilter({ state, company: undefined, text: undefined }), { offset: 0, limit: 1 });
  return total;
}

async function findingsOf(views: Views, rows: readonly Document[]): ReturnType<NonNullable<Views['findings']>> {
  const held = rows.filter(({ halt }) => halt === 'held').map(({ id }) => id);
  return held.length === 0 ? {} : ((await views.findings?.(held)) ?? {});
}

/** A PDF opens in the browser's own viewer; anything else is saved. Whatever it holds, it can neither run nor ask for anything. */
async function sendOriginal(request: FastifyRequest, reply: FastifyReply, options: ConsoleOptions): Promise<FastifyReply> {
  const { id } = request.params as { readonly id: string };
  const detail = await options.views.detail(id);
  const sha = detail === null || !isReceived(detail.document) ? null : digestOf(detail.events, 'downloaded');
  const bytes = sha === null ? null : await options.artifact(sha);
  if (detail === null || bytes === null) return sendPage(reply, errorPage(visitOf(request, options), 404), 404);
  const { mediaType, ending } = mediaOf(bytes);
  const name = fileName(detail.document.number, id, 'original', ending);
  return reply
    .headers({
      'content-type': mediaType,
      'content-disposition': `${ending === 'pdf' ? 'inline' : 'attachment'}; filename="${name}"`,
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'cache-control': 'private, no-store',
    })
    .send(Buffer.from(bytes));
}
