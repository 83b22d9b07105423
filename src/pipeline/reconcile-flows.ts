/**
 * Compares what the platform lists of the last days with what we have, by a walk of its own that trusts no cursor, and
 * takes in what is missing, through the inbox like any listing. What was given to another system is not ours to miss.
 */
import type { Instant } from '../base/calendar-date.ts';
import type { Notice } from '../ports/channel.ts';
import { comparedFact, heardOf, type Compared } from './heard.ts';
import { inboundKey } from './keys.ts';
import { itemsOf, PAGE_SIZE, reportPage } from './listen.ts';
import { after, type Road } from './road.ts';

/** Some platforms list a flow days after its own time. */
export const RECONCILE_DAYS = 7;
const PAGES_MAX = 300;
const DAY_MS = 86_400_000;

export interface Reconciled {
  /** Deliveries that the platform lists in the window. */
  readonly listed: number;
  /** Of them, those that are documents here, or in the inbox now. */
  readonly stored: number;
  readonly recovered: number;
  /** Flow ids that were missing here. */
  readonly lateIds: readonly string[];
  /** False when the window held more pages than are read at once. */
  readonly whole: boolean;
}

/** @throws what the channel throws; nothing is then said of the comparison */
export async function reconcileFlows(connection: string, road: Road, since?: Instant): Promise<Reconciled> {
  const channel = road.channel(connection);
  const seen = new Set<string>();
  const lateIds: string[] = [];
  let stored = 0;
  let whole = channel === null;
  let cursor: string | null = null;
  const begin = since ?? after(road.clock.now(), -RECONCILE_DAYS * DAY_MS);
  for (let pages = 0; channel !== null && pages < PAGES_MAX; pages++) {
    const page = await channel.changes(cursor, PAGE_SIZE, begin);
    reportPage(connection, page, road);
    const deliveries = page.items.filter((notice) => notice.direction === 'in' && !seen.has(notice.ref));
    for (const { ref } of deliveries) seen.add(ref);
    const missing = await unknownOf(connection, deliveries, road);
    const taken = await takeIn(connection, { ...page, items: missing }, road);
    lateIds.push(...taken);
    stored += deliveries.length - missing.length + taken.length;
    cursor = page.cursor;
    if (!page.more) {
      whole = true;
      break;
    }
  }
  const result = { listed: seen.size, stored, recovered: lateIds.length, lateIds, whole };
  if (channel !== null) await keep(connection, result, road);
  return result;
}

async function unknownOf(connection: string, deliveries: readonly Notice[], road: Road): Promise<readonly Notice[]> {
  const known = await road.store.byKeys(deliveries.map(({ ref }) => inboundKey(connection, ref)));
  return deliveries.filter(({ ref }) => !known.has(inboundKey(connection, ref)));
}

/** Flow ids that were new to the inbox too; what waits there already was not missed. */
async function takeIn(connection: string, page: Parameters<typeof itemsOf>[1], road: Road): Promise<readonly string[]> {
  const taken: string[] = [];
  for (const [index, item] of itemsOf(connection, page).entries()) {
    const added = await road.store.inbox.add([item]);
    const notice = page.items[index];
    if (added > 0 && notice !== undefined) taken.push(notice.ref);
  }
  return taken;
}

async function keep(connection: string, result: Reconciled, road: Road): Promise<void> {
  const heard = await heardOf(connection, road);
  const { listed, stored, recovered } = result;
  const compared: Compared = {
    comparedAt: road.clock.now(),
    ...{ listed, stored, recovered },
    heardListed: heard?.listed ?? 0,
    heardStored: heard?.stored ?? 0,
  };
  await road.store.facts.set(comparedFact(connection), { ...compared });
  road.meter.gauge('passerelle_reception_missing', listed - stored, { connection });
  if (recovered === 0 && listed === stored && result.whole) return;
  if (recovered > 0) road.meter.count('passerelle_recovered_flows_total', { connection }, recovered);
  road.log.warn('reception.differs', { connection, listed, stored, recovered, whole: result.whole, flows: result.lateIds.slice(0, 20) });
}
