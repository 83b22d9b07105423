import type { CatalogEntry } from './entry.ts';

export const CONFIG_ERRORS = {
  CONFIG_INVALID: { kind: 'config', hint: 'Correct the file at the place named and run `passerelle apply`.' },
  CONFIG_UNKNOWN_KEY: { kind: 'config', hint: 'Use the nearest valid key named in the message, or see config/README.md for all of them.' },
  CONFIG_SECRET_MISSING: { kind: 'config', hint: 'Set the environment variable, or NAME_FILE with the path of a file that holds the secret.' },
  CONFIG_NOT_LIVE: { kind: 'config', hint: 'Switch the company live with `passerelle live COMPANY --since DATE`.' },
} as const satisfies Readonly<Record<string, CatalogEntry>>;
