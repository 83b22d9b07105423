/** The address to which a person's answer goes. What the page did not offer, or offered for another state, is not taken. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { OperationOutcome } from '../ports/operator.ts';
import { readDocument } from './document-data.ts';
import { errorPage } from './error-page.ts';
import { address } from './html.ts';
import type { ConsoleOptions } from './options.ts';
import { readReception } from './reception-data.ts';
import { readResolution, type Mistake } from './resolution-answer.ts';
import { offersOf } from './resolution-offers.ts';
import { sendPage } from './send.ts';
import { fieldsOf, mayAct, visitOf } from './visit.ts';

export function resolutionRoutes(server: FastifyInstance, options: ConsoleOptions): void {
  server.post('/documents/:id/resolve', (request, reply) => resolve(request, reply, options));
}

async function resolve(request: FastifyRequest, reply: FastifyReply, options: ConsoleOptions): Promise<FastifyReply> {
  const visit = visitOf(request, options);
  const { id } = request.params as { readonly id: string };
  const fields = fieldsOf(request.body);
  if (!mayAct(request, visit, options, fields['token'] ?? '')) return sendPage(reply, errorPage(visit, 403), 403);
  const outcome = await answer(options, id, fields, visit.session.user);
  if (outcome === 'unknown') return sendPage(reply, errorPage(visit, 404), 404);
  const move = outcome === 'done' ? `resolve-${fields['kind'] ?? ''}` : undefined;
  return reply.redirect(address(`/documents/${encodeURIComponent(id)}`, { told: outcome, move }), 303);
}

async function answer(
  options: ConsoleOptions,
  id: string,
  fields: Readonly<Record<string, string>>,
  user: string,
): Promise<OperationOutcome | Mistake> {
  const data = await readDocument(options, id, undefined);
  if (data === null) return 'unknown';
  // what was seen may be an IBAN: an answer to an earlier state of the document is none to this one
  if (fields['head'] !== String(data.document.head)) return 'stale';
  const { enrichment } = await readReception(options, data);
  const offers = offersOf({ ...data, enrichment });
  if (offers === null) return 'impossible';
  const resolution = readResolution(fields, offers);
  return typeof resolution === 'string' ? resolution : options.operations.resolve(id, resolution, user);
}
