/** BR-FR-15 and 16: the categories and rates that exist in France; CO-12: VAT is told in euros. */
import { CODE_LISTS, isCode } from '../../codes/code-list.ts';
import { dec, equals, type Decimal } from '../../model/decimal.ts';
import type { Invoice } from '../../model/invoice.ts';
import { rule, type Rule } from '../rule.ts';

const RATE_DIGITS = 2;
const RATES: readonly Decimal[] = CODE_LISTS['fr-vat-rates'].codes.map((code) => dec(code));

interface Vat {
  readonly category?: string;
  readonly rate?: Decimal;
}

function* vatOf(invoice: Invoice): Iterable<readonly [Vat, string]> {
  for (const [index, row] of (invoice.vat ?? []).entries()) yield [row, `vat[${index}]`];
  for (const [index, line] of (invoice.lines ?? []).entries()) if (line.vat !== undefined) yield [line.vat, `lines[${index}].vat`];
  for (const kind of ['allowances', 'charges'] as const) {
    for (const [index, item] of (invoice[kind] ?? []).entries()) if (item.vat !== undefined) yield [item.vat, `${kind}[${index}].vat`];
  }
}

export const FR_VAT_RULES: readonly Rule[] = [
  rule({
    id: 'BR-FR-15',
    terms: ['BT-118', 'BT-151', 'BT-95', 'BT-102'],
    test: ({ invoice }, fault) => {
      for (const [vat, at] of vatOf(invoice)) {
        if (vat.category !== undefined && !isCode('fr-vat-categories', vat.category)) fault(`${at}.category`, { category: vat.category });
      }
    },
  }),
  rule({
    id: 'BR-FR-16',
    terms: ['BT-119', 'BT-152', 'BT-96', 'BT-103'],
    test: ({ invoice }, fault) => {
      for (const [{ rate }, at] of vatOf(invoice)) {
        // `20.00` is the rate of 20, `20.0000` is not in the list as the artefact writes it
        if (rate !== undefined && (rate.scale > RATE_DIGITS || !RATES.some((known) => equals(known, rate)))) fault(`${at}.rate`, { rate });
      }
    },
  }),
  rule({
    id: 'BR-FR-CO-12',
    terms: ['BT-5', 'BT-6', 'BT-111'],
    test: ({ invoice }, fault) => {
      const { currency, vatCurrency, totals } = invoice;
      if (currency === undefined || currency === 'EUR') return;
      if (vatCurrency !== 'EUR' || totals?.vatAccounting === undefined)
        fault(['vatCurrency', 'totals.vatAccounting'], { currency, vatCurrency });
    },
  }),
];
