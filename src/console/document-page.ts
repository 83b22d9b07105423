/** One document: what it is, where it is, what to do, what is in it, what happened to it. */
import type { Document } from '../model/document.ts';
import { documentActions } from './document-actions.ts';
import type { DocumentData } from './document-data.ts';
import { fileList } from './document-files.ts';
import { documentTable } from './document-table.ts';
import { findingList } from './finding-list.ts';
import { ageText, amountText, dayText, momentText } from './format.ts';
import { address, foreignLink, html, NOTHING, type Html } from './html.ts';
import { invoiceView } from './invoice-view.ts';
import { emptyState, layout, notice } from './layout.ts';
import { adviceFor } from './next-step.ts';
import { reasonText } from './native-words.ts';
import { badge, stateOf } from './state-badge.ts';
import { storiesOf, storyPanel } from './story.ts';
import { timeline } from './timeline.ts';
import { trackStrip } from './track-strip.ts';
import type { Visit } from './visit.ts';

export interface DocumentPageData extends DocumentData {
  readonly zone: string;
  readonly erpLink: string | null;
  /** The version asked for, when it is not the newest. */
  readonly version: string | undefined;
  /** The value whose story is asked for. */
  readonly story: string | undefined;
  readonly flash: Html;
}

export function documentPage(visit: Visit, data: DocumentPageData): Html {
  const { words } = visit;
  const { document } = data;
  const title = document.number ?? words(document.kind === 'invoice' ? 'documents.unnumbered' : `kind.${document.kind}`);
  const page = `/documents/${encodeURIComponent(document.id)}`;
  const stories = storiesOf(data.derivations);
  const advice = adviceFor(words, data);
  const body = html`<nav class="crumbs"><a href="/documents">← ${words('document.back')}</a></nav>
${data.flash}
${heading(visit, data, title)}
<section class="next ${advice.tone}" id="next" data-live aria-labelledby="next-title"><h2 id="next-title">${
    words('document.next.title')}</h2><p>${advice.text}</p></section>
${document.kind === 'invoice' ? trackStrip(visit, data.lifecycle, data.zone, document.currency) : NOTHING}
<div class="columns">
<div class="main">
${findingList(visit, data.findings)}
${content(visit, data, page, stories)}
${related(visit, data.related)}
</div>
<div class="side">
${documentActions(visit, document)}
${data.derivations.length === 0 ? NOTHING : storyPanel(visit, stories, data.story, address(page, { version: data.version }))}
${timeline(visit, data.events, data.zone)}
${fileList(visit, document.id, data.shown)}
${identity(visit, data)}
</div>
</div>`;
  return layout(visit, { title, current: 'documents', body, refresh: 15 });
}

export function heading(visit: Visit, { document, versions, shown }: DocumentPageData, title: string): Html {
  const { words, now } = visit;
  const party = document.counterparty ?? words('documents.unknown');
  const amount = document.payable === null ? NOTHING : html`<p class="headline-amount">${
    amountText(words.locale, document.payable, document.currency)}</p>`;
  const reason = reasonText(words, document.reason);
  const links = versions.length < 2 ? NOTHING : html`<nav class="versions" aria-label="${words('document.versions')}">${
    versions.map((one) =>
    html`<a href="${address(`/documents/${encodeURIComponent(document.id)}`, { version: one.version })}"${
      one === shown ? html` aria-current="true"` : NOTHING}>${
        words('document.version', { version: String(one.version) })}</a>`)}</nav>`;
  return html`<header class="headline" id="headline" data-live><div>
<p class="over">${words(`direction.${document.direction}`)} · ${words(`kind.${document.kind}`)}${
    document.company === null ? NOTHING : html` · ${document.company}`}</p>
<h1>${title}</h1>
<p class="sub">${words(document.direction === 'out' ? 'document.to' : 'document.from', { party })}${
  document.issueDate === null ? NOTHING : html` · ${words('document.issued', { day: dayText(words.locale, document.issueDate) })}`} · ${
  words('document.age', { age: ageText(words.locale, document.createdAt, now) })}</p>${links}
</div><div class="right">${amount}<p>${badge(stateOf(words, document))}${reason === null ? NOTHING : html`<span class="why">${
    reason}</span>`}</p></div></header>`;
}

function content(visit: Visit, data: DocumentPageData, page: string, stories: ReturnType<typeof storiesOf>): Html {
  const { words } = visit;
  if (data.document.kind !== 'invoice') return NOTHING;
  const { invoice } = data;
  const inside = invoice === 'none' ? emptyState(words('document.content.none'), words('document.content.none.hint'))
    : invoice === 'broken' ? notice('warn', words('document.content.broken'))
    : invoiceView({ visit, invoice, stories, findings: data.findings, page, version: data.version, chosen: data.story });
  return html`<section class="card content" aria-labelledby="content-title"><h2 id="content-title">${words('document.content')}</h2>${
    inside}</section>`;
}

export function related(visit: Visit, rows: readonly Document[]): Html {
  const { words } = visit;
  if (rows.length === 0) return NOTHING;
  return html`<section class="card" aria-labelledby="related-title"><h2 id="related-title">${words('document.related')}</h2>${
    documentTable(visit, rows, { id: 'related', caption: words('document.related'), companies: false })}</section>`;
}

export function identity(visit: Visit, { document, erpLink, zone }: DocumentPageData): Html {
  const { words } = visit;
  const open = foreignLink(erpLink ?? undefined);
  const row = (label: string, value: Html | string | null): Html => (value === null ? NOTHING : html`<div><dt>${label}</dt><dd>${
    value}</dd></div>`);
  const erp = document.erpRef === null ? null : html`<code>${document.erpRef.model} ${document.erpRef.id}</code>${
    open === null ? NOTHING : html` <a href="${open}" rel="noreferrer">${words('document.erp.open')}</a>`}`;
  const due = document.dueAt === null ? null : `${momentText(words.locale, document.dueAt, zone)}${document.attempts > 0 ? ` · ${
    words('document.attempts')} : ${document.attempts}` : ''}`;
  return html`<section class="card" aria-labelledby="identity-title"><h2 id="identity-title">${
    words('document.identity')}</h2><dl class="facts">
${row(words('document.company'), document.company)}
${row(words('document.connection'), document.connection)}
${row(words('document.erp'), erp)}
${row(words('document.channel'), document.channelRef === null ? null : html`<code>${document.channelRef}</code>`)}
${row(words('document.scope'), document.scope === null ? null : (words.maybe(`scope.${document.scope}`) ?? document.scope))}
${row(words('document.duenext'), due)}
${row(words('document.id'), html`<code>${document.id}</code>`)}
</dl></section>`;
}
