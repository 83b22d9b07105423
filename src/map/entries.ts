/** Walks a mapping: every value entry with the pattern it writes, and what the whole of it reads. */
import type { Entry, Fields, GroupEntry, ValueEntry } from './mapping.ts';

export interface WrittenEntry {
  /** As model/terms.ts writes it: `lines[].item.name`, `seller.ids[]`. */
  readonly pattern: string;
  readonly entry: ValueEntry;
}

export function entriesOf(fields: Fields, prefix = ''): readonly WrittenEntry[] {
  return [...fields].flatMap(([target, entry]) => entriesBelow(prefix === '' ? target : `${prefix}.${target}`, entry));
}

function entriesBelow(target: string, entry: Entry): readonly WrittenEntry[] {
  if (entry.kind === 'value') return [{ pattern: target, entry }];
  return entry.parts.flatMap((part: ValueEntry | GroupEntry) =>
    part.kind === 'value' ? [{ pattern: `${target}[]`, entry: part }] : entriesOf(part.fields, `${target}[]`),
  );
}
