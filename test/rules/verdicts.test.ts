/** The verdicts of the official artefacts on whole files, EN 16931 and BR-FR: the same rule ids, no more, no fewer. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseInvoice } from '../../src/parse/parse-invoice.ts';
import { check } from '../../src/rules/check.ts';
import { PROFILES } from '../../src/rules/profiles.ts';
import { judgeSyntax } from '../../src/rules/syntax/judge-syntax.ts';
import { NEEDS_DATA, sharedPath } from '../support/shared-data.ts';

type Counts = Readonly<Record<string, number>>;

interface Verdict {
  readonly kind: string;
  readonly en16931?: { readonly fatal: Counts; readonly warning: Counts };
  readonly 'br-fr'?: { readonly fatal: Counts; readonly warning: Counts };
}

const PROFILE = PROFILES['fr-cius'];
const RULES = new Set(PROFILE.rules.map((rule) => rule.id));
const INVOICES = ['Invoice', 'CreditNote', 'CrossIndustryInvoice'];

/** FNFE writes RULE_TERM or RULE-WORD; ours is the rule. */
function ruleOf(id: string): string {
  return (id.split('_')[0] ?? id).replace(/-(?:ID|LEGALID|GLOBALID|Value)$/, '');
}

/** Where we differ and why. `64.` and `+0.10` are numbers: how they were written is not kept by a decimal. */
const DIFFERENT: Readonly<Record<string, readonly string[]>> = {
  'en16931/cii-examples/huf_example_cii.xml': ['BR-FR-DEC-02'],
  'en16931/testfiles/BIS_Billing_30-Kreditering_med_negativ_faktura.xml': ['BR-FR-DEC-01'],
  // the MINIMUM profile is no EN 16931 invoice: what is absent is told by the presence rules, once
  'fr/akretion/factur-x-minimum.xml': ['BR-11', 'BR-CO-10', 'BR-CO-13', 'BR-CO-14', 'BR-CO-18'],
};

function wantedOf(verdict: Verdict): ReadonlySet<string> {
  const sets = [verdict.en16931, verdict['br-fr']].flatMap((set) => (set === undefined ? [] : [set.fatal, set.warning]));
  return new Set(
    sets
      .flatMap((counts) => Object.keys(counts))
      .map(ruleOf)
      .filter((id) => RULES.has(id)),
  );
}

function givenOf(file: string): ReadonlySet<string> {
  const { invoice, facts } = parseInvoice(readFileSync(sharedPath(file)));
  return new Set(
    check(invoice, PROFILE, facts)
      .map((fault) => fault.rule)
      .filter((id) => id.startsWith('BR-')),
  );
}

test('whole files are judged as the official artefacts judge them', { skip: NEEDS_DATA }, (context) => {
  const verdicts = JSON.parse(readFileSync(sharedPath('verdicts.json'), 'utf8')) as Readonly<Record<string, Verdict>>;
  let files = 0;
  for (const [file, verdict] of Object.entries(verdicts)) {
    if (!INVOICES.includes(verdict.kind) || !/\.xml$/i.test(file)) continue;
    files += 1;
    const [wanted, given] = [wantedOf(verdict), givenOf(file)];
    const differences = [...wanted].filter((id) => !given.has(id)).concat([...given].filter((id) => !wanted.has(id)));
    assert.deepEqual(differences.sort(), [...(DIFFERENT[file] ?? [])].sort(), file);
  }
  context.diagnostic(`${files} files, ${Object.keys(DIFFERENT).length} with known differences`);
  assert.ok(files > 70);
});

test('the syntax bindings speak as often as the official artefacts, of every file', { skip: NEEDS_DATA }, () => {
  const verdicts = JSON.parse(readFileSync(sharedPath('verdicts.json'), 'utf8')) as Readonly<Record<string, Verdict>>;
  for (const [file, { kind, en16931 }] of Object.entries(verdicts)) {
    if (!INVOICES.includes(kind) || en16931 === undefined || !/\.xml$/i.test(file)) continue;
    const { syntax, facts } = parseInvoice(readFileSync(sharedPath(file)));
    const given: Record<string, number> = {};
    const faults = facts.tree === undefined ? [] : judgeSyntax(syntax, facts.tree, (_id, own) => own);
    for (const { rule, severity } of faults) given[`${severity} ${rule}`] = (given[`${severity} ${rule}`] ?? 0) + 1;
    const wanted = (['fatal', 'warning'] as const).flatMap((severity) =>
      Object.entries(en16931[severity])
        .filter(([id]) => /^(?:UBL|CII)-/.test(id))
        .map(([id, count]): [string, number] => [`${severity} ${id}`, count]),
    );
    assert.deepEqual(given, Object.fromEntries(wanted), file);
  }
});

test('no rule is quadratic: ten times the lines take about ten times as long', () => {
  const line = (index: number): object => ({
    id: String(index),
    net: { units: 100n, scale: 2 },
    vat: { category: 'S', rate: { units: 20n, scale: 0 } },
  });
  const time = (count: number): number => {
    const invoice = {
      lines: Array.from({ length: count }, (_, index) => line(index)),
      vat: Array.from({ length: count / 10 }, () => ({
        category: 'S',
        rate: { units: 20n, scale: 0 },
        base: { units: 1n, scale: 0 },
      })),
    };
    const start = performance.now();
    check(invoice, PROFILE);
    return performance.now() - start;
  };
  time(1000);
  const [small, large] = [time(2000), time(20_000)];
  assert.ok(large < small * 60 + 500, `2 000 lines took ${small} ms, 20 000 took ${large} ms`);
});
