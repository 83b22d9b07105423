/** The bill to be booked, as a person checks it against the invoice beside it: supplier, lines, rates, totals, ERP fields. */
import type { ReceptionEnrichment } from '../model/reception.ts';
import { compareBill } from './bill-compare.ts';
import type { BillContext } from './bill-value.ts';
import { billLines } from './bill-lines.ts';
import { billTotals } from './bill-totals.ts';
import { erpValues } from './bill-values.ts';
import { html, NOTHING, type Html } from './html.ts';
import { accountText } from './invoice-view.ts';
import type { InvoiceContext } from './invoice-value.ts';
import type { BillToBook } from './reception-data.ts';

export function billView(context: InvoiceContext, booking: BillToBook, enrichment: ReceptionEnrichment | null): Html {
  const whole: BillContext = { ...context, booking, enrichment, comparison: compareBill(booking.bill, context.invoice) };
  return html`<div class="paper">
    ${verdict(whole)} ${resolvedParty(whole)} ${billLines(whole)} ${billTotals(whole)} ${erpValues(whole)}
  </div>`;
}

function verdict({ visit: { words }, comparison: { differences } }: BillContext): Html {
  const text =
    differences === 0
      ? words('bill.same')
      : differences === 1
        ? words('bill.differs.one')
        : words('bill.differs', { count: String(differences) });
  return html`<p class="verdict ${differences === 0 ? 'ok' : 'bad'}">${text}</p>`;
}

/** Who the supplier is in the ERP, how that is known, and the order and accounts found with it. */
function resolvedParty({ visit: { words }, enrichment, booking: { bill } }: BillContext): Html {
  const row = (label: string, value: Html | string): Html =>
    html`<div>
      <dt>${label}</dt>
      <dd>${value}</dd>
    </div>`;
  const type = row(words('bill.type'), words(`bill.type.${bill.type === 'credit-note' ? 'credit-note' : 'invoice'}`));
  if (enrichment === null) return html`<dl class="references">${type}</dl>`;
  const { supplier, accounts, order } = enrichment;
  const name = supplier.name ?? supplier.proposals.find(({ id }) => id === supplier.party)?.name;
  const by = supplier.by === undefined ? NOTHING : html` <span class="how">${words.maybe(`party.by.${supplier.by}`) ?? supplier.by}</span>`;
  const who =
    supplier.party === undefined
      ? html`<span class="value at-fault fatal">${words('bill.supplier.none')}</span>`
      : html`${name === undefined ? NOTHING : html`${name} `}<code>${supplier.party}</code>${by}`;
  const ordered =
    order === undefined
      ? NOTHING
      : row(
          words('bill.order'),
          html`${order.number}
          ${
            order.id === null
              ? html`<span class="value at-fault warning">${words('bill.order.none')}</span>`
              : html`<code>${order.id}</code>`
          }`,
        );
  return html`<dl class="references">
    ${type}${row(words('bill.supplier'), who)}${ordered}${
      accounts.length === 0
        ? NOTHING
        : row(
            words('bill.accounts'),
            html`${accounts.slice(0, 5).map((account) => html`<span class="sub">${accountText(account)}</span>`)}`,
          )
    }
  </dl>`;
}
