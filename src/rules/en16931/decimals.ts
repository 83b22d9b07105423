/** BR-DEC: no amount has more than two fraction digits as written. Prices, quantities and rates are free here. */
import type { Decimal } from '../../model/decimal.ts';
import type { Totals } from '../../model/totals.ts';
import { perAdjustment, perLine, perLineAdjustment, perVat, rule, type Report, type Rule } from '../rule.ts';
import type { InstancePath } from '../../model/path.ts';

export const AMOUNT_DIGITS = 2;

function test(amount: Decimal | undefined, at: InstancePath, fault: Report): void {
  if (amount !== undefined && amount.scale > AMOUNT_DIGITS) fault(at, { amount, digits: amount.scale });
}

function total(id: string, term: string, name: keyof Totals): Rule {
  return rule({
    id,
    terms: [term],
    test: ({ invoice }, fault) => {
      test(invoice.totals?.[name], `totals.${name}`, fault);
    },
  });
}

export const DECIMAL_RULES: readonly Rule[] = [
  perAdjustment({ id: 'BR-DEC-01', terms: ['BT-92'] }, 'allowances', (item, at, fault) => {
    test(item.amount, `${at}.amount`, fault);
  }),
  perAdjustment({ id: 'BR-DEC-02', terms: ['BT-93'] }, 'allowances', (item, at, fault) => {
    test(item.base, `${at}.base`, fault);
  }),
  perAdjustment({ id: 'BR-DEC-05', terms: ['BT-99'] }, 'charges', (item, at, fault) => {
    test(item.amount, `${at}.amount`, fault);
  }),
  perAdjustment({ id: 'BR-DEC-06', terms: ['BT-100'] }, 'charges', (item, at, fault) => {
    test(item.base, `${at}.base`, fault);
  }),
  total('BR-DEC-09', 'BT-106', 'lines'),
  total('BR-DEC-10', 'BT-107', 'allowances'),
  total('BR-DEC-11', 'BT-108', 'charges'),
  total('BR-DEC-12', 'BT-109', 'withoutVat'),
  total('BR-DEC-13', 'BT-110', 'vat'),
  total('BR-DEC-14', 'BT-112', 'withVat'),
  total('BR-DEC-15', 'BT-111', 'vatAccounting'),
  total('BR-DEC-16', 'BT-113', 'paid'),
  total('BR-DEC-17', 'BT-114', 'rounding'),
  total('BR-DEC-18', 'BT-115', 'due'),
  perVat({ id: 'BR-DEC-19', terms: ['BT-116'] }, (row, at, fault) => {
    test(row.base, `${at}.base`, fault);
  }),
  perVat({ id: 'BR-DEC-20', terms: ['BT-117'] }, (row, at, fault) => {
    test(row.amount, `${at}.amount`, fault);
  }),
  perLine({ id: 'BR-DEC-23', terms: ['BT-131'] }, (line, at, fault) => {
    test(line.net, `${at}.net`, fault);
  }),
  perLineAdjustment({ id: 'BR-DEC-24', terms: ['BT-136'] }, 'allowances', (item, at, fault) => {
    test(item.amount, `${at}.amount`, fault);
  }),
  perLineAdjustment({ id: 'BR-DEC-25', terms: ['BT-137'] }, 'allowances', (item, at, fault) => {
    test(item.base, `${at}.base`, fault);
  }),
  perLineAdjustment({ id: 'BR-DEC-27', terms: ['BT-141'] }, 'charges', (item, at, fault) => {
    test(item.amount, `${at}.amount`, fault);
  }),
  perLineAdjustment({ id: 'BR-DEC-28', terms: ['BT-142'] }, 'charges', (item, at, fault) => {
    test(item.base, `${at}.base`, fault);
  }),
];
