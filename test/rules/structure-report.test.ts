/** The structure table of e-reporting messages against the DGFiP schema, on the samples and on thousands of damaged ones. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { PasserelleError } from '../../src/base/error.ts';
import { checkStructure } from '../../src/rules/structure/check-structure.ts';
import { structureOf } from '../../src/rules/structure/structure.ts';
import type { Fault } from '../../src/model/fault.ts';
import type { XmlElement } from '../../src/xml/element.ts';
import { readXml } from '../../src/xml/reader.ts';
import { NEEDS_DATA, sharedPath } from '../support/official-data.ts';
import { complaints } from '../support/schema.ts';
import { REPORT_BYTES, TRANSACTIONS_XML } from './report-sample.ts';
import { bytesOf, looseOf, mutate, MUTATIONS, seeded } from './structure-mutations.ts';

const MUTANTS = 4000;

async function faultsOf(bytes: Uint8Array): Promise<readonly Fault[]> {
  const structure = await structureOf('Report');
  assert.ok(structure !== undefined);
  return checkStructure(readXml(bytes), structure);
}

async function broken(from: string, to: string): Promise<readonly Fault[]> {
  assert.ok(TRANSACTIONS_XML.includes(from), from);
  return faultsOf(new TextEncoder().encode(TRANSACTIONS_XML.replace(from, to)));
}

function namesIn({ name, children }: XmlElement): readonly string[] {
  return [name, ...children.flatMap(namesIn)];
}

test('our messages are in order, and hold every element that the format knows', async () => {
  for (const bytes of REPORT_BYTES) assert.deepEqual(await faultsOf(bytes), []);
  const table = readFileSync(new URL('../../src/rules/structure/tables/report.json', import.meta.url), 'utf8');
  const held = new Set(REPORT_BYTES.flatMap((bytes) => namesIn(readXml(bytes))));
  assert.deepEqual([...held].sort(), Object.keys((JSON.parse(table) as { elements: object }).elements).sort());
});

test('the attributes of a group are judged as those of a value', async () => {
  const cases = [
    ['<AllowanceCharge ChargeIndicator="false">', '<AllowanceCharge>', 'PASS-STRUCT-ATTRIBUTE-MISSING', '/AllowanceCharge'],
    [
      '<AllowanceCharge ChargeIndicator="true">',
      '<AllowanceCharge ChargeIndicator="yes">',
      'PASS-STRUCT-ATTRIBUTE-VALUE',
      '/Line/AllowanceCharge/@ChargeIndicator',
    ],
    ['<Price>', '<Price ChargeIndicator="true">', 'PASS-STRUCT-ATTRIBUTE', '/Line/Price/@ChargeIndicator'],
    ['<TransactionsCount>14<', '<TransactionsCount>14.0<', 'PASS-STRUCT-VALUE', '/Transactions/TransactionsCount'],
  ] as const;
  for (const [from, to, rule, place] of cases) {
    const [fault, ...others] = await broken(from, to);
    assert.deepEqual(others, [], rule);
    assert.equal(fault?.rule, rule);
    assert.ok(fault.file?.endsWith(place), fault.file);
  }
});

test('whole and damaged messages have the verdict of the schema', { skip: NEEDS_DATA }, async (context) => {
  const files = readdirSync(sharedPath('fr/flux10')).map((name) => readFileSync(sharedPath('fr/flux10', name)));
  const whole = [...files, ...REPORT_BYTES];
  for (const bytes of whole) assert.deepEqual([await faultsOf(bytes), complaints(bytes, 'report')], [[], []]);
  const roots = whole.map((bytes) => readXml(bytes));
  const names = [...new Set(roots.flatMap(namesIn))];
  const random = seeded(20261122);
  const wrong: string[] = [];
  let invalid = 0;
  for (let round = 0; round < MUTANTS; round++) {
    const loose = looseOf(roots[random(roots.length)] as XmlElement);
    const kind = MUTATIONS[round % MUTATIONS.length] ?? 'drop';
    mutate(loose, kind, names, random);
    const bytes = bytesOf(loose);
    const theirs = schemaSays(bytes);
    const ours = await faultsOf(bytes).catch(refused);
    // no XML, or nested too deep: refused before any table is looked at
    if (ours === null) continue;
    if (ours.length > 0 !== theirs.length > 0) wrong.push(`${kind} ${round}: ${JSON.stringify([ours.slice(0, 2), theirs.slice(0, 2)])}`);
    if (theirs.length > 0) invalid++;
  }
  context.diagnostic(`${MUTANTS} mutants of ${whole.length} messages, ${invalid} invalid`);
  assert.deepEqual(wrong.slice(0, 10), []);
  assert.ok(invalid > MUTANTS / 4 && invalid < (MUTANTS * 9) / 10, 'damage both ways');
});

function refused(error: unknown): null {
  if (error instanceof PasserelleError) return null;
  throw error;
}

function schemaSays(bytes: Uint8Array): readonly string[] {
  try {
    return complaints(bytes, 'report');
  } catch {
    return ['no XML'];
  }
}
