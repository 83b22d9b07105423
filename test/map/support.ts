/** Mappings and records for the tests of src/map. */
import { readFileSync } from 'node:fs';
import { applyMapping, type Applied } from '../../src/map/apply-mapping.ts';
import type { Mapping } from '../../src/map/mapping.ts';
import { parseMapping, readMapping } from '../../src/map/parse-mapping.ts';

export function fixture(name: string): string {
  return readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
}

/** A mapping with these fields, as indented YAML lines. */
export function mappingText(fields: string, tables = ''): string {
  return `mapping: test/one\nfrom: test:record\n${tables === '' ? '' : `tables:\n${indent(tables)}\n`}fields:\n${indent(fields)}\n`;
}

export function mapping(fields: string, tables = ''): Mapping {
  return parseMapping(mappingText(fields, tables), 'one.yaml');
}

/** `line:column sentence` of every problem. */
export function problems(text: string): readonly string[] {
  return readMapping(text, 'one.yaml').problems.map(({ line, column, sentence }) => `${line}:${column} ${sentence}`);
}

export function applied(fields: string, record: unknown, tables = ''): Applied {
  return applyMapping(mapping(fields, tables), typeof record === 'string' ? record : JSON.stringify(record));
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}
