/**
 * One page of a feed in one transaction: the cursor moves only together with everything it passed over. An item that
 * the database refuses is set apart by a savepoint, so that it neither stops the page nor is taken for seen.
 */
import type { NewDocument } from '../model/step.ts';
import type { CommitOutcome, PageCommit, PageOutcome } from '../ports/store.ts';
import { insertRows, run, type Runner } from './bulk.ts';
import { applySteps, ready, type ReadyStep, type Shop } from './commit.ts';
import { createIn, firstOfEachKey, readyCreation } from './create.ts';
import { isContention, isLost, translated } from './failures.ts';
import { insertInbox } from './inbox.ts';
import type { Writes } from './plan.ts';
import { source } from './schema/index.ts';
import { storableText } from './storable.ts';

async function moveCursor(tx: Runner, shop: Shop, { connection, feed, value }: PageCommit['cursor']): Promise<void> {
  await run(
    tx,
    `insert into passerelle.cursor (connection, feed, value, moved_at) values ($1, $2, $3, $4)
    on conflict (connection, feed) do update set value = excluded.value, moved_at = excluded.moved_at`,
    [connection, feed, value, shop.clock.now()],
  );
}

async function upsertSources(tx: Runner, shop: Shop, page: PageCommit, unseen: ReadonlySet<string>): Promise<void> {
  const latest = new Map((page.sources ?? []).map((item) => [`${item.connection}\n${item.feed}\n${item.ref}`, item]));
  const rows = [...latest.values()]
    .filter(({ ref }) => !unseen.has(ref))
    .map((item) => ({
      ...item,
      ref: storableText(item.ref),
      fingerprint: storableText(item.fingerprint),
      seenAt: shop.clock.now(),
    }))
    .sort((a, b) => (a.ref < b.ref ? -1 : 1));
  await insertRows(
    tx,
    source,
    rows,
    'on conflict (connection, feed, ref) do update set fingerprint = excluded.fingerprint, seen_at = excluded.seen_at',
  );
}

interface ReadyPage {
  readonly page: PageCommit;
  readonly creations: readonly { readonly draft: NewDocument; readonly writes: Writes }[];
  readonly steps: readonly ReadyStep[];
}

async function wholePage(shop: Shop, { page, creations, steps }: ReadyPage): Promise<PageOutcome> {
  return shop.client.begin(async (tx) => {
    await moveCursor(tx, shop, page.cursor);
    const created = await createIn(
      tx,
      shop,
      creations.map(({ writes }) => writes),
    );
    const outcomes = steps.length === 0 ? [] : await applySteps(tx, shop, steps, shop.clock.now(), new Map());
    await upsertSources(tx, shop, page, new Set());
    const inboxAdded = await insertInbox(tx, shop, page.inbox ?? []);
    return { created, steps: outcomes, inboxAdded };
  });
}

/** Runs one item in a savepoint; null means it was done, an error that it was refused and undone. */
async function apart(tx: Runner, work: (inner: Runner) => Promise<void>): Promise<Error | null> {
  try {
    await (tx as { savepoint(fn: (inner: Runner) => Promise<void>): Promise<void> }).savepoint(work);
    return null;
  } catch (error) {
    if (isLost(error) || isContention(error)) throw error;
    return translated(error);
  }
}

async function itemByItem(shop: Shop, { page, creations, steps }: ReadyPage): Promise<PageOutcome> {
  return shop.client.begin(async (tx) => {
    await moveCursor(tx, shop, page.cursor);
    const created = new Map<string, string>();
    const unseen = new Set<string>();
    const refusals: { readonly key: string; readonly error: Error }[] = [];
    for (const { draft, writes } of creations) {
      const refused = await apart(tx, async (inner) => {
        for (const [key, id] of await createIn(inner, shop, [writes])) created.set(key, id);
      });
      if (refused === null) continue;
      shop.log.error('page-item-refused', { key: draft.key, error: refused.message });
      refusals.push({ key: draft.key, error: refused });
      if (draft.erpRef !== undefined) unseen.add(draft.erpRef.id);
    }
    const outcomes: CommitOutcome[] = [];
    for (const each of steps) {
      let outcome: CommitOutcome | undefined;
      const refused = await apart(tx, async (inner) => {
        [outcome] = await applySteps(inner, shop, [each], shop.clock.now(), new Map());
      });
      outcomes.push(refused === null && outcome !== undefined ? outcome : { state: 'failed', error: refused ?? new Error('no outcome') });
    }
    await upsertSources(tx, shop, page, unseen);
    return { created, steps: outcomes, inboxAdded: await insertInbox(tx, shop, page.inbox ?? []), refused: refusals };
  });
}

/** Reading a page again is always safe: after an unknown outcome the caller starts from the stored cursor. */
export async function commitPage(shop: Shop, page: PageCommit): Promise<PageOutcome> {
  const prepared: ReadyPage = {
    page,
    creations: firstOfEachKey(page.creates ?? []).map((draft) => ({ draft, writes: readyCreation(shop, draft) })),
    steps: (page.steps ?? []).map(ready),
  };
  try {
    return await wholePage(shop, prepared);
  } catch (error) {
    if (isLost(error)) throw translated(error);
    shop.log.warn('page-commit-failed', {
      connection: page.cursor.connection,
      feed: page.cursor.feed,
      error: translated(error).message,
    });
    return itemByItem(shop, prepared);
  }
}
