/** Rules of the VAT breakdown as a whole: BR-45 to 48, BR-CO-17 and 18, and split payment BR-B. */
import { absolute, compare, divide, isZero, multiply, round, subtract, ZERO, type Decimal } from '../../model/decimal.ts';
import type { Invoice } from '../../model/invoice.ts';
import { vatCategory } from '../../model/tax.ts';
import { rule, type Rule } from '../rule.ts';

const HUNDRED: Decimal = { units: 100n, scale: 0 };
const ONE: Decimal = { units: 1n, scale: 0 };

/** Base × rate, to the cent, without sign. */
export function expectedTax(base: Decimal, rate: Decimal): Decimal {
  return divide(multiply(absolute(base), rate), HUNDRED, 2);
}

/** The artefacts accept what lies less than one unit of currency away. */
export function isNear(a: Decimal, b: Decimal): boolean {
  return compare(absolute(subtract(a, b)), ONE) < 0;
}

export const VAT_RULES: readonly Rule[] = [
  rule({
    id: 'BR-45',
    terms: ['BT-116'],
    vat: ({ base }, fault) => {
      if (base === undefined) fault('base');
    },
  }),
  rule({
    id: 'BR-46',
    terms: ['BT-117'],
    vat: ({ amount }, fault) => {
      if (amount === undefined) fault('amount');
    },
  }),
  rule({
    id: 'BR-47',
    terms: ['BT-118'],
    vat: (row, fault) => {
      if (vatCategory(row) === undefined) fault('category');
    },
  }),
  rule({
    id: 'BR-48',
    terms: ['BT-119'],
    vat: (row, fault) => {
      if ((row.rate === undefined || row.otherTax !== undefined) && vatCategory(row) !== 'O') fault('rate');
    },
  }),
  rule({
    id: 'BR-CO-17',
    terms: ['BT-116', 'BT-117', 'BT-119'],
    vat: (row, fault) => {
      const { amount, base } = row;
      // the rate of another tax is none
      const rate = (row.otherTax === undefined ? row.rate : undefined) ?? ZERO;
      if (isZero(round(rate, 0))) {
        if (amount === undefined || !isZero(round(amount, 0))) fault(['amount', 'rate'], { stated: amount, computed: ZERO, base });
        return;
      }
      const computed = base === undefined ? undefined : expectedTax(base, rate);
      if (amount === undefined || computed === undefined || !isNear(absolute(amount), computed))
        fault(['amount', 'base', 'rate'], { stated: amount, computed, base });
    },
  }),
  rule({
    id: 'BR-CO-18',
    terms: ['BG-23'],
    document: ({ invoice, facts }, fault) => {
      // the CII artefact asks each line for the breakdown: a file without lines is not asked
      if ((invoice.vat ?? []).length === 0 && (facts?.syntax !== 'cii' || invoice.lines !== undefined)) fault('vat');
    },
  }),
  rule({
    id: 'BR-B-01',
    terms: ['BT-95', 'BT-102', 'BT-151'],
    document: ({ invoice, sums }, fault) => {
      const used = sums.rows.has('B') || sums.onLines.has('B') || sums.onAllowances.has('B') || sums.onCharges.has('B');
      if (used && foreignCountry(invoice) !== undefined) fault('vat', { country: foreignCountry(invoice) });
    },
  }),
  rule({
    id: 'BR-B-02',
    terms: ['BT-95', 'BT-102', 'BT-118', 'BT-151'],
    document: ({ sums }, fault) => {
      const has = (category: string): boolean =>
        sums.rows.has(category) || sums.onLines.has(category) || sums.onAllowances.has(category) || sums.onCharges.has(category);
      if (has('B') && has('S')) fault('vat');
    },
  }),
];

/** Split payment is Italian: any other country in the file speaks against it. */
function foreignCountry(invoice: Invoice): string | undefined {
  const { seller, buyer, taxRepresentative, delivery } = invoice;
  const countries = [seller?.address, buyer?.address, taxRepresentative?.address, delivery?.address].map((address) => address?.country);
  return countries.find((country) => country !== undefined && country !== 'IT');
}
