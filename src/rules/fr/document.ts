/** BR-FR-01 to 08, 20 and 31: numbers, dates, types, legal notes, billing framework. */
import { isCode } from '../../codes/code-list.ts';
import type { PrecedingInvoice } from '../../model/invoice.ts';
import { rule, type Report, type Rule, type Tests } from '../rule.ts';
import type { Subject } from '../subject.ts';
import { FR_DATE_RULE } from './dates.ts';

const NUMBER_MAX = 35;
/** The portal takes no more than 20 characters until December 2026. */
const PORTAL_NUMBER_MAX = 20;
/** A line break around it is no part of it, a space anywhere is. */
const NUMBER_SHAPE = /^[\t\r\n]*[A-Za-z0-9+_/-]+[\t\r\n]*$/;

/** PMD late payment, PMT recovery fee, AAB early payment: each once. TXD: at most once. */
const LEGAL_NOTES = ['PMD', 'PMT', 'AAB'] as const;
const ONCE = [...LEGAL_NOTES, 'TXD'] as const;

/** In UBL a subject stands before its text, and the artefact finds it anywhere between two marks. */
function countOf({ invoice: { notes }, facts }: Subject, subject: string): number {
  let count = 0;
  for (const note of notes ?? []) {
    if (note.subject === subject) count++;
    if (facts?.syntax === 'ubl') count += (note.text?.split(`#${subject}#`).length ?? 1) - 1;
  }
  return count;
}

/** The same of the invoice, of the invoices that it and its lines refer to (BG-3, EXT-FR-FE-136 to 138). */
function also(
  own: 'number' | 'typeCode',
  test: (value: string, at: string, fault: Report, subject: Subject) => void,
): Pick<Tests, 'document' | 'line'> {
  const preceding = (one: PrecedingInvoice, at: string, fault: Report, subject: Subject): void => {
    const value = one[own];
    if (value !== undefined) test(value, `${at}.${own}`, fault, subject);
  };
  return {
    document: (subject, fault) => {
      const { invoice } = subject;
      const value = invoice[own];
      if (value !== undefined) test(value, own, fault, subject);
      invoice.precedingInvoices?.forEach((one, index) => preceding(one, `precedingInvoices[${index}]`, fault, subject));
    },
    line: (line, fault, subject) => {
      if (line.precedingInvoice !== undefined) preceding(line.precedingInvoice, 'precedingInvoice', fault, subject);
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
    ...also('number', (number, at, fault, { facts }) => {
      const values = { number, length: number.length };
      if (number.length > NUMBER_MAX) fault(at, values);
      // the UBL artefact tells a wrong character under both ids
      if (facts?.syntax === 'ubl' && !NUMBER_SHAPE.test(number)) fault(at, values);
    }),
  }),
  rule({
    id: 'BR-FR-02',
    terms: ['BT-1', 'BT-25', 'EXT-FR-FE-136'],
    ...also('number', (number, at, fault) => {
      if (!NUMBER_SHAPE.test(number)) fault(at, { number });
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
  FR_DATE_RULE,
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
    document: (judged, fault) => {
      for (const subject of LEGAL_NOTES) {
        if (countOf(judged, subject) === 0) fault('notes', { subject });
      }
    },
  }),
  rule({
    id: 'BR-FR-06',
    terms: ['BT-21'],
    document: (judged, fault) => {
      for (const subject of ONCE) {
        const count = countOf(judged, subject);
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
