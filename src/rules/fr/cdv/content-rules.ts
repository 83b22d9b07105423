/** BR-FR-CDV-09 to 16 and BR-FR-04: which invoice, which status, and what a status must say with it. */
import { isCode } from '../../../codes/code-list.ts';
import type { StatusCharacteristic, StatusMessage } from '../../../model/lifecycle.ts';
import { needsReason } from '../../../model/lifecycle-codes.ts';
import { isSaid, statusRule, type StatusRule } from './status-rule.ts';

/** An inadmissible flow could not be read: nobody knows the date and the seller of what it holds. */
const INADMISSIBLE = '501';
const COLLECTED = '212';

export const CDV_CONTENT_RULES: readonly StatusRule[] = [
  statusRule({
    id: 'BR-FR-CDV-09',
    terms: ['MDT-77'],
    test: ({ typeCode }, fault) => {
      if (typeCode !== '23' && typeCode !== '305') fault('typeCode', { type: typeCode });
    },
  }),
  statusRule({
    id: 'BR-FR-CDV-10',
    terms: ['MDT-87'],
    test: ({ invoice }, fault) => {
      if (!isSaid(invoice.number)) fault('invoice.number');
    },
  }),
  statusRule({
    // the id of the assertion: BR-FR-04 alone is the rule of invoices, whose sentence speaks of BT-3
    id: 'BR-FR-04_MDT-91',
    terms: ['MDT-91'],
    test: ({ invoice: { typeCode } }, fault) => {
      if (typeCode !== undefined && !isCode('fr-document-types', typeCode)) fault('invoice.typeCode', { type: typeCode });
    },
  }),
  statusRule({
    id: 'BR-FR-CDV-11',
    terms: ['MDG-35', 'MDT-105'],
    test: ({ invoice, code }, fault) => {
      if (invoice.issueDate === undefined && code !== INADMISSIBLE) fault('invoice.issueDate', { number: invoice.number, code });
    },
  }),
  statusRule({
    id: 'BR-FR-CDV-12',
    terms: ['MDT-105'],
    test: ({ invoice, code }, fault) => {
      if (code === undefined) fault('code', { number: invoice.number });
    },
  }),
  statusRule({
    id: 'BR-FR-CDV-13',
    terms: ['BT-30', 'MDT-105', 'MDT-129'],
    test: ({ invoice: { seller, number }, code }, fault) => {
      const named = isSaid(seller?.value) && seller?.scheme !== undefined;
      if (!named && code !== INADMISSIBLE) fault('invoice.seller', { number, code });
    },
  }),
  statusRule({
    id: 'BR-FR-CDV-14',
    terms: ['MDG-43', 'MDT-105', 'MDT-207', 'MDT-215', 'MDT-224'],
    test: (message, fault) => {
      if (message.code !== COLLECTED) return;
      const collected = collectedOf(message);
      if (collected.length === 0) fault('reasons', { number: message.invoice.number, amount: '', rate: '' });
      for (const { at, amount, percent } of collected)
        if (amount === undefined || percent === undefined) fault(at, { number: message.invoice.number, amount, rate: percent });
    },
  }),
  statusRule({
    id: 'BR-FR-CDV-15',
    terms: ['MDT-105', 'MDT-113', 'MDT-115'],
    test: ({ code, reasons }, fault) => {
      if (code !== undefined && needsReason(code) && !reasons.some((reason) => reason.code !== undefined)) fault('reasons', { code });
    },
  }),
  statusRule({
    id: 'BR-FR-CDV-16',
    terms: ['MDG-37', 'MDT-124'],
    test: ({ reasons }, fault) => {
      reasons.forEach(({ sequence, code }, index) => {
        if (sequence === undefined) fault(`reasons[${index}].sequence`, { place: index + 1, reason: code });
      });
    },
  }),
];

/** The blocks of money collected, with where they stand. */
function collectedOf({ reasons }: StatusMessage): readonly (StatusCharacteristic & { readonly at: string })[] {
  return reasons.flatMap(({ characteristics = [] }, r) =>
    characteristics.map((one, c) => ({ ...one, at: `reasons[${r}].characteristics[${c}]` })).filter(({ type }) => type === 'MEN'),
  );
}
