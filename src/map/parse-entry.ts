/** Entries of `fields:`: a plain path, or a map of the few keys of the language. */
import { complain, hint, membersOf, placeOf, textOf, type Reader } from './parse-reader.ts';
import { RESOLVE_KINDS, type Read, type Reads, type ResolveKind, type Source, type ValueEntry } from './mapping.ts';
import { compile, isCompiled, type Expression } from './expression.ts';
import { RESERVED } from './expression-engine.ts';
import { parsePath, type RecordPath } from './record-path.ts';
import { parseTransform, type Transform } from './transforms.ts';
import type { Member, ScalarNode, Spot, YamlNode } from './yaml-tree.ts';

const SOURCES = ['from', 'first', 'const', 'expr', 'resolve'] as const;
export const VALUE_KEYS = [...SOURCES, 'as', 'lookup', 'default', 'where', 'reads', 'by', 'optional'] as const;
const READ_KEYS = ['from', 'as'] as const;
const TRIES_MAX = 20;

/** A value entry, or undefined when nothing could be made of it (the reader then holds the complaint). */
export function parseValue(reader: Reader, node: YamlNode): ValueEntry | undefined {
  if (node.kind === 'scalar') {
    const path = pathOf(reader, node);
    return path === undefined
      ? undefined
      : { kind: 'value', place: placeOf(reader, node), source: { kind: 'from', path }, reads: new Map() };
  }
  if (node.kind === 'list') {
    complain(reader, node, 'a list stands only where the target is a list');
    return undefined;
  }
  const members = membersOf(reader, node, VALUE_KEYS, 'an entry');
  const reads = parseReads(reader, members.get('reads'));
  const source = parseSource(reader, members, reads, node);
  const where = parseWhere(reader, members.get('where'), reads);
  const as = parseAs(reader, members.get('as'));
  const lookup = parseLookup(reader, members.get('lookup'));
  const fallback = members.get('default');
  const text = fallback === undefined ? undefined : textOf(reader, fallback.node, '`default`');
  if (source === undefined) return undefined;
  return {
    kind: 'value',
    place: placeOf(reader, node),
    source,
    reads,
    ...(where === undefined ? {} : { where }),
    ...(as === undefined ? {} : { as }),
    ...(lookup === undefined ? {} : { lookup }),
    ...(text === undefined ? {} : { default: text }),
  };
}

function parseSource(
  reader: Reader,
  members: ReadonlyMap<string, Member>,
  reads: Reads,
  spot: Spot,
): Source | undefined {
  const given = SOURCES.filter((key) => members.has(key));
  const [key] = given;
  if (key === undefined || given.length > 1) {
    complain(
      reader,
      spot,
      `an entry has exactly one of ${SOURCES.join(', ')}${given.length > 1 ? `, not ${given.join(' and ')}` : ''}`,
    );
    return undefined;
  }
  const { node } = members.get(key) as Member;
  for (const own of ['by', 'optional'] as const) {
    if (key !== 'resolve' && members.has(own)) complain(reader, members.get(own)?.spot ?? spot, `\`${own}\` goes with \`resolve\``);
  }
  switch (key) {
    case 'from': {
      const path = pathOf(reader, node);
      return path && { kind: 'from', path };
    }
    case 'first':
      return parseFirst(reader, node);
    case 'const': {
      const text = textOf(reader, node, '`const`');
      return text === undefined ? undefined : { kind: 'const', text };
    }
    case 'expr':
      return parseExpr(reader, node, reads);
    case 'resolve':
      return parseResolve(reader, node, members);
  }
}

export function pathOf(reader: Reader, node: YamlNode): RecordPath | undefined {
  const text = textOf(reader, node, 'a path');
  if (text === undefined) return undefined;
  const path = parsePath(text.trim());
  if (path === null)
    complain(
      reader,
      node,
      `\`${text.slice(0, 60)}\` is no path: expected names joined by dots, such as partner_id.name`,
    );
  return path ?? undefined;
}

function parseFirst(reader: Reader, node: YamlNode): Source | undefined {
  if (node.kind !== 'list' || node.items.length === 0 || node.items.length > TRIES_MAX) {
    complain(reader, node, `\`first\` is a list of 1 to ${TRIES_MAX} paths or entries`);
    return undefined;
  }
  const tries = node.items.flatMap((item) => parseValue(reader, item) ?? []);
  return { kind: 'first', tries };
}

