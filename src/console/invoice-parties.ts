/** Seller, buyer and the other parties, with the delivery. */
import type { Address, Identifier, Party } from '../model/party.ts';
import { dayText } from './format.ts';
import { html, NOTHING, type Html } from './html.ts';
import { row, value, type InvoiceContext } from './invoice-value.ts';

const SHOWN = ['seller', 'buyer', 'payee', 'taxRepresentative'] as const;

export function parties(context: InvoiceContext): Html {
  const { invoice } = context;
  const cards = SHOWN.map((name) => (invoice[name] === undefined ? NOTHING : party(context, name, invoice[name])));
  return html`<div class="parties">${cards}${delivery(context)}</div>`;
}

function addressLines(context: InvoiceContext, path: string, address: Address | undefined): Html {
  if (address === undefined) return NOTHING;
  const at = (member: keyof Address): Html => value(context, `${path}.${member}`, address[member]);
  const lines = [at('line1'), at('line2'), at('line3'), html`${at('postCode')} ${at('city')}`, html`${at('subdivision')} ${
    at('country')}`];
  const present = [
    address.line1, address.line2, address.line3, address.postCode ?? address.city, address.subdivision ?? address.country,
  ];
  return html`<address>${lines.map((line, index) => (present[index] === undefined ? NOTHING : html`<span>${line}</span>`))}</address>`;
}

function identifier(id: Identifier): Html {
  return html`${id.value}${id.scheme === undefined || id.scheme === '' ? NOTHING : html` <small class="faint">${id.scheme}</small>`}`;
}

function party(context: InvoiceContext, name: (typeof SHOWN)[number], who: Party): Html {
  const { words } = context.visit;
  const at = (member: string): string => `${name}.${member}`;
  const legalLabel = who.legalId?.scheme === '0002' ? words('field.legalId.value') : words('field.legalId.other');
  const contact = [who.contact?.name, who.contact?.phone, who.contact?.email].filter((part) => part !== undefined);
  return html`<section class="who"><h3>${words(`invoice.${name}`)}</h3>
<p class="name">${value(context, at('name'), who.name)}</p>
${who.tradingName === undefined ? NOTHING : html`<p>${value(context, at('tradingName'), who.tradingName)}</p>`}
${addressLines(context, at('address'), who.address)}
<dl>
${row(context, legalLabel, at('legalId.value'), who.legalId === undefined ? null : identifier(who.legalId))}
${row(context, words('field.vatId'), at('vatId'), who.vatId)}
${row(context, words('field.taxId'), at('taxId'), who.taxId)}
${who.ids?.map((id, index) => row(context, words('field.ids[].value'), at(`ids[${index}].value`), identifier(id)))}
${row(context, words('field.endpoint.value'), at('endpoint.value'), who.endpoint === undefined ? null : identifier(who.endpoint))}
</dl>
${contact.length === 0 ? NOTHING : html`<p class="contact">${contact.map((part) => html`<span>${part}</span>`)}</p>`}
${who.legalForm === undefined ? NOTHING : html`<p class="small faint">${value(context, at('legalForm'), who.legalForm)}</p>`}
</section>`;
}

function delivery(context: InvoiceContext): Html {
  const { invoice: { delivery: place }, visit: { words } } = context;
  if (place === undefined) return NOTHING;
  return html`<section class="who"><h3>${words('invoice.delivery')}</h3>
${place.name === undefined ? NOTHING : html`<p class="name">${value(context, 'delivery.name', place.name)}</p>`}
${addressLines(context, 'delivery.address', place.address)}
<dl>${row(context, words('field.delivery.date'), 'delivery.date', dayText(words.locale, place.date))}</dl></section>`;
}
