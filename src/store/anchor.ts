/** Hourly anchors: a root over the heads that moved, chained to the anchor before. Checked by verify.ts. */
import type { Instant } from '../base/calendar-date.ts';
import { sha256 } from '../base/hash.ts';
import { canonicalJson } from '../base/json.ts';
import { insertArtifacts, seal } from './artifacts.ts';
import { decode, insertRows, run } from './bulk.ts';
import { GENESIS } from './chain.ts';
import type { Shop } from './commit.ts';
import { leavesOf, merkleRoot, type Head } from './merkle.ts';
import { anchor } from './schema/index.ts';

export type Anchor = typeof anchor.$inferSelect;

export function anchorHash(row: Omit<Anchor, 'hash'>): string {
  return sha256(
    canonicalJson({
      seq: row.seq,
      at: row.at,
      documents: row.documents,
      root: row.root,
      leaves: row.leaves,
      previous: row.previousHash,
    }),
  );
}

/** A commit that began before the last anchor may have become visible after it: look back as far as any may last. */
const OVERLAP = '15 minutes';

const MOVED = `select id::text as document, head as seq, encode(head_hash, 'hex') as hash from passerelle.document
  where $1::timestamptz is null or updated_at > $1::timestamptz - interval '${OVERLAP}'`;

/** Any fixed number of our own will do: one anchor at a time, whoever makes it. */
const ANCHOR_LOCK = 0x616e6368;

/** null when nothing moved since the last one, or `notBefore` has one already (another daemon was first). */
export async function makeAnchor(shop: Shop, notBefore?: Instant): Promise<Anchor | null> {
  return shop.client.begin(async (tx) => {
    await run(tx, 'select pg_advisory_xact_lock($1)', [String(ANCHOR_LOCK)]);
    const [last] = (await run(tx, 'select * from passerelle.anchor order by seq desc limit 1')).map((row) => decode(anchor, row));
    if (last !== undefined && notBefore !== undefined && last.at >= notBefore) return null;
    const heads = await run<Head & Record<string, unknown>>(tx, MOVED, [last?.at ?? null]);
    if (heads.length === 0) return null;
    const leaves = leavesOf(heads);
    const at = shop.clock.now();
    const [sealed] = seal([{ as: 'answer', bytes: Buffer.from(leaves, 'utf8'), mediaType: 'text/plain' }]);
    if (sealed === undefined || sealed.sha256 === last?.leaves) return null;
    await insertArtifacts(tx, [sealed], at);
    const bare = {
      seq: (last?.seq ?? 0) + 1,
      at,
      documents: heads.length,
      root: merkleRoot(leaves),
      leaves: sealed.sha256,
      previousHash: last?.hash ?? GENESIS,
    };
    const row: Anchor = { ...bare, hash: anchorHash(bare) };
    await insertRows(tx, anchor, [row]);
    return row;
  });
}
