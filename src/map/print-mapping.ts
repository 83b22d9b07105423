/** The effective mapping as a file again, each line with the layer and line it came from. Reading it back gives the same. */
import type { Entry, Fields, GroupEntry, Mapping, Place, Read, Reads, Source, ValueEntry } from './mapping.ts';
import { nameOf } from './transforms.ts';

export function printMapping(mapping: Mapping): string {
  const lines = [
    `mapping: ${quoted(mapping.name)}`,
    `version: ${quoted(mapping.version)}`,
    `from: ${quoted(mapping.from)}`,
    `to: ${quoted(mapping.to)}`,
    ...(mapping.layers.length > 1 ? [`# layers: ${mapping.layers.join(' <- ')}`] : []),
    ...printTables(mapping),
    'fields:',
    ...printFields(mapping.fields, '  '),
  ];
  return `${lines.join('\n')}\n`;
}

function printTables({ tables }: Mapping): readonly string[] {
  if (tables.size === 0) return [];
  return [
    'tables:',
    ...[...tables].flatMap(([name, table]) => [
      table.values.size === 0 ? `  ${quoted(name)}: {}` : `  ${quoted(name)}:`,
      ...[...table.values].map(([key, { text, place }]) => `    ${quoted(key)}: ${quoted(text)}${origin(place)}`),
    ]),
  ];
}

function printFields(fields: Fields, indent: string): readonly string[] {
  return [...fields].flatMap(([target, entry]) => printEntry(target, entry, indent));
}

function printEntry(target: string, entry: Entry, indent: string): readonly string[] {
  if (entry.kind === 'value') return [`${indent}${target}: ${valueText(entry)}${origin(entry.place)}`];
  return [
    `${indent}${target}:`,
    ...entry.parts.flatMap((part) =>
      part.kind === 'value'
        ? [`${indent}  - ${valueText(part)}${origin(part.place)}`]
        : printGroup(part, `${indent}  `),
    ),
  ];
}

function printGroup(group: GroupEntry, indent: string): readonly string[] {
  const head = [
    ...(group.each === undefined ? [] : [`each: ${quoted(group.each.text)}`]),
    ...(group.where === undefined ? [] : [`where: ${quoted(group.where.text)}`]),
    ...(group.reads.size === 0 ? [] : [`reads: ${readsText(group.reads)}`]),
    'fields:',
  ];
  const fields = group.fields.size === 0 ? [`${indent}    {}`] : printFields(group.fields, `${indent}    `);
  return [
    ...head.map(
      (line, index) => `${indent}${index === 0 ? '- ' : '  '}${line}${index === 0 ? origin(group.place) : ''}`,
    ),
    ...fields,
  ];
}

function valueText(entry: ValueEntry): string {
  const parts = [
    ...sourceParts(entry.source),
    ...(entry.where === undefined ? [] : [`where: ${quoted(entry.where.text)}`]),
    ...(entry.reads.size === 0 ? [] : [`reads: ${readsText(entry.reads)}`]),
    ...(entry.as === undefined ? [] : [`as: ${nameOf(entry.as)}`]),
    ...(entry.lookup === undefined ? [] : [`lookup: ${quoted(entry.lookup)}`]),
    ...(entry.default === undefined ? [] : [`default: ${quoted(entry.default)}`]),
  ];
  const plain = entry.source.kind === 'from' && parts.length === 1;
  return plain && entry.source.kind === 'from' ? quoted(entry.source.path.text) : `{ ${parts.join(', ')} }`;
}

function sourceParts(source: Source): readonly string[] {
  switch (source.kind) {
    case 'from':
      return [`from: ${quoted(source.path.text)}`];
    case 'first':
      return [`first: [${source.tries.map((one) => valueText(one)).join(', ')}]`];
    case 'const':
      return [`const: ${quoted(source.text)}`];
    case 'expr':
      return [`expr: ${quoted(source.expression.text)}`];
    case 'resolve':
      return [`resolve: ${source.what}`, `by: ${readsText(source.by)}`, ...(source.optional ? ['optional: true'] : [])];
  }
}

function readsText(reads: Reads): string {
  return `{ ${[...reads].map(([name, read]) => `${name}: ${readText(read)}`).join(', ')} }`;
}

function readText({ path, as }: Read): string {
  return as === undefined ? quoted(path.text) : `{ from: ${quoted(path.text)}, as: ${nameOf(as)} }`;
}

/** Plain where YAML takes it for the same text, else as a JSON string, which YAML reads alike. */
function quoted(text: string): string {
  return /^[A-Za-z_][\w./]*(?:\[\d+\][\w.]*)?$/.test(text) &&
    !text.includes('[') &&
    !/^(?:true|false|null|yes|no|on|off|y|n|inf|nan)$/i.test(text)
    ? text
    : JSON.stringify(text);
}

function origin({ mapping, line }: Place): string {
  return `  # ${mapping}:${line}`;
}
