/** One value of the invoice on the page: marked when a finding names it, a link to its story when it has one. */
import type { Fault } from '../model/fault.ts';
import type { Invoice } from '../model/invoice.ts';
import { address, html, NOTHING, type Content, type Html } from './html.ts';
import type { Stories } from './story.ts';
import type { Visit } from './visit.ts';

export interface InvoiceContext {
  readonly visit: Visit;
  readonly invoice: Invoice;
  readonly stories: Stories;
  readonly findings: readonly Fault[];
  /** Path of the page, and the version it shows. */
  readonly page: string;
  readonly version: string | undefined;
  /** The path whose story is shown. */
  readonly chosen: string | undefined;
}

function faultAt(context: InvoiceContext, path: string): Fault | undefined {
  return context.findings.find((fault) => fault.at.some((at) => at === path || `${at}.value` === path));
}

export function value(context: InvoiceContext, path: string, shown: Content): Html {
  if (shown === undefined || shown === null || shown === '') return NOTHING;
  const fault = faultAt(context, path);
  const mark = fault === undefined ? '' : ` at-fault ${fault.severity}`;
  if (context.stories.of(path).length === 0) return mark === '' ? html`${shown}` : html`<span class="value${mark}">${shown}</span>`;
  const href = address(context.page, { version: context.version, story: path }, 'story');
  const current = context.chosen === path ? html` aria-current="true"` : NOTHING;
  return html`<a class="value${mark}" href="${href}" data-story${current}>${shown}</a>`;
}

/** A label with its value; nothing when there is no value, unless a finding asks for it. */
export function row(context: InvoiceContext, label: string, path: string, shown: Content): Html {
  const absent = shown === undefined || shown === null || shown === '';
  if (absent && faultAt(context, path) === undefined) return NOTHING;
  return html`<div><dt>${label}</dt><dd>${
    absent ? html`<span class="value at-fault fatal">—</span>` : value(context, path, shown)}</dd></div>`;
}
