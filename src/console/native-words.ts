/** Words for what comes as a code: statuses and reasons of the network, error codes, reasons of a halt, actors. */
import { decimalText } from './format.ts';
import { hasSentence, sentence, text, type Sentence } from '../messages/messages.ts';
import type { Fault } from '../model/fault.ts';
import { statusLabel } from '../model/lifecycle-codes.ts';
import type { Words } from './words.ts';

/** The label of a status code; an unknown one is shown as it is. */
export function statusText(words: Words, code: string): string {
  return words.maybe(`status.${code}`) ?? statusLabel(code, words.locale);
}

/** MDT-113 in words, or the code itself. */
export function reasonCodeText(words: Words, code: string): string {
  const key = `lifecycle.reason.${code}`;
  const found = text(words.locale, key);
  return found === key ? code : found;
}

/** What happened and what to do, for an error code of the catalogue; `CODE: sentence` is understood too. */
export function errorText(words: Words, said: string): Sentence | null {
  const code = /^(?:trouble:)?([A-Z]+(?:_[A-Z]+)+)(?::|$)/.exec(said)?.[1];
  return code !== undefined && hasSentence(words.locale, code) ? sentence(words.locale, code, {}) : null;
}

/** The sentence of a finding; words of ours inside it (which kind of duplicate) are said in the reader's language. */
export function findingText(words: Words, { rule, values }: Pick<Fault, 'rule' | 'values'>): Sentence {
  if (!rule.startsWith('PASS-IN-')) return sentence(words.locale, rule, values);
  return sentence(words.locale, rule, spokenValues(words, { values }));
}

export function spokenValues(words: Words, { values }: Pick<Fault, 'values'>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, spoken(words, name, value)]));
}

const FIGURES = ['rate', 'stated', 'computed', 'booked', 'rounding', 'paid', 'due'];

/** Figures as this reader writes them; of another document its kind, because its id says nothing. */
function spoken(words: Words, name: string, value: string): string {
  if (FIGURES.includes(name)) return decimalText(words.locale, value);
  if (name === 'kind') return words.maybe(`duplicate.${value}`) ?? value;
  if (name !== 'other') return value;
  return /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(value) ? words('duplicate.ours') : words('duplicate.erp', { id: value });
}

/** The rules that hold a supplier invoice, as a few words each; null when it is held by something else. */
export function holdText(words: Words, reason: string | null): string | null {
  const rules = reason?.split(' ') ?? [];
  if (!rules.some((rule) => rule.startsWith('PASS-IN-'))) return null;
  const known = rules.map((rule) => words.maybe(`why.${rule}`) ?? words('reason.rule', { rule }));
  return [...new Set(known)].join(' · ');
}

/** Why a document is where it is, in words where they are known. */
export function reasonText(words: Words, reason: string | null): string | null {
  if (reason === null || reason === '') return null;
  const known = words.maybe(`reason.${reason}`) ?? words.maybe(`reason.${
    reason.split(':', 1)[0] as string}`) ?? errorText(words, reason)?.what;
  if (known !== undefined) return known;
  const hold = holdText(words, reason);
  if (hold !== null) return hold;
  if (/^(PASS|BR|TN|G)-?[A-Z0-9.-]+$/.test(reason)) return words('reason.rule', { rule: reason });
  return reasonCodeText(words, reason);
}

/** `daemon`, `operator:NAME`, `platform:CODE`, `erp:USER`. */
export function actorText(words: Words, actor: string): string {
  const cut = actor.indexOf(':');
  const [kind, name] = cut < 0 ? [actor, ''] : [actor.slice(0, cut), actor.slice(cut + 1)];
  if (kind === 'platform' && (name === '' || /^\d{3}$/.test(name))) return words('actor.platform.unnamed');
  return words.maybe(`actor.${kind}`, { name }) ?? actor;
}

/** Who set a status: a role of the lifecycle, or the name the message gives. */
export function partyText(words: Words, actor: string): string {
  const key = `lifecycle.actor.${actor}`;
  const found = text(words.locale, key);
  return found === key ? actor : found;
}
