/** Values of options, refused with the ones there are. */
import { PasserelleError } from '../base/error.ts';

/** @throws PasserelleError CLI_INPUT */
export function oneOf<T extends string>(known: readonly T[], name: string, what: string): T {
  const found = known.find((one) => one === name);
  if (found === undefined) throw new PasserelleError('CLI_INPUT', `there is no ${what} ${name}: expected one of ${known.join(', ')}`);
  return found;
}

/** A whole number between two others. @throws PasserelleError CLI_INPUT */
export function wholeNumber(option: string, given: string, least: number, most: number): number {
  const value = /^\d{1,9}$/.test(given) ? Number.parseInt(given, 10) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new PasserelleError('CLI_INPUT', `${option} is a whole number from ${least} to ${most}, not ${given.slice(0, 40)}`);
}
