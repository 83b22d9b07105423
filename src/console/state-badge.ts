/** The one word by which a document is known in lists: its halt, else what others say of it, else its stage. */
import type { Document } from '../model/document.ts';
import { html, NOTHING, type Html } from './html.ts';
import { statusText } from './native-words.ts';
import type { Words } from './words.ts';

export const TONES = ['ok', 'wait', 'warn', 'bad', 'mute'] as const;
export type Tone = (typeof TONES)[number];

const STATUS_TONES: Readonly<Record<string, Tone>> = {
  '205': 'ok',
  '206': 'warn',
  '207': 'bad',
  '208': 'warn',
  '210': 'bad',
  '211': 'ok',
  '212': 'ok',
  '213': 'bad',
  '220': 'mute',
  '221': 'bad',
  '501': 'bad',
  ack: 'bad',
};

const STAGE_TONES: Readonly<Record<string, Tone>> = {
  refused: 'bad',
  excluded: 'mute',
  cancelled: 'mute',
  ignored: 'mute',
  closed: 'ok',
  delivered: 'wait',
  awaiting: 'warn',
};

export interface State {
  readonly label: string;
  readonly tone: Tone;
  /** Native code of the network, shown small. */
  readonly code?: string;
}

export function statusState(words: Words, code: string): State {
  return { label: statusText(words, code), tone: STATUS_TONES[code] ?? 'wait', code };
}

export function stateOf(words: Words, document: Document): State {
  if (document.halt !== null) return { label: words(`halt.${document.halt}`), tone: document.halt === 'held' ? 'warn' : 'bad' };
  if (document.stage === 'cancelled' || document.stage === 'excluded' || document.stage === 'ignored')
    return ownStage(words, document);
  if (document.status !== null) return statusState(words, document.status);
  return ownStage(words, document);
}

/** What came from a supplier is read and booked where what we send is prepared and delivered. */
function ownStage(words: Words, document: Document): State {
  const received = document.direction === 'in' && document.kind === 'invoice' ? words.maybe(`stage.in.${document.stage}`) : undefined;
  const state = stageState(words, document.stage);
  return received === undefined ? state : { ...state, label: received };
}

export function stageState(words: Words, stage: Document['stage']): State {
  return { label: words(`stage.${stage}`), tone: STAGE_TONES[stage] ?? 'wait' };
}

export function badge(state: State): Html {
  const code =
    state.code === undefined || state.code === state.label || state.code === 'ack'
      ? NOTHING
      : html` <small>${state.code}</small>`;
  return html`<span class="badge ${state.tone}">${state.label}${code}</span>`;
}
