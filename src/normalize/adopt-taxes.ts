/**
 * The VAT of a supplier's invoice per category and rate, from its breakdown BG-23: the supplier's tax BT-117 is taken as
 * it is, even where base × rate gives another cent. Rows that only differ by exemption reason are one.
 */
import { add, divide, equals, isZero, multiply, round, ZERO, type Decimal } from '../model/decimal.ts';
import type { Invoice } from '../model/invoice.ts';
import type { VatBreakdown } from '../model/tax.ts';
import { keyOf, type Piece, type VatKey } from './adopt-pieces.ts';

export interface TaxRow extends VatKey {
  readonly base: Decimal;
  readonly amount: Decimal;
  readonly reasonCode?: string;
  /** Rows of BG-23, or the pieces where the invoice has no breakdown. */
  readonly from: readonly string[];
}

const HUNDRED: Decimal = { units: 100n, scale: 0 };

/** Rows of BG-23, merged. */
export function statedRows(invoice: Invoice): readonly TaxRow[] {
  const onlyRate = ratesOfLines(invoice);
  return merged((invoice.vat ?? []).map((row, index) => rowOf(row, index, onlyRate)));
}

/** Without a breakdown the lines say what their rates are; the total BT-110 is the tax of the only taxed rate. */
export function rowsFromPieces(pieces: readonly Piece[], stated: Decimal | undefined, digits: number): readonly TaxRow[] {
  const rows = merged(
    pieces.map(({ vat, net, at, reasonCode }) => ({
      ...vat,
      base: net,
      amount: ZERO,
      from: [at],
      ...(reasonCode === undefined ? {} : { reasonCode }),
    })),
  );
  const taxed = rows.filter((row) => !isZero(row.rate));
  return rows.map((row) => {
    const base = round(row.base, digits);
    const amount = taxed.length === 1 && stated !== undefined ? stated : divide(multiply(base, row.rate), HUNDRED, digits);
    return { ...row, base, amount: isZero(row.rate) ? ZERO : amount };
  });
}

function rowOf(row: VatBreakdown, index: number, onlyRate: ReadonlyMap<string, Decimal>): TaxRow {
  return {
    category: row.category?.trim() ?? '',
    rate: row.rate ?? onlyRate.get(row.category?.trim() ?? '') ?? ZERO,
    base: row.base ?? ZERO,
    amount: row.amount ?? ZERO,
    from: [`vat[${index}]`],
    ...(row.reasonCode === undefined ? {} : { reasonCode: row.reasonCode }),
  };
}

function merged(rows: readonly TaxRow[]): readonly TaxRow[] {
  const byKey = new Map<string, TaxRow>();
  for (const row of rows) {
    const known = byKey.get(keyOf(row));
    byKey.set(keyOf(row), known === undefined ? row : joined(known, row));
  }
  return [...byKey.values()];
}

function joined({ reasonCode, ...known }: TaxRow, row: TaxRow): TaxRow {
  return {
    ...known,
    base: add(known.base, row.base),
    amount: add(known.amount, row.amount),
    from: [...known.from, ...row.from],
    // two reasons of one rate are no reason of all of it
    ...(reasonCode === undefined || reasonCode !== row.reasonCode ? {} : { reasonCode }),
  };
}

/** A row without BT-119 means the rate of the lines of its category, when they have only one. */
function ratesOfLines({ lines = [] }: Invoice): ReadonlyMap<string, Decimal> {
  const rates = lines.flatMap(({ vat }) => (vat?.rate === undefined ? [] : [{ category: vat.category?.trim() ?? '', rate: vat.rate }]));
  const byCategory = Map.groupBy(rates, ({ category }) => category);
  return new Map(
    [...byCategory].flatMap(([category, [first, ...others]]) =>
      first !== undefined && others.every(({ rate }) => equals(rate, first.rate)) ? [[category, first.rate] as const] : [],
    ),
  );
}

/** A tax without a rate cannot be booked. */
export function rateUnknown(rows: readonly TaxRow[]): boolean {
  return rows.some((row) => isZero(row.rate) && !isZero(row.amount));
}
