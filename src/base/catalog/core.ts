import type { CatalogEntry } from './entry.ts';

export const CORE_ERRORS = {
  CORE_PROFILE: {
    kind: 'config',
    hint: 'Choose a profile of that kind of message; listProfiles() and `passerelle validate --help` name them.',
  },
} as const satisfies Readonly<Record<string, CatalogEntry>>;
