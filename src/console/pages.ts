/**
 * The console as one plug-in of a fastify server: who may see it, how it fails, which addresses it has. Rendered on the
 * server from injected views; works without a script, and with one it refreshes itself and listens to the keyboard.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isCalendarDate, type CalendarDate } from '../base/calendar-date.ts';
import type { DocumentList } from '../ports/views.ts';
import { assetRoutes } from './asset-routes.ts';
import { documentRoutes } from './document-routes.ts';
import { doorRoutes } from './door-routes.ts';
import { errorPage } from './error-page.ts';
import { helpPage } from './help-page.ts';
import { address } from './html.ts';
import { bouncePage } from './login-page.ts';
import { zoneOf, type ConsoleOptions } from './options.ts';
import { readOverview } from './overview-data.ts';
import { overviewPage } from './overview-page.ts';
import { receptionRoutes } from './reception-routes.ts';
import { resolutionRoutes } from './resolution-routes.ts';
import { previewPage } from './preview-page.ts';
import { sendPage } from './send.ts';
import { fieldsOf, visitOf } from './visit.ts';

const PREVIEW_MAX = 200;

/** To be registered on the console listener. */
export function consolePages(options: ConsoleOptions): (server: FastifyInstance) => Promise<void> {
  return async (server) => {
    await server.register(async (scope) => {
      scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 16_384 }, (_request, body, done) => {
        done(null, Object.fromEntries(new URLSearchParams(body.toString())));
      });
      scope.setErrorHandler(async (error, request, reply) => fail(error, request, reply, options));
      assetRoutes(scope);
      doorRoutes(scope, options);
      await scope.register(async (inside) => {
        inside.addHook('onRequest', async (request, reply) => guard(request, reply, options));
        documentRoutes(inside, options);
        receptionRoutes(inside, options);
        resolutionRoutes(inside, options);
        otherRoutes(inside, options);
      });
    });
  };
}

/** Without a session: to the door; or, when another site linked here, once more by ourselves so that the cookie comes. */
async function guard(request: FastifyRequest, reply: FastifyReply, options: ConsoleOptions): Promise<FastifyReply | undefined> {
  const visit = visitOf(request, options);
  if (visit.session !== null) return undefined;
  if (request.method === 'GET' && request.headers['sec-fetch-site'] === 'cross-site') {
    reply.header('referrer-policy', 'same-origin');
    return sendPage(reply, bouncePage(visit));
  }
  if (request.method !== 'GET') return sendPage(reply, errorPage(visit, 403), 403);
  return reply.redirect(address('/login', { next: request.url === '/' ? undefined : request.url }), 303);
}

function otherRoutes(server: FastifyInstance, options: ConsoleOptions): void {
  server.get('/', async (request, reply) => {
    const data = await readOverview(options.views);
    return sendPage(reply, overviewPage(visitOf(request, options), data, zoneOf(options, null)));
  });
  server.get('/help', async (request, reply) => sendPage(reply, helpPage(visitOf(request, options))));
  server.get('/companies/:company/preview', async (request, reply) => {
    const visit = visitOf(request, options);
    const { company: name } = request.params as { readonly company: string };
    const company = (await options.views.companies()).find((one) => one.name === name);
    if (company === undefined) return sendPage(reply, errorPage(visit, 404), 404);
    const asked = fieldsOf(request.query)['since'] ?? company.since ?? '';
    const since = isCalendarDate(asked) ? asked : undefined;
    const list = await (options.preview?.(name, since) ?? readyDocuments(options, name, since));
    return sendPage(reply, previewPage(visit, { company: name, mode: company.mode, since, list }));
  });
  server.get('/*', async (request, reply) => sendPage(reply, errorPage(visitOf(request, options), 404), 404));
}

/** Those that wait only for the company to be live: signed ones, of whatever day when none was named. */
function readyDocuments(options: ConsoleOptions, company: string, from: CalendarDate | undefined): Promise<DocumentList> {
  const since = from === undefined ? {} : { from };
  return options.views.list({ company, direction: 'out', stage: 'signed', ...since }, { offset: 0, limit: PREVIEW_MAX, order: 'newest' });
}

async function fail(error: unknown, request: FastifyRequest, reply: FastifyReply, options: ConsoleOptions): Promise<FastifyReply> {
  const status = error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
  if (status < 500) return sendPage(reply, errorPage(visitOf(request, options), 400), status);
  const sentence = error instanceof Error ? error.message : String(error);
  options.log.error('console.page-failed', { route: request.routeOptions.url ?? '(none)', sentence });
  return sendPage(reply, errorPage(visitOf(request, options), 500), 500);
}
