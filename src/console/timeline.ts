/** What happened, newest first: one plain sentence per event, its facts behind a click. */
import type { Json } from '../base/json.ts';
import type { Event } from '../model/event.ts';
import { ageText, momentText } from './format.ts';
import { html, NOTHING, type Html } from './html.ts';
import { reasonText } from './state-badge.ts';
import type { Visit } from './visit.ts';
import type { Words } from './words.ts';

const BAD: readonly Event['type'][] = ['held', 'parked', 'refused', 'failed', 'write-back-failed'];
const WARN: readonly Event['type'][] = ['diverged', 'warned', 'cancelled', 'excluded', 'ignored'];
const GOOD: readonly Event['type'][] = ['acknowledged', 'delivered', 'closed', 'lifecycle', 'released', 'retried', 'refreshed'];
const TEXT_MAX = 2_000;
const DIGEST = /^[0-9a-f]{64}$/;

export function timeline(visit: Visit, events: readonly Event[], zone: string): Html {
  const { words } = visit;
  const list = events.length === 0 ? html`<p class="faint">${words('document.timeline.empty')}</p>`
    : html`<ol class="timeline">${events.toReversed().map((event) => moment(visit, event, zone))}</ol>`;
  return html`<section class="card" id="timeline" data-live aria-labelledby="timeline-title"><h2 id="timeline-title">${words('document.timeline')}</h2>${list}</section>`;
}

/** The artifacts that events name: these and those of the versions may be downloaded. */
export function digestsOf(events: readonly Event[]): ReadonlySet<string> {
  const found = events.flatMap((event) => Object.values(event.data)).filter((value) => typeof value === 'string' && DIGEST.test(value));
  return new Set(found as string[]);
}

function moment(visit: Visit, event: Event, zone: string): Html {
  const { words, now } = visit;
  const tone = BAD.includes(event.type) ? 'bad' : WARN.includes(event.type) ? 'warn' : GOOD.includes(event.type) ? 'ok' : 'mute';
  const comment = commentOf(words, event);
  const facts = Object.entries(event.data).filter((entry): entry is [string, Json] => entry[1] !== null && entry[1] !== '');
  return html`<li class="${tone}">
<p class="what">${eventSentence(words, event)}</p>
${comment === null ? NOTHING : html`<p class="comment">${comment}</p>`}
<p class="when"><time datetime="${event.at}" title="${ageText(words.locale, event.at, now)}">${momentText(words.locale, event.at, zone, 'second')}</time> · ${actorName(words, event.actor)}</p>
${facts.length === 0 ? NOTHING : html`<details><summary>${words('document.facts')}</summary><dl class="facts">${facts.map(([name, value]) =>
    html`<div><dt>${words.maybe(`fact.${name}`) ?? name}</dt><dd>${factValue(event, value)}</dd></div>`)}</dl></details>`}
</li>`;
}

export function eventSentence(words: Words, event: Event): string {
  const code = event.data['code'];
  if (event.type === 'lifecycle' && typeof code === 'string') {
    const label = words.maybe(`status.${code}`);
    return words('event.lifecycle.code', { status: label === undefined ? code : `${label} (${code})` });
  }
  return words.maybe(`event.${event.type}`) ?? event.type;
}

/** What is said besides: the words of the platform, of the operator, or of the error. */
function commentOf(words: Words, event: Event): string | null {
  const said = ['sentence', 'message', 'text'].map((name) => event.data[name]).find((value) => typeof value === 'string' && value !== '');
  const reason = event.data['reason'];
  const why = typeof reason === 'string' && reason !== '' ? reasonText(words, reason) : null;
  const parts = [why, typeof said === 'string' ? said.slice(0, TEXT_MAX) : null].filter((part): part is string => part !== null);
  return parts.length === 0 ? null : parts.join(' — ');
}

/** `daemon`, `operator:NAME`, `platform:CODE`, `erp:USER`. */
export function actorName(words: Words, actor: string): string {
  const cut = actor.indexOf(':');
  const [kind, name] = cut < 0 ? [actor, ''] : [actor.slice(0, cut), actor.slice(cut + 1)];
  return words.maybe(`actor.${kind}`, { name }) ?? actor;
}

function factValue(event: Event, value: Json): Html {
  if (typeof value === 'string' && DIGEST.test(value)) {
    return html`<a href="/documents/${encodeURIComponent(event.document)}/files/${value}" download><code>${value.slice(0, 12)}…</code></a>`;
  }
  if (typeof value === 'string') return html`${value.slice(0, TEXT_MAX)}`;
  const text = JSON.stringify(value, null, 1);
  return html`<code class="json">${text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX)}…` : text}</code>`;
}
