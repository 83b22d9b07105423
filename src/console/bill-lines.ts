/** The lines of the bill: what was arranged otherwise than on the invoice is said, what is not the same amount is marked. */
import type { BillLine } from '../model/bill.ts';
import type { Line } from '../model/line.ts';
import type { LinePair } from './bill-compare.ts';
import { answered, type BillContext } from './bill-value.ts';
import { amountText, decimalText, percentText } from './format.ts';
import { html, NOTHING, type Html } from './html.ts';
import { LINES_MAX } from './invoice-lines.ts';

export function billLines(context: BillContext): Html {
  const {
    visit: { words },
    comparison: { lines, missing },
  } = context;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${words('bill.lines')}">
      <table class="lines booking" role="table">
        <caption class="hidden">
          ${words('bill.lines')}
        </caption>
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader" class="wide">${words('invoice.line')}</th>
            <th scope="col" role="columnheader">${words('invoice.item')}</th>
            <th scope="col" role="columnheader" class="amount">${words('invoice.quantity')}</th>
            <th scope="col" role="columnheader" class="amount">${words('invoice.price')}</th>
            <th scope="col" role="columnheader" class="amount">${words('invoice.net')}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${lines.slice(0, LINES_MAX).map((pair) => billLine(context, pair))}${missing
            .slice(0, LINES_MAX)
            .map((line) => missingLine(context, line))}
        </tbody>
      </table>
    </div>
    ${lines.length > LINES_MAX ? html`<p class="faint">… ${lines.length}</p>` : NOTHING}`;
}

function billLine(context: BillContext, pair: LinePair): Html {
  const {
    visit: { words },
    invoice: { currency },
  } = context;
  const { bill, invoice, differs } = pair;
  const wrong = differs.includes('net') || differs.includes('vat');
  const source =
    bill.source === 'line' ? NOTHING : html`<span class="badge mute">${words.maybe(`bill.source.${bill.source}`) ?? bill.source}</span> `;
  const unit = bill.unitCode === undefined ? NOTHING : html` <small>${words.maybe(`unit.${bill.unitCode}`) ?? bill.unitCode}</small>`;
  return html`<tr role="row" ${wrong ? html` class="differs"` : NOTHING}>
    <td role="cell" class="wide faint">${bill.line}</td>
    <td role="cell">
      ${source}<span class="item">${bill.name}</span
      >${vat(context, bill)}${['tax', 'account', 'unit'].map((what) => answered(context, bill, what))}${rearranged(
        context,
        pair,
      )}${differs.includes('vat') ? other(context, vatText(context, invoice?.vat?.category, invoice?.vat?.rate)) : NOTHING}
    </td>
    <td role="cell" class="amount">${decimalText(words.locale, bill.quantity)}${unit}</td>
    <td role="cell" class="amount">
      ${decimalText(words.locale, bill.price)}${
        bill.discount === undefined ? NOTHING : html`<span class="sub">− ${percentText(words.locale, bill.discount)}</span>`
      }
    </td>
    <td role="cell" class="amount">
      ${amountText(words.locale, bill.net, currency)}${
        differs.includes('net') && invoice?.net !== undefined ? other(context, amountText(words.locale, invoice.net, currency)) : NOTHING
      }
    </td>
  </tr>`;
}

function vatText({ visit: { words } }: BillContext, category: string | undefined, rate: BillLine['price'] | undefined): string {
  return [category, rate === undefined ? undefined : percentText(words.locale, rate)].filter((part) => part !== undefined).join(' · ');
}

function vat(context: BillContext, { vat: tax }: BillLine): Html {
  const { words } = context.visit;
  return html`<span class="sub"
    >${words('invoice.rate')} · ${tax === undefined ? words('bill.vat.none') : vatText(context, tax.category, tax.rate)}</span
  >`;
}

/** The net is the supplier's; how it is made of quantity and price may not be. */
function rearranged({ visit: { words } }: BillContext, { invoice, differs }: LinePair): Html {
  if (invoice === null || !(differs.includes('quantity') || differs.includes('price'))) return NOTHING;
  const quantity = invoice.quantity === undefined ? '—' : decimalText(words.locale, invoice.quantity);
  const price = invoice.price === undefined ? '—' : decimalText(words.locale, invoice.price);
  return html`<span class="sub rearranged">${words('bill.rearranged', { quantity, price })}</span>`;
}

/** What the invoice says instead. */
function other({ visit: { words } }: BillContext, shown: string): Html {
  return html`<span class="sub other">≠ ${words('bill.invoice.says', { value: shown })}</span>`;
}

function missingLine({ visit: { words }, invoice: { currency } }: BillContext, line: Line): Html {
  return html`<tr role="row" class="differs">
    <td role="cell" class="wide faint">${line.id}</td>
    <td role="cell"><span class="item">${line.item?.name}</span><span class="sub other">≠ ${words('bill.line.missing')}</span></td>
    <td role="cell"></td>
    <td role="cell"></td>
    <td role="cell" class="amount">${line.net === undefined ? '—' : amountText(words.locale, line.net, currency)}</td>
  </tr>`;
}
