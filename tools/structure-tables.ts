/**
 * Writes src/rules/structure/tables/*.json from XML schemas: `node tools/structure-tables.ts DATA`, where DATA holds
 * `xsd/ubl-2.1`, `xsd/cii-d22b`, `fr/cdar-xsd` and `fr/flux10-xsd`. What a table cannot say (nested groups, patterns, enumerations,
 * counts) stops it: nothing of a schema is left out in silence.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attributeOf, type XmlElement } from '../src/xml/element.ts';
import { qualified } from '../src/xml/names.ts';
import { readXml } from '../src/xml/reader.ts';
import { SOURCES, type Source } from './structure-sources.ts';

export { SOURCES } from './structure-sources.ts';

const XSD = '{http://www.w3.org/2001/XMLSchema}';

/** A declaration with what its names mean in its file. */
interface Declared {
  readonly node: XmlElement;
  readonly name: (qname: string) => string;
  /** Namespace of the elements declared inside; none unless the schema says "qualified". */
  readonly target: string;
}

interface Schemas {
  readonly elements: Map<string, Declared>;
  readonly types: Map<string, Declared>;
}

interface Value {
  readonly lexical: string;
  readonly attributes: Readonly<Record<string, string>>;
}

interface Building extends Schemas {
  /** Element → types, most often used first when sorted. */
  readonly uses: Map<string, Map<string, number>>;
  readonly groups: Map<string, readonly Slot[] | '##other'>;
  /** Group → the node it was made of: two types of one short name would be one by mistake. */
  readonly origins: Map<string, XmlElement>;
  /** Group → its own attributes, where it has any. */
  readonly attributes: Map<string, Readonly<Record<string, string>>>;
  readonly values: Map<string, Value>;
}

interface Slot {
  readonly names: readonly (readonly [name: string, type: string])[];
  readonly occurs: string;
}

function load(folder: string, files: RegExp): Schemas {
  const schemas: Schemas = { elements: new Map(), types: new Map() };
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => files.test(path))
    .sort()) {
    const bytes = readFileSync(join(folder, file));
    const root = readXml(bytes);
    const target = attributeOf(root, 'targetNamespace') ?? '';
    const inside = attributeOf(root, 'elementFormDefault') === 'qualified' ? target : '';
    const uris = new Map(
      [...bytes.toString('utf8').matchAll(/xmlns(?::(\w+(?:-\w+)*))?\s*=\s*"([^"]+)"/g)].map(([, prefix, uri]) => [prefix ?? '', uri]),
    );
    const name = (qname: string): string => {
      const [local = '', prefix = ''] = qname.split(':').reverse();
      const uri = uris.get(prefix) ?? (prefix === '' ? '' : undefined);
      if (uri === undefined) throw new Error(`${file}: ${qname} has no namespace`);
      return qualified(uri, local);
    };
    for (const node of root.children) {
      const into = node.name === `${XSD}element` ? schemas.elements : /(complex|simple)Type$/.test(node.name) ? schemas.types : undefined;
      into?.set(qualified(target, attributeOf(node, 'name') ?? ''), { node, name, target: inside });
    }
  }
  return schemas;
}

const partsOf = (node: XmlElement): readonly XmlElement[] => node.children.filter((child) => child.name !== `${XSD}annotation`);
const isXsd = (node: XmlElement | undefined, ...names: readonly string[]): boolean => names.some((name) => node?.name === XSD + name);
const shortName = (type: string): string => type.replace(/^.*[:}]/, '').replace(/Type$/, '');

function declared<T>(map: ReadonlyMap<string, T>, name: string): T {
  const found = map.get(name);
  if (found === undefined) throw new Error(`${name} is not declared`);
  return found;
}

/** The name under which a type stands in the table; makes it when it is new. */
function typeNamed(name: string, building: Building): string {
  if (name.startsWith(XSD)) return valueNamed(name.slice(XSD.length), { lexical: lexicalOf(name), attributes: {} }, building);
  const type = declared(building.types, name);
  return typeOf(type, shortName(name), building);
}

