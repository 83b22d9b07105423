/** Keys and words: what the help page and the dialog behind `?` both show. */
import { html, type Html } from './html.ts';
import type { Words } from './words.ts';

const KEYS = [
  [['j', 'k'], 'help.keys.j'], [['Enter'], 'help.keys.enter'], [['/'], 'help.keys.slash'], [['g', 'h'], 'help.keys.gh'],
  [['g', 'r'], 'help.keys.gr'], [['g', 'd'], 'help.keys.gd'], [['Esc'], 'help.keys.escape'], [['?'], 'help.keys.question'],
] as const;

const STATES = ['held', 'parked', 'sent', 'delivered', 'closed', 'excluded'] as const;

function stateName(words: Words, state: (typeof STATES)[number]): string {
  return state === 'held' || state === 'parked' ? words(`halt.${state}`) : words(`stage.${state}`);
}

export function helpContent(words: Words): Html {
  return html`<h3>${words('help.keys')}</h3>
<dl class="keys">${KEYS.map(([keys, label]) => html`<div><dt>${keys.map((key) => html`<kbd>${key}</kbd> `)}</dt><dd>${
    words(label)}</dd></div>`)}</dl>
<h3>${words('help.states')}</h3>
<dl class="states">${STATES.map((state) => html`<div><dt>${stateName(words, state)}</dt><dd>${words(`help.states.${
    state}`)}</dd></div>`)}</dl>`;
}
