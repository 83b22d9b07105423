/**
 * Reads the invoice feed of an ERP connection: every change is durably stored, together with the cursor that passed
 * over it, before anything else happens to it. What each change means for a document is decided by pull-decide.ts.
 */
import type { Change, Feed, Page } from '../ports/connector.ts';
import { outboundKey } from './keys.ts';
import { decideChange } from './pull-decide.ts';
import { companiesOn, type CompanyRoad, type Road } from './road.ts';
import type { NewDocument, Step } from '../model/step.ts';
import type { SourceUpsert } from '../ports/store.ts';

const PAGE_SIZE = 200;
/** Pages per run: a long backlog is read in slices so that other connections get their turn. */
const PAGES_MAX = 50;

export interface PullResult {
  readonly seen: number;
  readonly created: number;
  readonly moved: number;
  /** False when more pages wait. */
  readonly finished: boolean;
}

/** Everything new in the feed since the stored cursor. @throws what the connector throws; the cursor then stays */
export async function pullInvoices(connection: string, road: Road): Promise<PullResult> {
  const connector = road.connector(connection);
  if (connector === null) return { seen: 0, created: 0, moved: 0, finished: true };
  let [seen, created, moved] = [0, 0, 0];
  for (let pages = 0; pages < PAGES_MAX; pages++) {
    const cursor = await road.store.cursor(connection, 'invoices');
    const page = await connector.changes('invoices', cursor, PAGE_SIZE);
    const result = await takePage(connection, 'invoices', page, road);
    [seen, created, moved] = [seen + page.items.length, created + result.created, moved + result.moved];
    if (!page.more) return { seen, created, moved, finished: true };
  }
  return { seen, created, moved, finished: false };
}

/** A window of issue dates read whole: finds what a cursor may have passed over (late commits). */
export async function sweepInvoices(
  connection: string,
  window: { readonly from: string; readonly to: string },
  road: Road,
): Promise<PullResult> {
  const connector = road.connector(connection);
  if (connector === null) return { seen: 0, created: 0, moved: 0, finished: true };
  let cursor: string | null = null;
  let [seen, created, moved] = [0, 0, 0];
  for (let pages = 0; pages < PAGES_MAX; pages++) {
    const page: Page<Change> = await connector.sweep('invoices', window, cursor);
    const result = await takePage(connection, 'invoices-sweep', page, road);
    [seen, created, moved] = [seen + page.items.length, created + result.created, moved + result.moved];
    if (!page.more) return { seen, created, moved, finished: true };
    cursor = page.cursor;
  }
  return { seen, created, moved, finished: false };
}

async function takePage(
  connection: string,
  feed: Feed | 'invoices-sweep',
  page: Page<Change>,
  road: Road,
): Promise<{ created: number; moved: number }> {
  const companies = companiesOn(road, connection).filter((c) => c.company.erp.connection === connection && c.company.mode !== 'off');
  const owned = page.items.flatMap((change) => {
    const company = ownerOf(change, companies);
    return company === null ? [] : [{ change, company, key: outboundKey(company.company.name, connection, change.ref) }];
  });
  const documents = await road.store.byKeys(owned.map((item) => item.key));
  const creates: NewDocument[] = [];
  const steps: Step[] = [];
  const sources: SourceUpsert[] = [];
  for (const { change, company, key } of owned) {
    sources.push({
      connection,
      feed: 'invoices',
      ref: change.ref.id,
      fingerprint: change.gone === undefined ? change.fingerprint : `gone:${change.gone}`,
    });
    const decision = decideChange(change, documents.get(key) ?? null, company.company, { key, now: road.clock.now() });
    if (decision.create !== undefined) creates.push(decision.create);
    if (decision.step !== undefined) steps.push(decision.step);
  }
  const outcome = await road.store.commitPage({ cursor: { connection, feed, value: page.cursor }, sources, creates, steps });
  for (const item of outcome.refused ?? []) road.log.error('pull.item-refused', { connection, feed, item });
  // a step that was stale is not lost: the overlap window lists the change again
  return { created: outcome.created.size, moved: outcome.steps.filter((s) => s.state === 'done').length };
}

function ownerOf(change: Change, companies: readonly CompanyRoad[]): CompanyRoad | null {
  const named = companies.find((c) => c.company.erp.company !== undefined && c.company.erp.company === change.company);
  return named ?? companies.find((c) => c.company.erp.company === undefined) ?? null;
}
