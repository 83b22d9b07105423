/** One term: a BT or BG of EN 16931-1 or of EXTENDED-CTC-FR, tied to its place in model/invoice.ts. */
export const TERM_KINDS = [
  'text', 'code', 'identifier', 'amount', 'quantity', 'price', 'percent', 'date', 'binary', 'group', 'indicator',
] as const;
export type TermKind = (typeof TERM_KINDS)[number];

export interface Term {
  /** `BT-1`, `BT-29-1` (an attribute), `BG-4`, `EXT-FR-FE-136`. */
  readonly id: string;
  /** Members joined by dots, lists with `[]`. An identifier is one term; its scheme is another, below it. */
  readonly path: string;
  readonly kind: TermKind;
  /** English name. */
  readonly name: string;
  /** Code list by its file name in codes/lists. */
  readonly list?: string;
  /** Only in EXTENDED-CTC-FR. */
  readonly extension?: true;
}

/** id, path, kind, name, code list. */
export type TermRow = readonly [id: string, path: string, kind: TermKind, name: string, list?: string];

export function termsOf(rows: readonly TermRow[], extension = false): readonly Term[] {
  return rows.map(([id, path, kind, name, list]) => ({
    id, path, kind, name, ...(list === undefined ? {} : { list }), ...(extension ? { extension: true as const } : {}),
  }));
}
