/** The invoice as a person reads it: parties, lines, VAT, totals, payment, notes, references. */
import type { Payment } from '../model/invoice.ts';
import { dayText } from './format.ts';
import { foreignLink, html, NOTHING, type Html } from './html.ts';
import { lineTable } from './invoice-lines.ts';
import { parties } from './invoice-parties.ts';
import { adjustments, totalsList, vatTable } from './invoice-totals.ts';
import { row, value, type InvoiceContext } from './invoice-value.ts';

const TEXT_TERMS = [
  'buyerReference', 'orderReference', 'contractReference', 'projectReference', 'salesOrderReference', 'receiptReference',
  'despatchReference', 'tenderReference', 'buyerAccountingReference', 'businessProcess',
] as const;

export function invoiceView(context: InvoiceContext): Html {
  return html`<div class="paper">
${references(context)}
${parties(context)}
${lineTable(context)}
<div class="sums"><div>${vatTable(context)}${adjustments(context)}</div>${totalsList(context)}</div>
<div class="below">${payment(context)}${notes(context)}${attachments(context)}</div>
</div>`;
}

function references(context: InvoiceContext): Html {
  const { invoice, visit: { words } } = context;
  const type = invoice.typeCode === undefined ? null : html`${words.maybe(`type.${
    invoice.typeCode}`) ?? invoice.typeCode} <small class="faint">${invoice.typeCode}</small>`;
  const period = invoice.period === undefined ? null
    : `${dayText(words.locale, invoice.period.start)} – ${dayText(words.locale, invoice.period.end)}`;
  return html`<dl class="references">
${row(context, words('field.typeCode'), 'typeCode', type)}
${row(context, words('field.number'), 'number', invoice.number)}
${row(context, words('field.issueDate'), 'issueDate', dayText(words.locale, invoice.issueDate))}
${row(context, words('field.dueDate'), 'dueDate', dayText(words.locale, invoice.dueDate))}
${row(context, words('field.vatPointDate'), 'vatPointDate', dayText(words.locale, invoice.vatPointDate))}
${row(context, words('field.period'), 'period', period)}
${TEXT_TERMS.map((name) => row(context, words(`field.${name}`), name, invoice[name]))}
${invoice.precedingInvoices?.map((one, index) => row(context, words('field.precedingInvoices[].number'), `precedingInvoices[${
    index}].number`,
    [one.number, dayText(words.locale, one.issueDate)].filter((part) => part !== undefined && part !== '').join(' · ')))}
${invoice.currency === 'EUR' ? NOTHING : row(context, words('field.currency'), 'currency', invoice.currency)}
</dl>`;
}

/** An IBAN in groups of four, as it stands on paper. */
export function accountText(account: string | undefined): string | undefined {
  return account !== undefined && /^[A-Z]{2}\d{2}[A-Z0-9]{8,30}$/.test(account) ? account.replace(/(.{4})(?=.)/g, '$1 ') : account;
}

function payment(context: InvoiceContext): Html {
  const { invoice, visit: { words } } = context;
  const paid: Payment | undefined = invoice.payment;
  if (paid === undefined) return NOTHING;
  const means = paid.means === undefined ? paid.meansText : (words.maybe(`means.${paid.means}`) ?? paid.meansText ?? paid.means);
  return html`<section><h3>${words('invoice.payment')}</h3><dl>
${row(context, words('field.payment.means'), 'payment.means', means)}
${paid.transfers?.map((transfer, index) => html`
${row(context, words('field.payment.transfers[].account'), `payment.transfers[${index}].account`, accountText(transfer.account))}
${row(context, words('field.payment.transfers[].name'), `payment.transfers[${index}].name`, transfer.name)}
${row(context, words('field.payment.transfers[].bic'), `payment.transfers[${index}].bic`, transfer.bic)}`)}
${row(context, words('field.payment.debit.mandate'), 'payment.debit.mandate', paid.debit?.mandate)}
${row(context, words('field.payment.debit.account'), 'payment.debit.account', accountText(paid.debit?.account))}
${row(context, words('field.payment.reference'), 'payment.reference', paid.reference)}
${row(context, words('field.payment.terms'), 'payment.terms', paid.terms)}
</dl></section>`;
}

function notes(context: InvoiceContext): Html {
  const { invoice, visit: { words } } = context;
  if (invoice.notes === undefined || invoice.notes.length === 0) return NOTHING;
  return html`<section><h3>${words('invoice.notes')}</h3><ul class="notes">${invoice.notes.map((note, index) => html`<li>${
    note.subject === undefined ? NOTHING : html`<span class="subject">${words.maybe(`note.${note.subject}`) ?? note.subject}</span> `}${
    value(context, `notes[${index}].text`, note.text)}</li>`)}</ul></section>`;
}

function attachments(context: InvoiceContext): Html {
  const { invoice, visit: { words } } = context;
  if (invoice.attachments === undefined || invoice.attachments.length === 0) return NOTHING;
  return html`<section><h3>${words('invoice.attachments')}</h3><ul>${invoice.attachments.map((file) => {
    const name = file.fileName ?? file.description ?? file.id ?? file.url;
    const link = foreignLink(file.url);
    return html`<li>${link === null ? name : html`<a href="${link}" rel="noreferrer noopener nofollow">${name}</a>`}</li>`;
  })}</ul></section>`;
}
