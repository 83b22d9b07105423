/**
 * The VAT breakdown BG-23: one row for each category and rate (and each reason, in the extension), its base from the
 * lines and the document's allowances and charges, its tax from the ERP where the ERP states one, else base × rate.
 */
import {
  add,
  compare,
  divide,
  equals,
  isZero,
  multiply,
  round,
  subtract,
  sum,
  trim,
  ZERO,
  type Decimal,
} from '../model/decimal.ts';
import type { Invoice } from '../model/invoice.ts';
import type { InstancePath } from '../model/path.ts';
import type { LineVat, VatBreakdown } from '../model/tax.ts';
import type { StatedRate } from '../model/totals.ts';

/** A row with what it was made from. */
export interface Row extends VatBreakdown {
  readonly key: string;
  /** Sum of the lines, charges and allowances of the row. */
  readonly fromLines: Decimal;
  /** Amounts whose tax is no whole number of cents. */
  readonly inexact: number;
  readonly from: readonly InstancePath[];
  /** The ERP's own figures of this row. */
  readonly stated?: { readonly base?: Decimal; readonly amount?: Decimal };
}

const HUNDRED: Decimal = { units: 100n, scale: 0 };
/** Paths named in a story: enough to look up, not one for each of ten thousand lines. */
const PATHS_MAX = 50;

/** Category and rate; a rate is compared as a number, `20` and `20.0` are one. */
export function keyOf(vat: { readonly category?: string | undefined; readonly rate?: Decimal | undefined }): string {
  const rate = vat.rate === undefined ? '' : trim(vat.rate);
  return `${vat.category ?? ''}|${rate === '' ? '' : `${rate.units}e${rate.scale}`}`;
}

interface Draft {
  readonly vat: LineVat;
  amounts: Decimal[];
  from: InstancePath[];
}

export function rowsOf(invoice: Invoice, splitByReason: boolean): readonly Row[] {
  const drafts = new Map<string, Draft>();
  const put = (vat: LineVat | undefined, amount: Decimal | undefined, at: InstancePath): void => {
    if (vat?.category === undefined || amount === undefined) return;
    const reason = splitByReason ? `|${vat.reasonCode ?? ''}|${vat.reason ?? ''}` : '';
    const key = keyOf(vat) + reason;
    const draft = drafts.get(key) ?? { vat, amounts: [], from: [] };
    draft.amounts.push(amount);
    if (draft.from.length < PATHS_MAX) draft.from.push(at);
    drafts.set(key, draft);
  };
  (invoice.lines ?? []).forEach((line, index) => put(line.vat, line.net, `lines[${index}].net`));
  (invoice.charges ?? []).forEach((charge, index) => put(charge.vat, charge.amount, `charges[${index}].amount`));
  (invoice.allowances ?? []).forEach((item, index) => {
    put(item.vat, item.amount === undefined ? undefined : subtract(ZERO, item.amount), `allowances[${index}].amount`);
  });
  return [...drafts].map(([key, draft]) => rowOf(key, draft, invoice.vat ?? []));
}

function rowOf(key: string, draft: Draft, mapped: readonly VatBreakdown[]): Row {
  const fromLines = sum(draft.amounts);
  const written =
    mapped.find((row) => keyOf(row) === keyOf(draft.vat)) ?? mapped.find((row) => row.category === draft.vat.category);
  const reason = draft.vat.reason ?? written?.reason;
  const reasonCode = draft.vat.reasonCode ?? written?.reasonCode;
  return {
    key,
    fromLines,
    inexact: draft.amounts.filter((amount) => trim(multiply(amount, draft.vat.rate ?? ZERO)).scale > 0).length,
    from: draft.from,
    base: fromLines,
    amount: taxOf(fromLines, draft.vat.rate),
    ...(draft.vat.category === undefined ? {} : { category: draft.vat.category }),
    ...(draft.vat.rate === undefined ? {} : { rate: trim(draft.vat.rate) }),
    ...(reason === undefined ? {} : { reason }),
    ...(reasonCode === undefined ? {} : { reasonCode }),
  };
}

/** Base × rate, to the cent, half away from zero. */
export function taxOf(base: Decimal, rate: Decimal | undefined): Decimal {
  return rate === undefined ? round(ZERO, 2) : divide(multiply(base, rate), HUNDRED, 2);
}

/** Joins the ERP's figures to the rows; `left` are stated rates that no line carries. */
export function joinStated(
  rows: readonly Row[],
  rates: readonly StatedRate[],
): { readonly rows: readonly Row[]; readonly left: readonly StatedRate[] } {
  const stated = new Map<string, { base?: Decimal; amount?: Decimal }>();
  const left: StatedRate[] = [];
  for (const rate of rates) {
    const row = rowFor(rows, rate);
    if (row === undefined) {
      if (!isZero(rate.amount ?? ZERO) || !isZero(rate.base ?? ZERO)) left.push(rate);
      continue;
    }
    const sofar = stated.get(row.key) ?? {};
    stated.set(row.key, {
      ...(rate.base === undefined && sofar.base === undefined ? {} : { base: add(sofar.base ?? ZERO, rate.base ?? ZERO) }),
      ...(rate.amount === undefined && sofar.amount === undefined
        ? {}
        : { amount: add(sofar.amount ?? ZERO, rate.amount ?? ZERO) }),
    });
  }
  return { rows: rows.map((row) => ({ ...row, ...(stated.has(row.key) ? { stated: stated.get(row.key) } : {}) })), left };
}

/** An ERP states often only the rate: then the one row of that rate is meant. */
function rowFor(rows: readonly Row[], rate: StatedRate): Row | undefined {
  const sameRate = rows.filter((row) => equals(row.rate ?? ZERO, rate.rate ?? ZERO));
  const candidates = rate.category === undefined ? sameRate : sameRate.filter((row) => row.category === rate.category);
  if (candidates.length <= 1) return candidates[0];
  const [first] = [...candidates].sort((a, b) => compare(distance(a, rate), distance(b, rate)));
  return first;
}

function distance(row: Row, rate: StatedRate): Decimal {
  const difference = subtract(row.fromLines, rate.base ?? ZERO);
  return difference.units < 0n ? subtract(ZERO, difference) : difference;
}
