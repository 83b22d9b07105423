/** What would leave if a company were switched live from a day on: read before anyone does it. */
import type { DocumentList } from '../ports/views.ts';
import { documentTable, sums } from './document-table.ts';
import { countText } from './format.ts';
import { html, NOTHING, type Html } from './html.ts';
import { emptyState, layout } from './layout.ts';
import type { Visit } from './visit.ts';

export interface PreviewData {
  readonly company: string;
  readonly mode: string;
  readonly since: string | undefined;
  readonly list: DocumentList;
}

export function previewPage(visit: Visit, data: PreviewData): Html {
  const { words } = visit;
  const { company, mode, since, list } = data;
  const title = words('preview.title', { company });
  const count =
    list.total === 1
      ? words('documents.count.one')
      : words('documents.count.many', { count: countText(words.locale, list.total) });
  const body = html`<nav class="crumbs"><a href="/">← ${words('overview.title')}</a></nav>
<div class="head"><h1>${title}</h1><p class="lead">${words(mode === 'live' ? 'preview.intro.live' : 'preview.intro.other')}</p></div>
<form class="filter inline" method="get"><label>${words('preview.since')}<input type="date" name="since" value="${since ?? ''}"></label>
<button class="button primary">${words('preview.show')}</button></form>
${
  list.total === 0
    ? emptyState(words('preview.empty'), words('preview.empty.hint'))
    : html`<p class="summary"><strong>${count}</strong><span class="total"><span>${words('documents.sum')}</span> ${sums(
        visit,
        list.payable,
      )}</span></p>
<div class="card">${documentTable(visit, list.rows, { id: 'preview', caption: title, companies: false })}</div>`
}
${
  mode === 'live'
    ? NOTHING
    : html`<div class="card command"><p>${words('preview.command')}</p><pre><code>passerelle live ${
        company
      } --since ${since ?? 'YYYY-MM-DD'}</code></pre></div>`
}`;
  return layout(visit, { title, current: 'overview', body });
}
