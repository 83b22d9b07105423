/** The language of a report: --lang, else PASSERELLE_LANG, else that of the terminal; English when nothing says French. */
import { PasserelleError } from '../base/error.ts';
import { isLocale, LOCALES, type Locale } from '../ports/locale.ts';
import type { CliWorld } from './context.ts';

const VARIABLES = ['PASSERELLE_LANG', 'LC_ALL', 'LC_MESSAGES', 'LANG'];

/** @throws PasserelleError CLI_INPUT for a language that is not spoken here */
export function localeOf(asked: string | undefined, env: CliWorld['env']): Locale {
  if (asked !== undefined) {
    if (isLocale(asked)) return asked;
    throw new PasserelleError('CLI_INPUT', `there is no language ${asked}: expected one of ${LOCALES.join(', ')}`);
  }
  const said = VARIABLES.map((name) => env[name]).find((value) => value !== undefined && value !== '');
  return /^fr(?:[_.@-]|$)/i.test(said ?? '') ? 'fr' : 'en';
}
