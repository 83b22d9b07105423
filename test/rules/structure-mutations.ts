/** Seeded damage to a read file, and its way back to bytes: what the proofs of the structure tables judge by the thousand. */
import { NAMESPACES } from '../../src/xml/names.ts';
import type { XmlElement } from '../../src/xml/element.ts';
import { escapeAttribute, escapeText } from '../../src/xml/writer.ts';

/** The same shape as the reader's, to be changed in place. */
export interface Loose {
  name: string;
  attributes: { name: string; value: string }[];
  children: Loose[];
  text: string;
}

export const MUTATIONS = [
  'drop',
  'duplicate',
  'value',
  'order',
  'rename',
  'move',
  'attribute',
  'attribute-value',
  'drop-attribute',
  'text',
  'empty',
  'hostile',
  'namespace',
  'nest',
] as const;
export type Mutation = (typeof MUTATIONS)[number];

/** Values on both sides of every simple type. */
export const VALUES = [
  ...['', ' ', 'a', 'text with  blanks', ' 12 ', '12', '-0.50', '+1', '.5', '5.', '.', '1e3', '1,5', '0x1', 'NaN', 'INF', '--1'],
  ...['true', 'false', '1', '0', 'TRUE', ' true ', 'yes', '20260915', '2026-09-15', '2026-02-29', '2024-02-29', '0000-01-01'],
  ...['2026-09-15Z', '2026-09-15+14:00', '2026-09-15+14:01', '2026-9-15', '-0044-03-15', '12026-09-15', '02026-09-15', '2026-13-01'],
  ...[
    '2026-09-15T10:00:00',
    '2026-09-15T24:00:00',
    '2026-09-15T24:00:01',
    '2026-09-15T10:00:00.123Z',
    '2026-09-15T10:00',
    '2026-09-15T10:60:00',
  ],
  ...['2026-09-15ZT10:00:00', '10:00:00', '24:00:00', '10:00:00.5+01:00', '10:00', '25:00:00', '10:00:00-14:00', '10:00:00+99:00'],
  ...['QQ==', 'QUI=', 'QUJD', 'QR==', 'QUJ=', 'QQ=', 'Q', 'QU JD', 'Q===', '====', 'QUJD\nQUJD', 'é', 'QU_D'],
  ...[
    'fr',
    'fr-FR',
    'f',
    'franglaise',
    'fr_FR',
    '-fr',
    'fr-',
    'i-klingon',
    'http://a.example/b?c#d',
    'a b',
    '%zz',
    '%20',
    'urn:x:y',
    '#',
    ':',
    '://',
  ],
  ...[
    'http://a.example:80/',
    'http://a.example:x/',
    'http://[::1]/',
    'a[b]',
    '1:2',
    '//',
    'mailto:a@b.example',
    '<>',
    'é',
    'a#b#c',
    '?',
    'KGM',
    'KGMS',
  ],
];

const LONG = 20_000;

/** What a program may stumble over: huge and tiny numbers, long texts, controls, astral and right-to-left characters. */
const HOSTILE = [
  ...[
    '9'.repeat(59),
    '9'.repeat(400),
    `-0.${'0'.repeat(57)}1`,
    `0.${'1'.repeat(500)}`,
    '1E+308',
    '-Infinity',
    '0'.repeat(300),
    '٣',
    '１２',
  ],
  ...['-99999999999999999999.99', '1e-7', '1_000', '0x10', '+-1', '1 000', '\u00a012', '1.2.3', '∞', '½'],
  ...['x'.repeat(LONG), ' '.repeat(LONG), '\n'.repeat(2000), '#'.repeat(500), '|'.repeat(500), '#ABC#'.repeat(200), 'a '.repeat(2000)],
  ...['😀', '𝟙𝟚', 'e\u0301\u0302\u0303', '\u202eFR\u202c', '\u200b', '\ufeff', '\u2028', '\u0085', '\u007f', '\ufdd0', '\u{10ffff}'],
  ...[']]>', '<!--', '-->', '<?xml?>', '&amp;', '&#0;', '%00', '${x}', '../../etc/passwd', "' OR 1=1", '__proto__', 'constructor'],
  ...['toString', 'hasOwnProperty', '9999-12-31', '0001-01-01', '-0001-01-01', '2026-02-30', '99991231', '00000000', '2026-W01', 'T'],
  ...['\t', '\r', '\r\n', '\u00a0', '\u3000', 'NA', 'na', '#PMD#', '#PMD', '##', '__'],
];

/** Deeper than any message, and deeper than the reader goes. */
const DEPTHS = [1, 2, 30, 80, 120, 600];

const ATTRIBUTES = [
  ...['schemeID', 'schemeURI', 'listID', 'listURI', 'listAgencyID', 'currencyID', 'unitCode', 'mimeCode', 'uri', 'filename', 'format'],
  ...[
    'languageID',
    'name',
    'unitCodeListID',
    'currencyCodeListVersionID',
    'nonsense',
    'xml:lang',
    'cbc:schemeID',
    'schemeDataURI',
    'listSchemeURI',
  ],
];

/** A small generator of numbers: the same seed, the same damage. */
export function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * below);
  };
}

