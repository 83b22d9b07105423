/** VAT breakdown, totals, document allowances and charges. */
import type { Totals } from '../model/totals.ts';
import type { AllowanceCharge } from '../model/tax.ts';
import { amountText, percentText } from './format.ts';
import { html, NOTHING, type Html } from './html.ts';
import { row, value, type InvoiceContext } from './invoice-value.ts';

const TOTALS = [
  'lines',
  'allowances',
  'charges',
  'withoutVat',
  'vat',
  'vatAccounting',
  'withVat',
  'paid',
  'rounding',
  'due',
] as const;

export function vatTable(context: InvoiceContext): Html {
  const {
    invoice: { vat, currency },
    visit: { words },
  } = context;
  if (vat === undefined || vat.length === 0) return NOTHING;
  return html`<div class="scroll"><table class="vat">
<caption>${words('invoice.vat')}</caption>
<thead><tr><th scope="col">${words('invoice.vat.category')}</th><th scope="col" class="amount">${words(
    'invoice.vat.rate',
  )}</th><th scope="col" class="amount">${words(
    'invoice.vat.base',
  )}</th><th scope="col" class="amount">${words('invoice.vat.amount')}</th></tr></thead>
<tbody>${vat.map(
    (part, index) => html`<tr>
<td>${value(
      context,
      `vat[${index}].category`,
      part.category === undefined ? null : (words.maybe(`vat.${part.category}`) ?? part.category),
    )}${
      part.reason === undefined ? NOTHING : html`<span class="sub">${value(context, `vat[${index}].reason`, part.reason)}</span>`
    }</td>
<td class="amount">${
      part.rate === undefined ? NOTHING : value(context, `vat[${index}].rate`, percentText(words.locale, part.rate))
    }</td>
<td class="amount">${
      part.base === undefined ? NOTHING : value(context, `vat[${index}].base`, amountText(words.locale, part.base, currency))
    }</td>
<td class="amount">${
      part.amount === undefined
        ? NOTHING
        : value(context, `vat[${index}].amount`, amountText(words.locale, part.amount, currency))
    }</td>
</tr>`,
  )}</tbody></table></div>`;
}

export function totalsList(context: InvoiceContext): Html {
  const {
    invoice: { totals, currency, vatCurrency },
    visit: { words },
  } = context;
  if (totals === undefined) return NOTHING;
  const shown = (name: keyof Totals): string | null => {
    const amount = totals[name];
    return amount === undefined
      ? null
      : amountText(words.locale, amount, name === 'vatAccounting' ? (vatCurrency ?? currency) : currency);
  };
  return html`<dl class="totals">${TOTALS.map((name) =>
    row(context, words(`field.totals.${name}`), `totals.${name}`, shown(name)),
  )}</dl>`;
}

export function adjustments(context: InvoiceContext): Html {
  const {
    invoice: { allowances, charges, currency },
    visit: { words },
  } = context;
  const one =
    (kind: 'allowance' | 'charge') =>
    (part: AllowanceCharge, index: number): Html =>
      html`<li>${words(`invoice.${kind}`)}${
        part.reason === undefined ? NOTHING : html` — ${value(context, `${kind}s[${index}].reason`, part.reason)}`
      }${part.percent === undefined ? NOTHING : html` (${percentText(words.locale, part.percent)})`} <strong>${value(
        context,
        `${kind}s[${index}].amount`,
        part.amount === undefined ? null : amountText(words.locale, part.amount, currency),
      )}</strong></li>`;
  if ((allowances?.length ?? 0) + (charges?.length ?? 0) === 0) return NOTHING;
  return html`<ul class="adjustments">${allowances?.map(one('allowance'))}${charges?.map(one('charge'))}</ul>`;
}
