/**
 * The structure tables, made ready for judging: which elements a group holds, in which order and how often, which
 * values and attributes are allowed. Written from the schemas by tools/structure-tables.ts; a table is loaded when the
 * first file of its format is judged, a group of it when the first such group is met.
 */
import { lexicalNamed, collapsed, type Lexical } from './lexical.ts';

/** As a table is written. `groups`: `name=Type?`, separated by blanks; `a|b` is one or the other. */
interface Table {
  readonly roots: readonly string[];
  /** Group → elements that are let pass. */
  readonly unjudged: Readonly<Record<string, readonly string[]>>;
  /** Element → its type, where a group says no other. */
  readonly elements: Readonly<Record<string, string>>;
  readonly groups: Readonly<Record<string, string>>;
  /** Group → its own attributes, as those of values. */
  readonly attributes?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Attribute: `decimal`, `text!` when required, `text=fixed`. */
  readonly values: Readonly<Record<string, { readonly lexical: string; readonly attributes: Readonly<Record<string, string>> }>>;
}

export interface AttributeType {
  readonly name: string;
  readonly lexical: string;
  readonly required: boolean;
  readonly accepts: Lexical;
}

export interface Attributes {
  readonly known: ReadonlyMap<string, AttributeType>;
  /** How many must be given. */
  readonly required: number;
}

export interface ValueType {
  readonly kind: 'value';
  readonly lexical: string;
  readonly accepts: Lexical;
  readonly attributes: Attributes;
}

/** One place in the order of a group. */
export interface Slot {
  readonly names: readonly string[];
  readonly required: boolean;
  readonly many: boolean;
}

export interface Member {
  readonly slot: number;
  readonly required: boolean;
  readonly many: boolean;
  readonly type: () => Type;
}

export interface GroupType {
  readonly kind: 'group';
  readonly slots: readonly Slot[];
  readonly members: ReadonlyMap<string, Member>;
  /** How many slots must be filled. */
  readonly required: number;
  readonly attributes: Attributes;
  readonly unjudged: ReadonlySet<string>;
}

/** One element of any other namespace, judged inside where it is known. */
export interface OpenType {
  readonly kind: 'open';
}

export type Type = ValueType | GroupType | OpenType;

export interface Structure {
  /** undefined: the format does not know the element. */
  readonly typeOf: (element: string) => Type | undefined;
  readonly roots: ReadonlySet<string>;
}

const LOADERS: readonly (readonly [RegExp, () => Promise<{ readonly default: Table }>])[] = [
  [/^(?:ubl:Invoice|cn:CreditNote)$/, () => import('./tables/ubl.json', { with: { type: 'json' } })],
  [/^rsm:CrossIndustryInvoice$/, () => import('./tables/cii.json', { with: { type: 'json' } })],
  [/^cdar:CrossDomainAcknowledgementAndResponse$/, () => import('./tables/cdar.json', { with: { type: 'json' } })],
  [/^Report$/, () => import('./tables/report.json', { with: { type: 'json' } })],
];

const loaded = new Map<RegExp, Promise<Structure>>();

/** The structure of a message by its root element, as the reader names it; undefined for one that has no table. */
export async function structureOf(root: string): Promise<Structure | undefined> {
  const found = LOADERS.find(([roots]) => roots.test(root));
  if (found === undefined) return undefined;
  const [key, load] = found;
  let structure = loaded.get(key);
  if (structure === undefined) loaded.set(key, (structure = load().then((table) => compiled(table.default))));
  return structure;
}

function compiled(table: Table): Structure {
  const types = new Map<string, Type>();
  const named = (name: string): Type => {
    let type = types.get(name);
    if (type === undefined) types.set(name, (type = typeNamed(name, table, named)));
    return type;
  };
  return {
    roots: new Set(table.roots),
    typeOf: (element) => (Object.hasOwn(table.elements, element) ? named(table.elements[element] ?? '') : undefined),
  };
}

function typeNamed(name: string, table: Table, named: (name: string) => Type): Type {
  const group = table.groups[name];
  if (group === undefined) return valueType(table.values[name]);
  return group === '##other' ? { kind: 'open' } : groupType(group, name, table, named);
}

function valueType(value: Table['values'][string] | undefined): ValueType {
  const { lexical, attributes } = value ?? { lexical: 'text', attributes: {} };
  return { kind: 'value', lexical, accepts: lexicalNamed(lexical), attributes: attributesOf(attributes) };
}

function attributesOf(written: Readonly<Record<string, string>> = {}): Attributes {
  const made = Object.entries(written).map(([name, text]) => attributeType(name, text));
  return {
    known: new Map(made.map((attribute) => [attribute.name, attribute])),
    required: made.filter(({ required }) => required).length,
  };
}

function attributeType(name: string, written: string): AttributeType {
  const [, lexical = '', mark, fixed] = /^([^!=]+)(!?)(?:=(.*))?$/.exec(written) ?? [];
  const accepts = lexicalNamed(lexical);
  return {
    name,
    lexical: fixed === undefined ? lexical : `= ${fixed}`,
    required: mark === '!',
    accepts: fixed === undefined ? accepts : (text) => accepts(text) && collapsed(text) === fixed,
  };
}

function groupType(group: string, name: string, table: Table, named: (name: string) => Type): GroupType {
  const slots: Slot[] = [];
  const members = new Map<string, Member>();
  for (const word of group.split(' ').filter((part) => part !== '')) {
    const [, alternatives = '', occurs = ''] = /^(.*?)([?*+]?)$/.exec(word) ?? [];
    const slot = { required: occurs === '' || occurs === '+', many: occurs === '*' || occurs === '+' };
    const names: string[] = [];
    for (const alternative of alternatives.split('|')) {
      const [element = '', type = table.elements[element] ?? ''] = alternative.split('=');
      names.push(element);
      members.set(element, { ...slot, slot: slots.length, type: once(() => named(type)) });
    }
    slots.push({ ...slot, names });
  }
  const unjudged = new Set(table.unjudged[name]);
  const attributes = attributesOf(table.attributes?.[name]);
  return { kind: 'group', slots, members, required: slots.filter(({ required }) => required).length, attributes, unjudged };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
