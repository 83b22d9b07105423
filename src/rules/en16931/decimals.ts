/** BR-DEC: no amount has more than two fraction digits as written. Prices, quantities and rates are free here. */
import { trim, type Decimal } from '../../model/decimal.ts';
import type { AllowanceCharge } from '../../model/tax.ts';
import type { Totals } from '../../model/totals.ts';
import { rule, type Report, type Rule } from '../rule.ts';
import { longTails } from '../written-numbers.ts';

export const AMOUNT_DIGITS = 2;

function test(amount: Decimal | undefined, at: string, fault: Report): void {
  if (amount !== undefined && amount.scale > AMOUNT_DIGITS) fault(at, { amount, digits: amount.scale });
}

function total(id: string, term: string, name: keyof Totals): Rule {
  const spaced = longTails(new RegExp(`^totals\\.${name}$`), AMOUNT_DIGITS);
  return rule({
    id,
    terms: [term],
    document: (subject, fault) => {
      const amount = subject.invoice.totals?.[name];
      if (amount !== undefined) test(amount, `totals.${name}`, fault);
      spaced(subject, fault);
    },
  });
}

/** The artefacts look at the value alone in CII, and in UBL never find what they look for: an invoice made here is held to the norm. */
function vatTotal(id: string, term: string, name: 'vat' | 'vatAccounting'): Rule {
  return rule({
    id,
    terms: [term],
    document: ({ invoice, facts }, fault) => {
      const amount = invoice.totals?.[name];
      if (amount === undefined || facts?.syntax === 'ubl') return;
      test(facts?.syntax === 'cii' ? trim(amount) : amount, `totals.${name}`, fault);
    },
  });
}

function amountOf(item: AllowanceCharge, fault: Report): void {
  test(item.amount, 'amount', fault);
}

function baseOf(item: AllowanceCharge, fault: Report): void {
  test(item.base, 'base', fault);
}

export const DECIMAL_RULES: readonly Rule[] = [
  rule({ id: 'BR-DEC-01', terms: ['BT-92'], document: longTails(/^allowances\[\d+\]\.amount$/, AMOUNT_DIGITS), allowance: amountOf }),
  rule({ id: 'BR-DEC-02', terms: ['BT-93'], document: longTails(/^allowances\[\d+\]\.base$/, AMOUNT_DIGITS), allowance: baseOf }),
  rule({ id: 'BR-DEC-05', terms: ['BT-99'], document: longTails(/^charges\[\d+\]\.amount$/, AMOUNT_DIGITS), charge: amountOf }),
  rule({ id: 'BR-DEC-06', terms: ['BT-100'], document: longTails(/^charges\[\d+\]\.base$/, AMOUNT_DIGITS), charge: baseOf }),
  total('BR-DEC-09', 'BT-106', 'lines'),
  total('BR-DEC-10', 'BT-107', 'allowances'),
  total('BR-DEC-11', 'BT-108', 'charges'),
  total('BR-DEC-12', 'BT-109', 'withoutVat'),
  vatTotal('BR-DEC-13', 'BT-110', 'vat'),
  total('BR-DEC-14', 'BT-112', 'withVat'),
  vatTotal('BR-DEC-15', 'BT-111', 'vatAccounting'),
  total('BR-DEC-16', 'BT-113', 'paid'),
  total('BR-DEC-17', 'BT-114', 'rounding'),
  total('BR-DEC-18', 'BT-115', 'due'),
  rule({
    id: 'BR-DEC-19',
    terms: ['BT-116'],
    document: longTails(/^vat\[\d+\]\.base$/, AMOUNT_DIGITS),
    vat: (row, fault) => {
      test(row.base, 'base', fault);
    },
  }),
  rule({
    id: 'BR-DEC-20',
    terms: ['BT-117'],
    document: longTails(/^vat\[\d+\]\.amount$/, AMOUNT_DIGITS),
    vat: (row, fault) => {
      test(row.amount, 'amount', fault);
    },
  }),
  rule({
    id: 'BR-DEC-23',
    terms: ['BT-131'],
    document: longTails(/^lines\[\d+\]\.net$/, AMOUNT_DIGITS),
    line: (line, fault) => {
      test(line.net, 'net', fault);
    },
  }),
  rule({
    id: 'BR-DEC-24',
    terms: ['BT-136'],
    document: longTails(/^lines\[\d+\]\.allowances\[\d+\]\.amount$/, AMOUNT_DIGITS),
    lineAllowance: amountOf,
  }),
  rule({
    id: 'BR-DEC-25',
    terms: ['BT-137'],
    document: longTails(/^lines\[\d+\]\.allowances\[\d+\]\.base$/, AMOUNT_DIGITS),
    lineAllowance: baseOf,
  }),
  rule({
    id: 'BR-DEC-27',
    terms: ['BT-141'],
    document: longTails(/^lines\[\d+\]\.charges\[\d+\]\.amount$/, AMOUNT_DIGITS),
    lineCharge: amountOf,
  }),
  rule({
    id: 'BR-DEC-28',
    terms: ['BT-142'],
    document: longTails(/^lines\[\d+\]\.charges\[\d+\]\.base$/, AMOUNT_DIGITS),
    lineCharge: baseOf,
  }),
];
