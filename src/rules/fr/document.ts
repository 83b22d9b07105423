/** BR-FR-01 to 08, 20 and 31: numbers, dates, types, legal notes, billing framework. */
import { isCode } from '../../codes/code-list.ts';
import type { Note, PrecedingInvoice } from '../../model/invoice.ts';
import { rule, type Report, type Rule, type Tests } from '../rule.ts';

const NUMBER_MAX = 35;
/** The portal takes no more than 20 characters until December 2026. */
const PORTAL_NUMBER_MAX = 20;
const NUMBER_SHAPE = /^[A-Za-z0-9+_/-]*$/;
const CENTURY = /^20\d\d-\d\d-\d\d$/;

/** PMD late payment, PMT recovery fee, AAB early payment: each once. TXD: at most once. */
const LEGAL_NOTES = ['PMD', 'PMT', 'AAB'] as const;
const ONCE = [...LEGAL_NOTES, 'TXD'] as const;

function countOf(notes: readonly Note[] | undefined, subject: string): number {
  let count = 0;
  for (const note of notes ?? []) if (note.subject === subject) count++;
  return count;
}

function inCentury(date: string | undefined, at: string, fault: Report): void {
  if (date !== undefined && !CENTURY.test(date)) fault(at, { date });
}

/** The same of the invoice, of the invoices that it and its lines refer to (BG-3, EXT-FR-FE-136 to 138). */
function also(own: 'number' | 'typeCode', test: (value: string, at: string, fault: Report) => void): Pick<Tests, 'document' | 'line'> {
  const preceding = (one: PrecedingInvoice, at: string, fault: Report): void => {
    const value = one[own];
    if (value !== undefined) test(value, `${at}.${own}`, fault);
  };
  return {
    document: ({ invoice }, fault) => {
      const value = invoice[own];
      if (value !== undefined) test(value, own, fault);
      invoice.precedingInvoices?.forEach((one, index) => preceding(one, `precedingInvoices[${index}]`, fault));
    },
    line: (line, fault) => {
      if (line.precedingInvoice !== undefined) preceding(line.precedingInvoice, 'precedingInvoice', fault);
    },
  };
}

function isProcessing(text: string | undefined): boolean {
  return isCode('fr-processing-notes', text?.trim() ?? '');
}

export const FR_DOCUMENT_RULES: readonly Rule[] = [
  rule({
    id: 'BR-FR-01',
    terms: ['BT-1', 'BT-25', 'EXT-FR-FE-136'],
    ...also('number', (number, at, fault) => {
      if (number.length > NUMBER_MAX || !NUMBER_SHAPE.test(number)) fault(at, { number, length: number.length });
    }),
  }),
  rule({
    id: 'BR-FR-02',
    terms: ['BT-1', 'BT-25', 'EXT-FR-FE-136'],
    ...also('number', (number, at, fault) => {
      if (/\s/.test(number)) fault(at, { number });
    }),
  }),
  rule({
    id: 'PASS-NUMBER-LONG',
    terms: ['BT-1'],
    severity: 'warning',
    document: ({ invoice }, fault) => {
      const number = invoice.number ?? '';
      if (number.length > PORTAL_NUMBER_MAX && number.length <= NUMBER_MAX) fault('number', { number, length: number.length });
    },
  }),
  rule({
    id: 'BR-FR-03',
    terms: ['BT-2', 'BT-7', 'BT-9', 'BT-26', 'BT-72', 'BT-73', 'BT-74', 'BT-134', 'BT-135', 'EXT-FR-FE-138', 'EXT-FR-FE-158'],
    document: ({ invoice }, fault) => {
      const { issueDate, vatPointDate, dueDate, delivery, period, precedingInvoices } = invoice;
      inCentury(issueDate, 'issueDate', fault);
      inCentury(vatPointDate, 'vatPointDate', fault);
      inCentury(dueDate, 'dueDate', fault);
      inCentury(delivery?.date, 'delivery.date', fault);
      inCentury(period?.start, 'period.start', fault);
      inCentury(period?.end, 'period.end', fault);
      precedingInvoices?.forEach((one, index) => inCentury(one.issueDate, `precedingInvoices[${index}].issueDate`, fault));
    },
    line: ({ period, precedingInvoice, delivery }, fault) => {
      inCentury(period?.start, 'period.start', fault);
      inCentury(period?.end, 'period.end', fault);
      inCentury(precedingInvoice?.issueDate, 'precedingInvoice.issueDate', fault);
      inCentury(delivery?.date, 'delivery.date', fault);
    },
  }),
  rule({
    id: 'BR-FR-04',
    terms: ['BT-3', 'EXT-FR-FE-02', 'EXT-FR-FE-137'],
    ...also('typeCode', (type, at, fault) => {
      if (!isCode('fr-document-types', type)) fault(at, { type });
    }),
  }),
  rule({
    id: 'BR-FR-05',
    terms: ['BT-21', 'BT-22'],
    document: ({ invoice }, fault) => {
      for (const subject of LEGAL_NOTES) {
        if (countOf(invoice.notes, subject) === 0) fault('notes', { subject });
      }
    },
  }),
  rule({
    id: 'BR-FR-06',
    terms: ['BT-21'],
    document: ({ invoice }, fault) => {
      for (const subject of ONCE) {
        const count = countOf(invoice.notes, subject);
        if (count > 1) fault('notes', { subject, count });
      }
    },
  }),
  rule({
    id: 'BR-FR-08',
    terms: ['BT-23'],
    document: ({ invoice: { businessProcess } }, fault) => {
      if (!isCode('fr-business-processes', businessProcess ?? '')) fault('businessProcess', { code: businessProcess });
    },
  }),
  rule({
    id: 'BR-FR-20',
    terms: ['BT-21', 'BT-22'],
    document: ({ invoice }, fault) => {
      invoice.notes?.forEach((note, index) => {
        if (note.subject === 'BAR' && !isProcessing(note.text)) fault(`notes[${index}].text`, { text: note.text });
      });
    },
  }),
  rule({
    id: 'BR-FR-31',
    terms: ['BT-21'],
    document: ({ invoice }, fault) => {
      // a word that is not in the list is told by BR-FR-20
      const count = (invoice.notes ?? []).filter(({ subject, text }) => subject === 'BAR' && isProcessing(text)).length;
      if (count > 1) fault('notes', { count });
    },
  }),
];
