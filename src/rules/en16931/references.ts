/** Rules of payment, delivery, preceding invoices and attached documents. */
import { isFilled, rule, type Rule } from '../rule.ts';
import { hasEmpty } from '../subject.ts';

/** UNTDID 4461: credit transfer and SEPA credit transfer need an account. */
const TRANSFERS: ReadonlySet<string> = new Set(['30', '58']);
/** The last digits of a card, as the security standards of card payment allow. */
const CARD_DIGITS_MAX = 10;

export const REFERENCE_RULES: readonly Rule[] = [
  rule({
    id: 'BR-49',
    terms: ['BT-81'],
    document: ({ invoice: { payment }, facts }, fault) => {
      if (hasEmpty(facts, 'cac:PaymentMeans')) fault('payment.means');
      if (payment === undefined || payment.means !== undefined) return;
      const { transfers, card, debit, meansText, reference } = payment;
      if (transfers !== undefined || card !== undefined || debit !== undefined || meansText !== undefined || reference !== undefined)
        fault('payment.means');
    },
  }),
  rule({
    id: 'BR-50',
    terms: ['BT-81', 'BT-84'],
    document: ({ invoice: { payment } }, fault) => {
      if (payment?.means === undefined || !TRANSFERS.has(payment.means)) return;
      payment.transfers?.forEach((transfer, index) => {
        if (!isFilled(transfer.account)) fault(`payment.transfers[${index}].account`, { means: payment.means });
      });
    },
  }),
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
    id: 'BR-61',
    terms: ['BT-81', 'BT-84'],
    document: ({ invoice: { payment } }, fault) => {
      const means = payment?.means?.trim();
      if (means === undefined || !TRANSFERS.has(means)) return;
      if (!(payment?.transfers ?? []).some((transfer) => transfer.account !== undefined)) fault('payment.transfers', { means });
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
