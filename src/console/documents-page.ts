/** The list of documents: search, filters, sums over all matches, pages. */
import { LIFECYCLE_GROUPS } from './status-groups.ts';
import { DIRECTIONS, DOCUMENT_KINDS } from '../model/document.ts';
import { HALTS, STAGES } from '../model/stage.ts';
import type { DocumentList } from '../ports/views.ts';
import { ANY_KIND, isFiltered, ORDERS, PAGE_SIZE, writeQuery, type DocumentQuery } from './document-filter.ts';
import { documentTable, sums } from './document-table.ts';
import { countText } from './format.ts';
import { address, html, NOTHING, type Content, type Html } from './html.ts';
import { emptyState, layout } from './layout.ts';
import { statusText } from './native-words.ts';
import type { Visit } from './visit.ts';
import type { Key } from './words.ts';

export interface DocumentsPageData {
  readonly query: DocumentQuery;
  readonly list: DocumentList;
  readonly companies: readonly string[];
}

const QUICK: readonly { readonly key: Key; readonly filter: DocumentQuery['filter'] }[] = [
  { key: 'documents.quick.all', filter: { kind: 'invoice' } },
  { key: 'documents.quick.held', filter: { halt: 'held', kind: 'invoice' } },
  { key: 'documents.quick.parked', filter: { halt: 'parked', kind: 'invoice' } },
  { key: 'documents.quick.sent', filter: { stage: 'sent', kind: 'invoice' } },
  { key: 'documents.quick.refused', filter: { stage: 'refused', kind: 'invoice' } },
  { key: 'documents.quick.paid', filter: { status: '211', kind: 'invoice' } },
  { key: 'documents.quick.in', filter: { direction: 'in', kind: 'invoice' } },
];

export function documentsPage(visit: Visit, data: DocumentsPageData): Html {
  const { words } = visit;
  const { query, list } = data;
  const title = words('documents.title');
  const body = html`<div class="head"><h1>${title}</h1></div>
${quickViews(visit, query)}
${filters(visit, data)}
<section id="found" data-live aria-live="off">
${summary(visit, list)}
${
  list.rows.length === 0
    ? nothingFound(visit, query)
    : documentTable(visit, list.rows, {
        id: 'documents',
        caption: title,
        companies: data.companies.length > 1,
      })
}
${paging(visit, data)}
</section>`;
  return layout(visit, { title, current: 'documents', body, search: query.filter.text ?? '', refresh: 15 });
}

function quickViews({ words }: Visit, query: DocumentQuery): Html {
  const same = (filter: DocumentQuery['filter']): boolean => JSON.stringify(filter) === JSON.stringify(query.filter);
  const links = QUICK.map(
    ({ key, filter }) =>
      html`<a href="${address('/documents', writeQuery({ filter, order: query.order, page: 1 }))}"${
        same(filter) ? html` aria-current="true"` : NOTHING
      }>${words(key)}</a>`,
  );
  return html`<nav class="quick" aria-label="${words('documents.quick')}">${links}</nav>`;
}

function select(name: string, label: string, options: Content): Html {
  return html`<label>${label}<select name="${name}">${options}</select></label>`;
}

function choice(value: string, label: string, chosen: string | undefined): Html {
  return html`<option value="${value}"${value === (chosen ?? '') ? html` selected` : NOTHING}>${label}</option>`;
}

