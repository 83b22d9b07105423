/** The verdicts of the official artefacts on whole files, alone and inside PDFs: the same rules, each as often. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check } from '../../src/rules/check.ts';
import { PROFILES } from '../../src/rules/profiles.ts';
import { NEEDS_DATA } from '../support/official-data.ts';
import { ARTEFACTS, differences, given, readVerdicts, wanted } from './verdicts-compare.ts';

const JUDGED = ['Invoice', 'CreditNote', 'CrossIndustryInvoice', 'CrossDomainAcknowledgementAndResponse'];

test('whole files get exactly the findings of the official artefacts, as often', { skip: NEEDS_DATA }, async (context) => {
  const [files, found]: [Set<string>, Record<string, readonly string[]>] = [new Set(), {}];
  let lists = 0;
  for (const [file, verdict] of Object.entries(readVerdicts())) {
    if (!JUDGED.includes(verdict.kind)) continue;
    const ours = await given(file);
    for (const artefact of ARTEFACTS) {
      const official = verdict[artefact];
      if (official === undefined) continue;
      files.add(file);
      lists += 1;
      const different = differences(wanted(official, artefact !== 'en16931' && artefact !== 'extended-ctc-fr'), ours[artefact]);
      if (different.length > 0) found[`${file} ${artefact}`] = different;
    }
  }
  context.diagnostic(`${files.size} files, ${lists} lists of findings`);
  // none is left to explain
  assert.deepEqual(found, {});
  assert.ok(files.size > 105);
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
    check(invoice, PROFILES['fr-cius']);
    return performance.now() - start;
  };
  time(1000);
  const [small, large] = [time(2000), time(20_000)];
  assert.ok(large < small * 60 + 500, `2 000 lines took ${small} ms, 20 000 took ${large} ms`);
});
