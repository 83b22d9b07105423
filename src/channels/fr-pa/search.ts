/** POST /v1/flows/search: one page, and the feed of changes built of such pages (walk.ts plans them). */
import { createHash } from 'node:crypto';
import { PasserelleError } from '../../base/error.ts';
import type { Notice } from '../../ports/channel.ts';
import type { Page } from '../../ports/connector.ts';
import type { Context } from './context.ts';
import type { Dialect } from './dialect.ts';
import { isRecord, readFlow, updatedAt } from './flow.ts';
import { advance, PARTS, readWalk, unseen, type Sight, type Walk, type WalkRules } from './walk.ts';

export interface SearchPage {
  readonly results: readonly unknown[];
  readonly next?: string;
}

export interface SearchBody {
  readonly limit: number;
  readonly cursor?: string;
  readonly where: Readonly<Record<string, unknown>>;
}

/** @throws CHANNEL_ANSWER_INVALID */
export async function searchFlows(body: SearchBody, { client, tools }: Context): Promise<SearchPage> {
  const answer = await client.json({ service: 'flow', path: '/v1/flows/search', method: 'POST', changes: false, json: body });
  const results = isRecord(answer) ? answer.results : null;
  if (!isRecord(answer) || !Array.isArray(results)) {
    throw new PasserelleError('CHANNEL_ANSWER_INVALID', 'the platform lists flows without results', {
      where: { connection: tools.connection },
    });
  }
  const next = answer.nextCursor;
  return { results, ...(typeof next === 'string' && next !== '' ? { next } : {}) };
}

/** Flows that are new or changed since the cursor: at least once, oldest first within a page. */
export async function listChanges(cursor: string | null, limit: number, context: Context): Promise<Page<Notice>> {
  const { settings, dialect, tools } = context;
  const walk = readWalk(cursor, Date.parse(settings.startAt));
  const asked = walk.limit ?? Math.max(1, Math.min(limit, dialect.search.limit));
  const page = await searchFlows(queryOf(walk, asked), context);
  const seenAt = tools.clock.now();
  const notices = page.results.map((raw) => readFlow(raw, seenAt)).filter((notice) => notice !== null);
  const lost = page.results.length - notices.length;
  if (lost > 0) tools.log.warn('channel.flows-without-id', { count: lost });
  const { fresh, walk: remembered } = unseen(walk, notices, digestOf);
  const step = advance(remembered, sightOf(page, dialect), asked, rulesOf(dialect), Date.parse(seenAt));
  if (step.state === 'stuck') {
    throw new PasserelleError('CHANNEL_PAGE_STUCK', `more than ${asked} flows share the moment ${iso(walk.from + 1)}`, {
      where: { connection: tools.connection },
    });
  }
  const items = [...fresh].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.ref < b.ref ? -1 : 1));
  return { items, cursor: JSON.stringify(step.walk), more: step.state === 'more' };
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
  const times = page.results.map((raw) => Date.parse(updatedAt(raw) ?? '')).filter((time) => !Number.isNaN(time));
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
