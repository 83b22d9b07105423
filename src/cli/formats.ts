/** The formats that invoices are converted between, by name. */
import { oneOf } from './option-values.ts';

/** Formats that are text, for commands that print. */
export const FORMATS = ['ubl', 'cii', 'json'] as const;
export type TextFormat = (typeof FORMATS)[number];

/** What a file may be converted to. */
export const TARGETS = ['ubl', 'cii', 'facturx', 'cdar', 'json'] as const;
export type Format = (typeof TARGETS)[number];

/** @throws PasserelleError CLI_INPUT */
export function formatNamed(name: string): TextFormat {
  return oneOf(FORMATS, name, 'format');
}
