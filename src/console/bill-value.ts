/** What the parts of the bill share: the two documents, the stored answers, and how an answer is shown. */
import type { BillLine } from '../model/bill.ts';
import type { ReceptionEnrichment } from '../model/reception.ts';
import { answerFor, answerName } from './bill-answers.ts';
import type { BillComparison } from './bill-compare.ts';
import { html, NOTHING, type Html } from './html.ts';
import type { InvoiceContext } from './invoice-value.ts';
import type { BillToBook } from './reception-data.ts';

export interface BillContext extends InvoiceContext {
  readonly booking: BillToBook;
  readonly enrichment: ReceptionEnrichment | null;
  readonly comparison: BillComparison;
}

/** « Taxe · 20 % achats (31) · comme avant »: what a line got, and who says so. */
export function answered({ visit: { words }, enrichment }: BillContext, line: BillLine, what: string): Html {
  const found = answerFor(line, what, enrichment?.resolved ?? []);
  if (found === undefined) return NOTHING;
  const label = words.maybe(`bill.what.${what}`) ?? what;
  if (found.answer === null) {
    const left =
      what === 'tax'
        ? html`<span class="value at-fault fatal">${words('bill.answer.missing')}</span>`
        : html`${words('bill.answer.default')}`;
    return html`<span class="sub">${label} · ${left}</span>`;
  }
  const name = answerName(found);
  return html`<span class="sub"
    >${label} · ${name === null ? NOTHING : html`${name} `}<code>${found.answer}</code>
    <span class="how">${words.maybe(`bill.how.${found.how}`) ?? found.how}</span></span
  >`;
}
