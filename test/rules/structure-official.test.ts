/** The structure tables against the schemas they were written from: the same verdict on every file (mutations.test.ts: on damaged ones). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { checkStructure } from '../../src/rules/structure/check-structure.ts';
import { structureOf } from '../../src/rules/structure/structure.ts';
import type { Fault } from '../../src/model/fault.ts';
import { escapeAttribute } from '../../src/xml/writer.ts';
import { readXml } from '../../src/xml/reader.ts';
import { SOURCES, tableOf } from '../../tools/structure-tables.ts';
import { NEEDS_DATA, SHARED_DATA } from '../support/official-data.ts';
import { complaints, schemaOf, type Schema } from '../support/schema.ts';
import { ciiSample, ublSample } from './structure-sample.ts';
import { samplesIn } from './mutation-samples.ts';
import { VALUES } from './structure-mutations.ts';

/** undefined for a message without a table (orders). */
async function faultsOf(bytes: Uint8Array): Promise<readonly Fault[] | undefined> {
  const root = readXml(bytes);
  const structure = await structureOf(root.name);
  return structure === undefined ? undefined : checkStructure(root, structure);
}

function difference(file: string, ours: readonly Fault[], theirs: readonly string[]): string {
  return `${file}: ours ${JSON.stringify(ours.slice(0, 2))}, schema ${JSON.stringify(theirs.slice(0, 2))}`;
}

test('every file of the official samples has the verdict of its schema', { skip: NEEDS_DATA }, async (context) => {
  const wrong: string[] = [];
  const counts = { valid: 0, invalid: 0 };
  for (const { file, bytes } of [...samplesIn('en16931'), ...samplesIn('fr')]) {
    const ours = await faultsOf(bytes);
    if (ours === undefined) continue;
    const theirs = complaints(bytes, schemaOf(bytes));
    if (ours.length > 0 !== theirs.length > 0) wrong.push(difference(file, ours, theirs));
    counts[theirs.length > 0 ? 'invalid' : 'valid'] += 1;
  }
  context.diagnostic(`${counts.valid} valid and ${counts.invalid} invalid, as the schemas say`);
  assert.deepEqual(wrong, []);
  assert.ok(counts.valid > 80 && counts.invalid > 1000);
});

test('every simple type takes and refuses the values that its schema does', { skip: NEEDS_DATA }, async (context) => {
  const places: readonly (readonly [string, Schema, (value: string) => Uint8Array])[] = [
    ['decimal', 'invoice', (value) => ublSample({ DECIMAL: value })],
    ['boolean', 'invoice', (value) => ublSample({ BOOLEAN: value })],
    ['date', 'invoice', (value) => ublSample({ DATE: value })],
    ['time', 'invoice', (value) => ublSample({ TIME: value })],
    ['base64Binary', 'invoice', (value) => ublSample({ BASE64: value })],
    ['anyURI', 'invoice', (value) => ublSample({ URI: value })],
    ['language', 'invoice', (value) => ublSample({ LANGUAGE: value })],
    ['dateTime', 'cii', (value) => ciiSample({ ISSUED: `<udt:DateTime>${value}</udt:DateTime>` })],
    ['text(1,3)', 'cii', (value) => ciiSample({ UNIT: value })],
  ];
  // libxml2 skips what is no base64; XML Schema (and Xerces) refuse it: test/rules/structure.test.ts holds us to that
  const lenient = (type: string, value: string): boolean => type === 'base64Binary' && /[^A-Za-z0-9+/=\s]/.test(value);
  const wrong: string[] = [];
  let taken = 0;
  for (const [type, schema, sample] of places) {
    for (const value of VALUES.filter((each) => !lenient(type, each))) {
      const bytes = sample(escapeAttribute(value));
      const [ours, theirs] = [(await faultsOf(bytes)) ?? [], complaints(bytes, schema)];
      if (theirs.length === 0) taken++;
      if (ours.length > 0 !== theirs.length > 0) wrong.push(`${type} "${value}": ${theirs.length === 0 ? 'right' : 'wrong'} by the schema`);
    }
  }
  context.diagnostic(`${places.length} types, ${VALUES.length} values each, ${taken} taken`);
  assert.deepEqual(wrong, []);
});

test('the tables are what the generator writes from the schemas', { skip: NEEDS_DATA }, () => {
  for (const source of SOURCES) {
    const committed = readFileSync(new URL(`../../src/rules/structure/tables/${source.table}.json`, import.meta.url), 'utf8');
    assert.equal(tableOf(source, SHARED_DATA ?? ''), committed, source.table);
  }
});
