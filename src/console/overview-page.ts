/** The home page: what is stuck, how much money, how old, and what to do about each connection and company. */
import { amountText, ageText, countText, dayText, momentText } from './format.ts';
import { documentTable, sums } from './document-table.ts';
import { address, html, NOTHING, type Html } from './html.ts';
import { emptyState, layout } from './layout.ts';
import type { CompanyRow, OverviewData, Pile } from './overview-data.ts';
import type { ConnectionState } from '../ports/views.ts';
import { errorText, reasonText } from './native-words.ts';
import type { Visit } from './visit.ts';

const HELD = address('/documents', { halt: 'held', direction: 'out', order: 'oldest' });
const RECEIVED = address('/reception', { state: 'waiting' });
const PARKED = address('/documents', { halt: 'parked', order: 'oldest' });
const REFUSED = address('/documents', { stage: 'refused', order: 'oldest' });

export function overviewPage(visit: Visit, data: OverviewData, zone: string): Html {
  const { words } = visit;
  const waiting = data.stuck.total;
  const lead =
    waiting === 0
      ? words('overview.lead.clear')
      : waiting === 1
        ? words('overview.lead.one')
        : words('overview.lead.many', { count: countText(words.locale, waiting) });
  const body = html`<div class="head"><h1>${words('overview.title')}</h1><p class="lead" id="lead" data-live>${lead}</p></div>
<section class="tiles" id="tiles" data-live aria-label="${words('overview.title')}">
${tile(visit, 'held', data.held, HELD, data.held.count > 0 ? 'warn' : 'calm')}
${tile(visit, 'received', data.received, RECEIVED, data.received.count > 0 ? 'warn' : 'calm')}
${tile(visit, 'parked', data.parked, PARKED, data.parked.count > 0 ? 'bad' : 'calm')}
${tile(visit, 'refused', data.refused, REFUSED, data.refused.count > 0 ? 'bad' : 'calm')}
${tile(visit, 'moving', data.moving, '/documents', 'calm')}
</section>
<section class="card" aria-labelledby="stuck-title"><h2 id="stuck-title">${words('overview.stuck.title')}</h2>
${
  data.stuck.rows.length === 0
    ? emptyState(words('overview.stuck.empty'), words('overview.stuck.empty.hint'))
    : documentTable(visit, data.stuck.rows, {
        id: 'stuck',
        caption: words('overview.stuck.title'),
        companies: data.companies.length > 1,
      })
}
${
  data.stuck.total > data.stuck.rows.length
    ? html`<p class="more"><a href="${data.held.count > 0 ? HELD : data.received.count > 0 ? RECEIVED : PARKED}">${words('overview.stuck.all')}</a></p>`
    : NOTHING
}
</section>
${companies(visit, data.companies)}
${connections(visit, data.connections, zone)}`;
  return layout(visit, { title: words('overview.title'), current: 'overview', body, refresh: 15 });
}

function tile(visit: Visit, name: 'held' | 'received' | 'parked' | 'refused' | 'moving', pile: Pile, href: string, tone: string): Html {
  const { words, now } = visit;
  const money = Object.keys(pile.payable).length === 0 ? NOTHING : html`<span class="money">${sums(visit, pile.payable)}</span>`;
  const oldest =
    pile.count === 0 || pile.oldest === null
      ? NOTHING
      : html`<span class="oldest">${words('overview.oldest', { age: ageText(words.locale, pile.oldest, now) })}</span>`;
  return html`<a class="tile ${tone}" href="${href}"><span class="label">${words(`overview.tile.${name}`)}</span>
<span class="figure">${countText(words.locale, pile.count)}</span>${money}${oldest}<span class="hint">${words(
    `overview.tile.${name}.hint`,
  )}</span></a>`;
}

function companies(visit: Visit, rows: readonly CompanyRow[]): Html {
  const { words } = visit;
  const table = html`<div class="scroll" tabindex="0" role="region" aria-label="${words(
    'overview.companies.title',
  )}"><table class="stack" role="table" id="companies" data-live>
<caption class="hidden">${words('overview.companies.title')}</caption>
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">${words(
    'overview.company',
  )}</th><th scope="col" role="columnheader">${words(
    'overview.mode',
  )}</th><th scope="col" role="columnheader" class="amount">${words(
    'overview.held',
  )}</th><th scope="col" role="columnheader" class="amount">${words(
    'overview.parked',
  )}</th><th scope="col" role="columnheader" class="amount wide">${words(
    'overview.moving',
  )}</th><th scope="col" role="columnheader" class="amount">${words(
    'overview.blocked',
  )}</th><th scope="col" role="columnheader" class="amount wide">${words(
    'overview.oldest.short',
  )}</th><th scope="col" role="columnheader"><span class="hidden">${words('overview.preview')}</span></th></tr></thead>
<tbody role="rowgroup">${rows.map((row) => companyRow(visit, row))}</tbody></table></div>`;
  return html`<section class="card" aria-labelledby="companies-title"><h2 id="companies-title">${words(
    'overview.companies.title',
  )}</h2>${
    rows.length === 0 ? emptyState(words('overview.companies.empty'), words('overview.companies.empty.hint')) : table
  }</section>`;
}

