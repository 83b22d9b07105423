/** The hash chain of a document's events: each body holds the hash of the one before, each hash is over the body. */
import type { Instant } from '../base/calendar-date.ts';
import { sha256 } from '../base/hash.ts';
import { canonicalJson } from '../base/json.ts';
import type { EventDraft } from '../model/event.ts';
import type { EventRow } from './rows.ts';

/** What stands before the first event of a document. */
export const GENESIS = '0'.repeat(64);

export function eventBody(event: Pick<EventRow, 'document' | 'seq' | 'at' | 'type' | 'actor' | 'data' | 'previousHash'>): string {
  return canonicalJson({
    document: event.document,
    seq: event.seq,
    at: event.at,
    type: event.type,
    actor: event.actor,
    data: event.data,
    previous: event.previousHash,
  });
}

/** Drafts as rows that continue a chain. */
export function chained(
  document: string,
  after: { readonly seq: number; readonly hash: string },
  drafts: readonly EventDraft[],
  at: Instant,
): readonly EventRow[] {
  const rows: EventRow[] = [];
  let { seq, hash } = after;
  for (const draft of drafts) {
    const bare = {
      document,
      seq: seq + 1,
      at,
      type: draft.type,
      actor: draft.actor,
      data: draft.data,
      previousHash: hash,
    };
    const text = eventBody(bare);
    const row: EventRow = { ...bare, body: Buffer.from(text, 'utf8'), hash: sha256(text) };
    rows.push(row);
    ({ seq, hash } = row);
  }
  return rows;
}
