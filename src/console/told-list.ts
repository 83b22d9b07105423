/** What we told the supplier of his invoice: the lifecycle messages about it, and how far each has come. */
import type { Document } from '../model/document.ts';
import { ageText, momentText } from './format.ts';
import { html, NOTHING, type Html } from './html.ts';
import { reasonText } from './native-words.ts';
import { badge, statusState } from './state-badge.ts';
import type { Visit } from './visit.ts';

export function isTold(message: Document, invoice: Document): boolean {
  return message.kind === 'lifecycle' && message.direction === 'out' && message.about === invoice.id;
}

export function toldList(visit: Visit, messages: readonly Document[], zone: string): Html {
  const { words } = visit;
  if (messages.length === 0) return NOTHING;
  const newest = [...messages].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  return html`<section class="card" id="told" data-live aria-labelledby="told-title">
    <h2 id="told-title">${words('told.title')}</h2>
    <ul class="told">
      ${newest.map((one) => message(visit, one, zone))}
    </ul>
  </section>`;
}

function message({ words, now }: Visit, document: Document, zone: string): Html {
  const name = document.status === null ? html`${words('kind.lifecycle')}` : badge(statusState(words, document.status));
  const state =
    document.halt === null
      ? (words.maybe(`told.stage.${document.stage}`) ?? words(`stage.${document.stage}`))
      : words(`halt.${document.halt}`);
  const reason = reasonText(words, document.reason);
  return html`<li>
    <a href="/documents/${encodeURIComponent(document.id)}">${name}</a> <span>${state}</span>${
      reason === null ? NOTHING : html` <span class="faint">${reason}</span>`
    }
    <time class="faint" datetime="${document.createdAt}" title="${ageText(words.locale, document.createdAt, now)}"
      >${momentText(words.locale, document.createdAt, zone)}</time
    >
  </li>`;
}
