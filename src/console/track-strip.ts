/** What others say of the document, side by side: transport, treatment, payment, authority, and assignment when there is one. */
import type { Lifecycle, LifecycleEntry, Track } from '../model/lifecycle.ts';
import { amountText, momentText, percentText } from './format.ts';
import { html, NOTHING, type Html } from './html.ts';
import { partyText, reasonCodeText } from './native-words.ts';
import { statusState } from './state-badge.ts';
import type { Visit } from './visit.ts';

const ALWAYS: readonly Track[] = ['transport', 'treatment', 'payment', 'authority'];

export function trackStrip(visit: Visit, lifecycle: Lifecycle, zone: string, currency: string | null): Html {
  const { words } = visit;
  const shown = lifecycle.tracks.assignment === undefined ? ALWAYS : [...ALWAYS, 'assignment' as const];
  return html`<section class="tracks" id="tracks" data-live aria-label="${words('document.tracks')}">${shown.map((track) =>
    trackCard(visit, track, lifecycle.tracks[track], zone, currency))}</section>`;
}

function trackCard(visit: Visit, track: Track, state: Lifecycle['tracks'][Track], zone: string, currency: string | null): Html {
  const { words } = visit;
  const title = html`<h2>${words(`track.${track}`)}</h2>`;
  if (state === undefined) {
    return html`<div class="track idle">${title}<p class="now">${words.maybe(`track.none.${track}`) ?? words('track.none')}</p></div>`;
  }
  const { label, tone, code } = statusState(words, state.code);
  const newest = state.entries.findLast((entry) => entry.code === state.code) ?? state.entries.at(-1);
  const earlier = state.entries.filter((entry) => entry !== newest).toReversed();
  return html`<div class="track ${tone}">${title}
<p class="now">${label} <small>${code ?? ''}</small></p>
<p class="when">${momentText(words.locale, state.at, zone)}${by(visit, newest)}</p>
${newest === undefined ? NOTHING : reasons(visit, newest)}
${newest?.amounts?.map((part) => html`<p class="paid">${amountText(words.locale, part.amount, currency)}${
    part.rate === undefined ? NOTHING : html` <small>${words('invoice.rate')} ${percentText(words.locale, part.rate)}</small>`}</p>`)}
${earlier.length === 0 ? NOTHING : html`<ol class="earlier">${earlier.map((entry) => html`<li>${
    statusState(words, entry.code).label} <small>${momentText(words.locale, entry.at, zone)}</small></li>`)}</ol>`}
</div>`;
}

function by({ words }: Visit, entry: LifecycleEntry | undefined): Html {
  const actor = entry?.actor ?? entry?.platform;
  return actor === undefined ? NOTHING : html` ${words('track.by', { actor: partyText(words, actor) })}`;
}

function reasons({ words }: Visit, entry: LifecycleEntry): Html {
  return html`${entry.reasons.map(({ code, text }) => {
    const known = code === undefined ? undefined : reasonCodeText(words, code);
    return html`<p class="because">${known}${known !== undefined && text !== undefined ? ' — ' : ''}${text}</p>`;
  })}`;
}
