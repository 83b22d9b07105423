/** BR-FR-DEC: how many digits amounts, quantities, prices and rates have, as written. */
import type { Decimal } from '../../model/decimal.ts';
import type { AllowanceCharge, LineVat } from '../../model/tax.ts';
import { rule, type Report, type Rule } from '../rule.ts';

interface Limit {
  readonly digits: number;
  readonly fraction: number;
  /** The least number of too many digits. */
  readonly over: bigint;
}

function limit(digits: number, fraction: number): Limit {
  return { digits, fraction, over: 10n ** BigInt(digits) };
}

const AMOUNT = limit(19, 2);
const QUANTITY = limit(19, 4);
const PRICE = limit(19, 6);
const RATE = limit(4, 2);
const PRICES = ['price', 'priceDiscount', 'grossPrice'] as const;
/** Bidirectional invoices (B9, S9, M9) have negative prices. */
const BIDIRECTIONAL = /^[BSM]9$/;

function check(value: Decimal | undefined, { digits, fraction, over }: Limit, at: string, fault: Report): void {
  if (value === undefined) return;
  const { units, scale } = value;
  // a leading zero before the point is a digit too
  if (scale <= fraction && units < over && units > -over && scale < digits) return;
  fault(at, { value, digits, fraction });
}

function adjustment({ amount, base }: AllowanceCharge, fault: Report): void {
  check(amount, AMOUNT, 'amount', fault);
  check(base, AMOUNT, 'base', fault);
}

function rateOf({ vat }: { readonly vat?: LineVat }, fault: Report): void {
  check(vat?.rate, RATE, 'vat.rate', fault);
}

export const FR_DECIMAL_RULES: readonly Rule[] = [
  rule({
    id: 'BR-FR-DEC-01',
    terms: [
      ...['BT-106', 'BT-107', 'BT-108', 'BT-109', 'BT-110', 'BT-111', 'BT-112', 'BT-113', 'BT-114', 'BT-115', 'BT-116', 'BT-117'],
      ...['BT-92', 'BT-93', 'BT-99', 'BT-100', 'BT-131', 'BT-136', 'BT-137', 'BT-141', 'BT-142'],
    ],
    document: ({ invoice }, fault) => {
      for (const name in invoice.totals) {
        const total = name as keyof typeof invoice.totals;
        check(invoice.totals[total], AMOUNT, `totals.${total}`, fault);
      }
    },
    vat: ({ base, amount }, fault) => {
      check(base, AMOUNT, 'base', fault);
      check(amount, AMOUNT, 'amount', fault);
    },
    line: ({ net }, fault) => {
      check(net, AMOUNT, 'net', fault);
    },
    allowance: adjustment,
    charge: adjustment,
    lineAllowance: adjustment,
    lineCharge: adjustment,
  }),
  rule({
    id: 'BR-FR-DEC-02',
    terms: ['BT-129', 'BT-149'],
    line: ({ quantity, priceBaseQuantity }, fault) => {
      check(quantity, QUANTITY, 'quantity', fault);
      check(priceBaseQuantity, QUANTITY, 'priceBaseQuantity', fault);
    },
  }),
  rule({
    id: 'BR-FR-DEC-03',
    terms: ['BT-146', 'BT-147', 'BT-148'],
    line: (line, fault, { invoice }) => {
      for (const member of PRICES) {
        const value = line[member];
        if (value === undefined) continue;
        check(value, PRICE, member, fault);
        if (value.units < 0n && !BIDIRECTIONAL.test(invoice.businessProcess ?? ''))
          fault(member, { value, digits: PRICE.digits, fraction: PRICE.fraction });
      }
    },
  }),
  rule({
    id: 'BR-FR-DEC-04',
    terms: ['BT-119', 'BT-152', 'BT-96', 'BT-103'],
    vat: ({ rate }, fault) => {
      check(rate, RATE, 'rate', fault);
    },
    line: rateOf,
    allowance: rateOf,
    charge: rateOf,
  }),
];
