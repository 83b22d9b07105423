/** What suppliers sent: what arrived, what waits and why in words, and how well the network is heard. */
import type { Document } from '../model/document.ts';
import { isFatal, type Fault } from '../model/fault.ts';
import type { DocumentList, ReceptionHealth } from '../ports/views.ts';
import { documentTable, sums } from './document-table.ts';
import { countText } from './format.ts';
import { address, html, NOTHING, type Content, type Html } from './html.ts';
import { emptyState, layout } from './layout.ts';
import { findingText, reasonText } from './native-words.ts';
import { RECEPTION_PAGE, RECEPTION_STATES, writeReceptionQuery, type ReceptionQuery } from './reception-filter.ts';
import { receptionHealth } from './reception-health.ts';
import type { Visit } from './visit.ts';

export interface ReceptionPageData {
  readonly query: ReceptionQuery;
  readonly list: DocumentList;
  /** Why the rows wait, by document. */
  readonly findings: Readonly<Record<string, readonly Fault[]>>;
  /** How many wait in all, whatever is shown. */
  readonly waiting: number;
  readonly parked: number;
  readonly health: readonly ReceptionHealth[];
  readonly companies: readonly string[];
  readonly zone: string;
}

export function receptionPage(visit: Visit, data: ReceptionPageData): Html {
  const { words } = visit;
  const title = words('reception.title');
  const lead =
    data.waiting === 0
      ? words('reception.lead.clear')
      : data.waiting === 1
        ? words('reception.lead.one')
        : words('reception.lead.many', { count: countText(words.locale, data.waiting) });
  const body = html`<div class="head">
      <h1>${title}</h1>
      <p class="lead" id="lead" data-live>${lead}</p>
    </div>
    ${receptionHealth(visit, data.health, data.zone)} ${stateLinks(visit, data)} ${filters(visit, data)}
    <section id="found" data-live aria-live="off">
      ${summary(visit, data.list)}
      ${
        data.list.rows.length === 0
          ? nothingFound(visit, data.query)
          : documentTable(visit, data.list.rows, {
              id: 'received',
              caption: title,
              companies: data.companies.length > 1,
              why: (row) => why(visit, row, data.findings[row.id] ?? []),
            })
      }
      ${paging(visit, data)}
    </section>`;
  return layout(visit, { title, current: 'reception', body, refresh: 15 });
}

/** The sentence of what holds it, never an id alone; several are counted, the page of the document has them all. */
function why({ words }: Visit, row: Document, findings: readonly Fault[]): Content {
  const fatal = findings.filter(isFatal);
  const first = fatal[0];
  if (row.halt === 'held' && first !== undefined) {
    const more =
      fatal.length === 1
        ? NOTHING
        : html` <span class="faint"
            >${fatal.length === 2 ? words('reception.more.one') : words('reception.more', { count: String(fatal.length - 1) })}</span
          >`;
    const label = words.maybe(`why.${first.rule}`);
    return html`${label === undefined ? NOTHING : html`<strong>${label}.</strong> `}${findingText(words, first).what}${more}`;
  }
  return row.halt === null && !['ignored', 'refused'].includes(row.stage) ? null : reasonText(words, row.reason);
}

function stateLinks({ words }: Visit, { query, waiting, parked }: ReceptionPageData): Html {
  const counts: Readonly<Partial<Record<string, number>>> = { waiting, parked };
  const links = RECEPTION_STATES.filter((state) => state !== 'parked' || parked > 0 || query.state === 'parked').map((state) => {
    const count = counts[state] ?? 0;
    return html`<a
      href="${address('/reception', writeReceptionQuery({ ...query, state, page: 1 }))}"
      ${state === query.state ? html` aria-current="true"` : NOTHING}
      >${words(`reception.state.${state}`)}${
        count === 0 ? NOTHING : html` <span class="number">${countText(words.locale, count)}</span>`
      }</a
    >`;
  });
  return html`<nav class="quick" id="states" data-live aria-label="${words('reception.states')}">${links}</nav>`;
}

function filters({ words }: Visit, { query, companies }: ReceptionPageData): Html {
  const several = companies.length > 1 || query.company !== undefined;
  const company = !several
    ? NOTHING
    : html`<label
        >${words('documents.company')}<select name="company">
          <option value="">${words('documents.any.feminine')}</option>
          ${companies.map((name) => html`<option value="${name}" ${name === query.company ? html` selected` : NOTHING}>${name}</option>`)}
        </select></label
      >`;
  const state = query.state === 'all' ? NOTHING : html`<input type="hidden" name="state" value="${query.state}" />`;
  const clear =
    query.text === undefined && query.company === undefined
      ? NOTHING
      : html`<a class="button" href="${address('/reception', writeReceptionQuery({ state: query.state }))}"
          >${words('documents.filter.clear')}</a
        >`;
  return html`<form class="filter inline" method="get" action="/reception">
    ${state}
    <label class="grow"
      >${words('documents.text')}<input
        name="text"
        type="search"
        maxlength="200"
        value="${query.text ?? ''}"
        placeholder="${words('reception.text.placeholder')}" /></label
    >${company}
    <div class="buttons"><button class="button primary">${words('documents.filter')}</button>${clear}</div>
  </form>`;
}

function summary(visit: Visit, list: DocumentList): Html {
  const { words } = visit;
  if (list.total === 0) return NOTHING;
  const count =
    list.total === 1 ? words('reception.count.one') : words('reception.count.many', { count: countText(words.locale, list.total) });
  return html`<p class="summary">
    <strong>${count}</strong><span class="total"><span>${words('documents.sum')}</span> ${sums(visit, list.payable)}</span>
  </p>`;
}

function nothingFound({ words }: Visit, query: ReceptionQuery): Html {
  if (query.text === undefined && query.company === undefined) {
    return emptyState(
      words(`reception.empty.${query.state}`),
      words(query.state === 'all' ? 'reception.empty.hint' : 'reception.empty.other'),
    );
  }
  return emptyState(
    words('documents.empty.filtered'),
    words('reception.empty.other'),
    html`<p><a class="button" href="/reception">${words('documents.filter.clear')}</a></p>`,
  );
}

function paging({ words }: Visit, { query, list }: ReceptionPageData): Html {
  const pages = Math.max(1, Math.ceil(list.total / RECEPTION_PAGE));
  if (pages === 1 && query.page === 1) return NOTHING;
  const to = (page: number): string => address('/reception', writeReceptionQuery({ ...query, page }));
  const range = words('documents.range', {
    first: countText(words.locale, Math.min((query.page - 1) * RECEPTION_PAGE + 1, list.total)),
    last: countText(words.locale, Math.min(query.page * RECEPTION_PAGE, list.total)),
    total: countText(words.locale, list.total),
  });
  return html`<nav class="pages" aria-label="${words('documents.paging')}">
    ${query.page > 1 ? html`<a class="button" rel="prev" href="${to(Math.min(query.page - 1, pages))}">${words('documents.previous')}</a>` : NOTHING}
    <span>${range}</span>
    ${query.page < pages ? html`<a class="button" rel="next" href="${to(query.page + 1)}">${words('documents.next')}</a>` : NOTHING}
  </nav>`;
}
