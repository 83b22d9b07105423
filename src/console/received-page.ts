/** A supplier's invoice: why it waits, what can be answered, and side by side what came and what will be booked. */
import type { Document } from '../model/document.ts';
import { isFatal } from '../model/fault.ts';
import type { Invoice } from '../model/invoice.ts';
import { billView } from './bill-view.ts';
import { documentActions } from './document-actions.ts';
import { heading, identity, related, type DocumentPageData } from './document-page.ts';
import { fileList } from './document-files.ts';
import { findingList } from './finding-list.ts';
import { address, html, NOTHING, type Html } from './html.ts';
import { invoiceView } from './invoice-view.ts';
import { emptyState, layout, notice } from './layout.ts';
import { adviceFor } from './next-step.ts';
import type { ReceptionData } from './reception-data.ts';
import { resolutionCard } from './resolution-forms.ts';
import { offersOf } from './resolution-offers.ts';
import { storiesOf, storyPanel } from './story.ts';
import { timeline } from './timeline.ts';
import { isTold, toldList } from './told-list.ts';
import { trackStrip } from './track-strip.ts';
import { unreadList } from './unread-list.ts';
import type { Visit } from './visit.ts';

export type ReceivedPageData = DocumentPageData & ReceptionData;

export function receivedPage(visit: Visit, data: ReceivedPageData): Html {
  const { words } = visit;
  const { document } = data;
  const title = document.number ?? words('documents.unnumbered');
  const page = pathOf(document);
  const stories = storiesOf(data.derivations);
  const advice = adviceFor(words, data);
  const offers = offersOf(data);
  const others = data.related.filter((one) => !isTold(one, document));
  const body = html`<nav class="crumbs"><a href="/reception">← ${words('received.back')}</a></nav>
    ${data.flash} ${heading(visit, data, title)}
    <section class="next ${advice.tone}" id="next" data-live aria-labelledby="next-title">
      <h2 id="next-title">${words('document.next.title')}</h2>
      <p>${advice.text}</p>
    </section>
    ${data.lifecycle.entries.length === 0 ? NOTHING : trackStrip(visit, data.lifecycle, data.zone, document.currency)}
    <div class="decide${offers === null ? '' : ' open'}">
      ${findingList(visit, data.findings.filter(isFatal), words('received.findings'))}${
        offers === null ? NOTHING : resolutionCard({ visit, document, enrichment: data.enrichment, related: data.related, offers })
      }
    </div>
    <div class="both">${paper(visit, data, page)}${bill(visit, data, page)}</div>
    <div class="rest">
      ${findingList(
        visit,
        data.findings.filter((fault) => !isFatal(fault)),
      )}
      ${unreadList(visit, data.unread)}
      ${toldList(
        visit,
        data.related.filter((one) => isTold(one, document)),
        data.zone,
      )}
      ${data.derivations.length === 0 ? NOTHING : storyPanel(visit, stories, data.story, address(page, { version: data.version }))}
      ${timeline(visit, data.events, data.zone)} ${documentActions(visit, document)} ${fileList(visit, document.id, data.shown, true)}
      ${identity(visit, data)}
    </div>
    ${related(visit, others)}`;
  return layout(visit, { title, current: 'reception', body, refresh: 15 });
}

function pathOf(document: Document): string {
  return `/documents/${encodeURIComponent(document.id)}`;
}

/** The invoice as it came: from its XML, and the original beside it. */
function paper(visit: Visit, data: ReceivedPageData, page: string): Html {
  const { words } = visit;
  const { invoice, original } = data;
  const link =
    original === null
      ? NOTHING
      : html`<p class="original">
          <a class="button" href="${page}/original" ${original.pdf ? html` target="_blank" rel="noopener"` : html` download`}
            >${words(original.pdf ? 'received.original.pdf' : 'received.original.file')}</a
          >${original.pdf ? html` <a href="${page}/files/${original.sha}" download>${words('received.original.save')}</a>` : NOTHING}
        </p>`;
  // what adopting derived belongs to the bill: its paths must not explain the invoice
  const stories = storiesOf(data.derivations.filter(({ by }) => by === 'parse' || by === 'normalize'));
  const inside =
    invoice === 'none'
      ? emptyState(words('received.paper.none'), words(original?.pdf === true ? 'received.paper.none.pdf' : 'received.paper.none.hint'))
      : invoice === 'broken'
        ? notice('warn', words('document.content.broken'))
        : invoiceView({ visit, invoice, stories, findings: data.findings, page, version: data.version, chosen: data.story });
  return html`<section class="card content" aria-labelledby="content-title">
    <h2 id="content-title">${words('received.paper')}</h2>
    ${link}${inside}
  </section>`;
}

function bill(visit: Visit, data: ReceivedPageData, page: string): Html {
  const { words } = visit;
  const { booking, document } = data;
  const invoice: Invoice = typeof data.invoice === 'string' ? {} : data.invoice;
  const never = document.stage === 'ignored' || document.stage === 'refused';
  const title = words(document.erpRef !== null ? 'received.bill.booked' : never ? 'received.bill.never' : 'received.bill');
  const inside =
    booking === 'none'
      ? emptyState(words('received.bill.none'), words(document.halt === 'held' ? 'received.bill.none.held' : 'received.bill.none.hint'))
      : booking === 'broken'
        ? notice('warn', words('received.bill.broken'))
        : billView(
            { visit, invoice, stories: storiesOf(data.derivations), findings: [], page, version: data.version, chosen: data.story },
            booking,
            data.enrichment,
          );
  return html`<section class="card bill" aria-labelledby="bill-title">
    <h2 id="bill-title">${title}</h2>
    ${inside}
  </section>`;
}
