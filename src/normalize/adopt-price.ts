/**
 * Quantity, price and discount of a booked line: the supplier's own where an ERP computes exactly the line's amount from
 * them, else the amount itself as a single price. Prices are rounded as the ERP stores them before they are judged.
 */
import { absolute, add, compare, divide, equals, isZero, multiply, round, subtract, trim, ZERO, type Decimal } from '../model/decimal.ts';
import type { Line } from '../model/line.ts';
import type { AllowanceCharge } from '../model/tax.ts';

export interface Digits {
  readonly priceDigits: number;
  readonly quantityDigits: number;
  readonly currencyDigits: number;
}

export interface Priced {
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly discount?: Decimal;
  /** quantity × price less discount before rounding, minus the amount. */
  readonly drift: Decimal;
  /** What of the supplier's figures the three above do not show, so that the name has to. */
  readonly untold: Untold;
}

export type Untold = 'all' | 'allowances' | 'none';

const ONE: Decimal = { units: 1n, scale: 0 };
const HUNDRED: Decimal = { units: 100n, scale: 0 };
/** Odoo's precision `Discount`. */
const DISCOUNT_DIGITS = 2;

/** The supplier's quantity and price, or null when an ERP would compute another amount from them. */
export function ownPrice(line: Line, net: Decimal, digits: Digits): Priced | null {
  const { quantity, price, priceBaseQuantity: per = ONE } = line;
  if (quantity === undefined || price === undefined || isZero(per)) return null;
  // a quantity is compared with what was delivered: another one is never booked
  if (!equals(round(quantity, digits.quantityDigits), quantity)) return null;
  const unit = divide(price, per, digits.priceDigits);
  const told: Untold = equals(multiply(unit, per), price) ? 'none' : 'all';
  const [allowances, charges] = [counted(line.allowances), counted(line.charges)];
  const plain = allowances.length + charges.length === 0;
  const discount = charges.length === 0 && allowances.length === 1 ? discountOf(allowances[0]?.percent) : undefined;
  return (
    (discount === undefined ? null : exact(quantity, unit, discount, net, digits, told)) ??
    // allowances that charges cancel, or that the price already holds
    exact(quantity, unit, undefined, net, digits, plain || told === 'all' ? told : 'allowances') ??
    // a base quantity beside a price for one
    (equals(per, ONE) ? null : exact(quantity, round(price, digits.priceDigits), undefined, net, digits, 'all'))
  );
}

function counted(list: readonly AllowanceCharge[] | undefined): readonly AllowanceCharge[] {
  return (list ?? []).filter(({ amount }) => amount === undefined || !isZero(amount));
}

function discountOf(percent: Decimal | undefined): Decimal | undefined {
  if (percent === undefined || percent.units < 0n || compare(percent, HUNDRED) > 0) return undefined;
  return equals(round(percent, DISCOUNT_DIGITS), percent) ? trim(percent) : undefined;
}

function exact(
  quantity: Decimal,
  price: Decimal,
  discount: Decimal | undefined,
  net: Decimal,
  digits: Digits,
  untold: Untold,
): Priced | null {
  const gross = multiply(quantity, price);
  const raw = discount === undefined ? gross : divideExactly(multiply(gross, subtract(HUNDRED, discount)));
  if (!equals(round(raw, digits.currencyDigits), net)) return null;
  const drift = subtract(raw, net);
  // a discount is computed in binary floating point: on half a cent it may fall to either side
  if (discount !== undefined && equals(absolute(drift), half(digits.currencyDigits))) return null;
  return { quantity: trim(quantity), price, drift, untold, ...(discount === undefined || isZero(discount) ? {} : { discount }) };
}

function divideExactly(percent: Decimal): Decimal {
  return { units: percent.units, scale: percent.scale + 2 };
}

export function half(digits: number): Decimal {
  return { units: 5n, scale: digits + 1 };
}

/** The amount alone. A currency with more digits than a price takes a tenth, a hundredth of a larger price. */
export function singlePrice(net: Decimal, { priceDigits, quantityDigits }: Digits): Priced {
  const needed = trim(net).scale - priceDigits;
  const shift = needed > 0 && needed <= quantityDigits ? needed : 0;
  const price = { units: trim(net).units, scale: trim(net).scale - shift };
  return {
    quantity: { units: 1n, scale: shift },
    price: price.scale < priceDigits ? round(price, priceDigits) : price,
    drift: ZERO,
    untold: 'all',
  };
}

/**
 * Odoo 17 and newer, rounding globally, round the sum of the unrounded products of each tax: what the lines lose or gain
 * must not add up to half a cent, however the rates fall into taxes. `ties`: exactly half a cent that rounds up is safe
 * where no amount is negative.
 */
export function driftGuard(digits: number, ties: boolean): (key: string, drift: Decimal) => boolean {
  const drifts = new Map<string, Decimal>();
  const limit = half(digits);
  let away = ZERO;
  return (key, drift) => {
    if (isZero(drift)) return true;
    const before = drifts.get(key) ?? ZERO;
    const next = add(before, drift);
    const total = add(subtract(away, absolute(before)), absolute(next));
    const over = compare(total, limit);
    const alone = drifts.size === 0 && drift.units < 0n;
    if (over > 0 || (over === 0 && !(ties && alone))) return false;
    drifts.set(key, next);
    away = total;
    return true;
  };
}
