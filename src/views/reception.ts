/** How well each network connection is heard: what listing keeps, and what the comparison with the platform's listing says. */
import type { Instant } from '../base/calendar-date.ts';
import type { ReceptionHealth } from '../ports/views.ts';
import { run, type Runner } from '../store/bulk.ts';

/** As src/pipeline/heard.ts writes them. */
interface HeardFact extends Pick<ReceptionHealth, 'connection' | 'lastOkAt' | 'lastArrivalAt' | 'usualGapSeconds' | 'silent'> {
  readonly listed: number;
  readonly stored: number;
  readonly crowdedAt: Instant | null;
}

interface ComparedFact {
  readonly comparedAt: Instant;
  readonly listed: number;
  readonly stored: number;
  readonly recovered: number;
  readonly heardListed: number;
  readonly heardStored: number;
}

const FACTS = `select h.value::text as heard, c.value::text as compared from passerelle.fact h
  left join passerelle.fact c on c.name = 'compared:' || substr(h.name, 11)
  where starts_with(h.name, 'reception:') order by h.name`;

export async function reception(on: Runner): Promise<readonly ReceptionHealth[]> {
  const rows = await run<{ heard: string; compared: string | null }>(on, FACTS, []);
  return rows.map(({ heard, compared }) =>
    health(JSON.parse(heard) as HeardFact, compared === null ? null : (JSON.parse(compared) as ComparedFact)),
  );
}

/** Counts begin anew with each comparison; what was listed since is added. */
function health(heard: HeardFact, compared: ComparedFact | null): ReceptionHealth {
  return {
    ...heard,
    comparedAt: compared?.comparedAt ?? null,
    listed: (compared?.listed ?? 0) + heard.listed - (compared?.heardListed ?? 0),
    stored: (compared?.stored ?? 0) + heard.stored - (compared?.heardStored ?? 0),
    recovered: compared?.recovered ?? 0,
  };
}
