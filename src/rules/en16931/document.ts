/** Presence rules of the document, its currencies, periods and VAT point (EN 16931-1, integrity constraints). */
import { isFilled, rule, type Report, type Rule } from '../rule.ts';
import { hasEmpty } from '../subject.ts';
import type { Invoice, Period } from '../../model/invoice.ts';

function present(id: string, term: string, path: keyof Invoice): Rule {
  return rule({
    id,
    terms: [term],
    document: ({ invoice }, fault) => {
      if (!isFilled(invoice[path] as string | undefined)) fault(path);
    },
  });
}

function total(id: string, term: string, path: 'lines' | 'withoutVat' | 'withVat' | 'due'): Rule {
  return rule({
    id,
    terms: [term],
    document: ({ invoice }, fault) => {
      if (invoice.totals?.[path] === undefined) fault(`totals.${path}`);
    },
  });
}

function inOrder(period: Period | undefined, fault: Report): void {
  if (period?.start === undefined || period.end === undefined || period.end >= period.start) return;
  fault(['period.start', 'period.end'], { start: period.start, end: period.end });
}

export const DOCUMENT_RULES: readonly Rule[] = [
  present('BR-01', 'BT-24', 'specification'),
  present('BR-02', 'BT-1', 'number'),
  present('BR-03', 'BT-2', 'issueDate'),
  present('BR-04', 'BT-3', 'typeCode'),
  present('BR-05', 'BT-5', 'currency'),
  total('BR-12', 'BT-106', 'lines'),
  total('BR-13', 'BT-109', 'withoutVat'),
  total('BR-14', 'BT-112', 'withVat'),
  total('BR-15', 'BT-115', 'due'),
  rule({
    id: 'BR-16',
    terms: ['BG-25'],
    document: ({ invoice }, fault) => {
      if ((invoice.lines ?? []).length === 0) fault('lines');
    },
  }),
  rule({ id: 'BR-29', terms: ['BT-73', 'BT-74'], document: ({ invoice: { period } }, fault) => inOrder(period, fault) }),
  rule({ id: 'BR-30', terms: ['BT-134', 'BT-135'], line: ({ period }, fault) => inOrder(period, fault) }),
  rule({
    id: 'BR-53',
    terms: ['BT-6', 'BT-111'],
    document: ({ invoice, facts }, fault) => {
      if (invoice.vatCurrency === undefined || invoice.totals?.vatAccounting !== undefined) return;
      // a file that writes the accounting currency equal to the invoice currency has its total in BT-110
      if (facts?.vatTotals.some((written) => written.currency === invoice.vatCurrency) === true) return;
      fault(['totals.vatAccounting', 'vatCurrency'], { currency: invoice.vatCurrency });
    },
  }),
  rule({
    id: 'BR-CO-03',
    terms: ['BT-7', 'BT-8'],
    document: ({ invoice }, fault) => {
      if (invoice.vatPointDate === undefined || invoice.vatPointCode === undefined) return;
      fault(['vatPointDate', 'vatPointCode'], { date: invoice.vatPointDate, code: invoice.vatPointCode });
    },
  }),
  rule({
    id: 'BR-CO-19',
    terms: ['BG-14', 'BT-73', 'BT-74'],
    document: ({ invoice: { period, vatPointCode }, facts }, fault) => {
      if (hasEmpty(facts, 'cac:InvoicePeriod')) fault('period');
      if (period !== undefined && period.start === undefined && period.end === undefined && vatPointCode === undefined) fault('period');
    },
  }),
  rule({
    id: 'BR-CO-20',
    terms: ['BG-26', 'BT-134', 'BT-135'],
    line: ({ period }, fault) => {
      if (period !== undefined && period.start === undefined && period.end === undefined) fault('period');
    },
  }),
];