function typeOf(type: Declared, short: string, building: Building): string {
  const [content, ...attributes] = partsOf(type.node);
  if (isXsd(type.node, 'simpleType') || isXsd(content, 'simpleContent')) {
    return valueNamed(short, valueOf(type, building), building);
  }
  if (!isXsd(content, 'sequence', 'choice') || type.node.attributes.some(({ name }) => name === 'mixed')) {
    throw new Error(`${short}: a content that no table can say`);
  }
  const origin = building.origins.get(short);
  if (origin !== undefined && origin !== type.node) throw new Error(`two groups named ${short}`);
  if (origin === undefined) {
    building.origins.set(short, type.node);
    building.groups.set(short, slotsOf(content as XmlElement, type, short, building));
    if (attributes.length > 0) building.attributes.set(short, attributesOf(attributes, type, building));
  }
  return short;
}

function slotsOf(content: XmlElement, type: Declared, short: string, building: Building): readonly Slot[] | '##other' {
  const parts = partsOf(content);
  if (occursOf(content) !== '') throw new Error(`${short}: a group that repeats`);
  const [first] = parts;
  if (isXsd(first, 'any')) {
    const plain = parts.length === 1 && attributeOf(first as XmlElement, 'namespace') === '##other' && occursOf(first as XmlElement) === '';
    if (!plain || attributeOf(first as XmlElement, 'processContents') !== 'lax') throw new Error(`${short}: another wildcard`);
    return '##other';
  }
  const named = parts.map((part) => ({ names: [particle(part, type, building, short)] as const, occurs: occursOf(part) }));
  if (!isXsd(content, 'choice')) return unique(named, short);
  if (named.some(({ occurs }) => occurs !== '')) throw new Error(`${short}: a choice of several`);
  return unique([{ names: named.flatMap(({ names }) => names), occurs: '' }], short);
}

function unique(slots: readonly Slot[], short: string): readonly Slot[] {
  const names = slots.flatMap((slot) => slot.names.map(([name]) => name));
  if (new Set(names).size !== names.length) throw new Error(`${short}: an element in two places`);
  return slots;
}

function particle(part: XmlElement, type: Declared, building: Building, inside: string): readonly [string, string] {
  if (!isXsd(part, 'element')) throw new Error(`${part.name} inside a sequence`);
  const ref = attributeOf(part, 'ref');
  const own = ref === undefined ? { ...type, node: part } : declared(building.elements, type.name(ref));
  const name = ref === undefined ? qualified(type.target, attributeOf(part, 'name') ?? '') : type.name(ref);
  return [name, used(name, own, building, inside)];
}

/** The type of an element, counted: the most frequent needs not be repeated in the groups. */
function used(name: string, element: Declared, building: Building, inside = ''): string {
  const named = attributeOf(element.node, 'type');
  const [inline] = partsOf(element.node);
  const type =
    named === undefined
      ? typeOf({ ...element, node: inline as XmlElement }, inlineName(name, inline, inside, building), building)
      : typeNamed(element.name(named), building);
  const uses = building.uses.get(name) ?? new Map<string, number>();
  building.uses.set(name, uses.set(type, (uses.get(type) ?? 0) + 1));
  return type;
}

/** A type without a name has that of its element; a second one of this name has that of its group before it. */
function inlineName(name: string, type: XmlElement | undefined, inside: string, { origins }: Building): string {
  const short = shortName(name);
  return origins.has(short) && origins.get(short) !== type ? `${inside}.${short}` : short;
}

const OCCURS: Readonly<Record<string, string>> = { '1 1': '', '0 1': '?', '0 unbounded': '*', '1 unbounded': '+' };

function occursOf(node: XmlElement): string {
  const key = `${attributeOf(node, 'minOccurs') ?? '1'} ${attributeOf(node, 'maxOccurs') ?? '1'}`;
  return declared(new Map(Object.entries(OCCURS)), key);
}

function valueOf(type: Declared, building: Building): Value {
  if (isXsd(type.node, 'simpleType')) return { lexical: restricted(type, building), attributes: {} };
  const [derivation] = partsOf(partsOf(type.node)[0] as XmlElement);
  if (!isXsd(derivation, 'extension', 'restriction')) throw new Error('a value without a base');
  const base = type.name(attributeOf(derivation as XmlElement, 'base') ?? '');
  const { lexical, attributes } = base.startsWith(XSD)
    ? { lexical: lexicalOf(base), attributes: {} }
    : valueOf(declared(building.types, base), building);
  return { lexical, attributes: { ...attributes, ...attributesOf(partsOf(derivation as XmlElement), type, building) } };
}

