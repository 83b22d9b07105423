/**
 * A mapping as data in memory: what parse-mapping reads, overlay merges and apply-mapping follows. Every entry remembers
 * the file, line and layer it was written in, so that each value can tell its story. Holds no logic.
 */
import type { Expression } from './expression.ts';
import type { RecordPath } from './record-path.ts';
import type { Transform } from './transforms.ts';

/** Where an entry was written; `mapping` is the name of its layer. */
export interface Place {
  readonly mapping: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface TableValue {
  readonly text: string;
  readonly place: Place;
}

export interface Table {
  readonly place: Place;
  readonly values: ReadonlyMap<string, TableValue>;
}

/** A value that an expression or a resolve entry reads. */
export interface Read {
  readonly path: RecordPath;
  readonly as?: Transform;
  readonly place: Place;
}

export type Reads = ReadonlyMap<string, Read>;

/** Entries that `resolve:` may ask for; answered from bindings and the connector's lists. */
export const RESOLVE_KINDS = [
  'tax',
  'account',
  'party',
  'order',
  'unit',
  'journal',
  'term',
  'product',
  'currency',
  'analytic',
] as const;
export type ResolveKind = (typeof RESOLVE_KINDS)[number];

export type Source =
  | { readonly kind: 'from'; readonly path: RecordPath }
  | { readonly kind: 'first'; readonly tries: readonly ValueEntry[] }
  | { readonly kind: 'const'; readonly text: string }
  | { readonly kind: 'expr'; readonly expression: Expression }
  /** `optional`: without an answer the field is left out, so that the ERP's own default holds. */
  | { readonly kind: 'resolve'; readonly what: ResolveKind; readonly by: Reads; readonly optional: boolean };

/** One value: source, then `as`, then `lookup`, then `default` when nothing was there. */
export interface ValueEntry {
  readonly kind: 'value';
  readonly place: Place;
  readonly source: Source;
  readonly reads: Reads;
  readonly where?: Expression;
  readonly as?: Transform;
  readonly lookup?: string;
  readonly default?: string;
}

/** Elements of a list: one for each record of `each`, or exactly one when `each` is absent. */
export interface GroupEntry {
  readonly kind: 'group';
  readonly place: Place;
  readonly each?: RecordPath;
  readonly where?: Expression;
  readonly reads: Reads;
  readonly fields: Fields;
}

/** A list target: the elements of its parts, one part after the other. */
export interface ListEntry {
  readonly kind: 'list';
  readonly place: Place;
  readonly parts: readonly (ValueEntry | GroupEntry)[];
}

export type Entry = ValueEntry | ListEntry;
export type Fields = ReadonlyMap<string, Entry>;

export const DIRECTIONS = ['to-invoice', 'from-invoice', 'from-lifecycle'] as const;
/** to-invoice: ERP record → draft. The others are reverse mappings: what the ERP is to be told. */
export type MappingDirection = (typeof DIRECTIONS)[number];

export interface Removal {
  readonly target: string;
  readonly place: Place;
}

export interface Mapping {
  readonly name: string;
  readonly version: string;
  readonly file: string;
  readonly direction: MappingDirection;
  readonly from: string;
  readonly to: string;
  /** Name of the mapping this overlay changes; absent on a base. */
  readonly extends?: string;
  /** Buyer an overlay is limited to, by SIREN, SIRET or VAT number. */
  readonly partner?: string;
  readonly tables: ReadonlyMap<string, Table>;
  readonly fields: Fields;
  readonly remove: readonly Removal[];
  /** Names of the layers, base first. */
  readonly layers: readonly string[];
  /** Effective mappings for single buyers, by the identifier their layer names. */
  readonly partners?: ReadonlyMap<string, Mapping>;
}
