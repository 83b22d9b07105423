/** What a mapping leaves aside: terms it never writes, and fields of the ERP it never reads. */
import type { Mapping } from './mapping.ts';
import { entriesOf } from './entries.ts';
import { fieldsOf } from './fields-of.ts';
import { isList, isRecord, parseRecord, type Raw } from './record.ts';
import { INVOICE_SHAPE, patternsOf } from './targets.ts';

export interface Coverage {
  readonly written: readonly string[];
  /** Patterns of terms that no entry writes. */
  readonly unwritten: readonly string[];
  /** Fields read that the record or the ERP's description lacks. */
  readonly missing: readonly string[];
  /** Fields there that no entry reads. */
  readonly unread: readonly string[];
}

/** `available`: dotted fields of a sample record or of the connector's description. */
export function coverage(mapping: Mapping, available: readonly string[] = []): Coverage {
  const written = new Set(
    mapping.direction === 'to-invoice' ? entriesOf(mapping.fields).map(({ pattern }) => pattern) : [],
  );
  const covers = (pattern: string): boolean =>
    written.has(pattern) || [...written].some((one) => one.startsWith(`${pattern}.`));
  const read = fieldsOf(mapping);
  const known = new Set(available);
  return {
    written: [...written].sort(),
    unwritten:
      mapping.direction === 'to-invoice' ? patternsOf(INVOICE_SHAPE).filter((pattern) => !covers(pattern)) : [],
    missing:
      available.length === 0
        ? []
        : read.filter((field) => !known.has(field) && !available.some((one) => isAlong(one, field))),
    unread: available.filter((field) => !read.some((one) => one === field || field.startsWith(`${one}.`))),
  };
}

/** One lies on the way to the other: what an empty relation holds cannot be seen in a record. */
function isAlong(a: string, b: string): boolean {
  return a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
}

/** The dotted fields of a record, without indexes. @throws PasserelleError MAP_RECORD_INVALID */
export function fieldsOfRecord(record: Uint8Array | string): readonly string[] {
  const found = new Set<string>();
  collect(parseRecord(record), '', found);
  return [...found].sort();
}

function collect(raw: Raw, path: string, found: Set<string>): void {
  if (isList(raw)) for (const item of raw) collect(item, path, found);
  else if (isRecord(raw))
    for (const [name, value] of Object.entries(raw)) collect(value, path === '' ? name : `${path}.${name}`, found);
  if (!isRecord(raw) && path !== '' && !(isList(raw) && raw.some((item) => isRecord(item)))) found.add(path);
}
