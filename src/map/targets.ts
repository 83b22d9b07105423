/**
 * What a mapping may write: the terms of the invoice (model/terms.ts), what the ERP states of its own totals, and the
 * hints of scope (model/draft.ts), as one tree of shapes. Says where a target path leads and what its value must be.
 */
import { nearest } from '../base/text.ts';
import { TERMS, type Term } from '../model/terms.ts';

export type LeafType = 'text' | 'decimal' | 'date' | 'bool' | 'identifier';

export type Shape =
  | {
      readonly kind: 'leaf';
      readonly type: LeafType;
      readonly term?: Term;
      readonly members?: ReadonlyMap<string, Shape>;
    }
  | { readonly kind: 'group'; readonly members: ReadonlyMap<string, Shape> }
  | { readonly kind: 'list'; readonly item: Shape };

/** Members that model/party.ts and model/line.ts type as Identifier: a value with its scheme. */
const IDENTIFIERS: ReadonlySet<string> = new Set(['legalId', 'endpoint', 'ids', 'objects', 'standardId', 'location']);
const DECIMALS: ReadonlySet<string> = new Set(['amount', 'quantity', 'price', 'percent']);

interface Draft {
  readonly members: Map<string, Draft>;
  list: boolean;
  type?: LeafType;
  term?: Term;
}

/** `stated.*` and `scope.*`, by the members of StatedTotals and ScopeHints. */
const BESIDE_THE_INVOICE: readonly (readonly [string, LeafType])[] = [
  ['stated.withoutVat', 'decimal'],
  ['stated.vat', 'decimal'],
  ['stated.withVat', 'decimal'],
  ['stated.due', 'decimal'],
  ['stated.rates[].category', 'text'],
  ['stated.rates[].rate', 'decimal'],
  ['stated.rates[].base', 'decimal'],
  ['stated.rates[].amount', 'decimal'],
  ['scope.buyerIsCompany', 'bool'],
  ['scope.buyerIsPublic', 'bool'],
  ['scope.operation', 'text'],
  ['scope.sentElsewhere', 'text'],
  ['scope.afterPrepayment', 'bool'],
  ['scope.fiscalPosition', 'text'],
  ['scope.pricesIncludeTax', 'bool'],
];

export const INVOICE_SHAPE: Shape = build();

function build(): Shape {
  const root: Draft = { members: new Map(), list: false };
  for (const term of TERMS) {
    const place = grow(root, term.path);
    place.term = term;
    if (term.kind !== 'group') place.type = DECIMALS.has(term.kind) ? 'decimal' : typeOf(term);
  }
  for (const [path, type] of BESIDE_THE_INVOICE) grow(root, path).type = type;
  return settle(root, '');
}

function typeOf(term: Term): LeafType {
  return term.kind === 'date' ? 'date' : term.kind === 'indicator' ? 'bool' : 'text';
}

function grow(root: Draft, path: string): Draft {
  let at = root;
  for (const segment of path.split('.')) {
    const name = segment.replace('[]', '');
    const next: Draft = at.members.get(name) ?? { members: new Map(), list: false };
    at.members.set(name, next);
    if (segment.endsWith('[]')) next.list = true;
    at = next;
  }
  return at;
}

function settle(draft: Draft, name: string): Shape {
  const members = new Map([...draft.members].map(([key, member]) => [key, settle(member, key)]));
  const item =
    IDENTIFIERS.has(name) && draft.list === isListOfIdentifiers(name)
      ? identifier(draft)
      : members.size > 0
        ? ({ kind: 'group', members } as const)
        : ({
            kind: 'leaf',
            type: draft.type ?? 'text',
            ...(draft.term === undefined ? {} : { term: draft.term }),
          } as const);
  return draft.list ? { kind: 'list', item } : item;
}

function isListOfIdentifiers(name: string): boolean {
  return name === 'ids' || name === 'objects';
}

/** An identifier can be written whole (a transform gives the scheme) or by its two members. */
function identifier(draft: Draft): Shape {
  const text: Shape = { kind: 'leaf', type: 'text' };
  return {
    kind: 'leaf',
    type: 'identifier',
    ...(draft.term === undefined ? {} : { term: draft.term }),
    members: new Map([
      ['value', text],
      ['scheme', text],
    ]),
  };
}

/** The shape a target leads to below another one, or the sentence that says what was expected. */
export function shapeAt(root: Shape, target: string): Shape | { readonly problem: string } {
  let at = root;
  const segments = target.split('.');
  for (const [index, segment] of segments.entries()) {
    if (at.kind === 'list') {
      return { problem: `\`${segments.slice(0, index).join('.')}\` is a list: give it \`each\` or \`fields\`` };
    }
    const members = at.kind === 'group' ? at.members : (at.members ?? new Map<string, Shape>());
    const next = members.get(segment);
    if (next === undefined) return { problem: unknownTarget(segments, index, [...members.keys()]) };
    at = next;
  }
  return at.kind === 'group'
    ? {
        problem: `\`${target}\` is a group: write its members, such as \`${target}.${[...at.members.keys()][0] ?? ''}\``,
      }
    : at;
}

function unknownTarget(segments: readonly string[], index: number, known: readonly string[]): string {
  const segment = segments[index] ?? '';
  const where = index === 0 ? '' : ` of \`${segments.slice(0, index).join('.')}\``;
  if (known.length === 0) return `\`${segments.slice(0, index).join('.')}\` is a single value without members`;
  const near = nearest(segment.replace(/\[\d*\]/g, ''), known);
  const hint = near === undefined ? `one of ${known.slice(0, 12).join(', ')}` : `did you mean \`${near}\`?`;
  return `\`${segment}\` is no term${where}: ${hint}`;
}

/** Every pattern a mapping can write, lists with `[]`, as terms.ts writes them. */
export function patternsOf(shape: Shape, prefix = ''): readonly string[] {
  if (shape.kind === 'leaf') return [prefix];
  if (shape.kind === 'list') return patternsOf(shape.item, `${prefix}[]`);
  return [...shape.members].flatMap(([name, member]) => patternsOf(member, prefix === '' ? name : `${prefix}.${name}`));
}

/** The shape of a pattern with `[]` for lists; undefined when there is none. */
export function shapeAtPattern(root: Shape, pattern: string): Shape | undefined {
  let at: Shape | undefined = root;
  for (const segment of pattern.split('.')) {
    const members: ReadonlyMap<string, Shape> | undefined = at?.kind === 'list' ? undefined : at?.members;
    at = members?.get(segment.replaceAll('[]', ''));
    if (segment.endsWith('[]')) at = at?.kind === 'list' ? at.item : undefined;
  }
  return at;
}
