/** Every invoice of the official samples becomes a bill of exactly its own amounts, or says clearly why not. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { absolute, add, equals, isZero, round, subtract, sum, ZERO, type Decimal } from '../../src/model/decimal.ts';
import type { Bill } from '../../src/model/bill.ts';
import type { Invoice } from '../../src/model/invoice.ts';
import { adopt } from '../../src/normalize/adopt.ts';
import { openFlow } from '../../src/parse/open-flow.ts';
import { NEEDS_DATA, sharedPath } from '../support/official-data.ts';
import { basesOf, rawOf, ROOM, shown } from './adopt-support.ts';

const FOLDERS = ['en16931/ubl-examples', 'en16931/cii-examples', 'fr/ubl-gobl', 'fr/akretion', 'fr/facturx-good', 'fr/facturx-flawed'];

interface Outcome {
  readonly file: string;
  readonly outcome: string;
  readonly problems: readonly string[];
}

test('every invoice of the samples is booked to the cent, or held because its profile has no rate', { skip: NEEDS_DATA }, async () => {
  const outcomes = await Promise.all(FOLDERS.flatMap((folder) => filesBelow(sharedPath(folder))).map(outcomeOf));
  const table = outcomes.map(({ file, outcome, problems }) => [file, outcome, ...problems].join(' · ')).join('\n');
  assert.ok(outcomes.length > 70, `only ${outcomes.length} samples`);
  assert.ok(
    outcomes.every(({ problems }) => problems.length === 0),
    `\n${table}`,
  );
  const held = outcomes.filter(({ outcome }) => outcome.startsWith('held'));
  assert.ok(
    held.every(({ outcome }) => outcome === 'held PASS-IN-NO-RATE MINIMUM'),
    `\n${table}`,
  );
  assert.ok(
    outcomes.some(({ outcome }) => outcome.startsWith('credit-note')),
    `\n${table}`,
  );
});

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:xml|pdf)$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

async function outcomeOf(path: string): Promise<Outcome> {
  const file = relative(sharedPath(), path);
  const opened = await openFlow(readFileSync(path));
  if (opened.kind !== 'invoice') return { file, outcome: `ignored ${opened.kind}`, problems: [] };
  const { invoice, document } = opened.parsed;
  const { bill, faults } = adopt(invoice, { ...ROOM, document });
  const fatal = faults.filter(({ severity }) => severity === 'fatal').map(({ rule, values }) => [rule, ...Object.values(values)].join(' '));
  if (bill === null) return { file, outcome: `held ${fatal.join(', ')}`, problems: fatal.length === 0 ? ['held without a reason'] : [] };
  return { file, outcome: `${bill.type} ${shown(bill.withVat)}`, problems: [...fatal, ...differences(bill, invoice)] };
}

function differences(bill: Bill, { totals = {}, vat = [] }: Invoice): readonly string[] {
  const rounding = totals.rounding ?? ZERO;
  const bases = Object.values(basesOf(bill, 2));
  const checks: readonly (readonly [string, Decimal, Decimal])[] = [
    ['lines', sum(bill.lines.map((line) => round(rawOf(line), 2))), bill.withoutVat],
    ['without VAT', absolute(bill.withoutVat), absolute(add(totals.withoutVat ?? ZERO, rounding))],
    ['VAT', absolute(bill.vat), absolute(totals.vat ?? ZERO)],
    ['with VAT', bill.withVat, absolute(add(totals.withVat ?? ZERO, rounding))],
    ['sum of VAT', sum(bill.taxes.map(({ amount }) => amount)), bill.vat],
    ['sum of bases', absolute(sum(bill.taxes.map(({ base }) => base))), absolute(sum(vat.map(({ base }) => base)))],
    ['sum with VAT', add(bill.withoutVat, bill.vat), bill.withVat],
  ];
  const wrong = checks
    .filter(([, one, other]) => !equals(one, other))
    .map(([what, one, other]) => `${what}: ${shown(one)} not ${shown(other)}`);
  const global = bases
    .filter(({ perLine, globally }) => perLine !== globally)
    .map(({ perLine, globally }) => `rounding: ${perLine} or ${globally}`);
  const untaxed = isZero(rounding) ? sum(bill.taxes.map(({ base }) => base)) : subtract(bill.withoutVat, ZERO);
  return [...wrong, ...global, ...(equals(untaxed, bill.withoutVat) ? [] : ['bases do not make the total'])];
}
