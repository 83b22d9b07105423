import type { CatalogEntry } from './entry.ts';

export const CHANNEL_ERRORS = {
  CHANNEL_REFUSED: { kind: 'remote', hint: 'Read the words of the platform in the timeline, correct the document in the ERP, or ask the platform.' },
  CHANNEL_UNCLEAR: { kind: 'uncertain', hint: 'Nothing to do: Passerelle asks the platform whether the document arrived before it tries again.' },
  CHANNEL_ANSWER_INVALID: { kind: 'remote', hint: 'The platform answered outside of the published API: give the dialect the deviation, or ask the platform.' },
} as const satisfies Readonly<Record<string, CatalogEntry>>;
