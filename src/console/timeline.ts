/** What happened, newest first: one plain sentence per event, its facts behind a click. */
import type { Json } from '../base/json.ts';
import type { Event } from '../model/event.ts';
import { ageText, momentText } from './format.ts';
import { html, NOTHING, type Html } from './html.ts';
import { actorText, errorText, partyText, reasonCodeText, reasonText, statusText } from './native-words.ts';
import { statusState, type Tone } from './state-badge.ts';
import type { Visit } from './visit.ts';
import type { Words } from './words.ts';

const BAD: readonly Event['type'][] = ['held', 'parked', 'refused', 'failed', 'write-back-failed'];
const WARN: readonly Event['type'][] = ['diverged', 'warned', 'cancelled', 'excluded', 'ignored'];
const GOOD: readonly Event['type'][] = ['acknowledged', 'delivered', 'closed', 'released', 'retried', 'refreshed'];
const TEXT_MAX = 2_000;
const DIGEST = /^[0-9a-f]{64}$/;

export function timeline(visit: Visit, events: readonly Event[], zone: string): Html {
  const { words } = visit;
  const list =
    events.length === 0
      ? html`<p class="faint">${words('document.timeline.empty')}</p>`
      : html`<ol class="timeline">${events.toReversed().map((event) => moment(visit, event, zone))}</ol>`;
  return html`<section class="card" id="timeline" data-live aria-labelledby="timeline-title"><h2 id="timeline-title">${words(
    'document.timeline',
  )}</h2>${list}</section>`;
}

/** The artifacts that events name: these and those of the versions may be downloaded. */
export function digestsOf(events: readonly Event[]): ReadonlySet<string> {
  const found = events
    .flatMap((event) => Object.values(event.data))
    .filter((value) => typeof value === 'string' && DIGEST.test(value));
  return new Set(found as string[]);
}

function moment(visit: Visit, event: Event, zone: string): Html {
  const { words, now } = visit;
  const tone = toneOf(words, event);
  const comment = commentOf(words, event);
  const facts = Object.entries(event.data).filter((entry): entry is [string, Json] => entry[1] !== null && entry[1] !== '');
  const meta = html`<time datetime="${event.at}" title="${ageText(words.locale, event.at, now)}">${momentText(
    words.locale,
    event.at,
    zone,
    'second',
  )}</time> · ${whoSays(words, event)}`;
  return html`<li class="${tone}">
<p class="what">${eventSentence(words, event)}</p>
${comment === null ? NOTHING : html`<p class="comment">${comment}</p>`}
${
  facts.length === 0
    ? html`<p class="when">${meta}</p>`
    : html`<details><summary class="when">${meta}</summary><dl class="facts">${facts.map(
        ([name, value]) => html`<div><dt>${words.maybe(`fact.${name}`) ?? name}</dt><dd>${factValue(event, value)}</dd></div>`,
      )}</dl></details>`
}
</li>`;
}

function toneOf(words: Words, event: Event): Tone {
  const { code } = event.data;
  if (event.type === 'lifecycle' && typeof code === 'string') return statusState(words, code).tone;
  return BAD.includes(event.type) ? 'bad' : WARN.includes(event.type) ? 'warn' : GOOD.includes(event.type) ? 'ok' : 'mute';
}

export function eventSentence(words: Words, event: Event): string {
  const { code, how, because, kind } = event.data;
  if (event.type === 'lifecycle' && typeof code === 'string') {
    const label = statusText(words, code);
    return words('event.lifecycle.code', { status: label === code ? code : `${label} (${code})` });
  }
  const special = [how, because, kind]
    .map((word) => (typeof word === 'string' ? words.maybe(`event.${event.type}.${word}`) : undefined))
    .find((text) => text !== undefined);
  return (
    special ??
    words.maybe(`event.${event.type}`) ??
    event.type
  );
}

/** What is said besides: why, in the words of the operator, the platform or the error. */
function commentOf(words: Words, event: Event): string | null {
  const { reason, reasons, code } = event.data;
  const said = ['words', 'sentence', 'message', 'text', 'comment']
    .map((name) => event.data[name])
    .find((value) => typeof value === 'string' && value !== '');
  const told = event.type === 'resolved' ? reasonCodeText : (w: Words, one: string): string | undefined => errorText(w, one)?.what;
  const error = typeof code === 'string' ? told(words, code) : undefined;
  const parts = [
    typeof reason === 'string' ? reasonText(words, reason) : null,
    error ?? null,
    reasonList(words, reasons),
    typeof said === 'string' ? said.slice(0, TEXT_MAX) : null,
  ].filter((part): part is string => part !== null && part !== '');
  return parts.length === 0 ? null : parts.join(' — ');
}

function reasonList(words: Words, reasons: Json | undefined): string | null {
  if (!Array.isArray(reasons)) return null;
  const texts = (reasons as readonly Json[])
    .flatMap((reason) => {
      if (reason === null || typeof reason !== 'object' || Array.isArray(reason)) return [];
      const { code, text } = reason as Readonly<Record<string, Json | undefined>>;
      return [typeof code === 'string' ? reasonCodeText(words, code) : null, typeof text === 'string' ? text : null];
    })
    .filter((part): part is string => part !== null);
  return texts.length === 0 ? null : texts.join(' — ').slice(0, TEXT_MAX);
}

function whoSays(words: Words, event: Event): string {
  const { actor } = event.data;
  return event.type === 'lifecycle' && typeof actor === 'string' ? partyText(words, actor) : actorText(words, event.actor);
}

function factValue(event: Event, value: Json): Html {
  if (typeof value === 'string' && DIGEST.test(value)) {
    return html`<a href="/documents/${encodeURIComponent(event.document)}/files/${value}" download><code>${value.slice(
      0,
      12,
    )}…</code></a>`;
  }
  if (typeof value === 'string') return html`${value.slice(0, TEXT_MAX)}`;
  const text = JSON.stringify(value, null, 1);
  return html`<code class="json">${text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX)}…` : text}</code>`;
}
