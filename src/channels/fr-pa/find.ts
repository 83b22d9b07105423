/**
 * Did a parcel arrive? Asked before every repeat, so a wrong "no" would send twice: the tracking id of each result is
 * compared, and where the criterion is not to be relied on all flows since the first try are walked.
 */
import { PasserelleError } from '../../base/error.ts';
import type { Parcel, Receipt } from '../../ports/channel.ts';
import type { Context } from './context.ts';
import { instant, isRecord, type RawFlow } from './flow.ts';
import { queryOf, rulesOf, searchFlows, sightOf } from './search.ts';
import { outgoingTracking } from './tracking.ts';
import { advance, firstWalk } from './walk.ts';

/** Pages walked before we admit that we do not know. */
const PAGES_MAX = 200;
/** The platform's clock may be behind ours. */
const MARGIN_MS = 600_000;

type Wanted = Pick<Parcel, 'trackingId' | 'sha256' | 'since'>;

export async function findParcel(wanted: Wanted, context: Context): Promise<Receipt | null> {
  const { dialect } = context;
  const trackingId = outgoingTracking(wanted.trackingId, dialect.trackingIdMax);
  const page = await searchFlows({ limit: dialect.search.limit, where: { trackingId } }, context);
  const found = choose(page.results, trackingId, wanted, context);
  if (found !== null) return found;
  // 1.1.0 platforms are known to neglect the criterion: an answer of strangers says that this one does
  const neglected = page.results.length > 0;
  if (dialect.search.findBy === 'trackingId' && dialect.version !== '1.1.0' && !neglected) return null;
  return walkFor(trackingId, wanted, context);
}

async function walkFor(trackingId: string, wanted: Wanted, context: Context): Promise<Receipt | null> {
  const { dialect, tools } = context;
  let walk = firstWalk(Date.parse(wanted.since) - MARGIN_MS);
  const rules = rulesOf(dialect);
  for (let pages = 0; pages < PAGES_MAX; pages++) {
    const limit = walk.limit ?? dialect.search.limit;
    const page = await searchFlows(queryOf(walk, limit), context);
    const found = choose(page.results, trackingId, wanted, context);
    if (found !== null) return found;
    const step = advance(walk, sightOf(page, dialect), limit, rules, Date.parse(tools.clock.now()));
    if (step.crowded !== undefined) break;
    if (step.state === 'done') return null;
    walk = step.walk;
  }
  throw new PasserelleError('CHANNEL_PAGE_STUCK', 'too many flows to say whether this one arrived', {
    where: { connection: tools.connection },
  });
}

/** Of several flows with our id the first that was not refused: a refused duplicate must not hide the accepted one. */
function choose(results: readonly unknown[], trackingId: string, wanted: Wanted, { tools }: Context): Receipt | null {
  const ours = results.filter(isRecord).filter((flow) => flow.trackingId === trackingId && typeof flow.flowId === 'string');
  const same = ours.filter((flow) => typeof flow.sha256 !== 'string' || flow.sha256.toLowerCase() === wanted.sha256);
  if (same.length < ours.length) tools.log.warn('channel.found-other-content', { count: ours.length - same.length });
  const [best] = [...same].sort((a, b) => rank(a) - rank(b) || (at(a) < at(b) ? -1 : 1));
  if (best === undefined) return null;
  return { ref: String(best.flowId), at: at(best) === '' ? tools.clock.now() : at(best), raw: JSON.stringify(best) };
}

function rank(flow: RawFlow): number {
  const status = isRecord(flow.acknowledgement) ? flow.acknowledgement.status : null;
  return status === 'Error' ? 1 : 0;
}

function at(flow: RawFlow): string {
  return instant(flow.submittedAt) ?? instant(flow.updatedAt) ?? '';
}
