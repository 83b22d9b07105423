/** The Directory service 1.3.0 of the simulator: search of lines, one line, one facility, health. Read-only, as the norm. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Counterparty } from './counterparties.ts';
import { facilityOf, linesOf, type LineWire } from './lines.ts';

export interface DirectoryWorld {
  counterparties(): readonly Counterparty[];
  /** Answers an unauthorised or troubled request itself and says so. */
  guard(operation: 'directory' | 'health', authorization: string | undefined, reply: FastifyReply, siren?: string): Promise<boolean>;
  hidesStatus(siren: string): boolean;
}

interface SearchRequest {
  readonly filters?: Readonly<Record<string, { readonly op?: string; readonly value?: string } | undefined>>;
  readonly include?: readonly string[];
  readonly limit?: number;
  readonly ignore?: number;
}

const LIMIT = 50;

export function directoryRoutes(app: FastifyInstance, prefix: string, world: DirectoryWorld): void {
  app.post<{ Body: SearchRequest | null }>(`${prefix}/v1/directory-line/search`, async (request, reply) => {
    const search = request.body ?? {};
    const siren = search.filters?.siren?.value;
    if (await world.guard('directory', request.headers.authorization, reply, siren)) return reply;
    const lines = world.counterparties().flatMap((party) => linesOf(party).map((line) => ({ party, line })));
    const found = lines.filter(({ line }) => matches(line, search));
    const from = search.ignore ?? 0;
    const page = found.slice(from, from + (search.limit ?? LIMIT));
    const results = page.map(({ party, line }) => shown(line, party, search.include ?? [], world));
    return { search, totalNumberOfResults: found.length, results };
  });

  app.get<{ Params: { address: string } }>(`${prefix}/v1/directory-line/code:::address`, async (request, reply) => {
    const { address } = request.params;
    if (await world.guard('directory', request.headers.authorization, reply, address.slice(0, 9))) return reply;
    const party = world.counterparties().find((candidate) => linesOf(candidate).some((line) => line.addressingIdentifier === address));
    const line = party === undefined ? undefined : linesOf(party).find((candidate) => candidate.addressingIdentifier === address);
    return party === undefined || line === undefined ? missing(reply) : shown(line, party, [], world);
  });

  app.get<{ Params: { siret: string } }>(`${prefix}/v1/siret/code-insee:::siret`, async (request, reply) => {
    const { siret } = request.params;
    if (await world.guard('directory', request.headers.authorization, reply, siret.slice(0, 9))) return reply;
    const party = world.counterparties().find((candidate) => candidate.siret === siret);
    return party === undefined ? missing(reply) : facilityOf(party);
  });

  app.get(`${prefix}/v1/healthcheck`, async (request, reply) => {
    if (await world.guard('health', request.headers.authorization, reply)) return reply;
    return reply.code(200).send();
  });
}

function matches(line: LineWire, { filters = {} }: SearchRequest): boolean {
  return Object.entries(filters).every(([field, filter]) => {
    if (filter?.value === undefined) return true;
    const value = (line as unknown as Readonly<Record<string, unknown>>)[field];
    if (typeof value !== 'string') return false;
    if (filter.op === 'contains') return value.includes(filter.value);
    return filter.op === 'startWith' ? value.startsWith(filter.value) : value === filter.value;
  });
}

function shown(line: LineWire, party: Counterparty, include: readonly string[], world: DirectoryWorld): object {
  const { directoryLineStatus, ...rest } = line;
  const code = include.includes('routingCode') ? line.routingIdentifier : undefined;
  return {
    ...rest,
    ...(directoryLineStatus === undefined || world.hidesStatus(line.siren) ? {} : { directoryLineStatus }),
    ...(include.includes('siren') ? { legalUnit: { siren: party.siren, businessName: party.name } } : {}),
    ...(include.includes('siret') && line.siret === party.siret ? { facility: facilityOf(party) } : {}),
    ...(code === undefined ? {} : { routingCode: { routingIdentifier: code } }),
  };
}

function missing(reply: FastifyReply): FastifyReply {
  return reply.code(404).send({ errorCode: 'MISSING_RESOURCE', errorMessage: 'Requested resource is Not Found' });
}
