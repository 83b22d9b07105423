/** Terms that did not land: what the file says and neither the invoice nor the bill has a place for. */
import { countText } from './format.ts';
import { html, NOTHING, type Html } from './html.ts';
import { UNREAD_MAX, type Unread } from './reception-data.ts';
import type { Visit } from './visit.ts';

const TEXT_MAX = 500;

export function unreadList({ words }: Visit, unread: readonly Unread[]): Html {
  if (unread.length === 0) return NOTHING;
  const rest = unread.length - UNREAD_MAX;
  return html`<section class="card unread" id="unread" aria-labelledby="unread-title">
    <h2 id="unread-title">${words('unread.title')} <span class="count">${countText(words.locale, unread.length)}</span></h2>
    <p class="small faint">${words('unread.hint')}</p>
    <dl class="facts">
      ${unread.slice(0, UNREAD_MAX).map(
        ({ path, value }) =>
          html`<div>
            <dt><code>${path.slice(0, TEXT_MAX)}</code></dt>
            <dd>${value.slice(0, TEXT_MAX)}</dd>
          </div>`,
      )}
    </dl>
    ${rest > 0 ? html`<p class="faint">${words('unread.more', { count: countText(words.locale, rest) })}</p>` : NOTHING}
  </section>`;
}
