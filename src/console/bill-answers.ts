/** Which tax, account or unit of the ERP a line of the bill got, and who says so: found again in the stored answers. */
import type { BillLine } from '../model/bill.ts';
import { equals, parseDecimal } from '../model/decimal.ts';
import type { Resolved } from '../model/reception.ts';

/** What a mapping may ask by, as a line knows it. Names that no line knows (supplier, company) are the same for all. */
function facets(line: BillLine): Readonly<Record<string, readonly (string | undefined)[]>> {
  return {
    category: [line.vat?.category],
    nature: [line.nature],
    reason: [line.vat?.reasonCode],
    code: [line.unitCode],
    unit: [line.unitCode],
    name: [line.name],
    item: [line.sellerItem, line.buyerItem, line.standardItem, line.name],
    reference: [line.accountingReference],
  };
}

/** How many of the question's values are this line's; -1 when one of them is another's. */
function fit(line: BillLine, by: Resolved['by']): number {
  const known = facets(line);
  let fits = 0;
  for (const [name, value] of Object.entries(by)) {
    if (name === 'rate') {
      const rate = parseDecimal(value);
      if (rate === null || line.vat === undefined || !equals(rate, line.vat.rate)) return -1;
      fits += 1;
    } else if (Object.hasOwn(known, name)) {
      if (known[name]?.includes(value) !== true) return -1;
      fits += 1;
    }
  }
  return fits;
}

/** The answer that was asked with the most of this line's values. */
export function answerFor(line: BillLine, what: string, resolved: readonly Resolved[]): Resolved | undefined {
  let best: Resolved | undefined;
  let most = -1;
  for (const one of resolved) {
    if (one.what !== what) continue;
    const fits = fit(line, one.by);
    if (fits > most) [best, most] = [one, fits];
  }
  return best;
}

/** The ERP's name of an answer, where it was stored. */
export function answerName({ answer, name, proposals }: Resolved): string | null {
  return answer === null ? null : (name ?? proposals?.find(({ id }) => id === answer)?.name ?? null);
}