export function looseOf(element: XmlElement): Loose {
  const { name, text } = element;
  return { name, text, attributes: element.attributes.map((each) => ({ ...each })), children: element.children.map(looseOf) };
}

interface Spot {
  readonly parent: Loose;
  readonly index: number;
}

function spotsOf(root: Loose): Spot[] {
  return [...root.children.entries()].flatMap(([index, child]) => [{ parent: root, index }, ...spotsOf(child)]);
}

/** Damages the tree in one place; `names` are those that a rename may take. */
export function mutate(root: Loose, kind: Mutation, names: readonly string[], random: (below: number) => number): void {
  const pick = <T>(all: readonly T[]): T => all[random(all.length)] as T;
  const spots = spotsOf(root);
  const { parent, index } = pick(spots);
  const element = parent.children[index] as Loose;
  const attribute = (among: Loose): { name: string; value: string } | undefined =>
    among.attributes.length === 0 ? undefined : pick(among.attributes);
  const leaves = spots.map((spot) => spot.parent.children[spot.index] as Loose).filter(({ children }) => children.length === 0);
  const bearers = leaves.filter(({ attributes }) => attributes.length > 0);
  if (kind === 'drop') parent.children.splice(index, 1);
  else if (kind === 'duplicate') parent.children.splice(random(parent.children.length + 1), 0, structuredClone(element));
  else if (kind === 'value') pick(leaves).text = pick(VALUES);
  else if (kind === 'order') {
    parent.children.splice(index, 1);
    parent.children.splice(random(parent.children.length + 1), 0, element);
  } else if (kind === 'rename') element.name = random(8) === 0 ? 'cbc:Nonsense' : pick(names);
  else if (kind === 'move') {
    const other = pick(spots).parent;
    if (other === element || spotsOf(element).some((spot) => spot.parent === other)) return;
    parent.children.splice(index, 1);
    other.children.splice(random(other.children.length + 1), 0, element);
  } else if (kind === 'attribute') {
    const name = pick(ATTRIBUTES);
    if (!element.attributes.some((given) => given.name === name)) element.attributes.push({ name, value: pick(VALUES) });
  } else if (kind === 'attribute-value') {
    const given = attribute(pick(bearers.length === 0 ? [element] : bearers));
    if (given !== undefined) given.value = pick(VALUES);
  } else if (kind === 'drop-attribute') {
    const from = pick(bearers.length === 0 ? [element] : bearers);
    from.attributes.splice(random(from.attributes.length), 1);
  } else if (kind === 'text') pick(spots).parent.text += pick([' ', '\n', 'x', ' 0 ']);
  else if (kind === 'empty') element.children = [];
  else assail(kind, element, { pick, leaves, bearers });
}

interface Choice {
  readonly pick: <T>(all: readonly T[]) => T;
  readonly leaves: readonly Loose[];
  readonly bearers: readonly Loose[];
}

/** What no mistake would do: values made to hurt, names of other namespaces, nesting without end. */
function assail(kind: 'hostile' | 'namespace' | 'nest', element: Loose, { pick, leaves, bearers }: Choice): void {
  if (kind === 'hostile') {
    const bearer = pick(bearers);
    if (pick([true, false, false]) && bearer !== undefined) pick(bearer.attributes).value = pick(HOSTILE);
    else pick(leaves).text = pick(HOSTILE);
  } else if (kind === 'namespace') {
    const local = element.name.replace(/^.*[:}]/, '');
    element.name = pick(['', 'cbc:', 'cac:', 'ram:', 'udt:', 'rsm:', 'ubl:', 'ext:', '{urn:x}', '{http://x.example/é}']) + local;
  } else {
    const depth = pick(DEPTHS);
    for (let level = 0; level < depth; level++) element.children = [{ ...element, attributes: [...element.attributes] }];
  }
}

/** Bytes with every prefix of ours declared at the root; foreign names get a declaration of their own. */
export function bytesOf(root: Loose): Uint8Array {
  const declared = Object.entries(NAMESPACES).map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`);
  return new TextEncoder().encode(written(root, declared.join('')));
}

function written({ name, attributes, children, text }: Loose, declarations = ''): string {
  const foreign = /^\{(.*)\}(.*)$/.exec(name);
  const tag = foreign === null ? name : `foreign:${foreign[2] ?? ''}`;
  const own = foreign === null ? '' : ` xmlns:foreign="${escapeAttribute(foreign[1] ?? '')}"`;
  const inside = `${escapeText(text)}${children.map((child) => written(child)).join('')}`;
  const given = attributes.map(writtenAttribute).join('');
  return `<${tag}${declarations}${own}${given}>${inside}</${tag}>`;
}

/** Attributes of a foreign namespace get a prefix of their own. */
function writtenAttribute({ name, value }: { readonly name: string; readonly value: string }, index: number): string {
  const [, uri, local] = /^\{(.*)\}(.*)$/.exec(name) ?? [];
  if (uri === undefined) return ` ${name}="${escapeAttribute(value)}"`;
  const prefix = uri === 'http://www.w3.org/XML/1998/namespace' ? 'xml' : `a${index}`;
  const declared = prefix === 'xml' ? '' : ` xmlns:${prefix}="${escapeAttribute(uri)}"`;
  return `${declared} ${prefix}:${local ?? ''}="${escapeAttribute(value)}"`;
}
