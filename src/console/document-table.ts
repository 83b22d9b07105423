/** Documents as a table: the same on the overview, the list, the preview and among related documents. */
import type { Document } from '../model/document.ts';
import { ageText, amountText, dayText } from './format.ts';
import { html, NOTHING, type Content, type Html } from './html.ts';
import { reasonText } from './native-words.ts';
import { badge, stateOf } from './state-badge.ts';
import type { Visit } from './visit.ts';

export interface TableOptions {
  readonly id: string;
  readonly caption: string;
  /** The company column is left out where there is only one. */
  readonly companies: boolean;
  /** What is said under the state, when the row's own reason is not enough. */
  readonly why?: (row: Document) => Content;
}

export function documentTable(visit: Visit, rows: readonly Document[], options: TableOptions): Html {
  const { words } = visit;
  return html`<div class="scroll"><table class="documents${options.why === undefined ? NOTHING : html` reasoned`}" role="table" id="${options.id}" data-live>
<caption class="hidden">${options.caption}</caption>
<thead role="rowgroup"><tr role="row">
<th scope="col" role="columnheader">${words('documents.number')}</th>
<th scope="col" role="columnheader">${words('documents.counterparty')}</th>
${options.companies ? html`<th scope="col" role="columnheader" class="wide">${words('documents.company')}</th>` : NOTHING}
<th scope="col" role="columnheader" >${words('documents.issued')}</th>
<th scope="col" role="columnheader" class="amount">${words('documents.amount')}</th>
<th scope="col" role="columnheader">${words('documents.state')}</th>
<th scope="col" role="columnheader" class="amount wide">${words('documents.age')}</th>
</tr></thead>
<tbody role="rowgroup">${rows.map((row) => documentRow(visit, row, options))}</tbody>
</table></div>`;
}

function documentRow(visit: Visit, row: Document, options: TableOptions): Html {
  const { words, now } = visit;
  const reason = row.halt === null && row.stage !== 'excluded' && row.stage !== 'refused' ? null : reasonText(words, row.reason);
  const why = options.why === undefined ? reason : options.why(row);
  const amount = row.payable === null ? html`<span class="faint">—</span>` : amountText(words.locale, row.payable, row.currency);
  return html`<tr role="row" data-row>
<th scope="row" role="rowheader"><a href="/documents/${encodeURIComponent(row.id)}">${direction(visit, row)}${
  row.number ?? (row.kind === 'invoice' ? words('documents.unnumbered') : words(`kind.${row.kind}`))}</a></th>
<td role="cell" class="party">${row.counterparty ?? html`<span class="faint">${words('documents.unknown')}</span>`}</td>
${options.companies ? html`<td role="cell" class="wide">${row.company ?? html`<span class="faint">—</span>`}</td>` : NOTHING}
<td role="cell" class="day">${dayText(words.locale, row.issueDate)}</td>
<td role="cell" class="amount">${amount}</td>
<td role="cell" class="state">${badge(stateOf(words, row))}${
  why === null ? NOTHING : html`<span class="why">${why}</span>`}</td>
<td role="cell" class="amount wide faint"><time datetime="${row.createdAt}">${ageText(words.locale, row.createdAt, now)}</time></td>
</tr>`;
}

/** An arrow for the eye, a word for those who listen. */
function direction({ words }: Visit, row: Document): Html {
  return html`<span class="arrow ${row.direction}" aria-hidden="true">${
    row.direction === 'out' ? '↗' : '↙'}</span><span class="hidden">${
    words(`direction.${row.direction}`)} </span>`;
}

/** Sums by currency, in a fixed order. */
export function sums(visit: Visit, payable: Readonly<Record<string, string>>): Html {
  const entries = Object.entries(payable).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return html`<span class="faint">${visit.words('overview.amount.none')}</span>`;
  return html`${entries.map(([currency, amount], index) =>
    html`${index === 0 ? NOTHING : html`<span class="plus"> + </span>`}<span class="sum">${
      amountText(visit.words.locale, amount, currency)}</span>`)}`;
}
