/** Presence rules of the document, its currencies, periods and VAT point (EN 16931-1, integrity constraints). */
import { isFilled, rule, type Report, type Rule } from '../rule.ts';
import { hasEmpty } from '../subject.ts';
import type { Invoice, Period } from '../../model/invoice.ts';
import type { InstancePath } from '../../model/path.ts';
import type { SyntaxFacts } from '../../model/syntax-facts.ts';

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
    document: ({ invoice: { totals }, facts }, fault) => {
      // CII without the group of totals breaks BR-CO-15 alone
      if (totals?.[path] === undefined && (totals !== undefined || facts?.syntax !== 'cii')) fault(`totals.${path}`);
    },
  });
}

/** A CII date in another format than 102: the artefacts take it for none. */
function isForeign(facts: SyntaxFacts | undefined, at: InstancePath): boolean {
  return facts?.syntax === 'cii' && facts.dates.some((date) => date.at === at && date.format !== '102');
}

function inOrder(period: Period | undefined, fault: Report): void {
  if (period?.start === undefined || period.end === undefined || period.end >= period.start) return;
  fault(['period.start', 'period.end'], { start: period.start, end: period.end });
}

/** Two dates of which one is in a foreign format cannot be told to be in order. */
function comparable({ start, end }: Period, at: InstancePath, facts: SyntaxFacts | undefined): boolean {
  if (facts === undefined || facts.dates.length === 0 || start === undefined || end === undefined || end < start) return true;
  return !isForeign(facts, `${at}.start`) && !isForeign(facts, `${at}.end`);
}

export const DOCUMENT_RULES: readonly Rule[] = [
  present('BR-01', 'BT-24', 'specification'),
  present('BR-02', 'BT-1', 'number'),
  rule({
    id: 'BR-03',
    terms: ['BT-2'],
    document: ({ invoice, facts }, fault) => {
      if (!isFilled(invoice.issueDate) || isForeign(facts, 'issueDate')) fault('issueDate');
    },
  }),
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
  rule({
    id: 'BR-29',
    terms: ['BT-73', 'BT-74'],
    document: ({ invoice: { period }, facts }, fault) => {
      inOrder(period, fault);
      if (period !== undefined && !comparable(period, 'period', facts)) fault('period', { ...period });
    },
  }),
  rule({
    id: 'BR-30',
    terms: ['BT-134', 'BT-135'],
    line: ({ period }, fault) => inOrder(period, fault),
    document: ({ invoice: { lines }, facts }, fault) => {
      if (facts === undefined || facts.dates.length === 0) return;
      lines?.forEach(({ id, period }, index) => {
        if (period !== undefined && !comparable(period, `lines[${index}].period`, facts))
          fault(`lines[${index}].period`, { line: id ?? String(index + 1), ...period });
      });
    },
  }),
  rule({
    id: 'BR-53',
    terms: ['BT-6', 'BT-111'],
    document: ({ invoice, facts }, fault) => {
      const { currency, vatCurrency, totals } = invoice;
      if (vatCurrency === undefined) return;
      const told = facts?.vatTotals.some((written) => written.currency === vatCurrency) ?? totals?.vatAccounting !== undefined;
      // two currencies that are one: the CII artefact refuses it, the UBL artefact finds the total in BT-110
      if (!told || (facts?.syntax === 'cii' && vatCurrency === currency))
        fault(['totals.vatAccounting', 'vatCurrency'], { currency: vatCurrency });
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
