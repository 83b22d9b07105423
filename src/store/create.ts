/** New documents, whole pages of a feed, and lone events: the writers beside commit.ts, on the same ground. */
import { PasserelleError } from '../base/error.ts';
import type { DocumentPatch, JobRequest, NewDocument } from '../model/step.ts';
import type { EventDraft } from '../model/event.ts';
import { seal } from './artifacts.ts';
import type { Runner } from './bulk.ts';
import { lock, type Shop } from './commit.ts';
import { insertJobs } from './job-sink.ts';
import { planAppend, planCreation, type Writes } from './plan.ts';
import { storable } from './storable.ts';
import { writeCreations, writeMoves } from './write.ts';

/** Compressed, cleaned and given an id, before any transaction opens. */
export function readyCreation(shop: Shop, draft: NewDocument): Writes {
  const { artifacts, ...rest } = draft;
  return planCreation(shop.ids.next(), storable(rest), seal(artifacts), shop.clock.now());
}

export async function createIn(tx: Runner, shop: Shop, writes: readonly Writes[]): Promise<ReadonlyMap<string, string>> {
  return writes.length === 0 ? new Map() : writeCreations(tx, shop.sink, writes, shop.clock.now());
}

/** The first of each key; the same key twice in one call is one document. */
export function firstOfEachKey(drafts: readonly NewDocument[]): readonly NewDocument[] {
  const byKey = new Map<string, NewDocument>();
  for (const draft of drafts) if (!byKey.has(draft.key)) byKey.set(draft.key, draft);
  return [...byKey.values()];
}

/** Key → id of those that were new; a key that existed is absent, its document untouched. */
export async function create(shop: Shop, drafts: readonly NewDocument[]): Promise<ReadonlyMap<string, string>> {
  const writes = firstOfEachKey(drafts).map((draft) => readyCreation(shop, draft));
  if (writes.length === 0) return new Map();
  return shop.client.begin(async (tx) => createIn(tx, shop, writes));
}

export async function append(
  shop: Shop,
  id: string,
  event: EventDraft,
  set?: DocumentPatch,
  jobs: readonly JobRequest[] = [],
): Promise<number> {
  return shop.client.begin(async (tx) => {
    const row = (await lock(tx, [id])).get(id);
    if (row === undefined)
      throw new PasserelleError('BASE_BUG', 'an event names a document that is not there', { where: { document: id } });
    const at = shop.clock.now();
    const writes = planAppend(row, storable(event), set === undefined ? undefined : storable(set), jobs, at);
    await writeMoves(tx, shop.sink, [writes], at);
    return writes.row.head;
  });
}

export async function enqueue(shop: Shop, id: string, job: JobRequest): Promise<void> {
  await shop.client.begin(async (tx) => insertJobs(tx, shop.sink, [{ ...job, document: id }], shop.clock.now()));
}
