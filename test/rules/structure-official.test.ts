/** The structure tables against the schemas they were written from: the same verdict on every file, whole or damaged. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkStructure } from '../../src/rules/structure/check-structure.ts';
import { structureOf } from '../../src/rules/structure/structure.ts';
import type { Fault } from '../../src/model/fault.ts';
import { escapeAttribute } from '../../src/xml/writer.ts';
import { readXml } from '../../src/xml/reader.ts';
import { SOURCES, tableOf } from '../../tools/structure-tables.ts';
import { NEEDS_DATA, SHARED_DATA, sharedPath } from '../support/official-data.ts';
import { complaints, schemaOf, type Schema } from '../support/schema.ts';
import { ciiSample, ublSample } from './structure-sample.ts';
import { bytesOf, looseOf, mutate, MUTATIONS, seeded, VALUES } from './structure-mutations.ts';

const MUTANTS = 10_000;
const SCHEMAS: Readonly<Record<string, Schema>> = {
  'ubl:Invoice': 'invoice',
  'cn:CreditNote': 'creditNote',
  'rsm:CrossIndustryInvoice': 'cii',
};

interface Sample {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** Files, and the fragments that the official unit tests hold. */
function* samplesIn(folder: string): Iterable<Sample> {
  for (const file of readdirSync(sharedPath(folder), { recursive: true, encoding: 'utf8' }).sort()) {
    if (!/\.xml$/i.test(file)) continue;
    const bytes = readFileSync(sharedPath(folder, file));
    const text = bytes.toString('utf8');
    if (!text.slice(0, 3000).includes('<testSet')) yield { file: join(folder, file), bytes };
    else {
      for (const [, body] of text.replace(/<!--[\s\S]*?-->/g, '').matchAll(/<test\b[^>]*>([\s\S]*?)<\/test>/g)) {
        const fragment = /<(Invoice|CreditNote)\b[\s\S]*<\/\1>/.exec(body ?? '')?.[0];
        if (fragment !== undefined) yield { file: join(folder, file), bytes: Buffer.from(fragment) };
      }
    }
  }
}

/** undefined for a message without a table (flux 10, orders). */
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

test('thousands of damaged files have the verdict of their schema', { skip: NEEDS_DATA }, async (context) => {
  const roots = [...samplesIn('en16931'), ...samplesIn('fr')]
    .filter(({ bytes }) => bytes.length < 20_000)
    .map(({ file, bytes }) => ({ file, root: readXml(bytes) }));
  const whole: typeof roots = [];
  for (const sample of roots) {
    const structure = await structureOf(sample.root.name);
    if (structure !== undefined && checkStructure(sample.root, structure).length === 0) whole.push(sample);
  }
  const names = [
    ...new Set(whole.flatMap(({ root }) => JSON.stringify(root).match(/(?<="name":")(?:cbc|cac|ram|rsm|udt|qdt):\w+/g) ?? [])),
  ];
  const random = seeded(20261122);
  const wrong: string[] = [];
  const rules = new Map<string, number>();
  let invalid = 0;
  for (let round = 0; round < MUTANTS; round++) {
    const { file, root } = whole[random(whole.length)] as (typeof whole)[number];
    const kind = MUTATIONS[round % MUTATIONS.length] ?? 'drop';
    const loose = looseOf(root);
    mutate(loose, kind, names, random);
    const bytes = bytesOf(loose);
    const [ours, theirs] = [(await faultsOf(bytes)) ?? [], complaints(bytes, SCHEMAS[loose.name] ?? 'cdar')];
    if (ours.length > 0 !== theirs.length > 0) wrong.push(difference(`${file} (${kind}, round ${round})`, ours, theirs));
    if (theirs.length > 0) invalid++;
    for (const { rule } of ours) rules.set(rule, (rules.get(rule) ?? 0) + 1);
  }
  context.diagnostic(`${MUTANTS} mutants of ${whole.length} valid files, ${invalid} invalid; ${JSON.stringify(Object.fromEntries(rules))}`);
  assert.deepEqual(wrong.slice(0, 20), []);
  assert.ok(invalid > MUTANTS / 4 && invalid < (MUTANTS * 9) / 10, 'damage both ways');
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
