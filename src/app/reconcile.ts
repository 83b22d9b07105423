/** Every connection compared with its remote over the last days: platforms by their listing, ERPs by their issue dates. */
import { describeError } from '../base/error.ts';
import type { Reconciliation } from '../cli/context.ts';
import { RECONCILE_DAYS, reconcileFlows } from '../pipeline/reconcile-flows.ts';
import { sweepInvoices } from '../pipeline/pull.ts';
import { after, companiesOn, type Road } from '../pipeline/road.ts';

/** Two months: late postings into a period that is still open. */
const ERP_DAYS = 62;
const DAY_MS = 86_400_000;

/** One remote that cannot be reached is told and does not keep the others from being compared. */
export async function reconcile(connections: Iterable<string>, road: Road): Promise<readonly Reconciliation[]> {
  const results: Reconciliation[] = [];
  for (const connection of connections) {
    const isErp = road.connector(connection) !== null;
    const from = after(road.clock.now(), -(isErp ? ERP_DAYS : RECONCILE_DAYS) * DAY_MS).slice(0, 10);
    try {
      if (isErp) results.push({ connection, from, ...(await compareErp(connection, from, road)) });
      else if (road.channel(connection) !== null) {
        const { listed, stored, recovered, whole } = await reconcileFlows(connection, road);
        const trouble = whole ? {} : { trouble: 'more pages than are read at once: run it again' };
        results.push({ connection, from, listed, stored, recovered, ...trouble });
      }
    } catch (error) {
      results.push({ connection, from, listed: 0, stored: 0, recovered: 0, trouble: describeError(error) });
    }
  }
  return results;
}

async function compareErp(connection: string, from: string, road: Road): Promise<Pick<Reconciliation, 'listed' | 'stored' | 'recovered'>> {
  if (companiesOn(road, connection).length === 0) return { listed: 0, stored: 0, recovered: 0 };
  const to = after(road.clock.now(), DAY_MS).slice(0, 10);
  const { seen, created } = await sweepInvoices(connection, { from, to }, road);
  return { listed: seen, stored: seen, recovered: created };
}
