/** POST /v1/flows/search of the simulator: criteria, order, limit, and in 1.3.0 a cursor that no timestamp can confuse. */
import { z } from 'zod';
import type { StoredFlow } from './stored-flow.ts';

export const ORDERS = ['ascending', 'descending', 'shuffled'] as const;
/** The norm promises no order. */
export type Order = (typeof ORDERS)[number];

const moment = z.iso.datetime({ offset: true }).optional();
const list = z.array(z.string()).readonly().optional();
const whereShape = z
  .strictObject({
    updatedAfter: moment,
    updatedBefore: moment,
    processingRule: list,
    flowType: list,
    flowDirection: list,
    trackingId: z.string().optional(),
    ackStatus: z.string().optional(),
  })
  .refine((where) => Object.values(where).some((value) => value !== undefined), 'at least one criterion');

export const searchShape = z.strictObject({
  limit: z.int().min(1).max(100).default(25),
  cursor: z.string().optional(),
  where: whereShape,
});
export type Search = z.output<typeof searchShape>;

export interface SearchResult {
  readonly results: readonly StoredFlow[];
  readonly nextCursor?: string;
}

/** How a version of the service pages. */
export interface Manner {
  readonly cursor: boolean;
  readonly order: Order;
}

export function searchFlows(flows: readonly StoredFlow[], search: Search, now: string, options: Manner): SearchResult {
  const where = { ...search.where, updatedAfter: iso(search.where.updatedAfter), updatedBefore: iso(search.where.updatedBefore) };
  const listed = flows.filter((flow) => flow.listedAt <= now && meets(flow, where));
  if (!options.cursor) return { results: inOrder(listed, options.order).slice(0, search.limit) };
  const sorted = inOrder(listed, 'ascending');
  const after = search.cursor === undefined ? null : Buffer.from(search.cursor, 'base64url').toString('utf8');
  const rest = after === null ? sorted : sorted.filter((flow) => placeOf(flow) > after);
  const results = rest.slice(0, search.limit);
  const last = results.at(-1);
  return {
    results,
    ...(last === undefined || rest.length <= results.length ? {} : { nextCursor: Buffer.from(placeOf(last)).toString('base64url') }),
  };
}

/** In the form of our own times, which then compare as text. */
function iso(moment: string | undefined): string | undefined {
  return moment === undefined ? undefined : new Date(Date.parse(moment)).toISOString();
}

function meets(flow: StoredFlow, where: Search['where']): boolean {
  const among = (values: readonly string[] | undefined, value: string): boolean => values === undefined || values.includes(value);
  return (
    (where.updatedAfter === undefined || flow.updatedAt > where.updatedAfter) &&
    (where.updatedBefore === undefined || flow.updatedAt < where.updatedBefore) &&
    among(where.processingRule, flow.processingRule) &&
    among(where.flowType, flow.type) &&
    among(where.flowDirection, flow.direction) &&
    (where.trackingId === undefined || flow.trackingId === where.trackingId) &&
    (where.ackStatus === undefined || flow.ack.status === where.ackStatus)
  );
}

function inOrder(flows: readonly StoredFlow[], order: Order): readonly StoredFlow[] {
  const key = order === 'shuffled' ? (flow: StoredFlow): string => flow.flowId.split('').reverse().join('') : placeOf;
  const sorted = [...flows].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return order === 'descending' ? sorted.reverse() : sorted;
}

function placeOf(flow: StoredFlow): string {
  return `${flow.updatedAt} ${flow.flowId}`;
}
