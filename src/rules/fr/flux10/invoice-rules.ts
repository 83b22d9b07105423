/** Invoices of international trade (flux 10.1) and totals of a day (10.3): codes that go together, references, sums. */
import { isCode } from '../../../codes/code-list.ts';
import { absolute, compare, dec, multiply, subtract, sum, type Decimal } from '../../../model/decimal.ts';
import type { InstancePath } from '../../../model/path.ts';
import type { Figure, ReportedInvoice } from '../../../model/report.ts';
import type { MessageReport } from '../../message-rule.ts';
import { isAmount, isPrice, reportRule, type ReportRule } from './report-rule.ts';
import { daysOf, invoicesOf, type Group } from './terms.ts';

const PROFILE = 'urn.cpro.gouv.fr:1p0:ereporting';
/** Final invoices after a prepayment, and prepayments themselves. */
const FINAL: readonly string[] = ['B4', 'S4', 'M4'];
const PREPAYMENTS: readonly string[] = ['386', '500', '503'];
const CORRECTED: readonly string[] = ['384', '471', '472', '473'];
const CREDIT_NOTES: readonly string[] = ['261', '381', '396', '502', '503'];
/** Credit notes that may be net of VAT (VATEX-FR-CNWVAT). */
const NET_CREDIT_NOTES: readonly string[] = ['261', '381', '396'];
const CENT = dec('0.01');

type Test = (invoice: ReportedInvoice, at: InstancePath, fault: MessageReport) => void;

/** Every finding names the invoice. */
function invoiceRule(id: string, terms: readonly string[], test: Test): ReportRule {
  return reportRule({
    id,
    terms,
    test: (report, fault) => {
      for (const { item, at, of } of invoicesOf(report)) test(item, at, (path, values) => fault(path, { of, ...values }));
    },
  });
}

