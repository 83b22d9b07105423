import type { CatalogEntry } from './entry.ts';

export const STORE_ERRORS = {
  STORE_UNREACHABLE: { kind: 'transient', hint: 'Check that PostgreSQL runs and that DATABASE_URL points at it.' },
  STORE_SCHEMA_NEWER: { kind: 'config', hint: 'This database was used by a newer Passerelle: run that release, or restore a backup.' },
  STORE_MAJOR_DIFFERS: { kind: 'config', hint: 'The data folder belongs to another PostgreSQL major: use `passerelle backup` with the old release and `restore` with this one.' },
  STORE_EMBEDDED_FAILED: { kind: 'config', hint: 'Read the log named in the message; set DATABASE_URL to use a PostgreSQL server instead.' },
  STORE_REFUSED: { kind: 'bug', hint: 'Look the SQLSTATE up in the PostgreSQL manual; the log of the server has its words. Report it when the data is in order.' },
  STORE_KEY_DIFFERS: { kind: 'config', hint: 'Put back the key file that was in the data folder when the credential was stored, or enter the credential again.' },
} as const satisfies Readonly<Record<string, CatalogEntry>>;
