/** BR-FR-DEC: how many digits amounts, quantities, prices and rates have, as written. */
import type { Decimal } from '../../model/decimal.ts';
import type { Invoice } from '../../model/invoice.ts';
import type { Line } from '../../model/line.ts';
import type { AllowanceCharge } from '../../model/tax.ts';
import { rule, type Report, type Rule } from '../rule.ts';

interface Limit {
  readonly digits: number;
  readonly fraction: number;
}

const AMOUNT: Limit = { digits: 19, fraction: 2 };
const QUANTITY: Limit = { digits: 19, fraction: 4 };
const PRICE: Limit = { digits: 19, fraction: 6 };
const RATE: Limit = { digits: 4, fraction: 2 };
/** Bidirectional invoices (B9, S9, M9) have negative prices. */
const BIDIRECTIONAL = /^[BSM]9$/;

type Found = readonly [value: Decimal | undefined, at: string];

function digitsOf(value: Decimal): number {
  const units = value.units < 0n ? -value.units : value.units;
  return Math.max(units.toString().length, value.scale + 1);
}

function check(places: Iterable<Found>, limit: Limit, fault: Report): void {
  for (const [value, at] of places) {
    if (value === undefined) continue;
    if (value.scale > limit.fraction || digitsOf(value) > limit.digits)
      fault(at, { value, digits: limit.digits, fraction: limit.fraction });
  }
}

function* adjustments(items: readonly AllowanceCharge[] | undefined, at: string): Iterable<Found> {
  for (const [index, item] of (items ?? []).entries()) {
    yield [item.amount, `${at}[${index}].amount`];
    yield [item.base, `${at}[${index}].base`];
  }
}

function* amounts(invoice: Invoice): Iterable<Found> {
  for (const [name, value] of Object.entries(invoice.totals ?? {})) yield [value as Decimal, `totals.${name}`];
  for (const [index, row] of (invoice.vat ?? []).entries()) {
    yield [row.base, `vat[${index}].base`];
    yield [row.amount, `vat[${index}].amount`];
  }
  yield* adjustments(invoice.allowances, 'allowances');
  yield* adjustments(invoice.charges, 'charges');
  for (const [line, at] of lines(invoice)) {
    yield [line.net, `${at}.net`];
    yield* adjustments(line.allowances, `${at}.allowances`);
    yield* adjustments(line.charges, `${at}.charges`);
  }
}

function* lines(invoice: Invoice): Iterable<readonly [Line, string]> {
  for (const [index, line] of (invoice.lines ?? []).entries()) yield [line, `lines[${index}]`];
}

function* quantities(invoice: Invoice): Iterable<Found> {
  for (const [line, at] of lines(invoice)) {
    yield [line.quantity, `${at}.quantity`];
    yield [line.priceBaseQuantity, `${at}.priceBaseQuantity`];
  }
}

function* prices(invoice: Invoice): Iterable<readonly [Decimal | undefined, string]> {
  for (const [line, at] of lines(invoice)) {
    yield [line.price, `${at}.price`];
    yield [line.priceDiscount, `${at}.priceDiscount`];
    yield [line.grossPrice, `${at}.grossPrice`];
  }
}

function* rates(invoice: Invoice): Iterable<Found> {
  for (const [index, row] of (invoice.vat ?? []).entries()) yield [row.rate, `vat[${index}].rate`];
  for (const [line, at] of lines(invoice)) yield [line.vat?.rate, `${at}.vat.rate`];
  for (const kind of ['allowances', 'charges'] as const) {
    for (const [index, item] of (invoice[kind] ?? []).entries()) yield [item.vat?.rate, `${kind}[${index}].vat.rate`];
  }
}

export const FR_DECIMAL_RULES: readonly Rule[] = [
  rule({
    id: 'BR-FR-DEC-01',
    terms: ['BT-106', 'BT-109', 'BT-112', 'BT-115', 'BT-116', 'BT-117', 'BT-131'],
    test: ({ invoice }, fault) => {
      check(amounts(invoice), AMOUNT, fault);
    },
  }),
  rule({
    id: 'BR-FR-DEC-02',
    terms: ['BT-129', 'BT-149'],
    test: ({ invoice }, fault) => {
      check(quantities(invoice), QUANTITY, fault);
    },
  }),
  rule({
    id: 'BR-FR-DEC-03',
    terms: ['BT-146', 'BT-147', 'BT-148'],
    test: ({ invoice }, fault) => {
      check(prices(invoice), PRICE, fault);
      if (BIDIRECTIONAL.test(invoice.businessProcess ?? '')) return;
      for (const [price, at] of prices(invoice)) {
        if (price !== undefined && price.units < 0n) fault(at, { value: price, digits: PRICE.digits, fraction: PRICE.fraction });
      }
    },
  }),
  rule({
    id: 'BR-FR-DEC-04',
    terms: ['BT-119', 'BT-152', 'BT-96', 'BT-103'],
    test: ({ invoice }, fault) => {
      check(rates(invoice), RATE, fault);
    },
  }),
];
