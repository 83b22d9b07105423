import type { CatalogEntry } from './entry.ts';

export const XML_ERRORS = {
  XML_INVALID: { kind: 'data', hint: 'Ask the sender for a well-formed XML file without a DOCTYPE.' },
  XML_TOO_LARGE: { kind: 'data', hint: 'The file is larger or deeper than any invoice needs to be: ask the sender, or raise the limit.' },
} as const satisfies Readonly<Record<string, CatalogEntry>>;
