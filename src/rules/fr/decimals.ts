/** BR-FR-DEC: how many digits amounts, quantities, prices and rates have, as written. */
import { parseDecimal, type Decimal } from '../../model/decimal.ts';
import type { AllowanceCharge, LineVat } from '../../model/tax.ts';
import { rule, type Report, type Rule } from '../rule.ts';
import type { Subject } from '../subject.ts';
import { writtenAt } from '../written-numbers.ts';

export interface Limit {
  readonly digits: number;
  readonly fraction: number;
  /** The least number of too many digits. */
  readonly over: bigint;
  /** It may be negative. */
  readonly signed: boolean;
}

function limit(digits: number, fraction: number, signed = true): Limit {
  return { digits, fraction, over: 10n ** BigInt(digits), signed };
}

export const AMOUNT = limit(19, 2);
const QUANTITY = limit(19, 4);
const PRICE = limit(19, 6);
const PRICE_POSITIVE = limit(19, 6, false);
export const RATE = limit(4, 2, false);
const PLAIN = /^-?\d+(?:\.\d+)?$/;
/** Where the amounts, quantities, prices and rates of the rules stand. */
const AMOUNTS = /^totals\.|\.(?:net|base|amount)$/;
const QUANTITIES = /\.(?:quantity|priceBaseQuantity)$/;
const PRICED = /\.(?:price|priceDiscount|grossPrice)$/;
const RATES = /(?:^|\.)vat(?:\[\d+\])?\.rate$/;
const PRICES = ['price', 'priceDiscount', 'grossPrice'] as const;
/** Bidirectional invoices (B9, S9, M9) have negative prices. */
const BIDIRECTIONAL = /^[BSM]9$/;

function check(value: Decimal | undefined, limit: Limit, at: string, fault: Report): void {
  if (value === undefined) return;
  if (!fits(value, limit)) fault(at, { value, digits: limit.digits, fraction: limit.fraction });
}

/** A leading zero before the point is a digit too, and so is a minus, where one may stand. */
function fits({ units, scale }: Decimal, { digits, fraction, over, signed }: Limit): boolean {
  if (scale > fraction || scale >= digits || units >= over) return false;
  return units >= 0n || (signed && -units * 10n < over);
}

/** A text of digits with a point among them, that fits. */
export function isWritten(text: string, limit: Limit): boolean {
  const value = PLAIN.test(text) ? parseDecimal(text) : null;
  return value !== null && fits(value, limit);
}

/** Numbers that are not written as digits with a point among them, and would fit if they were. */
function odd(places: RegExp, limit: Limit): (subject: Subject, fault: Report) => void {
  return (subject, fault) => {
    for (const { value, text, at } of writtenAt(subject, places)) {
      if (!PLAIN.test(text.trim()) && fits(value, limit)) fault(at, { value, digits: limit.digits, fraction: limit.fraction });
    }
  };
}

function adjustment({ amount, base }: AllowanceCharge, fault: Report): void {
  check(amount, AMOUNT, 'amount', fault);
  check(base, AMOUNT, 'base', fault);
}

function rateOf({ vat }: { readonly vat?: LineVat }, fault: Report): void {
  check(vat?.rate, RATE, 'vat.rate', fault);
}

const oddAmounts = odd(AMOUNTS, AMOUNT);

export const FR_DECIMAL_RULES: readonly Rule[] = [
  rule({
    id: 'BR-FR-DEC-01',
    terms: [
      ...['BT-106', 'BT-107', 'BT-108', 'BT-109', 'BT-110', 'BT-111', 'BT-112', 'BT-113', 'BT-114', 'BT-115', 'BT-116', 'BT-117'],
      ...['BT-92', 'BT-93', 'BT-99', 'BT-100', 'BT-131', 'BT-136', 'BT-137', 'BT-141', 'BT-142'],
    ],
    document: (subject, fault) => {
      const { totals } = subject.invoice;
      for (const name in totals) {
        const total = name as keyof typeof totals;
        check(totals[total], AMOUNT, `totals.${total}`, fault);
      }
      oddAmounts(subject, fault);
    },
    vat: ({ base, amount }, fault) => {
      check(base, AMOUNT, 'base', fault);
      check(amount, AMOUNT, 'amount', fault);
    },
    line: ({ net, vatTotal, vatTotalAccounting }, fault, { facts }) => {
      check(net, AMOUNT, 'net', fault);
      // the artefact for UBL asks every total of VAT, wherever it stands
      if (facts?.syntax !== 'ubl') return;
      check(vatTotal, AMOUNT, 'vatTotal', fault);
      check(vatTotalAccounting, AMOUNT, 'vatTotalAccounting', fault);
    },
    allowance: adjustment,
    charge: adjustment,
    lineAllowance: adjustment,
    lineCharge: adjustment,
  }),
  rule({
    id: 'BR-FR-DEC-02',
    terms: ['BT-129', 'BT-149'],
    document: odd(QUANTITIES, QUANTITY),
    line: ({ quantity, priceBaseQuantity }, fault) => {
      check(quantity, QUANTITY, 'quantity', fault);
      check(priceBaseQuantity, QUANTITY, 'priceBaseQuantity', fault);
    },
  }),
  rule({
    id: 'BR-FR-DEC-03',
    terms: ['BT-146', 'BT-147', 'BT-148'],
    document: odd(PRICED, PRICE),
    line: (line, fault, { invoice }) => {
      for (const member of PRICES) {
        const value = line[member];
        if (value === undefined) continue;
        const both = value.units < 0n && BIDIRECTIONAL.test(invoice.businessProcess ?? '');
        check(value, both ? PRICE : PRICE_POSITIVE, member, fault);
      }
    },
  }),
  rule({
    id: 'BR-FR-DEC-04',
    terms: ['BT-119', 'BT-152', 'BT-96', 'BT-103'],
    document: odd(RATES, RATE),
    vat: ({ rate }, fault) => {
      check(rate, RATE, 'rate', fault);
    },
    line: rateOf,
    allowance: rateOf,
    charge: rateOf,
  }),
];
