import type { CatalogEntry } from './entry.ts';

export const BASE_ERRORS = {
  BASE_BUG: { kind: 'bug', hint: 'This is a defect of Passerelle: keep the log and the document id, and report them.' },
  BASE_JSON_INVALID: { kind: 'data', hint: 'Give a well-formed JSON text of at most the stated size and depth.' },
} as const satisfies Readonly<Record<string, CatalogEntry>>;
