/** Rules of payment cards, delivery, preceding invoices and attached documents. */
import { isFilled, rule, type Rule } from '../rule.ts';
import { hasEmpty } from '../subject.ts';

/** The last digits of a card, as the security standards of card payment allow. */
const CARD_DIGITS_MAX = 10;

export const REFERENCE_RULES: readonly Rule[] = [
  rule({
    id: 'BR-51',
    terms: ['BT-87'],
    severity: 'warning',
    document: ({ invoice: { payment } }, fault) => {
      const digits = payment?.card?.number?.trim().length ?? 0;
      // the number itself is never a value of a finding
      if (digits > CARD_DIGITS_MAX) fault('payment.card.number', { digits });
    },
  }),
  rule({
    id: 'BR-52',
    terms: ['BT-122'],
    document: ({ invoice }, fault) => {
      invoice.attachments?.forEach((attachment, index) => {
        if (!isFilled(attachment.id)) fault(`attachments[${index}].id`, { number: index + 1 });
      });
    },
  }),
  rule({
    id: 'BR-55',
    terms: ['BT-25'],
    document: ({ invoice, facts }, fault) => {
      const bare = ['cac:BillingReference', 'cac:BillingReference/cac:InvoiceDocumentReference'];
      if (bare.some((name) => hasEmpty(facts, name)) && invoice.precedingInvoices === undefined) fault('precedingInvoices', { number: 1 });
      invoice.precedingInvoices?.forEach((preceding, index) => {
        if (!isFilled(preceding.number)) fault(`precedingInvoices[${index}].number`, { number: index + 1 });
      });
    },
  }),
  rule({
    id: 'BR-57',
    terms: ['BT-80'],
    document: ({ invoice: { delivery } }, fault) => {
      if (delivery?.address !== undefined && !isFilled(delivery.address.country)) fault('delivery.address.country');
    },
  }),
];
