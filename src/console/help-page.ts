/** Keys and words as a page of their own. */
import { helpContent } from './help-content.ts';
import { html, type Html } from './html.ts';
import { layout } from './layout.ts';
import type { Visit } from './visit.ts';

export function helpPage(visit: Visit): Html {
  const title = visit.words('help.title');
  return layout(visit, { title, current: 'help', body: html`<h1>${title}</h1><div class="card prose">${
    helpContent(visit.words)}</div>` });
}
