/** What a person sees when there is no page: what happened and the way back; never the inside of the failure. */
import { html, type Html } from './html.ts';
import { layout } from './layout.ts';
import type { Visit } from './visit.ts';

export type ErrorStatus = 400 | 403 | 404 | 500;

export function errorPage(visit: Visit, status: ErrorStatus): Html {
  const { words } = visit;
  const title = words(`error.${status}.title`);
  return layout(visit, {
    title,
    body: html`<div class="empty"><h1>${title}</h1><p>${words(`error.${status}`)}</p><p><a class="button" href="/">${
      words('error.home')}</a></p></div>`,
  });
}
