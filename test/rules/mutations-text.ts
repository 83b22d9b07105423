/** Seeded damage to the text of a file, below what a tree can show: prefixes, declarations, characters, cuts. */

export const TEXT_MUTATIONS = [
  'rename-prefix',
  'rebind-prefix',
  'drop-declaration',
  'swap-prefix',
  'splice',
  'character',
  'cut',
  'repeat-attribute',
] as const;
export type TextMutation = (typeof TEXT_MUTATIONS)[number];

const SNIPPETS = [
  ...['\u0000', '\u0001', '\u001f', '\ufffe', '\uffff', '\ud83d\ude00', '\u0301', '\u202e', '\u0085', '\u2028', '\ufeff', '\r', '\r\n'],
  ...['&', '&;', '&#0;', '&#x1F600;', '&#x110000;', '&#55296;', '&nbsp;', '&amp;amp;', '&#38;#60;', '<', '>', '"', "'", ']]>'],
  ...['<![CDATA[ <a>&amp; ]]>', '<![CDATA[]]>', '<!-- c -->', '<!-- c -- d -->', '<?target data?>', '<?xml version="1.0"?>'],
  ...[
    '<!DOCTYPE a>',
    '<!ENTITY a "b">',
    '<a>',
    '</a>',
    '<a/>',
    '<x:y/>',
    '<x:y xmlns:x="urn:x"/>',
    '<y xmlns=""/>',
    '<y xmlns="urn:x"><z/></y>',
  ],
  ...[' xmlns:cbc="urn:x"', ' xmlns=""', ' xml:space="preserve"', ' a="b"', ' xsi:nil="true"', ' <', '/>', '\u0130', 'ﬀ'],
];

const CHARACTERS = [...'<>&"\'/=:;![]-? \n\t\r09aZé😀', '\u0000', '\u0008', '\ufffd'];

type Random = (below: number) => number;

/** The damaged text; the same text where there is nothing of the kind to damage. */
export function damage(text: string, kind: TextMutation, random: Random): string {
  const pick = <T>(all: readonly T[]): T => all[random(all.length)] as T;
  const at = random(text.length + 1);
  if (kind === 'cut') return text.slice(0, at);
  if (kind === 'character') return text.slice(0, at) + pick(CHARACTERS) + text.slice(at + 1);
  if (kind === 'splice') return text.slice(0, at) + pick(SNIPPETS) + text.slice(at);
  if (kind === 'repeat-attribute') return repeatAttribute(text, at);
  const used = [...new Set(text.match(/(?<=<)[a-z]+(?=:)/g) ?? [])];
  const prefix = used.length === 0 ? '' : pick(used);
  if (kind === 'rename-prefix') return prefix === '' ? text : renamed(text, prefix, pick(['x', 'a.b-c', '_', 'ns0', 'é']));
  if (kind === 'rebind-prefix')
    return rebound(text, prefix, pick(['urn:x', 'http://x.example/', 'a b', '', 'http://www.w3.org/2000/xmlns/']));
  if (kind === 'drop-declaration') return text.replace(new RegExp(` xmlns:${prefix}="[^"]*"`), '');
  const tags = [...text.matchAll(/<\/?[a-z]+:/g)];
  const tag = tags.length === 0 ? undefined : pick(tags);
  return tag === undefined ? text : text.slice(0, tag.index) + tag[0].replace(/[a-z]+/, pick(used)) + text.slice(tag.index + tag[0].length);
}

/** Everywhere: another prefix of the same namespace, which changes nothing. */
function renamed(text: string, prefix: string, to: string): string {
  return text.replaceAll(new RegExp(`(</?)${prefix}:`, 'g'), `$1${to}:`).replace(` xmlns:${prefix}=`, ` xmlns:${to}=`);
}

function rebound(text: string, prefix: string, uri: string): string {
  return text.replace(new RegExp(` xmlns:${prefix}="[^"]*"`), () => ` xmlns:${prefix}="${uri}"`);
}

/** The first attribute after a place, twice. */
function repeatAttribute(text: string, at: number): string {
  const found = / [A-Za-z]+="[^"<]*"(?=[ />])/.exec(text.slice(at));
  return found === null ? text : text.slice(0, at + found.index) + found[0] + text.slice(at + found.index);
}