function filters({ words }: Visit, { query: { filter, order }, companies }: DocumentsPageData): Html {
  const any = choice('', words('documents.any'), undefined);
  const anyFeminine = choice('', words('documents.any.feminine'), undefined);
  const statuses = LIFECYCLE_GROUPS.map(
    ({ track, codes }) =>
      html`<optgroup label="${words(`track.${track}`)}">${codes.map((code) =>
        choice(code, `${code} ${statusText(words, code)}`, filter.status),
      )}</optgroup>`,
  );
  const names = companies.map((name) => choice(name, name, filter.company));
  const several = companies.length > 1 || filter.company !== undefined;
  const company = several ? select('company', words('documents.company'), [anyFeminine, names]) : NOTHING;
  const { text: _text, ...narrowed } = filter;
  const open = isFiltered(narrowed);
  return html`<details class="filters"${open ? html` open` : NOTHING}><summary>${words('documents.filter.title')}</summary>
<form class="filter" method="get" action="/documents">
<label class="grow">${words('documents.text')}<input name="text" type="search" maxlength="200" value="${filter.text ?? ''}"></label>
${company}
${select('stage', words('documents.stage'), [anyFeminine, STAGES.map((stage) => choice(stage, words(`stage.${stage}`), filter.stage))])}
${select('halt', words('documents.halt'), [any, HALTS.map((halt) => choice(halt, words(`halt.${halt}`), filter.halt))])}
${select('status', words('documents.status'), [any, statuses])}
${select('direction', words('documents.direction'), [
  any,
  DIRECTIONS.map((way) => choice(way, words(`direction.${way}`), filter.direction)),
])}
${select('kind', words('documents.kind'), [
  choice(ANY_KIND, words('documents.any.feminine'), filter.kind ?? ANY_KIND),
  DOCUMENT_KINDS.map((kind) => choice(kind, words(`kind.${kind}`), filter.kind)),
])}
<label>${words('documents.from')}<input name="from" type="date" value="${filter.from ?? ''}"></label>
<label>${words('documents.to')}<input name="to" type="date" value="${filter.to ?? ''}"></label>
${select(
  'order',
  words('documents.order'),
  ORDERS.map((name) => choice(name, words(`documents.order.${name}`), order)),
)}
<div class="buttons"><button class="button primary">${words('documents.filter')}</button><a class="button" href="/documents">${words(
    'documents.filter.clear',
  )}</a></div>
</form></details>`;
}

function summary(visit: Visit, list: DocumentList): Html {
  const { words } = visit;
  const count =
    list.total === 0
      ? words('documents.count.none')
      : list.total === 1
        ? words('documents.count.one')
        : words('documents.count.many', { count: countText(words.locale, list.total) });
  const total =
    list.total === 0
      ? NOTHING
      : html`<span class="total"><span>${words('documents.sum')}</span> ${sums(visit, list.payable)}</span>`;
  return html`<p class="summary"><strong>${count}</strong>${total}</p>`;
}

function nothingFound({ words }: Visit, { filter }: DocumentQuery): Html {
  if (!isFiltered(filter)) return emptyState(words('documents.empty.first'), words('documents.empty.first.hint'));
  const clear = html`<p><a class="button" href="/documents">${words('documents.filter.clear')}</a></p>`;
  return emptyState(words('documents.empty.filtered'), words('documents.empty.filtered.hint'), clear);
}

function paging({ words }: Visit, { query, list }: DocumentsPageData): Html {
  const pages = Math.max(1, Math.ceil(list.total / PAGE_SIZE));
  if (pages === 1 && query.page === 1) return NOTHING;
  const to = (page: number): string => address('/documents', writeQuery({ ...query, page }));
  const first = Math.min((query.page - 1) * PAGE_SIZE + 1, list.total);
  const range = words('documents.range', {
    first: countText(words.locale, first),
    last: countText(words.locale, Math.min(query.page * PAGE_SIZE, list.total)),
    total: countText(words.locale, list.total),
  });
  return html`<nav class="pages" aria-label="${words('documents.paging')}">
${
  query.page > 1
    ? html`<a class="button" rel="prev" href="${to(Math.min(query.page - 1, pages))}">${words('documents.previous')}</a>`
    : NOTHING
}
<span>${range}</span>
${query.page < pages ? html`<a class="button" rel="next" href="${to(query.page + 1)}">${words('documents.next')}</a>` : NOTHING}
</nav>`;
}
