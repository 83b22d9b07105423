import type { CatalogEntry } from './entry.ts';

export const CHANNEL_ERRORS = {
  CHANNEL_REFUSED: { kind: 'remote', hint: 'Read the words of the platform in the timeline, correct the document in the ERP, or ask the platform.' },
  CHANNEL_UNCLEAR: { kind: 'uncertain', hint: 'Nothing to do: Passerelle asks the platform whether the document arrived before it tries again.' },
  CHANNEL_ANSWER_INVALID: { kind: 'remote', hint: 'The platform answered outside of the published API: give the dialect the deviation, or ask the platform.' },
  CHANNEL_NOT_FOUND: { kind: 'remote', hint: 'The platform has no such flow or no such form of its file: another form (Original, Converted, ReadableView) may exist.' },
  CHANNEL_DAMAGED: { kind: 'transient', hint: 'Nothing to do if it passes; else ask the platform, or look for a proxy between that changes files.' },
  CHANNEL_PAGE_STUCK: { kind: 'remote', hint: 'More flows share one timestamp than the platform lists in a page: raise `search.limit` of the dialect as far as the platform allows.' },
  CHANNEL_UNSUPPORTED: { kind: 'config', hint: 'This platform has no such service, or its address is missing in the connection: see config/README.md.' },
} as const satisfies Readonly<Record<string, CatalogEntry>>;
