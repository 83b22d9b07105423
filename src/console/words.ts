/** The texts of the console in one language, with keys that the compiler knows. */
import reception from '../messages/en/console-reception.json' with { type: 'json' };
import english from '../messages/en/console.json' with { type: 'json' };
import { text, type Values } from '../messages/messages.ts';
import type { Locale } from '../ports/locale.ts';

type FullKey = keyof typeof english | keyof typeof reception;
export type Key = FullKey extends `console.${infer Rest}` ? Rest : never;

export interface Words {
  readonly locale: Locale;
  /** A text of the console. */
  (key: Key, values?: Values): string;
  /** A text whose key comes from data, or undefined when there is none for it. */
  readonly maybe: (key: string, values?: Values) => string | undefined;
}

export function wordsIn(locale: Locale): Words {
  const say = (key: Key, values?: Values): string => text(locale, `console.${key}`, values);
  const maybe = (key: string, values?: Values): string | undefined =>
    [english, reception].some((file) => Object.hasOwn(file, `console.${key}`)) ? text(locale, `console.${key}`, values) : undefined;
  return Object.assign(say, { locale, maybe });
}

/** The language of a visitor: what they chose, else what their browser asks for, else French. */
export function chooseLocale(chosen: string | undefined, acceptLanguage: string | undefined): Locale {
  if (chosen === 'fr' || chosen === 'en') return chosen;
  const wishes = (acceptLanguage ?? '')
    .slice(0, 500)
    .split(',')
    .map((wish) => {
      const [tag = '', ...parameters] = wish.trim().toLowerCase().split(';');
      const weight = parameters.map((p) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(p)?.[1]).find((q) => q !== undefined);
      return {
        tag: tag.slice(0, 2),
        weight: (weight ?? '1').concat(weight?.includes('.') === true ? '000' : '.000').slice(0, 5),
      };
    });
  const best = wishes
    .filter(({ tag, weight }) => (tag === 'fr' || tag === 'en') && weight !== '0.000')
    .sort((a, b) => (a.weight < b.weight ? 1 : a.weight > b.weight ? -1 : 0))[0];
  if (best === undefined) return acceptLanguage === undefined || acceptLanguage === '' ? 'fr' : 'en';
  return best.tag === 'fr' ? 'fr' : 'en';
}
