/** BR-FR-CO: what must go together. Multi-vendor (MV) and bidirectional (BD) invoices: multi-vendor.ts. */
import { compare, equals, isZero } from '../../model/decimal.ts';
import type { Invoice, PrecedingInvoice } from '../../model/invoice.ts';
import { isFilled, rule, type Rule } from '../rule.ts';
import { isCounted } from './extended-lines.ts';
import { hasDueDate } from './dates.ts';
import { isCorrective, isCreditNote, isFinalFramework, isPaidFramework, isPrepayment } from './types.ts';

/** The member of a single VAT group says so in a TXD note. */
const GROUP_SCHEME = '0231';
const GROUP_NOTE = 'MEMBRE_ASSUJETTI_UNIQUE';

function isComplete(preceding: PrecedingInvoice | undefined): boolean {
  return isFilled(preceding?.number) && isFilled(preceding?.issueDate);
}

function isGroupMember(invoice: Invoice): boolean {
  return (invoice.seller?.ids ?? []).some((id) => id.scheme === GROUP_SCHEME);
}

export const FR_CONSISTENCY_RULES: readonly Rule[] = [
  rule({
    id: 'BR-FR-CO-03',
    terms: ['BT-3', 'BT-12', 'BG-14', 'BT-73', 'BT-74'],
    document: ({ invoice }, fault) => {
      if (invoice.typeCode !== '262') return;
      const { contractReference, period } = invoice;
      if (!isFilled(contractReference) || period?.start === undefined || period.end === undefined)
        fault(['contractReference', 'period'], { contract: contractReference });
    },
  }),
  rule({
    id: 'BR-FR-CO-04',
    terms: ['BT-3', 'BT-25', 'BT-26'],
    document: ({ invoice, facts }, fault) => {
      // the UBL artefact looks at the type of an invoice alone
      if (!isCorrective(invoice.typeCode) || facts?.root === 'cn:CreditNote') return;
      const preceding = invoice.precedingInvoices ?? [];
      if (preceding.length !== 1) fault('precedingInvoices', { type: invoice.typeCode, count: preceding.length });
    },
  }),
  rule({
    id: 'BR-FR-CO-05',
    terms: ['BT-3', 'BT-25', 'BT-26', 'EXT-FR-FE-136', 'EXT-FR-FE-138'],
    document: ({ invoice, facts }, fault) => {
      // and at the type of a credit note alone
      if (!isCreditNote(invoice.typeCode) || facts?.root === 'ubl:Invoice') return;
      // a line of the kind GROUP or INFORMATION bills nothing that could be credited
      const lines = (invoice.lines ?? []).filter(isCounted);
      if ((invoice.precedingInvoices ?? []).some(isComplete)) return;
      if (lines.length > 0 && lines.every((line) => isComplete(line.precedingInvoice))) return;
      fault('precedingInvoices', { type: invoice.typeCode, count: (invoice.precedingInvoices ?? []).length });
    },
  }),
  rule({
    id: 'BR-FR-CO-07',
    terms: ['BT-2', 'BT-9', 'BT-23'],
    document: ({ invoice, facts }, fault) => {
      const { issueDate, dueDate } = invoice;
      if (!hasDueDate(facts)) return;
      if (issueDate === undefined || dueDate === undefined || isPrepayment(invoice.typeCode) || isPaidFramework(invoice.businessProcess))
        return;
      if (dueDate < issueDate) fault(['dueDate', 'issueDate'], { due: dueDate, issued: issueDate });
    },
  }),
  rule({
    id: 'BR-FR-CO-08',
    terms: ['BT-3', 'BT-23'],
    document: ({ invoice }, fault) => {
      if (isFinalFramework(invoice.businessProcess) && isPrepayment(invoice.typeCode)) {
        fault(['businessProcess', 'typeCode'], { framework: invoice.businessProcess, type: invoice.typeCode });
      }
    },
  }),
  rule({
    id: 'BR-FR-CO-09',
    terms: ['BT-23', 'BT-112', 'BT-113', 'BT-115', 'BT-9'],
    document: ({ invoice }, fault) => {
      if (!isPaidFramework(invoice.businessProcess)) return;
      const { withVat, paid, due } = invoice.totals ?? {};
      const values = { framework: invoice.businessProcess, total: withVat, paid, due };
      if (withVat !== undefined && (paid === undefined || !equals(paid, withVat))) fault('totals.paid', values);
      if (due !== undefined && !isZero(due)) fault('totals.due', values);
      if (!isFilled(invoice.dueDate)) fault('dueDate', values);
    },
  }),
  rule({
    id: 'BR-FR-CO-14',
    terms: ['BT-29', 'BT-21', 'BT-22'],
    document: ({ invoice }, fault) => {
      if (!isGroupMember(invoice)) return;
      const said = (invoice.notes ?? []).some((note) => note.subject === 'TXD' && note.text?.trim() === GROUP_NOTE);
      if (!said) fault('notes', { note: GROUP_NOTE });
    },
  }),
  rule({
    id: 'BR-FR-CO-15',
    terms: ['BT-29', 'BG-11', 'BT-63'],
    document: ({ invoice }, fault) => {
      if (isGroupMember(invoice) && !isFilled(invoice.taxRepresentative?.vatId))
        fault('taxRepresentative.vatId', { name: invoice.taxRepresentative?.name });
    },
  }),
  rule({
    id: 'PASS-NEGATIVE-TOTAL',
    terms: ['BT-112', 'BT-3'],
    severity: 'warning',
    document: ({ invoice: { totals, typeCode } }, fault) => {
      const total = totals?.withVat;
      if (total !== undefined && compare(total, { units: 0n, scale: 0 }) < 0) fault('totals.withVat', { total, type: typeCode });
    },
  }),
];
