/** The lines of the invoice as a table, with their allowances and notes; numbers keep the digits they were written with. */
import type { Line } from '../model/line.ts';
import type { AllowanceCharge } from '../model/tax.ts';
import { amountText, dayText, decimalText, percentText } from './format.ts';
import { html, NOTHING, type Html } from './html.ts';
import { value, type InvoiceContext } from './invoice-value.ts';

/** Beyond it the page would be slow to read; the file has them all. */
export const LINES_MAX = 500;

export function lineTable(context: InvoiceContext): Html {
  const {
    invoice: { lines },
    visit: { words },
  } = context;
  if (lines === undefined || lines.length === 0) return html`<p class="faint">${words('invoice.lines.none')}</p>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${words('invoice.lines')}"><table class="lines" role="table">
<caption class="hidden">${words('invoice.lines')}</caption>
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader" class="wide">${words(
    'invoice.line',
  )}</th><th scope="col" role="columnheader">${words(
    'invoice.item',
  )}</th><th scope="col" role="columnheader" class="amount">${words(
    'invoice.quantity',
  )}</th><th scope="col" role="columnheader" class="amount">${words(
    'invoice.price',
  )}</th><th scope="col" role="columnheader" class="amount wide">${words(
    'invoice.rate',
  )}</th><th scope="col" role="columnheader" class="amount">${words('invoice.net')}</th></tr></thead>
<tbody role="rowgroup">${lines.slice(0, LINES_MAX).map((line, index) => lineRow(context, line, `lines[${index}]`))}</tbody>
</table></div>${lines.length > LINES_MAX ? html`<p class="faint">… ${lines.length}</p>` : NOTHING}`;
}

function lineRow(context: InvoiceContext, line: Line, at: string): Html {
  const {
    visit: { words },
    invoice: { currency },
  } = context;
  const unit = line.unitCode === undefined ? undefined : (words.maybe(`unit.${line.unitCode}`) ?? line.unitCode);
  const rate = line.vat?.rate === undefined ? line.vat?.category : percentText(words.locale, line.vat.rate);
  return html`<tr role="row">
<td role="cell" class="wide faint">${line.id}</td>
<td role="cell">${itemCell(context, line, at)}</td>
<td role="cell" class="amount">${
    line.quantity === undefined ? NOTHING : value(context, `${at}.quantity`, decimalText(words.locale, line.quantity))
  }${unit === undefined ? NOTHING : html` <small>${value(context, `${at}.unitCode`, unit)}</small>`}</td>
<td role="cell" class="amount">${
    line.price === undefined ? NOTHING : value(context, `${at}.price`, decimalText(words.locale, line.price))
  }${
    line.priceBaseQuantity === undefined
      ? NOTHING
      : html` <small>${words('invoice.per', { quantity: decimalText(words.locale, line.priceBaseQuantity) })}</small>`
  }</td>
<td role="cell" class="amount wide">${
    line.vat?.rate === undefined ? value(context, `${at}.vat.category`, rate) : value(context, `${at}.vat.rate`, rate)
  }</td>
<td role="cell" class="amount">${
    line.net === undefined ? NOTHING : value(context, `${at}.net`, amountText(words.locale, line.net, currency))
  }</td>
</tr>`;
}

function itemCell(context: InvoiceContext, line: Line, at: string): Html {
  const {
    visit: { words },
    invoice: { currency },
  } = context;
  const adjust = (kind: 'allowance' | 'charge', list: readonly AllowanceCharge[] | undefined): Html =>
    html`${list?.map(
      (one, index) =>
        html`<span class="sub">${words(`invoice.${kind}`)}${one.reason === undefined ? NOTHING : html` (${one.reason})`} ${value(
          context,
          `${at}.${kind}s[${index}].amount`,
          one.amount === undefined ? null : amountText(words.locale, one.amount, currency),
        )}</span>`,
    )}`;
  const period =
    line.period === undefined
      ? NOTHING
      : html`<span class="sub">${dayText(words.locale, line.period.start)} – ${dayText(words.locale, line.period.end)}</span>`;
  return html`<span class="item">${value(context, `${at}.item.name`, line.item?.name)}</span>
${line.item?.sellerId === undefined ? NOTHING : html`<span class="sub">${words('invoice.ref', { value: line.item.sellerId })}</span>`}
${
  line.item?.description === undefined || line.item.description === line.item.name
    ? NOTHING
    : html`<span class="sub">${line.item.description}</span>`
}
${period}${line.notes?.map((note) => html`<span class="sub">${note.text}</span>`)}
${adjust('allowance', line.allowances)}${adjust('charge', line.charges)}`;
}
