/**
 * Lines as EN 16931 wants them: an id, an amount with its cents, a price that is not negative and gives the amount.
 * The net amount is the ERP's and is never changed; where the ERP's unit price does not lead to it (prices with tax
 * included, prices rounded for display), the price is the one that gives way.
 */
import {
  absolute,
  add,
  compare,
  divide,
  equals,
  isZero,
  multiply,
  negate,
  round,
  subtract,
  sum,
  trim,
  type Decimal,
} from '../model/decimal.ts';
import type { Invoice } from '../model/invoice.ts';
import type { Line } from '../model/line.ts';
import type { AllowanceCharge } from '../model/tax.ts';
import { tell, type Story } from './story.ts';

/** BR-FR-DEC-03: six fraction digits in a price. */
const PRICE_DIGITS = 6;
const ONE: Decimal = { units: 1n, scale: 0 };

export function normalizeLines(invoice: Invoice, story: Story): Invoice {
  if (invoice.lines === undefined) return invoice;
  return { ...invoice, lines: invoice.lines.map((line, index) => normalizeLine(line, index, story)) };
}

/** Two fraction digits where no cent is lost by it; more stay, and BR-DEC speaks. */
export function money(amount: Decimal): Decimal {
  const least = trim(amount);
  return least.scale <= 2 ? round(least, 2) : least;
}

function normalizeLine(line: Line, index: number, story: Story): Line {
  const at = `lines[${index}]`;
  const id = line.id ?? String(index + 1);
  if (line.id === undefined) tell(story, 'normalize', `${at}.id`, id, 'number of the line', []);
  const signed = turnSign({ ...line, id }, at, story);
  const priced = fitPrice({ ...signed, net: netOf(signed, at, story) }, at, story);
  return {
    ...withoutUndefined(priced),
    ...(priced.allowances === undefined ? {} : { allowances: priced.allowances.map(cents) }),
    ...(priced.charges === undefined ? {} : { charges: priced.charges.map(cents) }),
    ...(priced.vat?.rate === undefined ? {} : { vat: { ...priced.vat, rate: trim(priced.vat.rate) } }),
    ...(priced.quantity === undefined ? {} : { quantity: trim(priced.quantity) }),
    ...(priced.price === undefined ? {} : { price: trim(priced.price, 2) }),
  };
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}

export function cents(item: AllowanceCharge): AllowanceCharge {
  return {
    ...item,
    ...(item.amount === undefined ? {} : { amount: money(item.amount) }),
    ...(item.base === undefined ? {} : { base: money(item.base) }),
    ...(item.vat?.rate === undefined ? {} : { vat: { ...item.vat, rate: trim(item.vat.rate) } }),
  };
}

/** BR-27 wants a price that is not negative: a deducted line has a negative quantity instead. */
function turnSign(line: Line, at: string, story: Story): Line {
  if (line.price === undefined || line.price.units >= 0n || line.quantity === undefined) return line;
  const [price, quantity] = [negate(line.price), negate(line.quantity)];
  tell(story, 'normalize', `${at}.price`, price, 'sign moved to the quantity', [`${at}.price`]);
  tell(story, 'normalize', `${at}.quantity`, quantity, 'sign taken from the price', [`${at}.quantity`]);
  const gross = line.grossPrice === undefined ? {} : { grossPrice: absolute(line.grossPrice) };
  const discount = line.priceDiscount === undefined ? {} : { priceDiscount: absolute(line.priceDiscount) };
  if (gross.grossPrice !== undefined)
    tell(story, 'normalize', `${at}.grossPrice`, gross.grossPrice, 'without sign', [`${at}.grossPrice`]);
  if (discount.priceDiscount !== undefined)
    tell(story, 'normalize', `${at}.priceDiscount`, discount.priceDiscount, 'without sign', [`${at}.priceDiscount`]);
  return { ...line, price, quantity, ...gross, ...discount };
}

function perUnit(line: Line): Decimal {
  const base = line.priceBaseQuantity;
  return base === undefined || isZero(base) ? ONE : base;
}

/** Quantity × price ÷ price base, and what allowances and charges make of it. */
function grossOf(line: Line): Decimal | null {
  if (line.quantity === undefined || line.price === undefined) return null;
  const product = multiply(line.quantity, line.price);
  return divide(product, perUnit(line), Math.max(PRICE_DIGITS, product.scale));
}

function adjustments(line: Line): Decimal {
  return subtract(
    sum((line.charges ?? []).map((charge) => charge.amount)),
    sum((line.allowances ?? []).map((allowance) => allowance.amount)),
  );
}

function netOf(line: Line, at: string, story: Story): Decimal | undefined {
  if (line.net !== undefined) return money(line.net);
  const gross = grossOf(line);
  if (gross === null) return undefined;
  const net = round(add(gross, adjustments(line)), 2);
  tell(story, 'calculate', `${at}.net`, net, 'quantity × price − allowances + charges', [`${at}.quantity`, `${at}.price`]);
  return net;
}

/** The price that leads to the net amount: kept when it already does, to the cent. */
function fitPrice(line: Line, at: string, story: Story): Line {
  if (line.net === undefined || line.quantity === undefined || isZero(line.quantity)) return line;
  const gross = grossOf(line);
  const target = subtract(line.net, adjustments(line));
  if (gross !== null && equals(round(gross, 2), round(target, 2))) return line;
  const price = divide(multiply(target, perUnit(line)), line.quantity, PRICE_DIGITS);
  if (compare(price, { units: 0n, scale: 0 }) < 0) return turnSign(fitted(line, price, at, story), at, story);
  return fitted(line, price, at, story);
}

/** Gross price and discount told the story of the former price and go with it. */
function fitted(line: Line, price: Decimal, at: string, story: Story): Line {
  tell(story, 'calculate', `${at}.price`, trim(price, 2), 'net amount ÷ quantity', [`${at}.net`, `${at}.quantity`]);
  const {
    grossPrice: _gross,
    priceDiscount: _discount,
    priceDiscountReason: _reason,
    priceDiscountReasonCode: _code,
    ...rest
  } = line;
  return { ...rest, price };
}
