/** VAT per rate and the totals of invoice and bill next to each other, to the cent. */
import type { RatePair, Sides } from './bill-compare.ts';
import type { BillContext } from './bill-value.ts';
import { amountText, percentText } from './format.ts';
import { html, NOTHING, type Html } from './html.ts';

export function billTotals(context: BillContext): Html {
  const {
    visit: { words },
    comparison: { rates, totals },
  } = context;
  const head = html`<thead role="rowgroup">
    <tr role="row">
      <th scope="col" role="columnheader">${words('bill.compared')}</th>
      <th scope="col" role="columnheader" class="amount">${words('bill.side.invoice')}</th>
      <th scope="col" role="columnheader" class="amount">${words('bill.side.bill')}</th>
    </tr>
  </thead>`;
  const row = (label: Html | string, pair: Sides, strong = false): Html =>
    html`<tr role="row" ${pair.differs ? html` class="differs"` : strong ? html` class="strong"` : NOTHING}>
      <th scope="row" role="rowheader">${label}</th>
      ${side(context, pair.invoice, 'invoice')}${side(context, pair.bill, 'bill', pair.differs)}
    </tr>`;
  return html`<div class="scroll">
    <table class="compared" role="table">
      <caption>
        ${words('bill.totals')}
      </caption>
      ${head}
      <tbody role="rowgroup">
        ${rates.map((rate) => html`${row(rateLabel(context, rate, 'base'), rate.base)}${row(rateLabel(context, rate, 'amount'), rate.amount)}`)}
        ${row(words('field.totals.withoutVat'), totals.withoutVat)}${row(words('field.totals.vat'), totals.vat)}${row(
          words('field.totals.withVat'),
          totals.withVat,
          true,
        )}
      </tbody>
    </table>
  </div>`;
}

function rateLabel({ visit: { words } }: BillContext, { category, rate }: RatePair, which: 'base' | 'amount'): string {
  const name = rate === null ? category : `${category} ${percentText(words.locale, rate)}`;
  return words(`bill.rate.${which}`, { rate: name });
}

function side(
  { visit: { words }, invoice: { currency } }: BillContext,
  amount: Sides['bill'],
  which: 'invoice' | 'bill',
  differs = false,
): Html {
  const mark = differs ? html`<span class="mark" title="${words('bill.differs.mark')}">≠</span> ` : NOTHING;
  return html`<td role="cell" class="amount" data-label="${words(`bill.side.${which}`)}">
    ${mark}${amount === null ? html`<span class="faint">—</span>` : amountText(words.locale, amount, currency)}
  </td>`;
}
