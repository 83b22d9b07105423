import type { CatalogEntry } from './entry.ts';

export const XML_ERRORS = {
  XML_INVALID: { kind: 'data', hint: 'Ask the sender for a well-formed XML file without a DOCTYPE.' },
  XML_TOO_LARGE: { kind: 'data', hint: 'The file is larger or deeper than any invoice needs to be: ask the sender, or raise the limit.' },
  XML_UNKNOWN: { kind: 'data', hint: 'Give a UBL 2.1 Invoice or CreditNote, a CII invoice, a Factur-X PDF, or a CDAR status message.' },
  JSON_INVALID: { kind: 'data', hint: 'Give JSON as `passerelle convert FILE --to json` writes it.' },
} as const satisfies Readonly<Record<string, CatalogEntry>>;
