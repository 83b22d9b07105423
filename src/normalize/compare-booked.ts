/**
 * The promise that no amount changes, on the road in: what the ERP booked against what the supplier stated, per rate and
 * in total, to the cent. There is no tolerance here.
 */
import type { Bill } from '../model/bill.ts';
import { absolute, add, compare, equals, formatDecimal, isZero, round, subtract, sum, trim, ZERO, type Decimal } from '../model/decimal.ts';
import type { Fault } from '../model/fault.ts';

/** What an ERP reads back of a bill (ports/connector.ts ErpTotals). */
export interface Booked {
  readonly withoutVat: Decimal;
  readonly vat: Decimal;
  readonly withVat: Decimal;
  readonly rates: readonly { readonly rate: Decimal; readonly base: Decimal; readonly amount: Decimal }[];
}

interface RateSums {
  readonly rate: Decimal;
  readonly base: Decimal;
  readonly amount: Decimal;
}

/** PASS-IN-NOT-TO-THE-CENT for each figure that differs; nothing when the bill shows exactly the supplier's. */
export function compareBooked(bill: Bill, booked: Booked): readonly Fault[] {
  return [
    ...compareRates(bill, booked),
    ...differ('BT-109', 'bill.withoutVat', bill.withoutVat, booked.withoutVat),
    ...differ('BT-110', 'bill.vat', bill.vat, booked.vat),
    ...differ('BT-112', 'bill.withVat', bill.withVat, booked.withVat),
  ];
}

/**
 * Rates with tax. What bears none is compared by the total without VAT: an ERP books it with a tax of 0 %, without any, or
 * for the reverse charge with a tax of some rate whose two sides cancel out (base there, amount nothing).
 */
function compareRates({ taxes }: Bill, booked: Booked): readonly Fault[] {
  const free = absolute(sum(taxes.filter(({ rate }) => isZero(rate)).map(({ base }) => base)));
  const rates = merged([...taxes, ...booked.rates]).filter(({ rate }) => !isZero(rate));
  const stated = merged(taxes);
  const shown = merged(booked.rates);
  return rates.flatMap(({ rate }) => {
    const ours = at(stated, rate);
    const theirs = at(shown, rate);
    const name = `${formatDecimal(trim(rate))} %`;
    const over = absolute(subtract(theirs.base, ours.base));
    const base = compare(over, free) <= 0 && !isZero(free) ? [] : differ(`BT-116 (${name})`, 'bill.taxes', ours.base, theirs.base);
    // ERPs read back the tax of a rate without its sign
    const amount = equals(absolute(ours.amount), absolute(theirs.amount))
      ? []
      : differ(`BT-117 (${name})`, 'bill.taxes', ours.amount, theirs.amount);
    return [...base, ...amount];
  });
}

function merged(rates: readonly RateSums[]): readonly RateSums[] {
  const byRate = new Map<string, RateSums>();
  for (const { rate, base, amount } of rates) {
    const key = formatDecimal(trim(rate));
    const known = byRate.get(key);
    byRate.set(key, { rate, base: add(known?.base ?? ZERO, base), amount: add(known?.amount ?? ZERO, amount) });
  }
  return [...byRate.values()];
}

function at(rates: readonly RateSums[], rate: Decimal): RateSums {
  return rates.find((one) => equals(one.rate, rate)) ?? { rate, base: ZERO, amount: ZERO };
}

function differ(what: string, path: string, stated: Decimal, booked: Decimal): readonly Fault[] {
  if (equals(stated, booked)) return [];
  const values = { what, stated: shown(stated), booked: shown(booked) };
  return [{ rule: 'PASS-IN-NOT-TO-THE-CENT', severity: 'fatal', at: [path], values }];
}

function shown(value: Decimal): string {
  return formatDecimal(value.scale < 2 ? round(value, 2) : trim(value, 2));
}
