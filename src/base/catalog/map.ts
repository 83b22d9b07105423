import type { CatalogEntry } from './entry.ts';

export const MAP_ERRORS = {
  MAP_INVALID: { kind: 'config', hint: 'Correct the mapping at the place named; `passerelle check` tries it without touching anything.' },
  MAP_RECORD_INVALID: { kind: 'data', hint: 'The record is not what this mapping was written for: compare `from:` with the record.' },
} as const satisfies Readonly<Record<string, CatalogEntry>>;