function companyRow(visit: Visit, row: CompanyRow): Html {
  const { words, now } = visit;
  const mode = words.maybe(`mode.${row.mode}`) ?? row.mode;
  const since =
    row.since === null
      ? NOTHING
      : html` <span class="faint">${words('overview.since').toLowerCase()} ${dayText(words.locale, row.since)}</span>`;
  const count = (halt: string, n: number): Html =>
    n === 0
      ? html`<span class="faint">0</span>`
      : html`<a href="${address('/documents', { company: row.name, halt, order: 'oldest' })}">${countText(words.locale, n)}</a>`;
  const blocked = Object.entries(row.blocked).map(
    ([currency, amount]) => html`<span class="sum">${amountText(words.locale, amount, currency)}</span> `,
  );
  return html`<tr role="row"><th scope="row" role="rowheader"><a href="${address('/documents', { company: row.name })}">${
    row.name
  }</a></th>
<td role="cell" data-label="${words('overview.mode')}"><span class="badge ${
    row.mode === 'live' ? 'ok' : row.mode === 'shadow' ? 'wait' : 'mute'
  }" title="${words.maybe(`mode.${row.mode}.hint`) ?? ''}">${mode}</span>${since}${
    row.problem === null ? NOTHING : html`<span class="why bad">${row.problem}</span>`
  }</td>
<td role="cell" data-label="${words('overview.held')}" class="amount">${count('held', row.held)}</td><td role="cell" data-label="${words(
    'overview.parked',
  )}" class="amount">${count('parked', row.parked)}</td>
<td role="cell" data-label="${words('overview.moving')}" class="amount wide">${countText(words.locale, row.moving)}</td>
<td role="cell" data-label="${words('overview.blocked')}" class="amount">${
    blocked.length === 0 ? html`<span class="faint">—</span>` : blocked
  }</td>
<td role="cell" data-label="${words('overview.oldest.short')}" class="amount wide">${
    row.oldest === null ? html`<span class="faint">—</span>` : ageText(words.locale, row.oldest, now)
  }</td>
<td role="cell"><a href="/companies/${encodeURIComponent(row.name)}/preview">${words('overview.preview')}</a></td></tr>`;
}

function connections(visit: Visit, rows: readonly ConnectionState[], zone: string): Html {
  const { words } = visit;
  const table = html`<div class="scroll" tabindex="0" role="region" aria-label="${words(
    'overview.connections.title',
  )}"><table class="stack" role="table" id="connections" data-live>
<caption class="hidden">${words('overview.connections.title')}</caption>
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">${words(
    'overview.connection',
  )}</th><th scope="col" role="columnheader" class="wide">${words(
    'overview.kind',
  )}</th><th scope="col" role="columnheader">${words(
    'overview.state',
  )}</th><th scope="col" role="columnheader" class="wide">${words(
    'overview.lastok',
  )}</th><th scope="col" role="columnheader">${words('overview.advice')}</th></tr></thead>
<tbody role="rowgroup">${rows.map((row) => connectionRow(visit, row, zone))}</tbody></table></div>`;
  return html`<section class="card" aria-labelledby="connections-title"><h2 id="connections-title">${words(
    'overview.connections.title',
  )}</h2>${
    rows.length === 0 ? emptyState(words('overview.connections.empty'), words('overview.connections.empty.hint')) : table
  }</section>`;
}

function connectionRow({ words, now }: Visit, row: ConnectionState, zone: string): Html {
  const paused = row.pausedUntil !== null || row.reason !== null;
  const tone = row.problem !== null ? 'bad' : paused ? 'warn' : 'ok';
  const label =
    row.problem !== null
      ? words('connection.problem')
      : row.pausedUntil !== null
        ? words('connection.paused.until', { moment: momentText(words.locale, row.pausedUntil, zone) })
        : paused
          ? words('connection.paused')
          : words('connection.ok');
  const known = row.reason === null ? null : errorText(words, row.reason);
  const advice =
    row.problem === null && known !== null
      ? known.fix
      : row.problem !== null
        ? words('connection.advice.problem')
        : row.pausedUntil !== null
          ? words('connection.advice.wait')
          : paused
            ? words('connection.advice.paused')
            : words('connection.advice.ok');
  const why = row.problem ?? row.reason;
  return html`<tr role="row"><th scope="row" role="rowheader">${row.name}</th><td role="cell" data-label="${words(
    'overview.kind',
  )}" class="wide">${row.kind}</td>
<td role="cell" data-label="${words('overview.state')}"><span class="badge ${tone}">${label}</span>${
    why === null ? NOTHING : html`<span class="why">${row.problem ?? reasonText(words, why)}</span>`
  }</td>
<td role="cell" data-label="${words('overview.lastok')}" class="wide faint">${
    row.lastOkAt === null
      ? words('connection.never')
      : html`<time datetime="${row.lastOkAt}">${words('ago', { age: ageText(words.locale, row.lastOkAt, now) })}</time>`
  }</td>
<td role="cell" data-label="${words('overview.advice')}" class="advice">${advice}</td></tr>`;
}
