import type { CatalogEntry } from './entry.ts';

export const DAEMON_ERRORS = {
  DAEMON_PORT_TAKEN: { kind: 'config', hint: 'Stop the other program, or set another port in config/passerelle.yaml.' },
} as const satisfies Readonly<Record<string, CatalogEntry>>;
