/** BR-FR-15 and 16: the categories and rates that exist in France; CO-12: VAT is told in euros. */
import { CODE_LISTS, isCode } from '../../codes/code-list.ts';
import { dec, round, type Decimal } from '../../model/decimal.ts';
import type { LineVat } from '../../model/tax.ts';
import { rule, type Report, type Rule } from '../rule.ts';

const RATE_DIGITS = 2;
const RATES: ReadonlySet<bigint> = new Set(CODE_LISTS['fr-vat-rates'].codes.map((code) => round(dec(code), RATE_DIGITS).units));

function categoryIn(category: string | undefined, at: string, fault: Report): void {
  if (category !== undefined && !isCode('fr-vat-categories', category)) fault(at, { category });
}

/** `20.00` is the rate of 20, `20.0000` is not in the list as the artefact writes it. */
function rateIn(rate: Decimal | undefined, at: string, fault: Report): void {
  if (rate !== undefined && (rate.scale > RATE_DIGITS || !RATES.has(round(rate, RATE_DIGITS).units))) fault(at, { rate });
}

function category({ vat }: { readonly vat?: LineVat }, fault: Report): void {
  categoryIn(vat?.category, 'vat.category', fault);
}

function rate({ vat }: { readonly vat?: LineVat }, fault: Report): void {
  rateIn(vat?.rate, 'vat.rate', fault);
}

export const FR_VAT_RULES: readonly Rule[] = [
  rule({
    id: 'BR-FR-15',
    terms: ['BT-118', 'BT-151', 'BT-95', 'BT-102'],
    vat: (row, fault) => {
      categoryIn(row.category, 'category', fault);
    },
    line: category,
    allowance: category,
    charge: category,
  }),
  rule({
    id: 'BR-FR-16',
    terms: ['BT-119', 'BT-152', 'BT-96', 'BT-103'],
    vat: (row, fault) => {
      rateIn(row.rate, 'rate', fault);
    },
    // the UBL artefact looks at the rates of invoice lines, and not at those of credit note lines
    line: (line, fault, { facts }) => {
      if (facts?.root !== 'cn:CreditNote') rate(line, fault);
    },
    allowance: rate,
    charge: rate,
  }),
  rule({
    id: 'BR-FR-CO-12',
    terms: ['BT-5', 'BT-6', 'BT-111'],
    document: ({ invoice }, fault) => {
      const { currency, vatCurrency, totals } = invoice;
      if (currency === undefined || currency === 'EUR') return;
      if (vatCurrency !== 'EUR' || totals?.vatAccounting === undefined)
        fault(['vatCurrency', 'totals.vatAccounting'], { currency, vatCurrency });
    },
  }),
];
