/** Ours and the official findings of one file, counted by artefact, severity and rule. */
import { readFileSync } from 'node:fs';
import type { Fault } from '../../src/model/fault.ts';
import { parseStatus } from '../../src/parse/cdar/parse-status.ts';
import { openFlow } from '../../src/parse/open-flow.ts';
import { checkStatus } from '../../src/rules/check-status.ts';
import { check } from '../../src/rules/check.ts';
import { PROFILES } from '../../src/rules/profiles.ts';
import { sharedPath } from '../support/official-data.ts';

/** By rule. */
export type Counts = Readonly<Record<string, number>>;

interface Found {
  readonly fatal: Counts;
  readonly warning: Counts;
}

export const ARTEFACTS = ['en16931', 'br-fr', 'extended-ctc-fr', 'cdar'] as const;
export type Artefact = (typeof ARTEFACTS)[number];
export type Verdict = Readonly<Partial<Record<Artefact, Found>>> & { readonly kind: string };

/** FNFE writes RULE_TERM or RULE-WORD for each place that a rule looks at; ours is the rule. */
function ruleOf(id: string): string {
  return (id.split('_')[0] ?? id).replace(/-(?:ID|LEGALID|GLOBALID|Value)$/, '');
}

export function readVerdicts(): Readonly<Record<string, Verdict>> {
  return JSON.parse(readFileSync(sharedPath('verdicts.json'), 'utf8')) as Readonly<Record<string, Verdict>>;
}

/** `fatal BR-02` with its count; ids that fold to one rule are added up. */
export function wanted({ fatal, warning }: Found, fold: boolean): Counts {
  const counts: Record<string, number> = {};
  for (const [severity, found] of Object.entries({ fatal, warning })) {
    for (const [id, count] of Object.entries(found)) {
      const key = `${severity} ${fold ? ruleOf(id) : id}`;
      counts[key] = (counts[key] ?? 0) + count;
    }
  }
  return counts;
}

function counted(faults: readonly Fault[], judges: (rule: string) => boolean): Counts {
  const counts: Record<string, number> = {};
  for (const { rule, severity } of faults) {
    const key = `${severity} ${rule}`;
    if (judges(rule)) counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

const isFrench = (rule: string): boolean => rule.startsWith('BR-FR-');
/** Rules of our own are no one's artefact. */
const isEuropean = (rule: string): boolean => !isFrench(rule) && !rule.startsWith('PASS-');

/** What we say of the file, or of the invoice inside the PDF, in the name of each artefact. */
export async function given(file: string): Promise<Readonly<Record<Artefact, Counts>>> {
  const bytes = readFileSync(sharedPath(file));
  const opened = await openFlow(bytes);
  if (opened.kind === 'lifecycle') {
    return { en16931: {}, 'br-fr': {}, 'extended-ctc-fr': {}, cdar: counted(checkStatus(parseStatus(bytes)), () => true) };
  }
  if (opened.kind !== 'invoice') throw new Error(`${file} is no message with rules`);
  const { invoice, facts } = opened.parsed;
  return {
    en16931: counted(check(invoice, PROFILES.en16931, facts), isEuropean),
    'br-fr': counted(check(invoice, PROFILES['fr-cius'], facts), isFrench),
    'extended-ctc-fr': counted(check(invoice, PROFILES['fr-extended'], facts), isEuropean),
    cdar: {},
  };
}

/** `fatal BR-02 1/0`: the official count, and ours. */
export function differences(official: Counts, ours: Counts): readonly string[] {
  return [...new Set([...Object.keys(official), ...Object.keys(ours)])]
    .filter((key) => official[key] !== ours[key])
    .map((key) => `${key} ${official[key] ?? 0}/${ours[key] ?? 0}`)
    .sort();
}
