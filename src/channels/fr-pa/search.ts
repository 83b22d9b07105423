/** POST /v1/flows/search: one page, and the feed of changes built of such pages (walk.ts plans them). */
import { createHash } from 'node:crypto';
import type { Instant } from '../../base/calendar-date.ts';
import { PasserelleError } from '../../base/error.ts';
import type { Notice, NoticePage } from '../../ports/channel.ts';
import type { Context } from './context.ts';
import type { Dialect } from './dialect.ts';
import { isRecord, momentOf, rawText, readFlow } from './flow.ts';
import { advance, firstWalk, PARTS, readWalk, unseen, withoutCursor, type Sight, type Walk, type WalkRules } from './walk.ts';

export interface SearchPage {
  readonly results: readonly unknown[];
  readonly next?: string;
  /** As many results as the platform would have shown. */
  readonly limit: number;
}

export interface SearchBody {
  readonly limit: number;
  readonly cursor?: string;
  readonly where: Readonly<Record<string, unknown>>;
}

/** A page of one flow may be as long as this. */
const ONE_BYTES = 64 * 1024 * 1024;

/** @throws CHANNEL_ANSWER_INVALID */
export async function searchFlows(body: SearchBody, { client, tools }: Context): Promise<SearchPage> {
  const bound = body.limit === 1 ? { maxBytes: ONE_BYTES } : {};
  const answer = await client.json({ service: 'flow', path: '/v1/flows/search', method: 'POST', changes: false, json: body, ...bound });
  const results = isRecord(answer) ? answer.results : null;
  if (!isRecord(answer) || !Array.isArray(results)) {
    throw new PasserelleError('CHANNEL_ANSWER_INVALID', 'the platform lists flows without results', {
      where: { connection: tools.connection },
    });
  }
  const { nextCursor: next, limit } = answer;
  // a platform that silently lists fewer than it was asked for says so here
  const capped = typeof limit === 'number' && limit >= results.length && limit > 0;
  return {
    results,
    ...(typeof next === 'string' && next !== '' ? { next } : {}),
    limit: capped ? Math.min(limit, body.limit) : body.limit,
  };
}

/** Flows that are new or changed since the cursor: at least once, oldest first within a page. */
export async function listChanges(cursor: string | null, limit: number, since: Instant | undefined, context: Context): Promise<NoticePage> {
  const { settings, dialect, tools } = context;
  const startAt = Date.parse(since ?? settings.startAt);
  const stored = cursor === null ? firstWalk(startAt) : readWalk(cursor, startAt);
  const { walk, page } = await ask(stored, stored.limit ?? Math.max(1, Math.min(limit, dialect.search.limit)), context);
  const seenAt = tools.clock.now();
  const read = page.results.map((raw) => readFlow(raw, seenAt) ?? rawText(raw));
  const unreadable = read.filter((entry) => typeof entry === 'string');
  const { fresh, walk: remembered } = unseen(walk, read.filter((entry) => typeof entry !== 'string'), digestOf);
  const sight = { ...sightOf(page, dialect), fresh: fresh.length };
  const step = advance(remembered, sight, page.limit, rulesOf(dialect), Date.parse(seenAt));
  if ((step.walk.blind ?? walk.blind) === true && stored.blind === undefined) tools.log.warn('channel.cursor-leads-nowhere', {});
  return {
    items: [...fresh].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.ref < b.ref ? -1 : 1)),
    cursor: JSON.stringify(step.walk),
    more: step.state === 'more',
    ...(unreadable.length === 0 ? {} : { unreadable }),
    ...(step.crowded === undefined ? {} : { crowded: iso(step.crowded) }),
  };
}

/** One page: a smaller one when its entries are too long together, without the platform's cursor when it is refused. */
async function ask(walk: Walk, limit: number, context: Context): Promise<{ readonly walk: Walk; readonly page: SearchPage }> {
  try {
    return { walk, page: await searchFlows(queryOf(walk, limit), context) };
  } catch (error) {
    if (!(error instanceof PasserelleError)) throw error;
    if (error.code === 'NET_ANSWER_TOO_LARGE' && limit > 1) return ask(walk, Math.max(1, Math.floor(limit / 5)), context);
    const refused = error.code === 'CHANNEL_ANSWER_INVALID' || error.code === 'NET_ANSWER_INVALID';
    if (refused && walk.next !== undefined) return ask(withoutCursor(walk), limit, context);
    throw error;
  }
}

export function queryOf(walk: Walk, limit: number): SearchBody {
  const part = walk.part === undefined ? {} : PARTS[walk.part];
  return {
    limit,
    ...(walk.next === undefined ? {} : { cursor: walk.next }),
    where: { updatedAfter: iso(walk.from), ...(walk.to === null ? {} : { updatedBefore: iso(walk.to) }), ...part },
  };
}

export function sightOf(page: SearchPage, dialect: Dialect): Sight {
  const times = page.results.map(momentOf).filter((time) => time !== null);
  return { times, count: page.results.length, ...(dialect.search.cursor && page.next !== undefined ? { next: page.next } : {}) };
}

export function rulesOf({ search }: Dialect): WalkRules {
  return {
    limit: search.limit,
    maxLimit: Math.max(search.limit, search.maxLimit),
    ascending: search.order === 'ascending',
    latenessMs: search.lateness * 1000,
  };
}

/** A flow is new again when its time or its acknowledgement changed. */
function digestOf(notice: Notice): string {
  return createHash('sha256').update(`${notice.ref}\n${notice.at}\n${notice.ack.status}`).digest('base64url').slice(0, 12);
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
