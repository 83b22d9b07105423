/** The 1131 official unit cases of EN 16931 for UBL: each says which rule must speak or stay silent on a fragment. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseInvoice } from '../../src/parse/parse-invoice.ts';
import { check } from '../../src/rules/check.ts';
import { PROFILES } from '../../src/rules/profiles.ts';
import { NEEDS_DATA, sharedPath } from '../support/shared-data.ts';

interface UnitCase {
  readonly file: string;
  readonly rule: string;
  readonly want: 'success' | 'error';
  readonly fragment: string;
}

const FOLDERS = ['unit-UBL-invoice', 'unit-UBL-creditnote'];
const RULES = new Set(PROFILES.en16931.rules.map((rule) => rule.id));

/** The files are <testSet> documents; a fragment is cut out as text because it is judged as a file of its own. */
function* casesOf(file: string, text: string): Iterable<UnitCase> {
  const bare = text.replace(/<!--[\s\S]*?-->/g, '');
  for (const [, body] of bare.matchAll(/<test\b[^>]*>([\s\S]*?)<\/test>/g)) {
    const asserted = /<assert>([\s\S]*?)<\/assert>/.exec(body ?? '')?.[1] ?? '';
    const fragment = /<(Invoice|CreditNote)\b[\s\S]*<\/\1>/.exec(body ?? '')?.[0];
    if (fragment === undefined) continue;
    for (const [, want, rule] of asserted.matchAll(/<(success|error)\b[^>]*>([^<]*)</g)) {
      yield { file, want: want as UnitCase['want'], rule: (rule ?? '').trim(), fragment };
    }
  }
}

function* allCases(): Iterable<UnitCase> {
  for (const folder of FOLDERS) {
    for (const name of readdirSync(sharedPath('en16931', folder))) {
      yield* casesOf(`${folder}/${name}`, readFileSync(sharedPath('en16931', folder, name), 'utf8'));
    }
  }
}

/** Read so by the parser: an empty BillingReference leaves no trace; a line's DocumentReference without a type code is BT-128. */
const KNOWN: ReadonlySet<string> = new Set([
  'unit-UBL-invoice/BR-55.xml: BR-55 should speak',
  'unit-UBL-creditnote/BR-55.xml: BR-55 should speak',
  'unit-UBL-invoice/BR-CL-07.xml: BR-CL-07 should be silent',
]);

test('the official unit cases of EN 16931 give their verdicts', { skip: NEEDS_DATA }, (context) => {
  const wrong: string[] = [];
  const counts = { success: 0, error: 0, other: 0 };
  for (const { file, rule, want, fragment } of allCases()) {
    if (!RULES.has(rule)) {
      counts.other += 1;
      continue;
    }
    const { invoice, facts } = parseInvoice(new TextEncoder().encode(fragment));
    const spoke = check(invoice, PROFILES.en16931, facts).some((fault) => fault.rule === rule);
    if (spoke === (want === 'error')) counts[want] += 1;
    else wrong.push(`${file}: ${rule} should ${want === 'error' ? 'speak' : 'be silent'}`);
  }
  context.diagnostic(
    `${counts.success} silent and ${counts.error} speaking as expected, ${counts.other} of rules that are not judged here`,
  );
  assert.deepEqual(
    wrong.filter((line) => !KNOWN.has(line)),
    [],
  );
  assert.ok(counts.success + counts.error > 1000);
});