function attributesOf(parts: readonly XmlElement[], type: Declared, building: Building): Readonly<Record<string, string>> {
  const own: Record<string, string> = {};
  for (const part of parts) {
    if (!isXsd(part, 'attribute') || attributeOf(part, 'use') === 'prohibited') throw new Error(`${part.name} among attributes`);
    const named = type.name(attributeOf(part, 'type') ?? '');
    const said = named.startsWith(XSD) ? lexicalOf(named) : restricted(declared(building.types, named), building);
    const fixed = attributeOf(part, 'fixed');
    own[attributeOf(part, 'name') ?? ''] =
      `${said}${attributeOf(part, 'use') === 'required' ? '!' : ''}${fixed === undefined ? '' : `=${fixed}`}`;
  }
  return own;
}

/** A simple type by restriction; lengths are the only facets that these schemas use. */
function restricted(type: Declared, building: Building): string {
  const [restriction] = partsOf(type.node);
  const base = type.name(attributeOf(restriction as XmlElement, 'base') ?? '');
  const lexical = base.startsWith(XSD) ? lexicalOf(base) : restricted(declared(building.types, base), building);
  const facets = new Map(partsOf(restriction as XmlElement).map((facet) => [facet.name, attributeOf(facet, 'value') ?? '']));
  if (facets.size === 0) return lexical;
  const [least, most] = [facets.get(`${XSD}minLength`), facets.get(`${XSD}maxLength`)];
  if (facets.size !== 2 || least === undefined || most === undefined || lexical !== 'text')
    throw new Error('a facet that no table can say');
  return `text(${least},${most})`;
}

const LEXICALS = ['decimal', 'integer', 'boolean', 'date', 'time', 'dateTime', 'base64Binary', 'anyURI', 'language'];

function lexicalOf(builtin: string): string {
  const name = builtin.slice(XSD.length);
  // blanks are replaced or collapsed before these are looked at: no text is wrong
  if (['string', 'normalizedString', 'token'].includes(name)) return 'text';
  if (!LEXICALS.includes(name)) throw new Error(`the simple type ${name} is not known here`);
  return name;
}

function valueNamed(short: string, value: Value, { values }: Building): string {
  const same = (other: Value): boolean => JSON.stringify(other) === JSON.stringify(value);
  for (const [name, other] of values) if (same(other)) return name;
  if (values.has(short)) throw new Error(`two values named ${short}`);
  values.set(short, value);
  return short;
}

export function tableOf(source: Source, data: string): string {
  const building: Building = {
    ...load(join(data, source.folder), source.files),
    uses: new Map(),
    groups: new Map(),
    origins: new Map(),
    attributes: new Map(),
    values: new Map(),
  };
  for (const root of source.roots) used(root, declared(building.elements, root), building);
  const elements: Record<string, string> = {};
  for (const [name, uses] of [...building.uses].sort())
    elements[name] = ([...uses].sort(([, a], [, b]) => b - a)[0] as [string, number])[0];
  const slotText = ({ names, occurs }: Slot): string =>
    names.map(([name, type]) => (elements[name] === type ? name : `${name}=${type}`)).join('|') + occurs;
  const groups = [...building.groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, slots]) => [name, slots === '##other' ? slots : slots.map(slotText).join(' ')]);
  const clash = groups.find(([name]) => building.values.has(name as string));
  if (clash !== undefined) throw new Error(`${clash[0] ?? ''} is a group and a value`);
  const stray = Object.keys(source.unjudged ?? {}).find((name) => !building.groups.has(name));
  if (stray !== undefined) throw new Error(`${stray} is no group`);
  const { schema, source: from, licence, roots, unjudged = {} } = source;
  const table = {
    ...{ schema, source: from, licence, writtenBy: 'tools/structure-tables.ts', roots, unjudged, elements },
    groups: Object.fromEntries(groups) as unknown,
    ...(building.attributes.size === 0 ? {} : { attributes: Object.fromEntries(building.attributes) }),
    values: Object.fromEntries([...building.values].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
  return `${JSON.stringify(table, null, 1)}\n`;
}

if (process.argv[1] === import.meta.filename) {
  const data = process.argv[2] ?? process.env['PASSERELLE_DATA'] ?? '../shared/data';
  for (const source of SOURCES) {
    writeFileSync(new URL(`../src/rules/structure/tables/${source.table}.json`, import.meta.url), tableOf(source, data));
  }
}
