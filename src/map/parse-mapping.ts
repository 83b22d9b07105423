/**
 * Reads a mapping file. Everything that can be wrong is found when the file is loaded: keys, targets, paths, transforms,
 * tables, codes and expressions, each with its line and column, what was expected, and the nearest valid word.
 */
import { PasserelleError } from '../base/error.ts';
import type { Mapping, MappingDirection, Removal, Table, TableValue } from './mapping.ts';
import { parseFields } from './parse-fields.ts';
import { checkTables, checkTerms } from './parse-checks.ts';
import { complain, membersOf, placeOf, textOf, type MappingProblem, type Reader } from './parse-reader.ts';
import { erpTarget, invoiceTarget } from './parse-target.ts';
import { INVOICE_SHAPE } from './targets.ts';
import { readYaml, type MapNode, type Member, type YamlNode } from './yaml-tree.ts';

export const MAPPING_KEYS = [
  'mapping',
  'version',
  'from',
  'to',
  'extends',
  'partner',
  'tables',
  'fields',
  'remove',
] as const;
const NAME = /^[a-z0-9][a-z0-9./-]{0,79}$/;

export type Reading =
  | { readonly mapping: Mapping; readonly problems: readonly [] }
  | { readonly mapping: null; readonly problems: readonly MappingProblem[] };

/** @throws PasserelleError MAP_INVALID with file, line and column of the first problem */
export function parseMapping(text: string, file: string): Mapping {
  const { mapping, problems } = readMapping(text, file);
  if (mapping === null) throw mapInvalid(problems);
  return mapping;
}

/** The mapping, or every problem of the file. */
export function readMapping(text: string, file: string): Reading {
  const problems: MappingProblem[] = [];
  const tree = readYaml(text);
  for (const { sentence, ...spot } of tree.problems) complain({ file, problems }, spot, sentence);
  if (tree.root?.kind !== 'map') {
    if (problems.length === 0)
      complain(
        { file, problems },
        { line: 1, column: 1 },
        'a mapping file is a map with `mapping`, `from` and `fields`',
      );
    return { mapping: null, problems };
  }
  const mapping = readRoot(tree.root, file, problems);
  return problems.length > 0 ? { mapping: null, problems: inOrder(problems) } : { mapping, problems: [] };
}

function readRoot(root: MapNode, file: string, problems: MappingProblem[]): Mapping {
  const header = readHeader(root, file, problems);
  const bare: Reader = { file, mapping: header.name, direction: directionOf(header.from), tables: null, problems };
  const members = membersOf(bare, root, MAPPING_KEYS, 'a mapping');
  const tables = readTables(bare, members.get('tables'));
  const overlay = header.extends !== undefined;
  const reader: Reader = { ...bare, tables: overlay ? null : [...tables.keys()] };
  const target = reader.direction === 'to-invoice' ? invoiceTarget(INVOICE_SHAPE, overlay) : erpTarget(overlay);
  const fieldsMember = members.get('fields');
  if (fieldsMember === undefined && !overlay) complain(reader, root, 'a mapping has `fields`');
  const fields = fieldsMember === undefined ? new Map() : parseFields(reader, fieldsMember.node, target);
  const removed = members.get('remove');
  if (removed !== undefined && !overlay)
    complain(reader, removed.spot, '`remove` belongs to an overlay, which `extends` another mapping');
  const mapping: Mapping = {
    ...header,
    file,
    direction: reader.direction,
    tables,
    fields,
    remove: readRemovals(reader, removed),
    layers: [header.name],
  };
  if (problems.length === 0) {
    // what an overlay reads inside a list of its base is known when it is laid over it
    if (reader.direction === 'to-invoice') problems.push(...checkTables(mapping));
    else if (!overlay) problems.push(...checkTerms(mapping));
  }
  return mapping;
}

type Header = Pick<Mapping, 'name' | 'version' | 'from' | 'to' | 'extends' | 'partner'>;

function readHeader(root: MapNode, file: string, problems: MappingProblem[]): Header {
  const reader = { file, problems };
  const read = (key: string): string | undefined => {
    const member = root.members.find((one) => one.key === key);
    return member && textOf(reader, member.node, `\`${key}\``)?.trim();
  };
  const [name = '', version = '1', base, partner] = [
    read('mapping'),
    read('version'),
    read('extends'),
    read('partner'),
  ];
  if (!NAME.test(name)) complain(reader, root, '`mapping` names this mapping, as in `mapping: odoo/customer-invoice`');
  if (base !== undefined && !NAME.test(base))
    complain(reader, root, '`extends` names the mapping that this overlay changes');
  const [from = base === undefined ? '' : 'base', to = 'invoice'] = [read('from'), read('to')];
  if (from === '') complain(reader, root, '`from` says what is read, as in `from: odoo:account.move`');
  if (from !== 'invoice' && from !== 'lifecycle' && to !== 'invoice') {
    complain(reader, root, '`to` is `invoice`, unless the mapping reads `from: invoice` or `from: lifecycle`');
  }
  return {
    name,
    version,
    from,
    to,
    ...(base === undefined ? {} : { extends: base }),
    ...(partner === undefined ? {} : { partner }),
  };
}

function directionOf(from: string): MappingDirection {
  return from === 'invoice' ? 'from-invoice' : from === 'lifecycle' ? 'from-lifecycle' : 'to-invoice';
}

function readTables(reader: Reader, member: Member | undefined): ReadonlyMap<string, Table> {
  const tables = new Map<string, Table>();
  if (member === undefined) return tables;
  if (member.node.kind !== 'map') complain(reader, member.spot, '`tables` is a map of tables');
  else
    for (const { key, spot, node } of member.node.members)
      tables.set(key, { place: placeOf(reader, spot), values: readTable(reader, key, node) });
  return tables;
}

function readTable(reader: Reader, name: string, node: YamlNode): ReadonlyMap<string, TableValue> {
  const values = new Map<string, TableValue>();
  if (node.kind !== 'map') complain(reader, node, `table \`${name}\` is a map of their word to ours`);
  else
    for (const { key, node: value } of node.members) {
      const text = textOf(reader, value, `\`${key}\``);
      if (text !== undefined) values.set(key, { text: text.trim(), place: placeOf(reader, value) });
    }
  return values;
}

function readRemovals(reader: Reader, member: Member | undefined): readonly Removal[] {
  if (member === undefined) return [];
  if (member.node.kind !== 'list') {
    complain(reader, member.spot, '`remove` is a list of targets');
    return [];
  }
  return member.node.items.flatMap((item) => {
    const target = textOf(reader, item, 'a target to remove');
    return target === undefined ? [] : [{ target, place: placeOf(reader, item) }];
  });
}

function inOrder(problems: readonly MappingProblem[]): readonly MappingProblem[] {
  return [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
}

/** One error for all problems of a file: the first in full, and how many more there are. */
export function mapInvalid(problems: readonly MappingProblem[]): PasserelleError {
  const [first] = problems;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more in this file)` : '';
  const where = first === undefined ? {} : { file: first.file, line: first.line, column: first.column };
  return new PasserelleError('MAP_INVALID', `${first?.sentence ?? 'the mapping does not hold'}${more}`, { where });
}
