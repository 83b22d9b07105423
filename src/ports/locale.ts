/** The languages in which people are spoken to. */
export const LOCALES = ['fr', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

export function isLocale(text: unknown): text is Locale {
  return text === 'fr' || text === 'en';
}