export const FLUX10_INVOICE_RULES: readonly ReportRule[] = [
  invoiceRule('G1.01', ['TT-21'], ({ typeCode }, at, fault) => {
    if (typeCode !== undefined && !isCode('fr-report-document-types', typeCode)) fault(`${at}.typeCode`, { value: typeCode });
  }),
  invoiceRule('G1.02', ['TT-28'], ({ process }, at, fault) => {
    if (process !== undefined && !isCode('fr-report-business-processes', process)) fault(`${at}.process`, { value: process });
  }),
  invoiceRule('G1.60', ['TT-21', 'TT-28'], ({ process = '', typeCode = '' }, at, fault) => {
    if (FINAL.includes(process) && PREPAYMENTS.includes(typeCode)) fault(`${at}.typeCode`, { type: typeCode, process });
  }),
  invoiceRule('F10-FACTURE-S1.12', ['TT-29'], ({ profile }, at, fault) => {
    if (profile !== undefined && profile !== PROFILE) fault(`${at}.profile`, { value: profile, expected: PROFILE });
  }),
  invoiceRule('F10-FACTURE-P1.11', ['TT-24'], ({ vatPointCode: value }, at, fault) => {
    if (value !== undefined && !isCode('fr-report-vat-point-codes', value)) fault(`${at}.vatPointCode`, { value });
  }),
  invoiceRule('G6.21', ['TT-21', 'TT-59'], ({ typeCode = '', vat = [] }, at, fault) => {
    const index = vat.findIndex(({ reasonCode }) => reasonCode === 'VATEX-FR-CNWVAT');
    if (index >= 0 && !NET_CREDIT_NOTES.includes(typeCode)) fault(`${at}.vat[${index}].reasonCode`, { type: typeCode });
  }),
  invoiceRule('G1.32', ['TG-11', 'TG-40', 'TT-31', 'TT-301'], (invoice, at, fault) => {
    const { typeCode = '', references = [] } = invoice;
    const dated = references.some(({ issueDate }) => issueDate !== undefined);
    const fine = CORRECTED.includes(typeCode)
      ? references.length === 1 && dated
      : !CREDIT_NOTES.includes(typeCode) || dated || isReferencedByLine(invoice);
    if (!fine) fault(`${at}.references`, { type: typeCode, count: references.length });
  }),
  invoiceRule('G6.23', ['TT-202'], ({ vatAmount, vatCurrency }, at, fault) => {
    if (vatAmount !== undefined && vatCurrency !== 'EUR') fault(`${at}.vatCurrency`, { value: vatCurrency });
  }),
  invoiceRule('G1.40', ['TT-56', 'TT-58', 'TT-59'], ({ vat = [] }, at, fault) => {
    vat.forEach(({ category, reason, reasonCode }, index) => {
      if (category === 'E' && (reason === undefined || reasonCode === undefined))
        fault(`${at}.vat[${index}]`, { reason, code: reasonCode });
    });
  }),
  reportRule({
    id: 'G1.53',
    terms: ['TT-51', 'TT-52', 'TT-54', 'TT-55', 'TT-82', 'TT-83', 'TT-87', 'TT-88'],
    test: (report, fault) => {
      for (const group of invoicesOf(report)) testSums(group, ['TT-51', 'TT-52'], fault);
      for (const group of daysOf(report)) testSums(group, ['TT-82', 'TT-83'], fault);
    },
  }),
  invoiceRule('G1.55', ['TT-69', 'TT-70', 'TT-71'], ({ lines = [] }, at, fault) => {
    lines.forEach(({ price, priceDiscount: discount, grossPrice: gross }, index) => {
      if (price === undefined || discount === undefined || gross === undefined) return;
      if (![price, discount, gross].every(isPrice)) return;
      if (isBeyond(price, subtract(gross, discount), CENT))
        fault(`${at}.lines[${index}].price`, { price, discount, gross, line: index + 1 });
    });
  }),
  reportRule({
    id: 'G1.68',
    terms: ['TT-81'],
    test: (report, fault) => {
      for (const { item, at, of } of daysOf(report)) {
        const { category: value } = item;
        if (value !== undefined && !isCode('fr-transaction-categories', value)) fault(`${at}.category`, { value, of });
      }
    },
  }),
  reportRule({
    id: 'F10-TRANSAC-P1.11',
    terms: ['TT-80'],
    test: (report, fault) => {
      for (const { item, at, of } of daysOf(report)) {
        const { vatPointCode: value } = item;
        if (value !== undefined && !isCode('fr-report-vat-point-codes', value)) fault(`${at}.vatPointCode`, { value, of });
      }
    },
  }),
];

function isReferencedByLine({ lines = [] }: ReportedInvoice): boolean {
  return lines.length > 0 && lines.every(({ reference }) => reference?.number !== undefined && reference.issueDate !== undefined);
}

interface Summed {
  readonly currency?: string;
  readonly net?: Figure;
  readonly vatAmount?: Figure;
  readonly vat?: readonly { readonly base?: Figure; readonly amount?: Figure }[];
}

/**
 * Totals of the base and of the VAT against their rows, a cent for each row, in euros only. Exact, where the artefact
 * counts in binary fractions: a difference of just the tolerance may be refused there.
 */
function testSums({ item, at, of }: Group<Summed>, terms: readonly [net: string, vat: string], fault: MessageReport): void {
  const { currency, net, vatAmount, vat = [] } = item;
  if (currency !== 'EUR') return;
  const tests = [
    ['net', terms[0], net, vat.map(({ base }) => base)],
    ['vatAmount', terms[1], vatAmount, vat.map(({ amount }) => amount)],
  ] as const;
  for (const [member, term, total, rows] of tests) {
    const figures = rows.filter((row) => row !== undefined);
    if (total === undefined || ![total, ...figures].every(isAmount)) continue;
    const computed = sum(figures);
    const tolerance = multiply(CENT, { units: BigInt(figures.length), scale: 0 });
    if (isBeyond(total, computed, tolerance)) fault(`${at}.${member}`, { total, computed, tolerance, of, term });
  }
}

function isBeyond(a: Decimal, b: Decimal, tolerance: Decimal): boolean {
  return compare(absolute(subtract(a, b)), tolerance) > 0;
}