export function parseReads(reader: Reader, member: Member | undefined): Reads {
  const reads = new Map<string, Read>();
  if (member === undefined) return reads;
  if (member.node.kind !== 'map') {
    complain(reader, member.spot, '`reads` is a map of names to paths');
    return reads;
  }
  for (const { key, spot, node } of member.node.members) {
    if (!/^[A-Za-z_]\w*$/.test(key)) complain(reader, spot, `\`${key}\` is no name for an expression`);
    else if (RESERVED.has(key)) complain(reader, spot, `\`${key}\` is a word of CEL itself: give it another name`);
    const read = parseRead(reader, node);
    if (read !== undefined) reads.set(key, read);
  }
  return reads;
}

function parseRead(reader: Reader, node: YamlNode): Read | undefined {
  if (node.kind !== 'map') {
    const path = pathOf(reader, node);
    return path && { path, place: placeOf(reader, node) };
  }
  const members = membersOf(reader, node, READ_KEYS, 'a read');
  const from = members.get('from');
  if (from === undefined) {
    complain(reader, node, 'a read is a path, or has `from`');
    return undefined;
  }
  const path = pathOf(reader, from.node);
  const as = parseAs(reader, members.get('as'));
  return path && { path, place: placeOf(reader, node), ...(as === undefined ? {} : { as }) };
}

function parseExpr(reader: Reader, node: YamlNode, reads: Reads): Source | undefined {
  const expression = parseExpression(reader, node);
  if (expression === undefined) return undefined;
  for (const name of expression.needs.keys()) {
    if (!reads.has(name)) complain(reader, node, `\`${name}\` is not in \`reads\`: ${hint(name, [...reads.keys()])}`);
  }
  return { kind: 'expr', expression };
}

/** A condition reads fields of the record or element it stands in, or names of `reads`. */
export function parseWhere(reader: Reader, member: Member | undefined, reads: Reads): Expression | undefined {
  if (member === undefined) return undefined;
  const expression = parseExpression(reader, member.node);
  for (const name of expression?.needs.keys() ?? []) {
    if (!reads.has(name) && parsePath(name) === null) complain(reader, member.node, `\`${name}\` is no field`);
  }
  return expression;
}

function parseExpression(reader: Reader, node: YamlNode): Expression | undefined {
  const text = textOf(reader, node, 'an expression');
  if (text === undefined) return undefined;
  const compiled = compile(text);
  if (isCompiled(compiled)) return compiled;
  complain(reader, spotInside(node as ScalarNode, compiled.offset), compiled.problem);
  return undefined;
}

function spotInside(node: ScalarNode, offset: number): Spot {
  return node.inner === undefined ? node : { line: node.line, column: node.inner + offset };
}

function parseAs(reader: Reader, member: Member | undefined): Transform | undefined {
  const text = member && textOf(reader, member.node, '`as`');
  if (member === undefined || text === undefined) return undefined;
  const parsed = parseTransform(text);
  if (!('problem' in parsed)) return parsed;
  complain(reader, member.node, parsed.problem);
  return undefined;
}

function parseLookup(reader: Reader, member: Member | undefined): string | undefined {
  const name = member && textOf(reader, member.node, '`lookup`');
  if (member === undefined || name === undefined) return undefined;
  if (reader.tables !== null && !reader.tables.includes(name)) {
    complain(reader, member.node, `there is no table \`${name}\`: ${hint(name, reader.tables)}`);
  }
  return name;
}

function parseResolve(reader: Reader, node: YamlNode, members: ReadonlyMap<string, Member>): Source | undefined {
  const what = textOf(reader, node, '`resolve`');
  if (reader.direction === 'to-invoice') {
    complain(reader, node, '`resolve` belongs to reverse mappings (`from: invoice`)');
    return undefined;
  }
  if (what === undefined || !(RESOLVE_KINDS as readonly string[]).includes(what)) {
    complain(reader, node, `\`resolve: ${what ?? ''}\` is not known: ${hint(what ?? '', RESOLVE_KINDS)}`);
    return undefined;
  }
  const reads = parseReads(reader, members.get('by'));
  if (reads.size === 0) complain(reader, node, '`resolve` needs `by`: the values that say which one is meant');
  return { kind: 'resolve', what: what as ResolveKind, by: reads, optional: parseOptional(reader, members) };
}

function parseOptional(reader: Reader, members: ReadonlyMap<string, Member>): boolean {
  const member = members.get('optional');
  const text = member && textOf(reader, member.node, '`optional`')?.trim();
  if (member !== undefined && text !== undefined && text !== 'true' && text !== 'false')
    complain(reader, member.node, `\`optional\` is true or false, not \`${text.slice(0, 30)}\``);
  if (text === 'true' && members.has('default'))
    complain(reader, members.get('default')?.spot ?? (member as Member).spot, 'an entry is `optional` or has a `default`, not both');
  return text === 'true';
}
