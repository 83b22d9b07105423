import type { CatalogEntry } from './entry.ts';

export const CONNECTOR_ERRORS = {
  CONNECTOR_UNAUTHORIZED: { kind: 'config', hint: 'Renew the key or the rights of the run-time user in the ERP, then run `passerelle doctor`.' },
  CONNECTOR_REFUSED: { kind: 'remote', hint: 'Read the words of the ERP in the timeline; correct the record there, then retry.' },
  CONNECTOR_DENIED: { kind: 'data', hint: 'Give the run-time user this right in the ERP, or do this step there by hand.' },
  CONNECTOR_NOT_FOUND: { kind: 'data', hint: 'The record is no longer in the ERP, or the run-time user may not see it: check the access rights.' },
  CONNECTOR_ANSWER_INVALID: { kind: 'remote', hint: 'The address answers, but not as this ERP would: check the URL, the database name and any proxy between.' },
  CONNECTOR_UNCLEAR: { kind: 'uncertain', hint: 'Nothing to do: Passerelle reads the record again before it repeats the call.' },
  CONNECTOR_UNSUPPORTED: { kind: 'config', hint: 'This ERP or version has no such capability: see the connector page for what it needs.' },
  CONNECTOR_COPY: { kind: 'config', hint: 'If this really is the same database, confirm it with `passerelle connection confirm NAME`.' },
} as const satisfies Readonly<Record<string, CatalogEntry>>;
