/** `fields:` maps: every target is checked against the shape it writes to, and lists take parts. */
import { LEAVES_ONLY, type FieldsTarget } from './parse-target.ts';
import { complain, membersOf, placeOf, type Reader } from './parse-reader.ts';
import { parseReads, parseValue, parseWhere, pathOf } from './parse-entry.ts';
import type { Entry, Fields, GroupEntry, ListEntry, ValueEntry } from './mapping.ts';
import type { MapNode, Member, YamlNode } from './yaml-tree.ts';

const GROUP_KEYS = ['each', 'where', 'reads', 'fields'] as const;
const PARTS_MAX = 50;

export function parseFields(reader: Reader, node: YamlNode, target: FieldsTarget): Fields {
  const fields = new Map<string, Entry>();
  if (node.kind !== 'map') {
    complain(reader, node, '`fields` is a map of targets');
    return fields;
  }
  for (const member of node.members) {
    const below = target.at(member.key);
    if (typeof below === 'string') complain(reader, member.spot, below);
    else {
      const entry = parseEntry(reader, member, below);
      if (entry !== undefined) fields.set(member.key, entry);
    }
  }
  return fields;
}

function parseEntry(reader: Reader, { node, key }: Member, target: FieldsTarget): Entry | undefined {
  if (target.takes === 'value') {
    const entry = parseValue(reader, node);
    if (entry !== undefined) checkLiteral(reader, entry, target, node);
    return entry;
  }
  if (target.takes === 'either' && !isListShaped(node)) return parseValue(reader, node);
  return parseList(reader, node, key, target);
}

function isListShaped(node: YamlNode): boolean {
  return (
    node.kind === 'list' || (node.kind === 'map' && node.members.some(({ key }) => key === 'each' || key === 'fields'))
  );
}

function parseList(reader: Reader, node: YamlNode, key: string, target: FieldsTarget): ListEntry {
  const nodes = node.kind === 'list' ? node.items : [node];
  if (nodes.length > PARTS_MAX) complain(reader, node, `a list has at most ${PARTS_MAX} parts`);
  const parts = nodes.slice(0, PARTS_MAX).flatMap((part) => parsePart(reader, part, key, target) ?? []);
  return { kind: 'list', place: placeOf(reader, node), parts };
}

function parsePart(
  reader: Reader,
  node: YamlNode,
  key: string,
  target: FieldsTarget,
): GroupEntry | ValueEntry | undefined {
  const item = target.item ?? LEAVES_ONLY;
  if (node.kind === 'map' && node.members.some((member) => member.key === 'fields'))
    return parseGroup(reader, node, item);
  if (item.takes !== 'fields') {
    const entry = parseValue(reader, node);
    if (entry !== undefined) checkLiteral(reader, entry, item, node);
    return entry;
  }
  complain(reader, node, `\`${key}\` is a list of groups: give it \`each\` and \`fields\``);
  return undefined;
}

function parseGroup(reader: Reader, node: MapNode, item: FieldsTarget): GroupEntry | undefined {
  const members = membersOf(reader, node, GROUP_KEYS, 'a list');
  const reads = parseReads(reader, members.get('reads'));
  const eachMember = members.get('each');
  const each = eachMember && pathOf(reader, eachMember.node);
  const where = parseWhere(reader, members.get('where'), reads);
  if (item.takes === 'value') {
    complain(reader, node, 'the elements of this list are single values: they have no `fields`');
    return undefined;
  }
  const fields = parseFields(reader, (members.get('fields') as Member).node, item);
  return {
    kind: 'group',
    place: placeOf(reader, node),
    reads,
    fields,
    ...(each === undefined ? {} : { each }),
    ...(where === undefined ? {} : { where }),
  };
}

/** Constants and defaults of coded terms are judged when the mapping is loaded, not on the first invoice. */
function checkLiteral(reader: Reader, entry: ValueEntry, target: FieldsTarget, node: YamlNode): void {
  const literals = [
    entry.source.kind === 'const' && entry.lookup === undefined ? entry.source.text : undefined,
    entry.default,
  ];
  for (const literal of literals) {
    const problem = literal === undefined ? undefined : target.judge?.(literal);
    if (problem !== undefined) complain(reader, node, problem);
  }
}
