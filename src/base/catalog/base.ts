import type { CatalogEntry } from './entry.ts';

export const BASE_ERRORS = {
  BASE_BUG: { kind: 'bug', hint: 'This is a defect of Passerelle: keep the log and the document id, and report them.' },
} as const satisfies Readonly<Record<string, CatalogEntry>>;
