/** The sums of the document: BR-CO-10 to 16. Exact, after rounding a sum to cents as EN 16931 does. */
import { add, equals, round, subtract, sum, ZERO, type Decimal } from '../../model/decimal.ts';
import { rule, type Rule } from '../rule.ts';
import type { Invoice } from '../../model/invoice.ts';
import type { SyntaxFacts } from '../../model/syntax-facts.ts';

function same(value: Decimal): Decimal {
  return value;
}

function cents(value: Decimal): Decimal {
  return round(value, 2);
}

function adjustments(id: string, terms: readonly string[], kind: 'allowances' | 'charges'): Rule {
  return rule({
    id,
    terms,
    document: ({ invoice }, fault) => {
      const stated = invoice.totals?.[kind];
      const items = invoice[kind] ?? [];
      if (invoice.totals === undefined || (stated === undefined && items.length === 0)) return;
      const computed = cents(sum(items.map((item) => item.amount)));
      if (stated === undefined || !equals(stated, computed)) fault([`totals.${kind}`, kind], { stated, computed });
    },
  });
}

export const TOTAL_RULES: readonly Rule[] = [
  rule({
    id: 'BR-CO-10',
    terms: ['BT-106', 'BT-131'],
    document: ({ invoice, sums }, fault) => {
      if (invoice.totals === undefined) return;
      const stated = invoice.totals.lines;
      const computed = cents(sums.lines);
      if (stated === undefined || !equals(stated, computed)) fault(['totals.lines', 'lines'], { stated, computed });
    },
  }),
  adjustments('BR-CO-11', ['BT-107', 'BT-92'], 'allowances'),
  adjustments('BR-CO-12', ['BT-108', 'BT-99'], 'charges'),
  rule({
    id: 'BR-CO-13',
    terms: ['BT-106', 'BT-107', 'BT-108', 'BT-109'],
    document: ({ invoice: { totals }, facts }, fault) => {
      if (totals === undefined) return;
      // the UBL artefact rounds what it computes, and takes the sum of lines as it is written
      const asWritten = facts?.syntax === 'ubl' && totals.allowances === undefined && totals.charges === undefined;
      const computed = (asWritten ? same : cents)(add(subtract(totals.lines ?? ZERO, totals.allowances ?? ZERO), totals.charges ?? ZERO));
      if (totals.lines !== undefined && totals.withoutVat !== undefined && equals(totals.withoutVat, computed)) return;
      const values = {
        stated: totals.withoutVat,
        computed,
        lines: totals.lines,
        allowances: totals.allowances ?? ZERO,
        charges: totals.charges ?? ZERO,
      };
      fault(['totals.withoutVat', 'totals.lines', 'totals.allowances', 'totals.charges'], values);
    },
  }),
  rule({
    id: 'BR-CO-14',
    terms: ['BT-110', 'BT-117'],
    document: ({ invoice, facts }, fault) => {
      const stated = invoice.totals?.vat;
      // the CII artefact takes a breakdown that is not there for one of zero, and looks at no other currency
      const inCii = facts?.syntax === 'cii';
      if (stated === undefined || (inCii ? !isTold(invoice, facts) : (invoice.vat ?? []).length === 0)) return;
      const computed = cents(sum((invoice.vat ?? []).map((row) => row.amount)));
      if (!equals(stated, computed)) fault(['totals.vat', 'vat'], { stated, computed });
    },
  }),
  rule({
    id: 'BR-CO-15',
    terms: ['BT-109', 'BT-110', 'BT-112'],
    document: ({ invoice, facts }, fault) => {
      if (invoice.currency === undefined || (invoice.totals === undefined && facts?.syntax !== 'cii')) return;
      const { withoutVat, withVat, vat } = invoice.totals ?? {};
      const inCurrency = facts?.vatTotals.filter((written) => written.currency === invoice.currency).length;
      // a total of VAT in another currency is none
      const computed = cents(add(withoutVat ?? ZERO, (inCurrency === 0 ? undefined : vat) ?? ZERO));
      // UBL must say a total of VAT even when it is zero; CII may leave it out
      const counted = inCurrency === undefined || inCurrency === 1 || (inCurrency === 0 && facts?.syntax === 'cii');
      if (counted && withoutVat !== undefined && withVat !== undefined && equals(withVat, computed)) return;
      fault(['totals.withVat', 'totals.withoutVat', 'totals.vat'], { stated: withVat, computed, withoutVat, vat: vat ?? ZERO });
    },
  }),
  rule({
    id: 'BR-CO-16',
    terms: ['BT-112', 'BT-113', 'BT-114', 'BT-115'],
    document: ({ invoice }, fault) => {
      if (invoice.totals === undefined) return;
      const due = dueOf(invoice);
      const stated = invoice.totals.due;
      if (due !== undefined && stated !== undefined && equals(stated, due)) return;
      const { withVat, paid, rounding } = invoice.totals ?? {};
      fault(['totals.due', 'totals.withVat', 'totals.paid', 'totals.rounding'], {
        stated,
        computed: due,
        withVat,
        paid: paid ?? ZERO,
        rounding: rounding ?? ZERO,
      });
    },
  }),
];

/** A total of VAT in the currency of the invoice. */
function isTold({ currency }: Invoice, { vatTotals }: SyntaxFacts): boolean {
  return vatTotals.some((written) => written.currency !== undefined && written.currency === currency);
}

/** BT-115 = BT-112 − BT-113 + BT-114. */
function dueOf({ totals }: Invoice): Decimal | undefined {
  return totals?.withVat === undefined ? undefined : cents(add(subtract(totals.withVat, totals.paid ?? ZERO), totals.rounding ?? ZERO));
}
