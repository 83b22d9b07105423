/**
 * Changes by an overlapping window. Odoo's write_date is the start of the transaction, cut to seconds: a long import
 * becomes visible with dates older than what was already read, and equal seconds are many. So every poll looks back
 * `overlapMinutes`, compares with `>=` only, and pages by id inside a window that stays fixed until it is done; what
 * did not change is known by its fingerprint. A record is listed at least once, never missed.
 */
import { PasserelleError } from '../../src/base/error.ts';
import type { Change, Feed, Page } from '../../src/ports/connector.ts';
import { FEED_KINDS, type FeedKind } from './feeds.ts';
import { listHeads } from './heads.ts';
import { minutesBefore } from './odoo-time.ts';
import type { Session } from './session.ts';

/** `since`: lower edge of the window, '' from the beginning. `after`: last id read in it. `next`: where the next window starts. */
interface Cursor {
  readonly since: string;
  readonly after: number;
  readonly next: string;
}

const START: Cursor = { since: '', after: 0, next: '' };
const PAGE_MAX = 500;

export async function changes(session: Session, feed: Feed, cursor: string | null, limit: number): Promise<Page<Change>> {
  const kind = FEED_KINDS[feed];
  const at = readCursor(cursor, session.connection);
  // the server's clock before the window is read: what is written meanwhile belongs to the next window too
  const next = at.after === 0 ? await startOfNext(session, at) : at.next;
  const size = Math.max(1, Math.min(limit, PAGE_MAX));
  const window = at.since === '' ? [] : [['write_date', '>=', at.since]];
  const heads = await listHeads(session, kind, await domainOf(session, kind, [...window, ['id', '>', at.after]]), size);
  const more = heads.length === size;
  const following = more ? { since: at.since, after: heads.at(-1)?.id ?? 0, next } : { since: next, after: 0, next: '' };
  return { items: heads.map((head) => head.change), cursor: JSON.stringify(following), more };
}

/** All records of a window of dates, for late commits beyond the overlap and for reconciliation. */
export async function sweep(
  session: Session, feed: Feed, window: { readonly from: string; readonly to: string }, cursor: string | null,
): Promise<Page<Change>> {
  const kind = FEED_KINDS[feed];
  const at = readCursor(cursor, session.connection);
  // a day is compared with dates, and with the last second of that day where the field has times
  const end = kind.dated === 'write_date' ? `${window.to} 23:59:59` : window.to;
  const dated = [[kind.dated, '>=', window.from], [kind.dated, '<=', end], ['id', '>', at.after]];
  const heads = await listHeads(session, kind, await domainOf(session, kind, dated), PAGE_MAX);
  const following = { since: '', after: heads.at(-1)?.id ?? at.after, next: '' };
  return { items: heads.map((head) => head.change), cursor: JSON.stringify(following), more: heads.length === PAGE_MAX };
}

async function domainOf(session: Session, kind: FeedKind, conditions: readonly (readonly (string | number)[])[]) {
  return [...conditions, ...kind.domain(await session.companies())];
}

async function startOfNext(session: Session, at: Cursor): Promise<string> {
  const client = await session.client();
  await client.uid();
  const now = client.transport === 'json2' ? client.serverTime() : (await session.freshTime());
  // without a server clock the window only grows: slower, never wrong
  return now === null ? at.since : minutesBefore(now, session.settings.overlapMinutes);
}

function readCursor(cursor: string | null, connection: string): Cursor {
  if (cursor === null) return START;
  try {
    const value = JSON.parse(cursor) as Partial<Cursor>;
    if (typeof value.since === 'string' && Number.isInteger(value.after) && typeof value.next === 'string') {
      return { since: value.since, after: value.after as number, next: value.next };
    }
  } catch {
    // told below, with the others
  }
  throw new PasserelleError('BASE_BUG', 'the stored cursor is not one of this connector', { where: { connection } });
}
